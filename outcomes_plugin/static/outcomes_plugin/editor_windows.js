/* The program's surveys: how their answers are kept, when they are open, and which one a block asks. */
(function (parts) {
  "use strict";

  const { make, icon, title, field, line, fill } = parts.dom;
  parts.windows = function (desk, { send }) {
    const t = desk.texts;
    const { state } = desk;
    const inUse = () => state.windows.filter((one) => one.asks_this);
    const empty = (words) => make("p", { class: "mo-quiet" }, words);

    async function changeMode(window, form) {
      const chosen = form.querySelector("input:checked");
      const reason = form.querySelector("textarea");
      const reply = await send({ action: "change_mode", window: window.key, mode: chosen ? chosen.value : "", reason: reason.value });
      if (reply.outcome === "done") {
        state.windows = reply.answer.windows;
        desk.render();
        desk.say(t.mode_changed, "done");
        desk.focusTitle();
        return;
      }
      const problem = form.querySelector(".mo-reason");
      problem.hidden = false;
      problem.textContent = reply.outcome === "refused" ? reply.answer.error : t.not_changed;
      reason.focus();
    }

    function modeForm(window) {
      const name = desk.id("mode", window.key);
      const form = make("form", { class: "mo-stack", method: "dialog", onsubmit(event) { event.preventDefault(); changeMode(window, form); } },
        make("fieldset", {}, make("legend", { class: "mo-only-heard" }, t.mode),
          Object.entries(state.modes).map(([mode, words]) => make("label", { class: "mo-choice" },
            make("input", { type: "radio", name, value: mode, checked: mode === window.mode }), icon(mode),
            make("span", {}, make("strong", {}, words), make("br"), make("span", { class: "mo-small mo-quiet" }, state.mode_abouts[mode]))))),
        field(t.mode_reason, make("textarea", { rows: 2, maxlength: 500 }), { id: `${name}-reason`, hint: t.mode_reason_hint }),
        make("div", {}, make("button", { class: "mo-button", type: "submit" }, t.change_mode)));
      return make("details", { class: "mo-more" }, make("summary", {}, t.change_mode), form);
    }

    const facts = (window) => make("p", { class: "mo-small mo-quiet" },
      [window.state_title, window.role_title, window.times].filter(Boolean).join(" · "));

    function row(window) {
      return make("li", { class: "mo-window" }, icon(window.mode), make("div", { class: "mo-stack" },
        make("h4", {}, window.title, " ", make("span", { class: "mo-chip" }, window.mode_title)), facts(window),
        window.mode_reason && make("p", { class: "mo-small" }, fill(t.because, { reason: window.mode_reason })),
        window.can_change_mode ? modeForm(window) : make("p", { class: "mo-small" }, window.reason)));
    }

    const privacy = () => [
      title(t.privacy), make("p", {}, t.privacy_about),
      inUse().length ? make("ul", { class: "mo-windows" }, inUse().map(row)) : empty(t.no_window_yet),
    ];

    /* In a block: which survey is asked there. */
    function choose() {
      const name = desk.id("window");
      const choice = (program, one) => make("label", { class: "mo-choice" },
        make("input", {
          type: "radio", name, value: `${program}/${one.key}`, checked: program === state.chosen_program && one.key === state.chosen_window,
          onchange() { Object.assign(state, { chosen_program: program, chosen_window: one.key }); desk.render(); },
        }), icon(one.mode),
        make("span", {}, make("strong", {}, one.title), ` · ${one.mode_title}`, make("br"),
          make("span", { class: "mo-small mo-quiet" }, [one.instrument_title, one.role_title, one.times, desk.plural("minutes", one.minutes)].filter(Boolean).join(" · "))));
      return [
        field(t.block_title, line(state.display_name, (event) => { state.display_name = event.target.value; }, { maxlength: 255 }), { id: desk.id("display_name") }),
        make("fieldset", { class: "mo-stack" }, make("legend", { class: "mo-label" }, t.which_survey),
          state.choices.map((one) => [make("p", { class: "mo-quiet" }, one.title), one.windows.map((window) => choice(one.program, window))].flat()).flat(),
          !state.choices.length && empty(t.no_choice)),
      ];
    }

    const when = () => [
      title(t.when), ...(desk.isBlock ? choose() : [
        make("p", {}, t.when_about),
        inUse().length ? make("ul", { class: "mo-windows" }, inUse().map((one) => make("li", { class: "mo-window" }, icon(one.mode),
          make("div", {}, make("h4", {}, one.title), facts(one), make("p", { class: "mo-small" }, fill(t.asks_version, { version: one.version })))))) : empty(t.no_window_yet),
      ]),
    ];

    return { privacy, when };
  };
})(window.MentoringEditorParts);

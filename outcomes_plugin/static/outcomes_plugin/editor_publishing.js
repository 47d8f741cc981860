/* Saving for others: what changes is read first, then it becomes new words or a new version. */
(function (parts) {
  "use strict";

  const { make, button, fill, refill } = parts.dom;

  parts.publishing = function (desk, place, { send, keeping, finish, cancel }) {
    const t = desk.texts;
    const { bar, changes } = place;
    const isOpen = () => !changes.hidden;

    const isIdle = () => desk.kind() === "none" && !desk.isBlock && keeping.isWhole();

    const label = () => {
      const [kind, { next_version: version }] = [desk.kind(), desk.checked.change];
      if (kind === "none") return isIdle() ? t.nothing_to_save : t.save;
      return kind === "wording" ? t.save_words : fill(t.save_version, { version });
    };

    function render() {
      const { change } = desk.checked;
      const kind = desk.kind();
      const isSure = kind === change.kind && (kind !== "none" || keeping.isWhole());
      refill(bar.words, make("span", {}, isSure ? change.sentence : ""), " ",
        kind !== "none" && make("button", { type: "button", class: "mo-button mo-plain", id: desk.id("changes"), onclick: toggle, "aria-expanded": String(isOpen()) }, t.see_changes));
      refill(bar.buttons,
        button(t.cancel, cancel, { id: desk.id("cancel") }),
        button(label(), save, { id: desk.id("save"), class: "mo-main", "aria-disabled": isIdle() && "true" }));
      if (isOpen()) fillChanges();
    }

    function toggle() {
      changes.hidden = isOpen();
      render();
      if (isOpen()) focusChanges();
    }

    const focusChanges = () => changes.querySelector("h3").focus();

    function fillChanges() {
      const { change, problems, warnings } = desk.checked;
      const score = (key) => {
        const found = desk.state.indicators.find((one) => one.score === key);
        return found ? found.title : key;
      };
      refill(changes,
        make("h3", { class: "mo-h3", tabindex: "-1", id: desk.id("changes-title") }, t.changes_title), make("p", {}, change.sentence),
        change.lines.length > 0 && make("ul", {}, change.lines.map((one) => make("li", {}, one))),
        change.trends_broken.length > 0 && make("p", {}, fill(t.trends_broken, { scores: change.trends_broken.map(score).join(", ") })),
        warnings.map((one) => make("p", { class: "mo-callout" }, one)),
        problems.length > 0 && problemList(),
        make("div", { class: "mo-buttons" },
          button(label(), publish, { id: desk.id("publish"), class: "mo-main", "aria-disabled": problems.length > 0 && "true" }),
          button(t.go_on, close, { id: desk.id("go-on") }),
          desk.state.published > 0 && button(fill(t.discard, { version: desk.state.published }), discard, { id: desk.id("discard"), class: "mo-plain" })));
    }

    const problemList = () => make("div", { class: "mo-callout mo-wrong-here" },
      make("p", {}, make("strong", {}, t.problems_first)),
      make("ul", {}, desk.problemLines().map(({ words, go }) => make("li", {}, button(words, () => { close(); go(); }, { class: "mo-plain" })))));

    function close() {
      changes.hidden = true;
      render();
      document.getElementById(desk.id("save")).focus();
    }

    async function save(event) {
      if (event.currentTarget.getAttribute("aria-disabled") === "true") return;
      if (!(await keeping.keep())) return;
      if (desk.kind() === "none") { finish(); return; }
      if (!isOpen()) toggle();
      else focusChanges();
    }

    async function publish(event) {
      if (event.currentTarget.getAttribute("aria-disabled") === "true") return;
      if (!(await keeping.keep())) return;
      const reply = await send({
        action: "publish", document: desk.document(), draft_version: keeping.version(), as: desk.kind() === "wording" ? "wording" : "version",
      });
      if (reply.outcome === "done") {
        keeping.startFrom(reply.answer.draft_version);
        changes.hidden = true;
        desk.replace(reply.answer);
        finish(reply.answer.sentence);
        return;
      }
      if (reply.answer && reply.answer.problems) desk.check({ ...desk.checked, problems: reply.answer.problems }, desk.document());
      desk.say(reply.answer ? reply.answer.error : t.not_saved, "fails");
      fillChanges();
    }

    async function discard() {
      const reply = await send({ action: "discard", draft_version: keeping.version() });
      if (reply.outcome !== "done") { desk.say(reply.answer ? reply.answer.error : t.not_saved, "fails"); return; }
      changes.hidden = true;
      keeping.startFrom(reply.answer.draft_version);
      desk.change(reply.answer.document, { gone: t.discarded, select: ["about"] });
    }

    return { render };
  };
})(window.MentoringEditorParts);

/* The survey as it will be met: as mentee or mentor, on a phone or a desk, in each language. */
(function (parts) {
  "use strict";

  const { make, select, fill, refill } = parts.dom;
  const PAUSE = 500;

  parts.preview = function (desk, place, { send }) {
    const t = desk.texts;
    const told = { role: "mentee", device: "phone", language: desk.main };
    const answers = {};
    const head = make("div", { class: "mo-preview-head" });
    const said = make("p", { class: "mo-small mo-quiet", role: "status" });
    const frame = make("div", { class: "mo-preview-frame", role: "region", "aria-label": t.preview, tabindex: "0" });
    let timer = null;
    let asked = 0;
    let shown = null;

    function device(name, words) {
      return make("button", {
        type: "button", id: desk.id("device", name), class: "mo-pill", "aria-pressed": String(told.device === name),
        onclick() { told.device = name; desk.showWide(name === "desktop"); render(); },
      }, words);
    }

    function render() {
      frame.classList.toggle("mo-phone", told.device === "phone");
      if (!desk.languages().includes(told.language)) told.language = desk.main;
      const set = (name) => (event) => { told[name] = event.target.value; soon(0); };
      refill(head,
        make("h3", { class: "mo-h4" }, t.preview),
        make("div", { class: "mo-tools mo-at-end" }, device("phone", t.phone), device("desktop", t.desktop)),
        make("div", { class: "mo-preview-as" },
          select([["mentee", t.as_mentee], ["mentor", t.as_mentor]], told.role, set("role"), { id: desk.id("as"), "aria-label": t.preview_as }),
          select(desk.languages().map((code) => [code, desk.languageName(code)]), told.language, set("language"), { id: desk.id("in"), "aria-label": t.preview_in })));
    }

    function soon(pause = PAUSE) {
      clearTimeout(timer);
      timer = setTimeout(ask, pause);
    }

    async function ask() {
      if (!place.offsetParent) { shown = null; return; }
      const wanted = JSON.stringify([desk.document(), told.role, told.language, desk.tab]);
      if (wanted === shown) { turn(); return; }
      asked += 1;
      const mine = asked;
      const reply = await send({ action: "preview", document: desk.document(), role: told.role, language: told.language, mode: desk.mode() });
      if (mine !== asked || reply.outcome !== "done") return;
      shown = wanted;
      said.textContent = reply.answer.html ? "" : t.preview_waits;
      // The only markup that comes from elsewhere: a template of ours, filled by our server.
      if (reply.answer.html) frame.innerHTML = reply.answer.html;
      if (reply.answer.html) wire(reply.answer);
    }

    let turn = () => {};

    function wire({ items, language, texts }) {
      const part = (name) => frame.querySelector(`[data-mo="${name}"]`);
      const form = part("form");
      frame.querySelectorAll("h1, h2, h3, h4").forEach((one) => { one.setAttribute("aria-level", "4"); one.setAttribute("role", "heading"); });
      ["needs-script", "first-page", "review", "save", "summary"].forEach((name) => { if (part(name)) part(name).remove(); });
      const shared = part("shared-computer");
      if (shared) shared.closest("label").remove();
      if (!form) return;
      const { items: fields, valueOf, put, wordsOf } = window.MentoringAnswers(form, { language, texts });
      const pages = [...form.querySelectorAll('[data-mo="page"]')];
      let [steps, step] = [pages, 0];

      function follow() {
        const now = {};
        fields.forEach((one) => {
          const value = valueOf(one);
          if (value !== undefined) now[one.dataset.item] = value;
        });
        Object.assign(answers, now);
        const seen = new Set(window.MentoringShowing.shown(items, now));
        fields.forEach((one) => { one.hidden = !seen.has(one.dataset.item); });
        frame.querySelectorAll('[data-mo="group"]').forEach((one) => {
          one.hidden = !fields.some((item) => one.contains(item) && !item.hidden);
        });
        frame.querySelectorAll("[data-recall]").forEach((one) => {
          const item = fields.find((other) => other.dataset.item === one.dataset.recall && !other.hidden);
          one.textContent = (item && wordsOf(item)) || one.dataset.fallback;
        });
        const current = steps[step];
        steps = pages.filter((page) => fields.some((item) => page.contains(item) && !item.hidden));
        step = Math.max(0, steps.indexOf(current));
      }

      function show() {
        const isThanks = desk.tab === "thanks";
        pages.forEach((page) => { page.hidden = page !== steps[step]; });
        form.hidden = isThanks;
        if (part("privacy")) part("privacy").hidden = isThanks || step > 0;
        if (part("done")) part("done").hidden = !isThanks;
        if (part("place") && steps.length > 1) part("place").textContent = fill(t.page_of, { page: step + 1, pages: steps.length });
        part("back").hidden = step === 0;
        part("next").hidden = step >= steps.length - 1;
        part("next").textContent = texts.next;
        part("send").hidden = step < steps.length - 1;
        part("progress").hidden = true;
      }

      const go = (by) => () => { step += by; show(); frame.scrollTop = 0; };
      frame.querySelectorAll("button:disabled").forEach((one) => { one.disabled = false; });
      part("back").addEventListener("click", go(-1));
      part("next").addEventListener("click", go(1));
      form.addEventListener("submit", (event) => { event.preventDefault(); said.textContent = texts.preview; });
      form.addEventListener("change", () => { follow(); show(); });
      fields.forEach((one) => put(one, answers[one.dataset.item]));
      turn = () => {
        const key = desk.selected.kind === "item" ? desk.selected.key : null;
        const item = fields.find((one) => one.dataset.item === key);
        const page = item ? steps.findIndex((one) => one.contains(item)) : -1;
        if (page >= 0) step = page;
        show();
        // Within the frame alone: the page around it stays where it is.
        const from = frame.firstElementChild.getBoundingClientRect().top;
        frame.scrollTop = item && !item.hidden ? item.getBoundingClientRect().top - from - 16 : 0;
      };
      follow();
      turn();
    }

    place.append(make("div", { class: "mo-preview-inside" }, head, said, frame));
    render();
    return { render, soon };
  };
})(window.MentoringEditorParts);

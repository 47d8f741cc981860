/* What comes into a questionnaire: a new question, one from the bank, a whole pack, a file. */
(function (parts) {
  "use strict";

  const { make, icon, button, title, heard, field } = parts.dom;
  const docs = parts.document;

  parts.adding = function (desk) {
    const t = desk.texts;
    const { state } = desk;
    const whereNow = () => {
      const { kind, key } = desk.last;
      return kind === "item" ? { after: key } : { section: kind === "section" ? key : lastSection() };
    };
    const lastSection = () => {
      const items = desk.document().items || [];
      return items.length ? items[items.length - 1].section : undefined;
    };

    function add(kind) {
      const item = docs.newItem(kind, [...docs.keysIn(desk.document()), ...desk.published]);
      let document = desk.document();
      if (kind === "likert") {
        const [preset] = state.scales;
        item.scale = preset ? preset.key : "";
        if (preset) document = docs.addScale(document, preset.key, preset.points);
      }
      desk.fresh.add(item.key);
      desk.change(docs.insert(document, [item], whereNow()), {
        select: ["item", item.key], focus: desk.id("f", item.key, "prompt"),
      });
    }

    /* The question with its scale, counted where the bank counts it. */
    function addFromBank(pool, item) {
      const [scale, used] = [pool.scales[item.scale], docs.keysIn(desk.document())];
      let document = desk.document();
      if (scale) document = docs.addScale(document, item.scale, scale.points);
      const added = { ...item };
      delete added.section;
      delete added.show_if;
      if (used.includes(added.key)) added.key = docs.freshKey(added.key.slice(0, 50), used);
      document = docs.insert(document, [added], whereNow());
      const score = (pool.scores || []).find((one) => one.items.includes(item.key));
      if (score) document = docs.tie(document, [added.key], score.key);
      if (score && (score.reverse_keyed || []).includes(item.key)) document = docs.reverse(document, added.key, true);
      desk.change(document, { said: t.added, last: ["item", added.key] });
    }

    const kinds = () => [
      title(t.add_question),
      make("ul", { class: "mo-kinds" }, state.kinds.map((one) => make("li", {}, make("button", {
        type: "button", class: "mo-kind", id: desk.id("kind", one.kind), onclick: () => add(one.kind),
      }, make("strong", {}, one.title), make("span", { class: "mo-small mo-quiet" }, one.about))))),
    ];

    function bank() {
      const here = new Set((desk.document().items || []).map((item) => item.key));
      const groups = [...new Map(state.bank.map((pool) => [pool.group, pool.group_title])).entries()];
      return [title(t.from_bank), make("p", { class: "mo-quiet" }, t.bank_about), ...groups.flatMap(([group, words]) => [
        make("h4", { class: "mo-label" }, words),
        ...state.bank.filter((pool) => pool.group === group).map((pool) => make("details", { class: "mo-pool" },
          make("summary", {}, pool.title, " ", make("span", { class: "mo-quiet mo-small" },
            [t[`for_${pool.role}`], desk.plural("questions", pool.items.length)].filter(Boolean).join(" · "))),
          pool.about && make("p", { class: "mo-small mo-quiet" }, pool.about),
          make("ul", { class: "mo-lines" }, pool.items.map((item) => make("li", { class: "mo-line" },
            make("span", { class: "mo-bank-words" }, pool.prompts[item.key] || desk.read(item.prompt)),
            button(
              [icon(here.has(item.key) ? "done" : "add"), t.add, heard(` ${pool.prompts[item.key] || ""}`)],
              () => addFromBank(pool, item), { class: "mo-small-button", id: desk.id("bank", pool.key, item.key) }
            )))))),
      ])];
    }

    /* Nothing is there yet: a pack to start from, or a first question. */
    const start = () => [
      title(t.start_title), make("p", {}, t.start_about),
      make("div", {}, button(t.start_empty, () => desk.select("add"), { class: "mo-main" })), ...packs(),
    ];

    const packs = () => [
      make("h4", { class: "mo-label" }, t.packs),
      make("ul", { class: "mo-kinds" }, state.packs.map((pack) => make("li", {}, make("button", {
        type: "button", class: "mo-kind", id: desk.id("pack", pack.key), onclick: () => take(pack.document),
      }, make("strong", {}, pack.title), make("span", { class: "mo-small mo-quiet" }, pack.about),
      make("span", { class: "mo-small" }, desk.plural("minutes", pack.minutes)))))),
    ];

    /* The whole questionnaire becomes another; undo brings back what was there. */
    function take(document) {
      const first = (document.items || [])[0];
      desk.change(structuredClone(document), { select: first ? ["item", first.key] : ["about"], tab: "questions", gone: t.replaced });
    }

    return { kinds, bank, start, packs };
  };

  /* Another tool's file or our own is read into the draft, and the draft is saved as one. */

  function base64(file) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result).split(",")[1] || "");
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(file);
    });
  }

  parts.files = function (desk, { send, packs }) {
    const t = desk.texts;
    let told = null;

    async function read(event) {
      const [file] = event.target.files;
      if (!file) return;
      if (file.size > desk.state.limits.file) { tell(t.file_too_large, []); return; }
      const content = await base64(file).catch(() => null);
      if (content === null) { tell(t.file_unread, []); return; }
      const reply = await send({ action: "read_file", name: file.name, content });
      if (reply.outcome !== "done") { tell(reply.answer ? reply.answer.error : t.file_unread, []); return; }
      const { document, left_out: leftOut, notes } = reply.answer;
      if (!document || !Array.isArray(document.items)) { tell(t.file_unread, []); return; }
      told = { words: leftOut.length ? t.file_left_out : t.file_whole, lines: [...leftOut, ...notes] };
      desk.change(document, { gone: t.replaced, select: ["about"] });
    }

    function tell(words, lines) {
      told = { words, lines };
      desk.render();
    }

    function save() {
      const blob = new Blob([JSON.stringify(desk.document(), null, 1)], { type: "application/json" });
      const link = make("a", { href: URL.createObjectURL(blob), download: `${desk.state.key}.json` });
      link.click();
      URL.revokeObjectURL(link.href);
    }

    return () => [
      title(t.files),
      field(t.read_file, make("input", { type: "file", accept: ".xml,.xlsx,.json", onchange: read }), { id: desk.id("file"), hint: t.read_file_hint }),
      told && make("div", { class: "mo-callout", role: "status" }, make("p", {}, told.words), told.lines.length > 0 && make("ul", {}, told.lines.map((one) => make("li", {}, one)))),
      make("h4", { class: "mo-label" }, t.save_file), make("p", {}, t.save_file_about),
      make("div", {}, button(t.save_file_now, save, { id: desk.id("save-file") })),
      ...packs(),
    ];
  };
})(window.MentoringEditorParts);

/* The outline: pages, sections and questions in their order, each a button that opens it. */
(function (parts) {
  "use strict";

  const { make, icon, heard, button, iconButton, fill, refill } = parts.dom;
  const { rowsOf, groupOf, moveTo, move, pagesOf, numbersOf } = parts.rows;

  parts.outline = function (desk, place) {
    const t = desk.texts;
    const list = make("ul", { class: "mo-outline" });
    const below = make("div", { class: "mo-outline-below" });
    const isOpen = (kind, key) => desk.selected.kind === kind && desk.selected.key === key;

    const row = (kind, key, told, ...inside) => make("li", { class: `mo-outline-row ${told.class || ""}`.trim(), "data-place": told.place },
      told.grip && make("span", { class: "mo-grip", "aria-hidden": "true" }, icon("grip")),
      make("button", {
        type: "button", id: desk.id("row", kind, key), class: "mo-pick", onclick: () => desk.select(kind, key),
        "aria-current": isOpen(kind, key) && "true", onkeydown: told.onkeydown,
      }, ...inside));

    /* Alt and an arrow move a question where it stands. */
    const byKeys = (key) => (event) => {
      if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
      event.preventDefault();
      desk.change(move(desk.document(), key, event.key === "ArrowUp" ? -1 : 1), { said: t.moved });
    };

    function question(keys, at, numbers) {
      const group = groupOf(desk.document(), keys[0]);
      const [item] = group.items;
      const count = group.items.length;
      const isWrong = desk.isWrong(keys);
      const selected = desk.selected.kind === "item" && keys.includes(desk.selected.key) ? desk.selected.key : keys[0];
      return row("item", selected, { place: at, grip: true, class: "mo-outline-item", onkeydown: byKeys(keys[0]) },
        make("span", { class: "mo-outline-number" }, String(numbers.get(keys[0]) || "·")),
        make("span", { class: "mo-outline-question" },
          make("span", { class: "mo-outline-words", dir: "auto" }, desk.read(item.prompt) || t.no_words),
          count > 1 && make("span", { class: "mo-outline-count" }, desk.plural("statements", count))),
        isWrong && [icon("warn"), heard(t.has_problem)]);
    }

    function head(key, at) {
      const section = (desk.document().sections || []).find((one) => one.key === key);
      if (!section) return make("li", { class: "mo-outline-head mo-quiet", "data-place": at }, t.outside);
      return row("section", key, { place: at, class: "mo-outline-section" },
        make("span", { class: "mo-outline-words", dir: "auto" }, desk.read(section.title) || t.section),
        desk.isWrong([`section:${key}`]) && [icon("warn"), heard(t.has_problem)]);
    }

    const keysAfter = (rows, at) => {
      const next = rows.slice(at).find((one) => one.keys);
      return next && next.keys;
    };

    /* A page is named before its first row, be that a section or a question. */
    function render() {
      const document = desk.document();
      const [rows, pages, numbers] = [rowsOf(document), pagesOf(document), numbersOf(document)];
      let page = 0;
      const lines = rows.flatMap((one, at) => {
        const keys = keysAfter(rows, at);
        const isNew = keys && pages.get(keys[0]) > page;
        if (isNew) page = pages.get(keys[0]);
        return [
          isNew && make("li", { class: "mo-outline-page" }, pageWords(page, pages)),
          one.keys ? question(one.keys, at, numbers) : head(one.head, at),
        ].filter(Boolean);
      });
      refill(list, row("about", "", { class: "mo-outline-about" }, make("span", { class: "mo-outline-words" }, t.title_and_intro),
        desk.isWrong(["document"]) && [icon("warn"), heard(t.has_problem)]), lines);
      const isChosen = (view) => desk.selected.kind === view && "true";
      refill(below,
        button([icon("add"), t.add_question], () => desk.select("add"), { id: desk.id("add"), "aria-current": isChosen("add") }),
        button(t.from_bank, () => desk.select("bank"), { id: desk.id("bank"), class: "mo-plain", "aria-current": isChosen("bank") }),
        make("div", { class: "mo-tools" },
          button(t.add_page, () => addSection(true), { id: desk.id("new-page"), class: "mo-plain" }),
          button(t.add_section, () => addSection(false), { id: desk.id("new-section"), class: "mo-plain" })),
        make("div", { class: "mo-tools" },
          iconButton("undo", t.undo, () => desk.undo(), { id: desk.id("undo"), "aria-disabled": !desk.canUndo() && "true" }),
          iconButton("redo", t.redo, () => desk.redo(), { id: desk.id("redo"), "aria-disabled": !desk.canRedo() && "true" })));
    }

    function pageWords(page, pages) {
      const keys = [...pages].filter(([, one]) => one === page).map(([key]) => key);
      const roles = keys.map((key) => String(groupOf(desk.document(), key).items[0].roles || ""));
      const words = fill(t.page, { page });
      if (roles.every((one) => one === "mentor")) return fill(t.mentors_only, { page: words });
      if (roles.every((one) => one === "mentee")) return fill(t.mentees_only, { page: words });
      return words;
    }

    function addSection(isPage) {
      const { kind, key } = desk.selected;
      const first = kind === "item" ? groupOf(desk.document(), key).items[0].key : null;
      const made = parts.document.beginSection(desk.document(), first, isPage ? { new_page: true } : {});
      desk.change(made.document, { select: ["section", made.key] });
    }

    parts.drag(list, {
      row: "[data-place]",
      drop(from, to) {
        const keys = rowsOf(desk.document())[from].keys;
        desk.change(moveTo(desk.document(), keys[0], to), { said: t.moved });
      },
    });
    place.append(list, below);
    return render;
  };
})(window.MentoringEditorParts);

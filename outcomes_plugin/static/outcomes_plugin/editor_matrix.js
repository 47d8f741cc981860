/* Statements with one scale: edited together, as they are answered together. */
(function (parts) {
  "use strict";

  const { make, icon, iconButton, addButton, field, line, select, check, fill } = parts.dom;
  const docs = parts.document;
  const { groupOf, keysOf, groupsOf } = parts.rows;
  const MOST_POINTS = 11;

  /* The words above stand in the title of the section that begins with the matrix. */
  function above(desk, group) {
    const t = desk.texts;
    const [first] = keysOf(group);
    const ofSection = groupsOf(desk.document()).filter((one) => one.section === group.section);
    const isFirst = group.section !== undefined && keysOf(ofSection[0])[0] === first;
    if (!isFirst) {
      const begin = () => {
        const made = docs.beginSection(desk.document(), first);
        desk.change(made.document, { focus: desk.id("above", made.key) });
      };
      return addButton(t.add_above, begin, desk.id("add-above"));
    }
    const section = docs.sectionOf(desk.document(), group.section);
    const put = (event) => desk.change(docs.setSection(
      desk.document(), section.key, "title", desk.withWords(section.title, event.target.value)
    ), { field: desk.id("above", section.key) });
    return field(t.above, line(desk.wordsIn(section.title), put, { dir: "auto", lang: desk.language, placeholder: desk.placeholder(section.title) }), {
      id: desk.id("above", section.key), problem: desk.problemAt(`section:${section.key}`, "title"),
    });
  }

  function statement(desk, item, index, items, { words, id }) {
    const t = desk.texts;
    const remove = () => {
      const keys = keysOf(groupOf(desk.document(), item.key)).filter((key) => key !== item.key);
      desk.change(docs.remove(desk.document(), [item.key]), { select: ["item", keys[0]], gone: t.statement_deleted });
    };
    return make("li", { class: "mo-line mo-statement-line", "data-place": index },
      make("span", { class: "mo-grip", "aria-hidden": "true" }, icon("grip")),
      make("div", { class: "mo-field" },
        words(item, "prompt", fill(t.statement, { number: index + 1 }), { isHidden: true, onkeydown: onEnter }),
        parts.measuresOf(desk, item, items)),
      check(t.reversed, docs.isReversed(desk.document(), item.key), (event) => desk.change(
        docs.reverse(desk.document(), item.key, event.target.checked)
      ), { id: id(item, "reversed"), disabled: !desk.isTied(item.key) }),
      make("div", { class: "mo-tools" },
        iconButton("up", t.move_up, () => moved(-1), { id: id(item, "up") }),
        iconButton("down", t.move_down, () => moved(1), { id: id(item, "down") }),
        items.length > 1 && iconButton("remove", t.remove_statement, remove, { id: id(item, "remove") })));

    function moved(step) {
      desk.change(docs.moveStatement(desk.document(), item.key, step), { said: t.moved });
    }

    function onEnter(event) {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      add(desk, item.key);
    }
  }

  /* A statement after the others, that counts where they count. */
  function add(desk, key) {
    const document = desk.document();
    const group = groupOf(document, key);
    const [first] = group.items;
    const added = { ...first, key: docs.freshKey("likert", docs.keysIn(document)), prompt: "" };
    delete added.help;
    const found = docs.insert(document, [added], { after: key });
    const score = docs.scoreOf(document, first.key);
    const tied = score ? docs.tie(found, [added.key], score.key) : found;
    desk.fresh.add(added.key);
    desk.change(tied, { focus: desk.id("f", added.key, "prompt") });
  }

  parts.matrix = function (desk, group, tell) {
    const t = desk.texts;
    const list = make("ol", { class: "mo-lines" }, group.items.map((item, index) => statement(desk, item, index, group.items, tell)));
    parts.drag(list, {
      row: "[data-place]",
      drop(from, to) {
        const { key } = group.items[from];
        const step = (to > from ? to - 1 : to) - from;
        let document = desk.document();
        for (let left = Math.abs(step); left; left -= 1) document = docs.moveStatement(document, key, Math.sign(step));
        desk.change(document, { said: t.moved });
      },
    });
    return make("div", { class: "mo-stack" },
      above(desk, group),
      make("h4", { class: "mo-label" }, t.statements_title), list,
      addButton(t.add_statement, () => add(desk, group.items[0].key), desk.id("add-statement")),
      !keysOf(group).every(desk.isTied) && make("p", { class: "mo-small mo-quiet" }, t.reversed_needs));
  };

  /* Answers: one of the usual scales, one of this questionnaire, or its own. */

  const presetOf = (desk, key) => desk.state.scales.find((one) => one.key === key);
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  function nameOf(desk, key, points) {
    const preset = presetOf(desk, key);
    const ends = [points[0], points[points.length - 1]].map((point) => desk.read(point && point.label));
    const words = preset && same(preset.points, points) ? desk.read(preset.title) : fill(desk.texts.scale_ends, { low: ends[0], high: ends[1] });
    return fill(desk.texts.scale_steps, { scale: words, count: points.length });
  }

  parts.scale = function (desk, group, { id }) {
    const t = desk.texts;
    const [item] = group.items;
    const own = desk.document().scales || {};
    const offered = [
      ...Object.entries(own).map(([key, scale]) => [key, nameOf(desk, key, scale.points || [])]),
      ...desk.state.scales.filter((one) => !own[one.key]).map((one) => [one.key, nameOf(desk, one.key, one.points)]),
      ["+", t.own_scale],
    ];
    const put = (event) => {
      const chosen = event.target.value;
      const old = own[item.scale] || desk.state.scales[0];
      const key = chosen === "+" ? docs.freshKey("scale", Object.keys(own)) : chosen;
      const points = chosen === "+" ? structuredClone(old.points) : (own[key] || presetOf(desk, key)).points;
      const scaled = docs.setField(docs.addScale(desk.document(), key, points), keysOf(group), ["scale"], key);
      desk.change(docs.withoutUnusedScales(scaled));
    };
    return field(t.answers, select(own[item.scale] ? offered : [["", t.choose], ...offered], item.scale, put), {
      id: id(item, "scale"), problem: desk.problemAt(item.key, "scale"),
    });
  };

  /* The words of a scale that is not one of the usual ones. */
  parts.scalePoints = function (desk, group, { id }) {
    const t = desk.texts;
    const [item] = group.items;
    const scale = (desk.document().scales || {})[item.scale];
    const preset = presetOf(desk, item.scale);
    if (!scale || (preset && same(preset.points, scale.points))) return null;
    const place = ["scales", item.scale, "points"];
    const now = () => desk.document().scales[item.scale].points;
    const put = (points, told) => desk.change(parts.words.put(desk.document(), place, points), told);
    const isWithin = scale.points.length < MOST_POINTS;
    const grow = () => put([...now(), { value: now()[now().length - 1].value + 1, label: "" }], { focus: id(item, `point-${now().length}`) });
    return make("fieldset", { class: "mo-stack mo-points" }, make("legend", { class: "mo-label" }, t.points),
      scale.points.map((point, index) => make("div", { class: "mo-line" },
        make("span", { class: "mo-outline-number", "aria-hidden": "true" }, String(point.value)),
        field(fill(t.point, { value: point.value }), line(desk.wordsIn(point.label), (event) => put(
          now().map((one, at) => (at === index ? { ...one, label: desk.withWords(one.label, event.target.value) || "" } : one)),
          { field: id(item, `point-${index}`) }
        ), { dir: "auto", lang: desk.language }), {
          id: id(item, `point-${index}`), isHidden: true, problem: desk.problemAt("document", `scales.${item.scale}.points[${index}].label`),
        }),
        scale.points.length > 2 && iconButton("remove", t.remove_point, () => put(now().filter((_one, at) => at !== index)), { id: id(item, `point-remove-${index}`) }))),
      isWithin && addButton(t.add_point, grow, id(item, "add-point")));
  };
})(window.MentoringEditorParts);

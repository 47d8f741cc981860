/* What the questions of each kind have to say besides their words. */
(function (parts) {
  "use strict";

  const { make, icon, iconButton, addButton, field, select, check, fill } = parts.dom;
  const docs = parts.document;
  const whole = (typed) => (typed.trim() === "" ? undefined : Number(typed));
  const day = (typed) => typed || undefined;

  /* A list whose rows move, go and come: the choices of a question. */
  function choices(desk, item, { words, id }) {
    const t = desk.texts;
    const now = () => docs.itemOf(desk.document(), item.key).choices || [];
    const put = (list, told) => desk.change(docs.setField(desk.document(), [item.key], ["choices"], list), told);
    const canExclude = item.kind === "multiple_choice";
    const list = make("ol", { class: "mo-lines" }, (item.choices || []).map((choice, index) => make("li", { class: "mo-line", "data-place": index },
      make("span", { class: "mo-grip", "aria-hidden": "true" }, icon("grip")),
      words(item, "label", fill(t.choice, { number: index + 1 }), {
        place: ["choices", index, "label"], isHidden: true, control: parts.dom.line, onkeydown: onEnter,
      }),
      canExclude && check(t.exclusive, choice.exclusive, (event) => put(
        now().map((one, at) => (at === index ? parts.words.put(one, ["exclusive"], event.target.checked || undefined) : one))
      ), { id: id(item, `exclusive-${index}`) }),
      make("div", { class: "mo-tools" },
        iconButton("up", t.move_up, () => put(docs.swap(now(), index, -1)), { id: id(item, `choice-up-${index}`) }),
        iconButton("down", t.move_down, () => put(docs.swap(now(), index, 1)), { id: id(item, `choice-down-${index}`) }),
        iconButton("remove", t.remove_choice, () => put(now().filter((_one, at) => at !== index), { gone: t.choice_deleted }), { id: id(item, `choice-remove-${index}`) })))));
    parts.drag(list, {
      row: "[data-place]",
      drop(from, to) {
        const moved = [...now()];
        const [one] = moved.splice(from, 1);
        moved.splice(to > from ? to - 1 : to, 0, one);
        put(moved);
      },
    });

    function add() {
      const added = docs.newChoice(now().map((one) => one.key));
      put([...now(), added], { focus: id(item, `choices-${now().length}-label`) });
    }

    function onEnter(event) {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      add();
    }

    return make("div", { class: "mo-stack" },
      make("h4", { class: "mo-label" }, t.choices), list,
      make("p", { class: "mo-reason mo-small", hidden: !desk.problemAt(item.key, "choices") }, desk.problemAt(item.key, "choices")),
      addButton(t.add_choice, add, id(item, "add-choice")));
  }

  const pair = (...fields) => make("div", { class: "mo-pair" }, fields);

  const KINDS = {
    zero_to_ten: (desk, item, { words }) => pair(
      words(item, "low", desk.texts.low_end, { place: ["ends", "low"], control: parts.dom.line }),
      words(item, "high", desk.texts.high_end, { place: ["ends", "high"], control: parts.dom.line })
    ),
    single_choice(desk, item, tell) {
      const t = desk.texts;
      const put = (event) => desk.change(docs.setField(desk.document(), [item.key], ["style"], event.target.value || undefined));
      return [choices(desk, item, tell), pair(
        field(t.style, select([["", t.style_radio], ["dropdown", t.style_dropdown], ["buttons", t.style_buttons]], item.style === "radio" ? "" : item.style || "", put), { id: tell.id(item, "style"), problem: desk.problemAt(item.key, "style") })
      ), make("div", { class: "mo-checks" }, tell.flag(item, [item.key], "other", t.other))];
    },
    multiple_choice: (desk, item, tell) => [choices(desk, item, tell), pair(
      tell.value(item, "least", desk.texts.least, { type: "number", read: whole, min: 1 }),
      tell.value(item, "most", desk.texts.most, { type: "number", read: whole, min: 1 })
    ), make("div", { class: "mo-checks" }, tell.flag(item, [item.key], "other", desk.texts.other))],
    ranking: (desk, item, tell) => [choices(desk, item, tell), pair(
      tell.value(item, "most", desk.texts.rank_most, { type: "number", read: whole, min: 1, hint: desk.texts.rank_hint })
    )],
    number: (desk, item, { words, value }) => [pair(
      value(item, "low", desk.texts.low, { type: "number", read: whole, step: "any" }),
      value(item, "high", desk.texts.high, { type: "number", read: whole, step: "any" })
    ), pair(
      words(item, "unit", desk.texts.unit, { hint: desk.texts.unit_hint, control: parts.dom.line }),
      value(item, "decimals", desk.texts.decimals, { type: "number", read: whole, min: 0, max: 6 })
    )],
    date: (desk, item, { value }) => pair(
      value(item, "earliest", desk.texts.earliest, { type: "date", read: day }),
      value(item, "latest", desk.texts.latest, { type: "date", read: day })
    ),
    short_text: (desk, item, { value }) => pair(
      value(item, "longest", desk.texts.longest, { type: "number", read: whole, min: 1, max: 255 })
    ),
    text: (desk, item, { value }) => pair(
      value(item, "longest", desk.texts.longest, { type: "number", read: whole, min: 1, max: 4000 })
    ),
  };

  parts.kinds = (desk, item, tell) => (KINDS[item.kind] ? [KINDS[item.kind](desk, item, tell)].flat() : null);
})(window.MentoringEditorParts);

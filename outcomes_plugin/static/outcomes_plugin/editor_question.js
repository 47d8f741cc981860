/* One question: its words, who is asked, what it measures; its kind adds the fields of its own. */
(function (parts) {
  "use strict";

  const { make, iconButton, title, wrong, fill, field, area, select, check } = parts.dom;
  const docs = parts.document;
  const { groupOf, keysOf, move, numbersOf } = parts.rows;

  parts.question = function (desk) {
    const t = desk.texts;
    const id = (item, name) => desk.id("f", item.key, name);

    /* A field of words that people read, in the language that is written now. */
    function words(item, name, label, { control = area, hint, place = [name], isHidden, keys = [item.key], onkeydown } = {}) {
      const text = place.reduce((found, one) => found && found[one], item);
      const put = (event) => {
        const now = place.reduce((found, one) => found && found[one], docs.itemOf(desk.document(), item.key));
        desk.change(
          docs.setField(desk.document(), keys, place, desk.withWords(now, event.target.value)),
          { field: id(item, place.join("-")) }
        );
      };
      const element = control(desk.wordsIn(text), put, { lang: desk.language, dir: "auto", placeholder: desk.placeholder(text), onkeydown });
      return field(label, element, {
        id: id(item, place.join("-")), hint, isHidden, problem: desk.problemAt(item.key, pathOf(place)),
      });
    }

    const pathOf = (place) => place.map((one, index) => (
      typeof one === "number" ? `[${one}]` : `${index ? "." : ""}${one}`
    )).join("");

    /* A field of anything else; `read` makes the value of what was typed. */
    function value(item, name, label, { type = "text", read = (typed) => typed, hint, keys = [item.key], ...told } = {}) {
      const put = (event) => desk.change(
        docs.setField(desk.document(), keys, [name], read(event.target.value)), { field: id(item, name) }
      );
      const element = make("input", { type, value: item[name] === undefined ? "" : item[name], oninput: put, ...told });
      return field(label, element, { id: id(item, name), hint, problem: desk.problemAt(item.key, name) });
    }

    const flag = (item, keys, name, label, { fallback = false } = {}) => check(
      label, item[name] === undefined ? fallback : item[name],
      (event) => desk.change(docs.setField(desk.document(), keys, [name], event.target.checked === fallback ? undefined : event.target.checked)),
      { id: id(item, name) }
    );

    function tools(keys, number, kind) {
      return make("div", { class: "mo-question-head" },
        title(number ? fill(t.question, { number }) : t.information),
        make("span", { class: "mo-chip" }, keys.length > 1 ? t.matrix : kind),
        make("div", { class: "mo-tools mo-at-end" },
          iconButton("up", t.move_up, () => desk.change(move(desk.document(), keys[0], -1), { said: t.moved }), { id: desk.id("up") }),
          iconButton("down", t.move_down, () => desk.change(move(desk.document(), keys[0], 1), { said: t.moved }), { id: desk.id("down") }),
          iconButton("copy", t.duplicate, () => duplicate(keys), { id: desk.id("copy") }),
          iconButton("remove", t.remove, () => remove(keys), { id: desk.id("remove") })));
    }

    function duplicate(keys) {
      const made = docs.duplicate(desk.document(), keys);
      desk.change(made.document, { select: ["item", made.keys[0]], said: t.duplicated });
    }

    function remove(keys) {
      const order = parts.rows.groupsOf(desk.document()).map((group) => keysOf(group)[0]);
      const at = order.indexOf(keys[0]);
      const next = order[at + 1] || order[at - 1];
      desk.change(docs.remove(desk.document(), keys), { select: next ? ["item", next] : ["add"], gone: t.deleted });
    }

    /* Roles: both, or one of them. */
    function shownTo(item, keys) {
      const role = (item.roles || []).length === 1 ? item.roles[0] : "";
      const put = (event) => desk.change(
        docs.setField(desk.document(), keys, ["roles"], event.target.value ? [event.target.value] : undefined)
      );
      return field(t.shown_to, select([["", t.both], ["mentee", t.mentees], ["mentor", t.mentors]], role, put), { id: id(item, "roles"), problem: desk.problemAt(item.key, "roles") });
    }

    /* An earlier answer, put into the words where the cursor stands. */
    function recall(item) {
      const earlier = desk.earlier(item.key);
      if (!earlier.length) return null;
      const put = (event) => {
        const target = document.getElementById(id(item, "prompt"));
        const { value: key } = event.target;
        event.target.value = "";
        if (!key || !target) return;
        const at = target.selectionEnd;
        target.setRangeText(`{{ ${key} | ${t.recall_fallback} }}`, at, at, "end");
        target.dispatchEvent(new Event("input", { bubbles: true }));
        target.focus();
      };
      return field(t.recall, select([["", t.recall_choose], ...earlier.map((one) => [one.key, desk.read(one.prompt)])], "", put), { id: id(item, "recall"), hint: t.recall_hint });
    }

    function more(item) {
      return make("details", { class: "mo-more", "data-mo": "more", open: desk.isMoreOpen && true, ontoggle(event) { desk.isMoreOpen = event.target.open; } },
        make("summary", {}, t.more),
        make("div", { class: "mo-stack" },
          words(item, "help", t.help, { hint: t.help_hint }), recall(item), keyField(item)));
    }

    function keyField(item) {
      const isNamed = desk.canRename(item.key);
      const put = (event) => {
        const key = event.target.value.trim();
        if (key === item.key) return;
        if (!/^[a-z0-9_]{1,64}$/.test(key) || docs.keysIn(desk.document()).includes(key)) {
          event.target.value = item.key;
          desk.say(t.key_refused, "fails");
          return;
        }
        desk.change(docs.rename(desk.document(), item.key, key), { select: ["item", key] });
      };
      return field(t.key, make("input", { type: "text", value: item.key, onchange: put, readonly: !isNamed, dir: "ltr" }), {
        id: id(item, "key"), hint: isNamed ? t.key_hint : t.key_fixed, problem: desk.problemAt(item.key, "key"),
      });
    }

    function form(key) {
      const group = groupOf(desk.document(), key);
      if (!group) return [];
      const keys = keysOf(group);
      const [item] = group.items;
      const kind = (desk.state.kinds.find((one) => one.kind === item.kind) || {}).title || item.kind;
      const number = numbersOf(desk.document()).get(keys[0]);
      const isAsked = item.kind !== "information";
      const isScored = ["likert", "zero_to_ten"].includes(item.kind);
      const canApart = ["likert", "zero_to_ten", "single_choice"].includes(item.kind);
      const tell = { words, value, flag, id };
      const inside = [
        item.kind === "likert" ? parts.matrix(desk, group, tell) : words(item, "prompt", t.prompt, { hint: t.markdown }),
        item.kind !== "likert" && parts.kinds(desk, item, tell),
        make("div", { class: "mo-pair" },
          item.kind === "likert" && parts.scale(desk, group, tell),
          isScored && parts.measures(desk, group.items),
          shownTo(item, keys)),
        item.kind === "likert" && parts.scalePoints(desk, group, tell),
        isAsked && make("div", { class: "mo-checks" },
          flag(item, keys, "required", t.required, { fallback: !["text", "short_text"].includes(item.kind) }),
          canApart && flag(item, keys, "does_not_apply", t.offer_apart),
          flag(item, keys, "shared_with_mentor", t.shared)),
        parts.conditions(desk, item, keys),
        keys.length === 1 && more(item),
      ];
      return [tools(keys, number, kind), wrong(desk.unplacedProblems(keys)), ...inside].filter(Boolean);
    }

    return { form, words };
  };
})(window.MentoringEditorParts);

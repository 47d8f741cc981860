/* Show only if: conditions on earlier answers, joined by all, any or none of them. */
(function (parts) {
  "use strict";

  const { make, button, iconButton, addButton, field, select } = parts.dom;
  const docs = parts.document;
  const TESTS = {
    likert: ["is", "at_least", "at_most", "answered", "unanswered"],
    zero_to_ten: ["is", "at_least", "at_most", "answered", "unanswered"],
    number: ["is", "at_least", "at_most", "answered", "unanswered"],
    single_choice: ["is", "answered", "unanswered"],
    multiple_choice: ["includes", "answered", "unanswered"],
    ranking: ["includes", "answered", "unanswered"],
  };
  const testsOf = (item) => TESTS[item.kind] || ["answered", "unanswered"];

  /* A condition as the form has it; null where it is deeper than the form. */
  function read(condition) {
    if (!condition) return { join: "all", tests: [] };
    if (condition.not) {
      const inner = read(condition.not);
      const isPlain = inner && (inner.join === "any" || inner.tests.length === 1) && inner.join !== "none";
      return isPlain ? { join: "none", tests: inner.tests } : null;
    }
    const join = ["all", "any"].find((one) => condition[one]);
    const tests = join ? condition[join] : [condition];
    return tests.every((one) => one.item && !("in" in one)) ? { join: join || "all", tests } : null;
  }

  function written({ join, tests }) {
    if (!tests.length) return undefined;
    const one = tests.length === 1 ? tests[0] : { [join === "none" ? "any" : join]: tests };
    return join === "none" ? { not: one } : one;
  }

  function testOf(condition) {
    if ("answered" in condition) return condition.answered ? "answered" : "unanswered";
    return ["is", "includes", "at_least", "at_most"].find((one) => one in condition);
  }

  function options(desk, item) {
    const named = (item.choices || []).map((choice) => [choice.key, desk.read(choice.label)]);
    const scale = (desk.document().scales || {})[item.scale];
    const points = scale ? scale.points.map((point) => [String(point.value), desk.read(point.label)]) : [];
    const extra = [
      ...(item.other ? [["other", desk.texts.other_choice]] : []),
      ...(item.does_not_apply ? [["does_not_apply", desk.texts.apart]] : []),
    ];
    return [...named, ...points, ...extra];
  }

  function made(desk, item, test, told) {
    if (test === "answered" || test === "unanswered") return { item: item.key, answered: test === "answered" };
    const [first] = options(desk, item);
    const typed = told === undefined ? (first ? first[0] : "0") : told;
    const isNumber = ["likert", "zero_to_ten", "number"].includes(item.kind) && typed !== "does_not_apply";
    return { item: item.key, [test]: isNumber ? Number(typed) : typed };
  }

  parts.conditions = function (desk, item, keys) {
    const t = desk.texts;
    const id = (name) => desk.id("f", item.key, `show-${name}`);
    const earlier = desk.earlier(item.key).filter((one) => !keys.includes(one.key));
    const now = () => read(docs.itemOf(desk.document(), item.key).show_if);
    const put = (rule, told) => desk.change(docs.setField(desk.document(), keys, ["show_if"], written(rule)), told);
    const shown = read(item.show_if);
    const clear = () => desk.change(docs.setField(desk.document(), keys, ["show_if"], undefined));
    const problem = desk.problemsBelow(item.key, "show_if");

    if (!shown) {
      return make("div", { class: "mo-sure mo-stack" }, make("p", {}, t.show_deeper),
        make("div", {}, button(t.show_always, clear, { id: id("clear"), class: "mo-plain" })));
    }
    if (!earlier.length) return null;
    const begin = addButton(shown.tests.length ? t.show_and : t.show_only_if, add, id("add"));
    if (!shown.tests.length) return begin;

    function add() {
      const last = earlier[earlier.length - 1];
      put({ join: now().join, tests: [...now().tests, made(desk, last, testsOf(last)[0])] }, { focus: id(`item-${now().tests.length}`) });
    }

    const replace = (index, test, told) => put({ ...now(), tests: now().tests.map((one, at) => (at === index ? test : one)) }, told);

    function row(condition, index) {
      const named = earlier.find((one) => one.key === condition.item);
      const asked = named || { key: condition.item, kind: "text" };
      const items = [...(named ? [] : [[condition.item, condition.item]]), ...earlier.map((one) => [one.key, desk.read(one.prompt) || t.no_words])];
      const test = testOf(condition);
      return make("div", { class: "mo-line mo-condition" },
        field(t.show_item, select(items, condition.item, (event) => {
          const next = earlier.find((one) => one.key === event.target.value);
          if (next) replace(index, made(desk, next, testsOf(next)[0]));
        }), { id: id(`item-${index}`), isHidden: true }),
        field(t.show_test, select(testsOf(asked).map((one) => [one, t[`test_${one}`]]), test, (event) => replace(index, made(desk, asked, event.target.value))), { id: id(`test-${index}`), isHidden: true }),
        valueField(condition, index, asked, test),
        iconButton("remove", t.show_remove, () => put({ ...now(), tests: now().tests.filter((_one, at) => at !== index) }), { id: id(`remove-${index}`) }));
    }

    function valueField(condition, index, asked, test) {
      if (!["is", "includes", "at_least", "at_most"].includes(test)) return make("span", {});
      const offered = options(desk, asked).filter(([value]) => !test.startsWith("at_") || !Number.isNaN(Number(value)));
      const value = String(condition[test]);
      const set = (event) => replace(index, made(desk, asked, test, event.target.value), { field: id(`value-${index}`) });
      const control = offered.length
        ? select(offered, value, set) : make("input", { type: "number", step: "any", value, oninput: set });
      return field(t.show_value, control, { id: id(`value-${index}`), isHidden: true });
    }

    return make("fieldset", { class: "mo-stack mo-show-if" },
      make("legend", { class: "mo-label" }, t.show_title),
      shown.tests.length > 1 || shown.join === "none"
        ? field(t.show_join, select([["all", t.show_all], ["any", t.show_any], ["none", t.show_none]], shown.join, (event) => put({ ...now(), join: event.target.value })), { id: id("join"), isHidden: true })
        : make("p", {}, button(t.show_not, () => put({ ...now(), join: "none" }), { id: id("none"), class: "mo-plain" })),
      shown.tests.map(row),
      make("p", { class: "mo-reason mo-small", hidden: !problem }, problem),
      begin);
  };

  parts.readCondition = read;
  parts.writeCondition = written;
})(window.MentoringEditorParts);

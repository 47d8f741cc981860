/* Which questions are shown, by the answers given so far; `surveys/showing.py` decides the same. */
(function () {
  "use strict";

  // What Python or JavaScript takes for white space, so that both find the same texts empty.
  const BLANK = /^[\s\x1c-\x1f\x85]*$/;

  const has = (object, name) => Object.prototype.hasOwnProperty.call(object, name);

  function isAnswered(value) {
    if (typeof value === "string") return !BLANK.test(value);
    return value !== undefined && value !== null && !(Array.isArray(value) && !value.length);
  }

  function isSame(value, wanted) {
    const isOther = value && typeof value === "object" && !Array.isArray(value) && has(value, "other");
    return (isOther ? "other" : value) === wanted;
  }

  function isMet(condition, value) {
    if (has(condition, "answered")) return (value !== undefined) === condition.answered;
    if (has(condition, "is")) return isSame(value, condition.is);
    if (has(condition, "in")) return condition.in.some((one) => isSame(value, one));
    if (has(condition, "includes")) {
      return Array.isArray(value) && value.some((one) => isSame(one, condition.includes));
    }
    if (typeof value !== "number") return false;
    return has(condition, "at_least") ? value >= condition.at_least : value <= condition.at_most;
  }

  function holds(condition, answers) {
    if (condition.all) return condition.all.every((one) => holds(one, answers));
    if (condition.any) return condition.any.some((one) => holds(one, answers));
    if (condition.not) return !holds(condition.not, answers);
    return isMet(condition, answers.get(condition.item));
  }

  // The keys of the items that are shown, in their order; a hidden one counts as unanswered.
  function shown(items, answers) {
    const counted = new Map();
    return items
      .filter((item) => {
        if (item.show_if && !holds(item.show_if, counted)) return false;
        const value = has(answers, item.key) ? answers[item.key] : null;
        if (item.kind !== "information" && isAnswered(value)) counted.set(item.key, value);
        return true;
      })
      .map((item) => item.key);
  }

  window.MentoringShowing = { isAnswered, shown };
})();

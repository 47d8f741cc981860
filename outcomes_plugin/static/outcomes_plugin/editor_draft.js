/* What a draft has besides its document: the steps that led to it, and what is wrong with it. */
(function (parts) {
  "use strict";

  /* Undo and redo. What is typed in one field within a moment is one step. */

  const MOMENT = 1500;
  const MOST = 200;

  parts.history = function (first, now = Date.now) {
    let past = [];
    let future = [];
    let current = first;
    let last = { field: null, at: 0 };

    return {
      document: () => current,
      canUndo: () => past.length > 0,
      canRedo: () => future.length > 0,
      push(document, field = null) {
        if (document === current) return;
        const goesOn = field && field === last.field && now() - last.at < MOMENT;
        if (!goesOn) past = [...past, current].slice(-MOST);
        last = { field, at: now() };
        future = [];
        current = document;
      },
      undo() {
        if (!past.length) return;
        future.push(current);
        current = past.pop();
        last = { field: null, at: 0 };
      },
      redo() {
        if (!future.length) return;
        past.push(current);
        current = future.pop();
        last = { field: null, at: 0 };
      },
    };
  };

  /* What is wrong, by the question and the field that it belongs to. */

  /* "items[2].choices[0].label" belongs to the question that stands third, and there to a field. */
  function ownerOf(column, document) {
    const found = /^(items|sections)\[(\d+)\]\.?(.*)$/.exec(column);
    const one = found && (document[found[1]] || [])[Number(found[2])];
    if (!one) return { owner: "document", place: column };
    return { owner: found[1] === "items" ? one.key : `section:${one.key}`, place: found[3] };
  }

  parts.problems = function () {
    let all = [];
    let untied = [];
    const shown = new Set();
    const of = (owners) => all.filter((one) => owners.includes(one.owner));

    return {
      set(checked, document) {
        all = checked.problems.map(({ column, message }) => ({ ...ownerOf(column, document), message }));
        untied = checked.untied;
      },
      all: () => all,
      untied: () => untied,
      isUntied: (keys) => keys.some((key) => untied.includes(key)),
      isWrong: (owners) => of(owners).length > 0,
      /* The message for a field; it counts as shown, wherever that field is. */
      at(owner, place) {
        const found = all.find((one) => one.owner === owner && one.place === place);
        if (found) shown.add(found);
        return found ? found.message : "";
      },
      below(owner, place) {
        const found = all.filter((one) => one.owner === owner && one.place.startsWith(place));
        found.forEach((one) => shown.add(one));
        return found.map((one) => one.message).join(" ");
      },
      unplaced: (owners) => [...new Set(of(owners).filter((one) => !shown.has(one)).map((one) => one.message))],
      begin: () => shown.clear(),
    };
  };
})(window.MentoringEditorParts);

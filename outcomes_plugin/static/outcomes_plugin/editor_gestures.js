/* Rows that a pointer moves by their grips, and tabs that the arrows go along. Buttons do the same. */
(function (parts) {
  "use strict";

  /* `drop(from, to)`: the row with the place `from` goes before the one that has `to` now. */
  parts.drag = function (list, { row, drop }) {
    let moving = null;

    const rows = () => [...list.querySelectorAll(row)];
    const placeOf = (element) => Number(element.dataset.place);

    function under(y) {
      const after = rows().find((one) => {
        const box = one.getBoundingClientRect();
        return y < box.top + box.height / 2;
      });
      return after || null;
    }

    function clear() {
      list.querySelectorAll(".mo-drop, .mo-moving, .mo-drop-end").forEach((one) => {
        one.classList.remove("mo-drop", "mo-moving", "mo-drop-end");
      });
    }

    function show(event) {
      clear();
      moving.element.classList.add("mo-moving");
      const before = under(event.clientY);
      const last = rows().pop();
      if (before) before.classList.add("mo-drop");
      else last.classList.add("mo-drop-end");
      moving.to = before ? placeOf(before) : placeOf(last) + 1;
    }

    list.addEventListener("pointerdown", (event) => {
      const grip = event.target.closest(".mo-grip");
      if (!grip || event.button) return;
      event.preventDefault();
      const element = grip.closest(row);
      moving = { element, from: placeOf(element), to: placeOf(element) };
      list.setPointerCapture(event.pointerId);
    });
    list.addEventListener("pointermove", (event) => { if (moving) show(event); });
    list.addEventListener("pointercancel", () => { moving = null; clear(); });
    list.addEventListener("pointerup", () => {
      if (!moving) return;
      const { from, to } = moving;
      moving = null;
      clear();
      if (to !== from && to !== from + 1) drop(from, to);
    });
  };

  parts.tabs = function (list, { open }) {
    const tabs = [...list.querySelectorAll('[role="tab"]')];
    const seen = () => tabs.filter((tab) => tab.offsetParent);

    function show(name) {
      tabs.forEach((tab) => {
        const isOpen = tab.dataset.tab === name;
        tab.setAttribute("aria-selected", String(isOpen));
        tab.tabIndex = isOpen ? 0 : -1;
        if (isOpen) list.scrollLeft += tab.getBoundingClientRect().left - list.getBoundingClientRect().left - 8;
      });
    }

    list.addEventListener("click", (event) => {
      const tab = event.target.closest('[role="tab"]');
      if (tab) open(tab.dataset.tab);
    });
    list.addEventListener("keydown", (event) => {
      const ahead = getComputedStyle(list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
      const at = seen().indexOf(event.target);
      const to = { [ahead]: at + 1, Home: 0, End: seen().length - 1 }[event.key];
      const next = to === undefined && ["ArrowLeft", "ArrowRight"].includes(event.key) ? at - 1 : to;
      if (at < 0 || next === undefined) return;
      event.preventDefault();
      const tab = seen().at(next % seen().length);
      tab.focus();
      open(tab.dataset.tab);
    });
    return { show };
  };
})(window.MentoringEditorParts);

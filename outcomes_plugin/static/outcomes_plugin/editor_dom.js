/* Elements, made in one line each. What a person typed is always text, never markup. */
(function (parts) {
  "use strict";

  function make(tag, told = {}, ...children) {
    const element = document.createElement(tag);
    Object.entries(told).forEach(([name, value]) => {
      if (value === undefined || value === null || value === false) return;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name === "class") element.className = value;
      else if (name === "value") element.value = value;
      else if (name === "checked") element.checked = value;
      else element.setAttribute(name, value === true ? "" : value);
    });
    element.append(...children.flat().filter((child) => child || child === 0));
    // A value is one of the options, which stand inside by now.
    if (tag === "select" && told.value !== undefined) element.value = told.value;
    return element;
  }

  /* Drawings stand in the page, as a template has them. */
  const icon = (name) => document.querySelector('[data-mo="drawings"]').content
    .querySelector(`[data-name="${name}"] svg`).cloneNode(true);

  const heard = (words) => make("span", { class: "mo-only-heard" }, words);

  const button = (words, onclick, told = {}) => make(
    "button", { type: "button", onclick, ...told, class: `mo-button ${told.class || ""}`.trim() }, words
  );

  const iconButton = (name, words, onclick, told = {}) => make(
    "button", { type: "button", onclick, title: words, ...told, class: `mo-tool ${told.class || ""}`.trim() },
    icon(name), heard(words)
  );

  const addButton = (words, onclick, id) =>
    make("div", {}, button([icon("add"), words], onclick, { id, class: "mo-plain" }));

  /* What the panel is about; it takes the focus when something else is opened. */
  const title = (words) => make("h3", { class: "mo-h3", tabindex: "-1", "data-mo": "question-title" }, words);

  /* What is wrong and has no field of its own. */
  const wrong = (messages) => messages.length > 0 && make(
    "div", { class: "mo-callout mo-wrong-here" }, messages.map((one) => make("p", {}, one))
  );

  const fill = (words, told) => words.replace(/{(\w+)}/g, (_all, name) => told[name]);

  /* A field with its label above, and below it a hint and what is wrong. */
  function field(label, control, { id, hint, problem, isHidden } = {}) {
    const below = [
      hint && make("p", { class: "mo-small mo-quiet", id: `${id}-hint` }, hint),
      make("p", { class: "mo-reason mo-small", id: `${id}-problem`, hidden: !problem }, problem || ""),
    ].filter(Boolean);
    control.id = id;
    if (control.dataset) control.dataset.field = id;
    describe(control, below, problem);
    return make("div", { class: "mo-field" },
      make("label", { for: id, class: isHidden ? "mo-only-heard" : "mo-label" }, label), control, below);
  }

  function describe(control, below, problem) {
    const told = below.filter((one) => one.textContent).map((one) => one.id).join(" ");
    if (told) control.setAttribute("aria-describedby", told);
    if (problem) control.setAttribute("aria-invalid", "true");
  }

  const line = (value, oninput, told = {}) => make("input", { type: "text", value, oninput, ...told });

  /* A field that grows with its words. */
  function area(value, oninput, told = {}) {
    const grow = (element) => {
      element.style.blockSize = "auto";
      element.style.blockSize = `${element.scrollHeight + 2}px`;
    };
    const element = make("textarea", { rows: 1, ...told, oninput(event) { grow(event.target); oninput(event); } });
    element.value = value;
    requestAnimationFrame(() => element.isConnected && grow(element));
    return element;
  }

  const select = (options, value, onchange, told = {}) => make("select", { ...told, onchange, value },
    options.map((one) => (one.options
      ? make("optgroup", { label: one.label }, one.options.map(option))
      : option(one))));

  const option = ([value, words]) => make("option", { value }, words);

  const check = (words, checked, onchange, told = {}) => make("label", { class: "mo-check" },
    make("input", { type: "checkbox", checked, onchange, ...told }), make("span", {}, words));

  /* Fill the place anew. Whoever was in a field stays in it, at the same letter. */
  function refill(place, ...children) {
    const active = place.contains(document.activeElement) ? document.activeElement : null;
    const id = active && active.id;
    const at = active && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
    place.replaceChildren(...children.flat().filter(Boolean));
    const again = id && place.querySelector(`#${CSS.escape(id)}`);
    if (!again) return;
    again.focus({ preventScroll: true });
    if (at && at[0] !== null && again.setSelectionRange) again.setSelectionRange(...at);
  }

  parts.dom = { make, icon, heard, button, iconButton, addButton, title, wrong, fill, field, line, area, select, check, refill };
})(window.MentoringEditorParts);

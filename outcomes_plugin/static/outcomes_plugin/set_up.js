/* The forms of setting up: sent as JSON, answered beside the field, and nothing that was written is lost. */
(function () {
  "use strict";

  const { post } = window.MentoringOutcomes;
  const root = document.querySelector('[data-mo="set-up"]');
  if (!root) return;

  const formsIn = (place) => [...place.querySelectorAll('[data-mo="form"]')];
  const fieldsOf = (form) => [...form.querySelectorAll("[data-field]")];
  const controls = (field) => [...field.querySelectorAll("input, select, textarea")];
  const part = (place, name) => place.querySelector(`[data-mo="${name}"]`);

  /* Values of a form, by the names of its fields. */

  function valueOf(field) {
    const found = controls(field);
    if (field.dataset.kind === "some_of") {
      return found.filter((one) => one.checked).map((one) => one.value);
    }
    if (field.dataset.kind === "one_of") return (found.find((one) => one.checked) || {}).value || "";
    return found[0].value;
  }

  function fill(field, value) {
    controls(field).forEach((one) => {
      if (field.dataset.kind === "some_of") one.checked = value.includes(one.value);
      else if (field.dataset.kind === "one_of") one.checked = one.value === value;
      else one.value = value;
    });
  }

  const valuesOf = (form) => Object.fromEntries(
    fieldsOf(form).map((field) => [field.dataset.field, valueOf(field)]),
  );

  function wordsOf(field) {
    const chosen = controls(field).filter((one) => one.checked).map((one) => one.parentElement.textContent.trim());
    const [first] = controls(field);
    if (first.type === "checkbox" || first.type === "radio") return chosen.join(", ");
    return first.tagName === "SELECT" ? first.selectedOptions[0].textContent : first.value;
  }

  /* What is wrong stands beside its field; what belongs to none, below the form. */

  function say(form, words, kind) {
    const line = part(form, "told");
    line.className = `mo-save${kind ? ` mo-${kind}` : ""}`;
    line.textContent = words;
  }

  function unfold(control) {
    let folded = control.closest("details:not([open])");
    for (; folded; folded = folded.parentElement.closest("details:not([open])")) folded.open = true;
  }

  function reach(control) {
    unfold(control);
    control.focus();
  }

  function mark(form, problems) {
    const byField = new Map(problems.map((one) => [one.item, one.message]));
    fieldsOf(form).forEach((field) => {
      const message = byField.get(field.dataset.field) || "";
      byField.delete(field.dataset.field);
      part(field, "problem").textContent = message;
      if (message && part(field, "found")) part(field, "found").textContent = "";
      field.classList.toggle("mo-wrong", Boolean(message));
      controls(field).forEach((one) => {
        if (message) one.setAttribute("aria-invalid", "true");
        else one.removeAttribute("aria-invalid");
      });
    });
    const wrong = form.querySelector("[data-field].mo-wrong");
    if (wrong) reach(controls(wrong)[0]);
    return [...byField.values()];
  }

  /* The page as it is now. Forms in which something was written keep it. */

  async function fetched() {
    try {
      const response = await fetch(window.location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      return response.ok ? page.querySelector('[data-mo="set-up"]') : null;
    } catch (error) {
      return null;
    }
  }

  function keptWords(saved) {
    return formsIn(root)
      .filter((form) => form.dataset.touched)
      .map((form) => ({ id: form.id, edition: form !== saved && form.dataset.edition, values: valuesOf(form) }));
  }

  function bringBack(kept) {
    kept.forEach(({ id, edition, values }) => {
      const form = document.getElementById(id);
      if (!form) return;
      if (edition) form.dataset.edition = edition;
      form.dataset.touched = "yes";
      fieldsOf(form).forEach((field) => {
        if (field.dataset.field in values) fill(field, values[field.dataset.field]);
      });
      unfold(form);
    });
  }

  async function refresh(form, said) {
    const now = await fetched();
    if (now === null) return say(form, said);
    const kept = keptWords(form);
    root.replaceChildren(...now.childNodes);
    ready(root);
    root.dispatchEvent(new CustomEvent("mo-refreshed", { bubbles: true }));
    bringBack(kept);
    const line = part(root, "said");
    line.textContent = said;
    line.focus();
  }

  /* Somebody else was faster: both versions stand there, and saving again keeps one's own. */

  async function compare(form) {
    const now = await fetched();
    const theirs = now && now.querySelector(`#${CSS.escape(form.id)}`);
    if (!theirs) return;
    form.dataset.edition = theirs.dataset.edition;
    fieldsOf(theirs).forEach((other) => {
      const own = form.querySelector(`[data-field="${CSS.escape(other.dataset.field)}"]`);
      if (!own) return;
      const differs = JSON.stringify(valueOf(other)) !== JSON.stringify(valueOf(own));
      part(own, "now").textContent = differs ? `${root.dataset.now} ${wordsOf(other) || root.dataset.nothing}` : "";
    });
  }

  async function send(form) {
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    say(form, "");
    const saying = setTimeout(() => say(form, root.dataset.working), 400);
    const { action, subject, edition } = form.dataset;
    delete form.dataset.touched;
    const { outcome, answer, status } = await post(
      window.location.pathname, { action, subject, edition, ...valuesOf(form) },
    );
    clearTimeout(saying);
    delete form.dataset.busy;
    if (outcome === "done") {
      return answer.url ? window.location.assign(answer.url) : refresh(form, answer.said);
    }
    form.dataset.touched = "yes";
    if (outcome !== "refused") {
      return say(form, root.dataset[outcome === "signed_out" ? "signedOut" : outcome], "waits");
    }
    const rest = mark(form, answer.problems || []);
    say(form, [answer.error, ...rest.filter((one) => one !== answer.error)].join(" "), "fails");
    if (status === 409 && answer.edition) await compare(form);
  }

  /* Who is meant stands below the field before anything is saved. */

  async function find(field) {
    const line = part(field, "found");
    line.textContent = "";
    const named = valueOf(field).trim();
    if (!named) return;
    const { outcome, answer } = await post(window.location.pathname, { action: "find", person: named });
    if (valueOf(field).trim() !== named || outcome === "signed_out") return;
    if (outcome === "done") line.textContent = answer.said;
    if (outcome === "refused") line.textContent = answer.error;
  }

  /* What a form would do stands above its button while it is written; what is wrong, once it is sent. */

  async function preview(form) {
    const place = part(form, "preview");
    const told = JSON.stringify(valuesOf(form));
    const { action, subject } = { action: form.dataset.preview, subject: form.dataset.subject };
    const { outcome, answer } = await post(window.location.pathname, { action, subject, ...valuesOf(form) });
    if (JSON.stringify(valuesOf(form)) !== told) return;
    if (outcome === "done") place.innerHTML = answer.html;
    else if (outcome === "refused") place.replaceChildren();
  }

  function ready(place) {
    part(place, "no-script").hidden = true;
    place.querySelectorAll("fieldset.mo-fields:not([data-locked])").forEach((one) => { one.disabled = false; });
  }

  root.addEventListener("submit", (event) => {
    if (!event.target.matches('[data-mo="form"]')) return;
    event.preventDefault();
    send(event.target);
  });
  root.addEventListener("input", (event) => {
    const form = event.target.closest('[data-mo="form"]');
    if (form) form.dataset.touched = "yes";
  });
  root.addEventListener("change", (event) => {
    const field = event.target.closest('[data-kind="person"]');
    if (field) find(field);
    const form = event.target.closest("[data-preview]");
    if (form) preview(form);
  });
  window.addEventListener("beforeunload", (event) => {
    if (formsIn(root).some((form) => form.dataset.touched && !form.dataset.busy)) event.preventDefault();
  });
  ready(root);
})();

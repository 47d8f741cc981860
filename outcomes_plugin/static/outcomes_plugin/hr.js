/* An example of a source's file: its columns become a form, and its rows are shown as they would be read. */
(function () {
  "use strict";

  const example = document.querySelector('[data-mo="example"]');
  if (!example) return;

  const place = document.querySelector('[data-mo="reading"]');
  const told = example.querySelector('[data-mo="told"]');
  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;
  let latest = 0;

  function say(words, kind) {
    told.className = `mo-save${kind ? ` mo-${kind}` : ""}`;
    told.textContent = words;
  }

  /* The form as it stands, by the names of its fields. */
  function values() {
    const found = [...place.querySelectorAll("[data-field]")].map((field) => {
      const inside = [...field.querySelectorAll("input, select, textarea")];
      const chosen = inside.filter((one) => one.checked).map((one) => one.value);
      return [field.dataset.field, field.dataset.kind === "some_of" ? chosen : inside[0].value];
    });
    return JSON.stringify(Object.fromEntries(found));
  }

  /* Only the last question counts: an answer that comes late is for a form that is no more. */
  async function ask(form) {
    const number = ++latest;
    const body = new FormData(example);
    if (!example.elements.file.files.length) body.delete("file");
    if (form) body.set("told", values());
    if (form) body.set("kind", form.dataset.subject);
    const waiting = setTimeout(() => say(example.dataset.working), 400);
    try {
      const headers = { Accept: "application/json", "X-CSRFToken": token() };
      const response = await fetch(example.dataset.url, { method: "POST", credentials: "same-origin", headers, body });
      const answer = await response.json();
      if (number !== latest) return null;
      say(response.ok ? "" : [answer.error, ...(answer.problems || [])].join(" "), response.ok ? "" : "fails");
      return response.ok ? new DOMParser().parseFromString(answer.html, "text/html") : null;
    } catch (error) {
      if (number === latest) say(example.dataset.failed, "fails");
      return null;
    } finally {
      clearTimeout(waiting);
    }
  }

  const enable = () => place.querySelectorAll("fieldset.mo-fields").forEach((one) => { one.disabled = false; });

  async function read() {
    const form = place.querySelector("form");
    const keeps = form && example.querySelector("input[type=hidden][name=kind]");
    const fresh = await ask(keeps ? form : null);
    if (!fresh) return;
    const title = form && form.querySelector("[name=title]").value;
    place.replaceChildren(...fresh.body.childNodes);
    if (title) place.querySelector("[name=title]").value = title;
    enable();
    place.querySelector("h2").focus();
  }

  /* What follows a column stands below it, and the rows are read anew; nothing else moves. */
  async function follow(event) {
    const form = event.target.closest("form");
    const mapped = event.target.closest(".mo-mapped");
    const fresh = await ask(form);
    if (!fresh) return;
    const now = fresh.getElementById("hr-preview");
    place.querySelector("#hr-preview").replaceChildren(...now.childNodes);
    const more = mapped && mapped.querySelector('[data-mo="more"]');
    if (!more || more.contains(event.target)) return;
    more.replaceChildren(...fresh.getElementById(more.id).childNodes);
  }

  example.addEventListener("submit", (event) => {
    event.preventDefault();
    read();
  });
  place.addEventListener("change", (event) => {
    if (event.target.name !== "title") follow(event);
  });
  example.querySelectorAll("fieldset.mo-fields").forEach((one) => { one.disabled = false; });
})();

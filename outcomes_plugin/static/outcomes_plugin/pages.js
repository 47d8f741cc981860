/* What the pages do beyond being read: close a window, import a file, one explanation at a time. */
(function () {
  "use strict";

  const token = () => (document.querySelector("input[name=csrfmiddlewaretoken]") || {}).value || "";

  async function post(url, body, headers) {
    const response = await fetch(url, {
      method: "POST",
      credentials: "same-origin",
      headers: { Accept: "application/json", "X-CSRFToken": token(), ...headers },
      body,
    });
    if (!(response.headers.get("Content-Type") || "").startsWith("application/json")) {
      throw new Error("no answer");
    }
    return { ok: response.ok, answer: await response.json() };
  }

  /* Says that work goes on, once it has lasted long enough to be noticed. */
  function working(place, words) {
    place.className = "mo-save";
    place.textContent = "";
    const timer = setTimeout(() => { place.textContent = words; }, 400);
    return () => clearTimeout(timer);
  }

  function fail(place, words) {
    place.className = "mo-save mo-fails";
    place.textContent = words;
  }

  function refused(answer) {
    return [answer.error, ...(answer.problems || [])].filter(Boolean).join(" ");
  }

  /* Close a window */

  function showClosed(details, answer) {
    const told = document.createElement("p");
    told.className = "mo-closed";
    told.tabIndex = -1;
    told.setAttribute("role", "status");
    told.append(answer.sentence);
    if (answer.url) {
      const link = document.createElement("a");
      link.href = answer.url;
      link.textContent = answer.link;
      told.append(" ", link);
    }
    const row = details.closest(".mo-window");
    row.querySelector(".mo-window-when").remove();
    row.querySelector(".mo-window-more").replaceChildren(told);
    told.focus();
  }

  async function close(button) {
    const details = button.closest('[data-mo="closing"]');
    const told = details.querySelector('[data-mo="told"]');
    if (button.getAttribute("aria-disabled") === "true") return;
    const keep = details.querySelector('[data-mo="keep"]');
    button.setAttribute("aria-disabled", "true");
    keep.hidden = true;
    const done = working(told, button.dataset.working);
    try {
      const { ok, answer } = await post(button.dataset.url, "{}", { "Content-Type": "application/json" });
      done();
      if (ok) return showClosed(details, answer);
      fail(told, refused(answer));
    } catch (error) {
      done();
      fail(told, button.dataset.failed);
    }
    button.removeAttribute("aria-disabled");
    keep.hidden = false;
  }

  document.querySelectorAll('[data-mo="closing"]').forEach((details) => {
    details.querySelector('[data-mo="close"]').addEventListener("click", (event) => close(event.target));
    details.querySelector('[data-mo="keep"]').addEventListener("click", () => {
      details.open = false;
      details.querySelector("summary").focus();
    });
  });

  /* Import a file: checked first, then that very file applied */

  function imports(section) {
    const form = section.querySelector("form");
    const part = (name) => form.querySelector(`[data-mo="${name}"]`);
    const digest = form.elements.digest;
    let busy = false;

    function offer(found) {
      digest.value = found;
      part("apply").hidden = !found;
      part("check").hidden = Boolean(found);
    }

    form.elements.file.addEventListener("change", () => {
      offer("");
      part("plan").replaceChildren();
      part("told").textContent = "";
    });

    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      const done = working(part("told"), form.dataset.working);
      try {
        const { ok, answer } = await post(form.action, new FormData(form), {});
        if (ok) {
          part("plan").innerHTML = answer.html;
          offer(answer.digest);
          part("plan").focus();
        } else {
          offer("");
          fail(part("told"), refused(answer));
        }
        if (ok) part("told").textContent = "";
      } catch (error) {
        fail(part("told"), form.dataset.failed);
      } finally {
        done();
        busy = false;
      }
    });
    if (!digest.value) offer("");
  }

  document.querySelectorAll('[data-mo="import"]').forEach(imports);

  /* One explanation at a time; Escape closes it and gives the focus back */

  const explanations = document.querySelectorAll('[data-mo="explain"]');
  explanations.forEach((one) => {
    one.addEventListener("toggle", () => {
      if (one.open) explanations.forEach((other) => { if (other !== one) other.open = false; });
    });
    one.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !one.open) return;
      one.open = false;
      one.querySelector("summary").focus();
    });
  });

  document.querySelectorAll('[data-mo="print"]').forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();

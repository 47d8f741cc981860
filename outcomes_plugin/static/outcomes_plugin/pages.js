/* What the pages do beyond being read: open and close a window, import a file, explain one number. */
(function () {
  "use strict";

  const token = () => (document.querySelector("input[name=csrfmiddlewaretoken]") || {}).value || "";

  async function ask(url, options) {
    const headers = { Accept: "application/json", ...(options || {}).headers };
    const response = await fetch(url, { credentials: "same-origin", ...options, headers });
    if (!(response.headers.get("Content-Type") || "").startsWith("application/json")) {
      throw new Error("no answer");
    }
    return { ok: response.ok, answer: await response.json() };
  }

  function post(url, body, headers) {
    return ask(url, { method: "POST", body, headers: { "X-CSRFToken": token(), ...headers } });
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

  /* The results of a window: asked for again, ever more slowly, until they stand or it takes long */

  const WAITS = [1, 1, 2, 3, 5, 8, 15, 25, 30, 30];

  function say(place, answer) {
    place.textContent = answer.sentence;
    if (!answer.url) return;
    const link = document.createElement("a");
    link.href = answer.url;
    link.textContent = answer.link;
    place.append(" ", link);
  }

  async function follow(place, url, later) {
    for (const seconds of WAITS) {
      await new Promise((resolve) => { setTimeout(resolve, seconds * 1000); });
      try {
        const { ok, answer } = await ask(url);
        if (ok && (!answer.follow || answer.sentence !== place.textContent)) say(place, answer);
        if (ok && !answer.follow) return;
      } catch (error) { /* The next time may find the server again. */ }
    }
    place.textContent = later;
  }

  document.querySelectorAll('[data-mo="results"]').forEach((place) => {
    follow(place, place.dataset.url, place.dataset.later);
  });

  /* Open or close a window, once one has read what that does */

  function showDone(details, answer, later) {
    const told = document.createElement("p");
    told.className = "mo-results";
    told.tabIndex = -1;
    told.setAttribute("role", "status");
    say(told, answer);
    const more = details.closest(".mo-window-more");
    const when = more.parentElement.querySelector(".mo-window-when");
    if (when) when.remove();
    more.replaceChildren(told);
    told.focus();
    if (answer.follow) follow(told, answer.follow, later);
  }

  async function decide(details, button) {
    const told = details.querySelector('[data-mo="told"]');
    if (button.getAttribute("aria-disabled") === "true") return;
    const keep = details.querySelector('[data-mo="keep"]');
    button.setAttribute("aria-disabled", "true");
    keep.hidden = true;
    const done = working(told, button.dataset.working);
    try {
      const { ok, answer } = await post(button.dataset.url, "{}", { "Content-Type": "application/json" });
      done();
      if (ok) return showDone(details, answer, button.dataset.later);
      fail(told, refused(answer));
    } catch (error) {
      done();
      fail(told, button.dataset.failed);
    }
    button.removeAttribute("aria-disabled");
    keep.hidden = false;
  }

  document.querySelectorAll('[data-mo="deciding"]').forEach((details) => {
    details.querySelector('[data-mo="do"]').addEventListener("click", (event) => decide(details, event.target));
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

    form.addEventListener("change", (event) => {
      if (part("plan").contains(event.target)) return;
      offer("");
      part("plan").replaceChildren();
      part("told").textContent = "";
    });

    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      const done = working(part("told"), form.dataset.working);
      const bar = part("busy");
      const showing = setTimeout(() => { if (bar) bar.hidden = false; }, 400);
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
        clearTimeout(showing);
        if (bar) bar.hidden = true;
        busy = false;
      }
    });
    if (!digest.value) offer("");
  }

  const importsIn = (place) => place.querySelectorAll('[data-mo="import"]').forEach(imports);
  importsIn(document);
  document.addEventListener("mo-refreshed", (event) => importsIn(event.target));

  /* Of many problems of a file, those with some words */

  document.addEventListener("input", (event) => {
    if (!event.target.matches('[data-mo="find"]')) return;
    const wanted = event.target.value.trim().toLowerCase();
    const card = event.target.closest(".mo-problem");
    const lines = [...card.querySelectorAll('[data-mo="problems"] li')];
    lines.forEach((line) => { line.hidden = !line.textContent.toLowerCase().includes(wanted); });
    const found = card.querySelector('[data-mo="found"]');
    found.textContent = lines.every((line) => line.hidden) ? found.dataset.none : "";
  });

  /* A choice of one's own: kept with the click, and put back when it could not be kept */

  document.querySelectorAll('form[data-mo="choose"]').forEach((form) => {
    const told = form.querySelector('[data-mo="told"]');
    const choice = form.elements.choice;
    let kept = choice.value;
    let flight = Promise.resolve();
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => { flight = flight.then(send); });

    /* One after the other, so that the last choice is the one that stays. */
    async function send() {
      const wanted = choice.value;
      if (wanted === kept) return undefined;
      const done = working(told, form.dataset.working);
      const keep = (problem) => {
        choice.value = kept;
        fail(told, problem);
      };
      try {
        const json = { "Content-Type": "application/json" };
        const { ok, answer } = await post(form.dataset.url, JSON.stringify({ choice: wanted }), json);
        done();
        if (!ok) return keep(refused(answer));
        kept = wanted;
        told.textContent = answer.sentence;
      } catch (error) {
        done();
        keep(form.dataset.failed);
      }
      return undefined;
    }
  });

  /* A fact of one's own that is wrong: said once, and what became of it stands in its place */

  document.querySelectorAll('form[data-mo="dispute"]').forEach((form) => {
    const told = form.querySelector('[data-mo="told"]');
    const button = form.querySelector("button");
    if (!button) return;
    button.disabled = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const done = working(told, form.dataset.working);
      button.disabled = true;
      try {
        const { ok, answer } = await post(form.dataset.url, "{}", { "Content-Type": "application/json" });
        done();
        button.disabled = false;
        if (!ok) return fail(told, refused(answer));
        button.remove();
        told.textContent = answer.sentence;
        told.focus();
      } catch (error) {
        done();
        button.disabled = false;
        fail(told, form.dataset.failed);
      }
      return undefined;
    });
  });

  /* What can wait is folded on a phone, and open where there is room, or without this script */

  if (window.matchMedia("(max-width: 44.9em)").matches) {
    document.querySelectorAll('details[data-mo="fold"]').forEach((one) => { one.open = false; });
  }

  /* The calendar of one's surveys: its address is told once, and can be copied and stopped */

  document.querySelectorAll('[data-mo="calendar"]').forEach((section) => {
    const part = (name) => section.querySelector(`[data-mo="${name}"]`);
    const told = part("told");
    const ask = async (url) => {
      const done = working(told, section.dataset.working);
      try {
        const json = { "Content-Type": "application/json" };
        const { ok, answer } = await post(url, "{}", json);
        done();
        if (!ok) return fail(told, refused(answer));
        part("state").textContent = answer.sentence;
        part("shown").hidden = !answer.address;
        part("stop").hidden = !answer.address;
        part("address").value = answer.address || "";
        if (answer.address) part("address").select();
        else part("make").focus();
      } catch (error) {
        done();
        fail(told, section.dataset.failed);
      }
    };
    part("make").addEventListener("click", () => ask(section.dataset.make));
    part("stop").addEventListener("click", () => ask(section.dataset.stop));
    part("copy").addEventListener("click", async () => {
      part("address").select();
      try {
        await navigator.clipboard.writeText(part("address").value);
        told.textContent = section.dataset.copied;
      } catch (error) {
        told.textContent = section.dataset.byHand;
      }
    });
  });

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

  /* Times stand in the program's zone; here in the reader's, with its name */

  const day = { weekday: "short", day: "numeric", month: "short" };
  const clock = { hour: "numeric", minute: "2-digit", timeZoneName: "short" };
  const whole = { weekday: "long", day: "numeric", month: "long", year: "numeric", ...clock };
  const forms = { day, clock };
  document.querySelectorAll(".mo-page time[datetime]").forEach((time) => {
    const form = { ...(forms[time.dataset.as] || whole) };
    if (!time.dateTime.includes("T")) form.timeZone = "UTC";
    const said = new Intl.DateTimeFormat(document.documentElement.lang, form);
    time.textContent = said.format(new Date(time.dateTime));
  });

  document.querySelectorAll('[data-mo="print"]').forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  /* Panels: the same scripts as in a course unit, called at the page's own addresses */

  document.querySelectorAll("[data-mo-panel]").forEach((place) => {
    const start = window[place.dataset.moPanel];
    if (!start) return;
    const data = JSON.parse(document.getElementById(place.dataset.moData).textContent);
    start({ handlerUrl: (_host, call) => place.dataset.moUrl.replace("CALL", call) }, place, data);
  });
})();

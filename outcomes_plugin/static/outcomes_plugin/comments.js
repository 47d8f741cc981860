/* Review of comments: choose the words of one to hide, by keyboard or touch, or hide it as a whole. */
(function () {
  "use strict";

  const list = document.querySelector('[data-mo="comments"]');
  if (!list) return;
  const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;

  async function post(body) {
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token };
    const response = await fetch(list.dataset.url, {
      method: "POST", credentials: "same-origin", headers, body: JSON.stringify(body),
    });
    if (!(response.headers.get("Content-Type") || "").startsWith("application/json")) throw new Error("no answer");
    return { ok: response.ok, answer: await response.json() };
  }

  function start(comment, told) {
    const part = (name) => comment.querySelector(`[data-mo="${name}"]`);
    const words = [...comment.querySelectorAll("[data-place]")];
    const said = part("told");
    said.textContent = told || "";
    comment.querySelectorAll("button[disabled]").forEach((button) => { button.disabled = false; });

    async function send(action, facts) {
      const { comment: id, number } = comment.dataset;
      const timer = setTimeout(() => { said.textContent = list.dataset.working; }, 400);
      try {
        const { ok, answer } = await post({ action, comment: id, number, ...facts });
        clearTimeout(timer);
        if (!ok) return fail([answer.error, ...(answer.problems || [])].join(" "));
        const place = comment.parentElement;
        place.innerHTML = answer.html;
        start(place.firstElementChild, list.dataset.saved);
        place.querySelector("button").focus();
      } catch (error) {
        clearTimeout(timer);
        fail(list.dataset.failed);
      }
    }

    function fail(sentence) {
      said.className = "mo-save mo-fails";
      said.textContent = sentence;
    }

    const isChosen = (word) => word.getAttribute("aria-checked") === "true";

    function choose(word, chosen) {
      word.setAttribute("aria-checked", String(chosen));
      word.classList.toggle("mo-crossed", chosen);
    }

    function moveTo(word) {
      words.forEach((one) => { one.tabIndex = one === word ? 0 : -1; });
      word.focus();
    }

    function onKey(event) {
      const place = words.indexOf(event.target);
      if (place < 0) return;
      const back = getComputedStyle(part("said")).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
      const ahead = back === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
      const last = words.length - 1;
      const next = {
        [ahead]: place + 1, ArrowDown: place + 1, [back]: place - 1, ArrowUp: place - 1, Home: 0, End: last,
      }[event.key];
      if (event.key === " " || event.key === "Enter") choose(event.target, !isChosen(event.target));
      else if (event.key === "Escape") return stop();
      else if (next === undefined) return;
      else moveTo(words[Math.min(Math.max(next, 0), last)]);
      event.preventDefault();
    }

    function begin() {
      const text = part("said");
      text.setAttribute("role", "group");
      text.setAttribute("aria-labelledby", part("choosing").querySelector("p").id);
      text.classList.add("mo-choosing");
      words.forEach((word) => {
        word.setAttribute("role", "checkbox");
        choose(word, word.classList.contains("mo-crossed"));
      });
      text.addEventListener("keydown", onKey);
      text.addEventListener("click", (event) => {
        const word = event.target.closest("[data-place]");
        if (!word) return;
        choose(word, !isChosen(word));
        moveTo(word);
      });
      part("tools").hidden = true;
      part("choosing").hidden = false;
      moveTo(words[0]);
    }

    /* Back to how it was: the unchanged copy takes the place of what was chosen from. */
    const before = comment.cloneNode(true);
    function stop() {
      comment.replaceWith(before);
      start(before);
      before.querySelector('[data-mo="words"]').focus();
    }

    const places = () => words.filter(isChosen).map((word) => Number(word.dataset.place));
    const calls = {
      words: begin,
      cancel: stop,
      save: () => send("hide_words", { places: places() }),
      show: () => send("show", {}),
    };
    Object.entries(calls).forEach(([name, call]) => {
      if (part(name)) part(name).addEventListener("click", call);
    });
    comment.querySelectorAll('[data-mo="hide"]').forEach((button) => {
      button.addEventListener("click", () => send("hide", { reason: button.dataset.reason }));
    });
  }

  list.querySelectorAll('[data-mo="comment"]').forEach((comment) => start(comment));
})();

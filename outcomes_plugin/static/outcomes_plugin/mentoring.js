/* What every panel needs in the browser: drafts on this device, sending once, and times. */
window.MentoringOutcomes = window.MentoringOutcomes || (function () {
  "use strict";

  const PREFIX = "mentoring-draft:";
  const KEPT_FOR = 7 * 24 * 60 * 60 * 1000;
  const RETRY_AFTER = 30 * 1000;
  let reader = "";

  const csrfToken = () => (document.cookie.match(/(?:^|;\s*)csrftoken=([^;]*)/) || [])[1] || "";

  /* Drafts. Storage may be full or forbidden: then there is none, and answering goes on. */

  function quietly(work) {
    try {
      return work();
    } catch (error) {
      return undefined;
    }
  }

  function sweep(storage, owner) {
    if (!owner) return;
    quietly(() => {
      Object.keys(storage)
        .filter((key) => key.startsWith(PREFIX))
        .forEach((key) => {
          const draft = quietly(() => JSON.parse(storage.getItem(key)));
          const fresh = draft && draft.owner === owner && Date.now() - draft.at < KEPT_FOR;
          if (!fresh) storage.removeItem(key);
        });
    });
  }

  /* `data` names the owner, the draft's key and, where nothing may outlive the tab, the mode. */
  function draftStore(data) {
    reader = data.owner || reader;
    const find = () => (data.mode === "anonymous" ? window.sessionStorage : window.localStorage);
    const key = PREFIX + data.draft;
    const off = PREFIX + "off:" + data.owner;
    quietly(() => sweep(window.localStorage, data.owner));
    quietly(() => sweep(window.sessionStorage, data.owner));
    return {
      isOff: () => quietly(() => window.sessionStorage.getItem(off)) !== null,
      turn(isOff) {
        const mark = JSON.stringify({ owner: data.owner, at: Date.now() });
        quietly(() => {
          if (isOff) window.sessionStorage.setItem(off, mark);
          else window.sessionStorage.removeItem(off);
        });
        if (isOff) this.forget();
      },
      read: () => (quietly(() => JSON.parse(find().getItem(key))) || {}).answers,
      keep(answers) {
        if (this.isOff()) return false;
        const draft = JSON.stringify({ owner: data.owner, at: Date.now(), answers });
        return quietly(() => find().setItem(key, draft) || true) === true;
      },
      forget: () => quietly(() => find().removeItem(key)),
    };
  }

  /* Sending. Whatever comes back is one of a few outcomes; nothing throws. */

  async function post(url, body) {
    let response;
    const headers = {
      Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrfToken(),
      // Somebody else may have signed in since: what was typed here is never sent in their name.
      ...(reader && { "X-Mentoring-Reader": reader }),
    };
    try {
      response = await fetch(url, {
        method: "POST",
        credentials: "same-origin",
        headers,
        body: JSON.stringify(body),
      });
    } catch (error) {
      return { outcome: "offline" };
    }
    if (response.status >= 500) return { outcome: "down" };
    const isJson = (response.headers.get("Content-Type") || "").includes("json");
    const answer = isJson ? await response.json().catch(() => null) : null;
    if (answer === null || response.redirected || [401, 403].includes(response.status)) {
      return { outcome: "signed_out" };
    }
    return { outcome: response.ok ? "done" : "refused", status: response.status, answer };
  }

  /* What is being sent stays as it is: words typed meanwhile would go with the form's answer. */
  function hold(place) {
    const fields = [...place.querySelectorAll("input, textarea")].filter((one) => !one.readOnly);
    fields.forEach((one) => { one.readOnly = true; });
    return () => fields.forEach((one) => { one.readOnly = false; });
  }

  /*
   * One call at a time; `held` is what waits for it unchanged. `say(words, kind)` writes the line of state, `line()` is its element;
   * `texts` holds sending, offline, down, signed_out and sign_in. Calls with different keys wait
   * beside each other; one that is made anew, by hand, no longer waits.
   */
  function sender(root, { say, line, texts, signInUrl }) {
    let busy = false;
    let retry = null;
    const waits = new Map();

    async function once(work, key, held) {
      if (busy) return;
      busy = true;
      const release = held ? hold(held) : () => {};
      waits.delete(key);
      root.querySelectorAll("button").forEach((one) => one.setAttribute("aria-disabled", "true"));
      let before = null;
      const saying = setTimeout(() => {
        before = { place: line(), words: line().textContent, kind: line().className };
        say(texts.sending);
      }, 400);
      try {
        await work();
      } finally {
        clearTimeout(saying);
        if (before && before.place.textContent === texts.sending) {
          before.place.textContent = before.words;
          before.place.className = before.kind;
        }
        busy = false;
        release();
        root.querySelectorAll("button").forEach((one) => one.removeAttribute("aria-disabled"));
      }
    }

    async function goOn() {
      clearTimeout(retry);
      const all = [...waits.values()];
      waits.clear();
      for (const again of all) await again();
    }

    /* Say why nothing arrived; go on by itself once the network or the server is back. */
    function waiting(outcome, again, key) {
      if (outcome === "signed_out") {
        say(texts.signed_out + " ", "fails");
        const link = document.createElement("a");
        link.href = signInUrl;
        link.target = "_top";
        link.textContent = texts.sign_in;
        line().append(link);
        return;
      }
      say(outcome === "offline" ? texts.offline : texts.down, "waits");
      waits.set(key, again);
      clearTimeout(retry);
      if (navigator.onLine) retry = setTimeout(goOn, RETRY_AFTER);
    }

    window.addEventListener("online", goOn);
    return { once, waiting, isBusy: () => busy };
  }

  function localTimes(root, language, timeZone) {
    const form = new Intl.DateTimeFormat(language, {
      weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit",
      timeZoneName: "short", timeZone: timeZone || undefined,
    });
    root.querySelectorAll("time[datetime]").forEach((time) => {
      time.textContent = form.format(new Date(time.dateTime));
    });
  }

  /* What a script must be there for can be pressed from now on. */
  function enable(area) {
    area.querySelectorAll("button:disabled").forEach((button) => { button.disabled = false; });
  }

  /* Let staff link the course in two clicks; `retry` says that it did not go through. */
  function linkCourse(root, url, retry) {
    const part = (name) => root.querySelector(`[data-mo="${name}"]`);
    const ask = part("link");
    if (!ask) return;
    const [yes, no, state] = [part("confirm-link"), part("cancel-link"), part("link-state")];
    const toggle = (asking) => {
      ask.hidden = asking;
      yes.hidden = no.hidden = !asking;
      (asking ? yes : ask).focus();
    };
    ask.addEventListener("click", () => toggle(true));
    no.addEventListener("click", () => toggle(false));
    yes.addEventListener("click", async () => {
      const reply = await post(url, {});
      if (reply.outcome === "done") window.location.reload();
      else state.textContent = reply.answer ? reply.answer.error : retry;
    });
  }

  return { post, draftStore, sender, localTimes, enable, linkCourse };
})();

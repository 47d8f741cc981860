/* A journal in the browser: drafts as one types, who can read it, and nothing lost on the way. */
(function () {
  "use strict";

  const { post, draftStore, sender, enable, linkCourse } = window.MentoringOutcomes;
  const PAUSE = 2000;
  const MOST = 50000;
  const SIGN = "\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff";
  const WORD = new RegExp(`[${SIGN}]|[^\\s${SIGN}]+`, "g");

  window.MentoringJournal = function (runtime, element, data) {
    const host = element.jquery ? element[0] : element;
    const root = host.matches(".mo-journal") ? host : host.querySelector(".mo-journal");
    const inner = root.querySelector('[data-mo="inner"]');
    const part = (name, within) => (within || root).querySelector(`[data-mo="${name}"]`);
    const url = () => runtime.handlerUrl(host, "act");
    const text = data.texts;
    const drafts = draftStore(data);
    let line = () => part("save") || part("said");
    const { once, waiting } = sender(root, {
      say, line: () => line(), texts: text, signInUrl: data.signInUrl,
    });
    let pause = null;
    let flight = Promise.resolve();
    let isWaiting = false;

    /* The editor, as it stands now */

    const form = () => part("editor");
    const area = () => part("text");
    const chosen = () => form().querySelector(".mo-choice input:checked");

    function say(words, kind) {
      line().hidden = false;
      line().className = "mo-save" + (kind ? " mo-" + kind : "");
      line().textContent = words;
    }

    function time(at) {
      return new Intl.DateTimeFormat(data.language, {
        hour: "numeric", minute: "2-digit", timeZone: data.timeZone || undefined,
      }).format(new Date(at));
    }

    function now() {
      const { entry, version } = form().dataset;
      return { entry, version: Number(version), text: area().value };
    }

    function measure() {
      const count = (area().value.match(WORD) || []).length;
      const number = new Intl.NumberFormat(data.language).format(count);
      part("words").textContent = text.words.replace("{count}", number);
      area().style.height = "auto";
      area().style.height = `${area().scrollHeight + 2}px`;
    }

    function isTooLong() {
      const count = area().value.length;
      if (count <= MOST) return false;
      say(text.long.replace("{count}", count).replace("{most}", MOST), "fails");
      return true;
    }

    function offer(words, work) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "mo-button";
      button.textContent = words;
      button.addEventListener("click", work);
      part("offers").replaceChildren(button);
      part("offers").hidden = false;
    }

    function copyText() {
      navigator.clipboard.writeText(area().value).then(() => say(text.copied));
    }

    /* Drafts: on this device until the server has them */

    function typed() {
      line = () => part("save");
      measure();
      clearTimeout(pause);
      if (isTooLong()) return;
      const isKept = drafts.keep({ ...now(), tags: part("tags").value });
      if (!isWaiting) say(isKept ? text.kept : text.not_kept);
      pause = setTimeout(autosave, PAUSE);
    }

    function autosave() {
      clearTimeout(pause);
      pause = null;
      flight = flight.then(sendDraft);
      return flight;
    }

    async function sendDraft() {
      if (!form() || form().dataset.conflict) return;
      const sent = now();
      if (!sent.text && !sent.version) return;
      const reply = await post(url(), { action: "autosave", ...sent });
      if (!form() || form().dataset.entry !== sent.entry) return;
      if (reply.outcome === "done") {
        isWaiting = false;
        form().dataset.version = reply.answer.version;
        if (area().value !== sent.text) return;
        drafts.forget();
        say(text.saved.replace("{time}", time(reply.answer.at)), "done");
      } else if (reply.outcome === "refused") await refused(reply.answer, sent);
      else wait(reply.outcome, autosave);
    }

    /* The draft waits beside what was pressed, and once, however often one types meanwhile. */
    function wait(outcome, again) {
      isWaiting = true;
      const key = again === autosave ? "draft" : undefined;
      waiting(outcome, () => { isWaiting = false; return again(); }, key);
    }

    async function refused(answer, sent) {
      if (answer.reason === "version") {
        form().dataset.conflict = answer.version;
        await compare(answer.entry);
      } else if (answer.reason === "gone") {
        form().dataset.entry = crypto.getRandomValues(new Uint8Array(16))
          .reduce((id, byte) => id + byte.toString(16).padStart(2, "0"), "");
        form().dataset.version = 0;
        say(answer.error, "waits");
      } else {
        drafts.keep({ ...sent, tags: part("tags").value });
        say(answer.error, "fails");
        if (["audience", "notice"].includes(answer.reason)) offer(text.again, refresh);
        else offer(text.copy, copyText);
      }
    }

    async function compare(entry) {
      const reply = await post(url(), { action: "compare", entry });
      if (reply.outcome !== "done") return wait(reply.outcome, () => compare(entry));
      const place = part("conflict");
      place.innerHTML = reply.answer.html;
      place.hidden = false;
      place.other = reply.answer;
      say("");
      place.focus();
    }

    function settle(value) {
      const place = part("conflict");
      area().value = value;
      form().dataset.entry = place.other.entry;
      form().dataset.version = place.other.version;
      delete form().dataset.conflict;
      place.hidden = true;
      place.replaceChildren();
      typed();
      area().focus();
    }

    /* Calls that bring the panel's inside anew */

    function show(answer) {
      inner.innerHTML = answer.html;
      begin();
      if (!answer.said) return;
      line = () => part("said");
      say(answer.said, "done");
      part("said").focus();
      line = () => part("save") || part("said");
    }

    /* The inside comes anew with the answer, so that nothing is typed into it before. */
    function act(body, again, held = root) {
      return once(async () => {
        clearTimeout(pause);
        await flight;
        const reply = await post(url(), typeof body === "function" ? body() : body);
        isWaiting = false;
        if (reply.outcome === "done") again.done(reply.answer);
        else if (reply.outcome !== "refused") wait(reply.outcome, () => act(body, again, held));
        else if (again.refused) await again.refused(reply.answer);
        else say(reply.answer.error, "fails");
      }, undefined, held);
    }

    function save() {
      part("widen").hidden = true;
      part("send-row").hidden = false;
      part("offers").hidden = true;
      if (isTooLong()) return;
      act(() => ({
        action: "save",
        ...now(),
        tags: part("tags").value,
        visibility: chosen().value,
        audience: chosen().dataset.audience,
      }), {
        done(answer) { drafts.forget(); show(answer); },
        refused: (answer) => refused(answer, now()),
      });
    }

    /* Ask once more before more people can read it than were chosen when the page came. */
    function saveOrAsk() {
      const first = form().querySelector(".mo-choice input[checked]");
      const isWider = first && Number(chosen().dataset.reach) > Number(first.dataset.reach);
      if (!isWider) return save();
      part("widen-ask").textContent = chosen().dataset.ask;
      part("widen").hidden = false;
      part("send-row").hidden = true;
      part("widen").focus();
    }

    function refresh() {
      const kept = now();
      act({ action: "refresh" }, { done(answer) { show(answer); take(kept); } });
    }

    /* The entries alone come anew: what one is typing stays. */
    function list(body) {
      if (pause) autosave();
      act(body, {
        done(answer) {
          if (answer.html) return show(answer);
          part("earlier").outerHTML = answer.entries;
          const chosen = part("earlier").querySelector('[aria-pressed="true"]');
          (chosen || part("earlier").querySelector("h3")).focus();
        },
      }, null);
    }

    async function takeAlong(format) {
      await autosave();
      line = () => part("taken");
      act({ action: "export", format }, {
        done(file) {
          const link = document.createElement("a");
          link.href = URL.createObjectURL(new Blob([file.text], { type: file.type }));
          link.download = file.name;
          link.click();
          setTimeout(() => URL.revokeObjectURL(link.href), 1000);
          say(text.taken.replace("{name}", file.name), "done");
        },
      }, null);
    }

    /* A mentor's answers wait on this device, each with its entry. */

    const answers = () => drafts.read() || {};
    const isReply = (form) => form && form.dataset.mo === "reply";

    function answering(reply, words) {
      const { [reply.dataset.entry]: _before, ...others } = answers();
      return drafts.keep(words ? { ...others, [reply.dataset.entry]: words } : others);
    }

    function typedReply(reply) {
      line = () => part("save", reply);
      say(answering(reply, reply.querySelector("textarea").value) ? text.kept : text.not_kept);
    }

    function takeReplies() {
      root.querySelectorAll('[data-mo="reply"]').forEach((reply) => {
        const words = answers()[reply.dataset.entry];
        if (!words) return;
        reply.querySelector("textarea").value = words;
        reply.closest("details").open = true;
      });
    }

    function sendReply(reply) {
      line = () => part("save", reply);
      act({
        action: "reply", entry: reply.dataset.entry, text: reply.querySelector("textarea").value,
      }, {
        done(answer) { answering(reply, ""); show(answer); },
      });
    }

    function toggle(box, isOpen) {
      const asked = root.querySelector(`[aria-controls="${box.id}"]`);
      box.closest(".mo-entry").querySelectorAll(".mo-sure").forEach((one) => { one.hidden = true; });
      box.hidden = !isOpen;
      asked.setAttribute("aria-expanded", String(isOpen));
      (isOpen ? box : asked).focus();
    }

    /* What is clicked. One listener for all: the inside comes anew. */

    const clicks = {
      ask: (button) => toggle(document.getElementById(button.getAttribute("aria-controls")), true),
      no: (button) => toggle(button.closest(".mo-sure"), false),
      export: (button) => takeAlong(button.dataset.format),
      more: () => list({ action: "more" }),
      tag: (button) => list({ action: "tagged", tag: button.dataset.tag }),
      "widen-yes": save,
      "widen-no"() {
        part("widen").hidden = true;
        part("send-row").hidden = false;
        part("send").focus();
      },
      "keep-mine": () => settle(area().value),
      "take-other": () => settle(part("conflict").other.other),
      "take-both": () => settle(`${area().value}\n\n${part("conflict").other.other}`),
      start() {
        const version = Number(part("first").dataset.version);
        act({ action: "start", notice_version: version }, { done: show });
      },
      do(button) {
        const { action, entry, version, visibility, audience } = button.dataset;
        if (action === "discard") drafts.forget();
        else if (pause) autosave();
        act({ action, entry, version: Number(version), visibility, audience }, {
          done(answer) {
            show(answer);
            if (action === "edit") area().focus();
          },
        });
      },
    };

    root.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-mo]");
      const work = button && clicks[button.dataset.mo];
      if (work) work(button);
    });
    root.addEventListener("submit", (event) => {
      event.preventDefault();
      if (isReply(event.target)) sendReply(event.target);
      else saveOrAsk();
    });
    root.addEventListener("input", (event) => {
      if (event.target === area() || event.target === part("tags")) typed();
      else if (isReply(event.target.form)) typedReply(event.target.form);
    });
    root.addEventListener("change", (event) => {
      if (event.target.matches(".mo-choice input")) {
        part("send").textContent = chosen().dataset.button;
        part("widen").hidden = true;
        part("send-row").hidden = false;
      } else if (event.target.dataset.mo === "shared-computer") {
        drafts.turn(event.target.checked);
        say(event.target.checked ? text.not_kept : "");
      }
    });
    document.addEventListener("visibilitychange", () => { if (document.hidden && pause) autosave(); });

    /* Start, and start again with every fresh inside */

    function begin() {
      enable(root);
      line = () => part("save") || part("said");
      if (!form()) return takeReplies();
      part("needs-script").hidden = true;
      part("shared-computer").checked = drafts.isOff();
      measure();
    }

    /* Put a text back into a fresh editor, whatever has become of its entry. */
    function take(draft) {
      if (!form() || draft.text === area().value) return;
      area().value = draft.text;
      if (draft.version || !Number(form().dataset.version)) {
        form().dataset.entry = draft.entry;
        form().dataset.version = draft.version;
      } else form().dataset.version = 0;
      if (draft.tags) part("tags").value = draft.tags;
      measure();
      say(text.draft);
      pause = setTimeout(autosave, PAUSE);
    }

    linkCourse(root, runtime.handlerUrl(host, "link_course"), text.retry);
    begin();
    const draft = form() && drafts.read();
    if (draft && draft.version && draft.entry !== form().dataset.entry) {
      act({ action: "edit", entry: draft.entry }, {
        done(answer) { show(answer); take(draft); },
        refused() { take({ ...draft, entry: form().dataset.entry, version: 0 }); },
      });
    } else if (draft) take(draft);
  };
})();

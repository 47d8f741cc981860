/* The survey in the browser: its pages, what is missing, where it is kept, and what comes back. */
(function () {
  "use strict";

  const { post, draftStore, sender, localTimes, enable, linkCourse } = window.MentoringOutcomes;
  const PAUSE = 2500;
  // Nobody reads and answers a question sooner.
  const SECONDS_PER_ANSWER = 2;
  // A pulse: three statements and a comment. It is sent without an overview.
  const SHORT = 4;

  window.MentoringSurvey = function (runtime, element, data) {
    const host = element.jquery ? element[0] : element;
    const root = host.querySelector(".mo-survey");
    const part = (name) => root.querySelector(`[data-mo="${name}"]`);
    const on = (name, event, work) => part(name) && part(name).addEventListener(event, work);
    const url = (handler) => runtime.handlerUrl(host, handler);
    const text = data.texts;
    const drafts = draftStore(data);
    const form = part("form");
    const { once, waiting } = sender(root, {
      say, line: () => part("save"), texts: text, signInUrl: data.signInUrl,
    });

    localTimes(root, data.language, data.timeZone);
    linkCourse(root, url("link_course"), text.retry);
    on("undo-decline", "click", undoDecline);
    if (!form) return;
    part("needs-script").hidden = true;
    enable(root);

    const { items, valueOf, put, wordsOf, problemOf, fill } =
      window.MentoringAnswers(form, { language: data.language, texts: text });
    const pages = [...form.querySelectorAll('[data-mo="page"]')];
    const keyOf = (item) => item.dataset.item;
    const isAsked = (item) => !item.hidden && item.dataset.kind !== "information";
    const isSeen = (page) => items.some((item) => page.contains(item) && !item.hidden);
    const questionOf = (item) => item.querySelector('[data-mo="words"]').textContent.trim();
    const make = (tag, content, name = "") => {
      const made = document.createElement(tag);
      made.className = name;
      made.append(content);
      return made;
    };
    let steps = pages;
    let step = 0;
    let isReviewed = false;
    let isSent = false;
    let timer = null;
    let isSaving = false;
    let startedAt = 0;

    /* Everything that was answered is kept, hidden questions too; what is sent is what is shown. */
    function answers(wanted = items) {
      const found = {};
      wanted.forEach((item) => {
        const value = valueOf(item);
        if (value !== undefined) found[keyOf(item)] = value;
      });
      return found;
    }

    function fillAll(values) {
      items.forEach((item) => put(item, values[keyOf(item)]));
      follow();
    }

    function say(message, kind) {
      const line = part("save");
      line.className = "mo-save" + (kind ? ` mo-${kind}` : "");
      line.textContent = message;
    }

    /* What follows from an answer in other questions: which are shown, and what they recall. */
    function follow() {
      const seen = new Set(window.MentoringShowing.shown(data.items, answers()));
      items.forEach((item) => { item.hidden = !seen.has(keyOf(item)); });
      form.querySelectorAll('[data-mo="group"]').forEach((group) => {
        group.hidden = !items.some((item) => group.contains(item) && !item.hidden);
      });
      form.querySelectorAll("[data-section]").forEach((head) => {
        head.hidden = !data.items.some(
          (item) => item.section === head.dataset.section && seen.has(item.key)
        );
      });
      root.querySelectorAll("[data-recall]").forEach((place) => {
        const item = items.find((one) => keyOf(one) === place.dataset.recall && !one.hidden);
        place.textContent = (item && wordsOf(item)) || place.dataset.fallback;
      });
      const current = steps[step];
      steps = pages.filter(isSeen);
      if (items.filter(isAsked).length > SHORT) steps.push(part("review"));
      step = Math.max(0, steps.indexOf(current));
      tellPlace();
    }

    /* Pages */

    function tellPlace() {
      const isLast = step === steps.length - 1;
      const isNearly = steps[step + 1] === part("review") || isReviewed;
      part("back").hidden = step === 0;
      part("next").hidden = isLast;
      part("next").textContent = isNearly ? text.look_over : text.next;
      part("send").hidden = !isLast;
      part("progress").hidden = steps.length < 2;
      if (part("first-page")) part("first-page").hidden = step > 0;
      if (part("privacy")) part("privacy").classList.toggle("mo-brief", step > 0);
      [...part("progress").children].forEach((bar, index) => {
        bar.hidden = index >= steps.length;
        bar.classList.toggle("mo-past", index <= step);
      });
      if (steps.length > 1 && part("place")) {
        part("place").textContent = fill(text.page, { page: step + 1, pages: steps.length });
      }
    }

    function show(number) {
      step = Math.max(0, Math.min(number, steps.length - 1));
      [...pages, part("review")].forEach((one) => { one.hidden = one !== steps[step]; });
      if (steps[step] === part("review")) review();
      tellPlace();
    }

    function turnTo(number) {
      show(number);
      const first = [...steps[step].querySelectorAll("legend, label, h3")]
        .find((one) => !one.closest("[hidden]"));
      root.scrollIntoView({ block: "start" });
      if (first) {
        first.tabIndex = -1;
        first.focus({ preventScroll: true });
      }
    }

    function goTo(item) {
      isReviewed = isReviewed || steps[step] === part("review");
      show(steps.findIndex((one) => one.contains(item)));
      const field = item.querySelector("input, textarea, select, button");
      if (field) field.focus();
    }

    /* The last page: every question with its answer in words, those without one on top. */
    function review() {
      isReviewed = true;
      const asked = items.filter(isAsked);
      const list = (name, found) => {
        const place = part(name);
        place.hidden = !found.length;
        place.querySelector("ul").replaceChildren(...found.map(reviewed));
      };
      list("unanswered", asked.filter((item) => valueOf(item) === undefined));
      list("answered", asked.filter((item) => valueOf(item) !== undefined));
    }

    function reviewed(item) {
      const words = wordsOf(item);
      const line = make("li", make("span", make("span", questionOf(item), "mo-quiet")));
      line.firstChild.append(make("strong", words || text.unanswered, "mo-words"));
      const button = make("button", words ? text.change : text.answer, "mo-button mo-plain");
      button.type = "button";
      button.append(make("span", ` ${questionOf(item)}`, "mo-only-heard"));
      button.addEventListener("click", () => goTo(item));
      line.append(button);
      return line;
    }

    /* What is wrong stands beside its question and in a list above, with links. */

    function problemsIn(area) {
      return items
        .filter((item) => area.contains(item) && isAsked(item) && problemOf(item))
        .map((item) => ({ item: keyOf(item), message: problemOf(item) }));
    }

    function clearProblems() {
      part("summary").hidden = true;
      items.forEach((item) => mark(item, ""));
    }

    function mark(item, message) {
      const reason = item.querySelector('[data-mo="reason"]');
      if (!reason) return;
      reason.textContent = message;
      reason.hidden = !message;
      item.classList.toggle("mo-wrong", Boolean(message));
      const help = item.querySelector('[id$="-help"]');
      const told = [message && reason.id, help && help.id].filter(Boolean).join(" ");
      item.querySelectorAll("input, textarea, select").forEach((input) => {
        if (told) input.setAttribute("aria-describedby", told);
        else input.removeAttribute("aria-describedby");
      });
    }

    function showProblems(title, problems) {
      clearProblems();
      const summary = part("summary");
      const list = document.createElement("ul");
      problems.forEach((problem) => {
        const item = items.find((one) => keyOf(one) === problem.item);
        if (item) mark(item, problem.message);
        list.append(make("li", item ? linkTo(item) : problem.message));
      });
      summary.replaceChildren(make("h3", title, "mo-h3"), list);
      summary.hidden = false;
      const first = items.find((item) => item.classList.contains("mo-wrong"));
      const place = first ? steps.findIndex((one) => one.contains(first)) : step;
      if (place !== step) show(place);
      summary.focus();
    }

    function linkTo(item) {
      const link = make("a", questionOf(item));
      link.href = "#";
      link.addEventListener("click", (event) => {
        event.preventDefault();
        goTo(item);
      });
      return link;
    }

    /* Keeping: on this device at once, on our server after a pause. */

    function keepHere(isSaved) {
      return drafts.keep({
        answers: answers(), version: data.draftVersion, response: data.responseVersion, isSaved,
      });
    }

    function changed() {
      say(keepHere(false) ? text.kept : text.not_kept);
      saveSoon();
    }

    function saveSoon() {
      clearTimeout(timer);
      if (data.keepsDrafts && !isSent) timer = setTimeout(save, PAUSE);
    }

    async function save() {
      if (isSaving) return saveSoon();
      isSaving = true;
      const kept = answers();
      const reply = await post(url("respond"), { ...told("draft", kept), draft_version: data.draftVersion });
      isSaving = false;
      if (isSent) return undefined;
      if (reply.outcome === "done") {
        data.draftVersion = reply.answer.draft_version;
        const isWhole = JSON.stringify(kept) === JSON.stringify(answers());
        keepHere(isWhole);
        if (isWhole) say(fill(text.saved, { time: clock() }), "done");
      } else if (reply.outcome !== "refused") waiting(reply.outcome, saveSoon, "draft");
      else if (reply.answer.reason === "draft") ask(reply.answer.draft);
      else if (["closed", "late", "answers"].includes(reply.answer.reason)) refused(reply.answer);
      return undefined;
    }

    const clock = () => new Intl.DateTimeFormat(
      data.language, { timeStyle: "short", timeZone: data.timeZone || undefined }
    ).format(new Date());

    /* Somebody went on from another device: both are there to choose from, and neither is lost. */
    function ask(other) {
      clearTimeout(timer);
      const mine = answers();
      const same = (key) => JSON.stringify(mine[key]) === JSON.stringify(other.answers[key]);
      showProblems(text.two_devices, []);
      part("summary").querySelector("ul").replaceChildren(
        ...items.filter((item) => !same(keyOf(item))).map((item) => make("li", fill(text.both, {
          question: questionOf(item),
          here: wordsOf(item) || text.unanswered,
          there: wordsOf(item, other.answers[keyOf(item)]) || text.unanswered,
        })))
      );
      const settle = () => {
        data.draftVersion = other.version;
        part("summary").hidden = true;
        changed();
        turnTo(step);
      };
      offer(text.keep_mine, settle);
      offer(text.take_other, () => { fillAll(other.answers); settle(); });
    }

    /* Sending */

    const told = (action, found) => ({
      action,
      answers: found,
      mode: data.mode,
      notice_version: data.noticeVersion,
      instrument_version: data.instrumentVersion,
      response_version: data.responseVersion,
      late: data.isLate,
    });

    function sendAnswers() {
      clearTimeout(timer);
      return once(async () => {
        const found = answers(items.filter(isAsked));
        const reply = await post(url("respond"), { ...told("submit", found), pace: pace(found) });
        if (reply.outcome === "done") received(reply.answer);
        else if (reply.outcome === "refused") refused(reply.answer);
        else waiting(reply.outcome, sendAnswers);
      });
    }

    /* How fast a first answer in one go was. Without the name a time never leaves this device. */
    function pace(found) {
      if (!startedAt || data.responseVersion) return {};
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      if (data.mode === "identified") return { seconds };
      return { was_fast: seconds < SECONDS_PER_ANSWER * Object.keys(found).length };
    }

    function received(receipt) {
      isSent = true;
      drafts.forget();
      data.responseVersion = receipt.response_version;
      data.draftVersion = 0;
      say("");
      copyBelow();
      reveal("done");
    }

    function refused(answer) {
      showProblems(answer.error, answer.problems || []);
      say(text.safe, "waits");
      if (answer.reason === "notice" && answer.notice_html) newNotice(answer);
      if (answer.reason === "declined") reveal("declined");
      if (["mode", "instrument", "answers", "late"].includes(answer.reason)) offer(text.reload, reload);
      if (answer.reason === "closed") offer(text.copy, copyAnswers);
    }

    function newNotice(answer) {
      const fresh = document.createElement("div");
      fresh.innerHTML = answer.notice_html;
      const notice = fresh.firstElementChild;
      const old = part("notice");
      if (old) old.replaceWith(notice);
      else form.before(notice);
      data.noticeVersion = answer.notice_version;
      startFrom(notice);
      form.hidden = true;
      notice.querySelector("h3").focus();
    }

    function reload() {
      keepHere(false);
      window.location.reload();
    }

    function copyAnswers() {
      const lines = items.filter(isAsked).map((item) => `${questionOf(item)}\n${wordsOf(item) || "–"}`);
      navigator.clipboard.writeText(lines.join("\n\n")).then(() => say(text.copied));
    }

    /* Who answers with their name has a copy of it below the thanks. */
    function copyBelow() {
      const copy = part("own-answers");
      if (!copy) return;
      copy.querySelector("dl").replaceChildren(...items.filter(isAsked).map((item) => {
        const row = make("div", make("dt", questionOf(item)));
        row.append(make("dd", wordsOf(item) || text.unanswered, "mo-words"));
        return row;
      }));
      copy.hidden = false;
    }

    function offer(words, work) {
      const button = make("button", words, "mo-button");
      button.type = "button";
      button.addEventListener("click", work);
      part("summary").append(button);
    }

    /* What is seen: one of the notice, the form, the thanks, the refusal to answer */

    function reveal(name) {
      ["notice", "done", "declined"].forEach((one) => {
        if (part(one)) part(one).hidden = one !== name;
      });
      if (part("late")) part("late").hidden = name === "done" || name === "declined";
      form.hidden = name !== "form";
      if (part("place")) part("place").hidden = name !== "form";
      if (name !== "form") part(name).focus();
    }

    function startFrom(notice) {
      const start = notice.querySelector('[data-mo="start"]');
      enable(notice);
      start.addEventListener("click", () => {
        if (data.isPreview) { reveal("form"); return; }
        once(async () => {
          const reply = await post(url("read_notice"), { notice_version: data.noticeVersion });
          if (reply.outcome === "done") {
            if (startedAt) startedAt = Date.now();
            reveal("form");
            turnTo(step);
          } else if (reply.outcome === "refused" && reply.answer.notice_html) newNotice(reply.answer);
          else waiting(reply.outcome, () => start.click());
        });
      });
    }

    function declineAnswer() {
      clearTimeout(timer);
      return once(async () => {
        const reply = await post(url("respond"), { action: "decline" });
        if (reply.outcome === "done") {
          isSent = true;
          drafts.forget();
          reveal("declined");
        } else if (reply.outcome === "refused") refused(reply.answer);
        else waiting(reply.outcome, declineAnswer);
      });
    }

    /* The questions come with the next load. */
    async function undoDecline() {
      const reply = await post(url("respond"), { action: "undo_decline" });
      if (reply.outcome === "done") window.location.reload();
      else part("declined-state").textContent = reply.answer ? reply.answer.error : text.retry;
    }

    /* Go on where one was: with what this device kept, or what another one has sent us. */
    function resume() {
      const here = drafts.read();
      const there = data.begun;
      data.draftVersion = there ? there.version : 0;
      fillAll((here && here.answers) || (there && there.answers) || data.answers || {});
      if (!here && !there) {
        startedAt = Date.now();
        return;
      }
      const isOlder = here && there && there.version > here.version;
      if (isOlder && here.isSaved) fillAll(there.answers);
      say(here && !isOlder ? text.draft : text.resumed);
      const asked = items.filter(isAsked);
      const missing = (item) => "required" in item.dataset && valueOf(item) === undefined;
      const next = asked.find(missing) || asked.filter((item) => valueOf(item) !== undefined).pop();
      if (next) show(steps.findIndex((one) => one.contains(next)));
      if (isOlder && !here.isSaved) ask(there);
      else if (here && here.response !== data.responseVersion && data.answers) {
        ask({ answers: data.answers, version: data.draftVersion });
      } else if (here && !here.isSaved) saveSoon();
    }

    /* Start */

    form.addEventListener("input", (event) => {
      const item = event.target.closest("[data-item]");
      if (!item) return;
      setTimeout(() => {
        follow();
        mark(item, "");
        if (!data.isPreview) changed();
      });
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      follow();
      const problems = problemsIn(form);
      if (problems.length) showProblems(text.incomplete, problems);
      else if (data.isPreview) say(text.preview);
      else {
        clearProblems();
        sendAnswers();
      }
    });
    on("next", "click", () => {
      follow();
      const problems = problemsIn(steps[step]);
      if (problems.length) showProblems(text.incomplete, problems);
      else {
        clearProblems();
        turnTo(isReviewed ? steps.length - 1 : step + 1);
      }
    });
    on("back", "click", () => turnTo(step - 1));
    on("change", "click", () => { isSent = false; reveal("form"); turnTo(0); });
    on("copy", "click", copyAnswers);
    on("decline", "click", () => (data.isPreview ? say(text.preview) : declineAnswer()));
    const shared = part("shared-computer");
    shared.checked = drafts.isOff();
    shared.addEventListener("change", () => {
      drafts.turn(shared.checked);
      say(shared.checked ? text.not_kept : "");
    });
    items.forEach((item) => mark(item, ""));
    show(0);
    if (part("notice")) {
      form.hidden = true;
      startFrom(part("notice"));
    }
    if (data.isPreview) {
      shared.parentElement.hidden = true;
      fillAll({});
    } else resume();
    show(step);
    if (root.dataset.state === "received") copyBelow();
    if (["received", "declined"].includes(root.dataset.state)) {
      form.hidden = true;
      if (part("place")) part("place").hidden = true;
    }
  };
})();

/* The survey in the browser: its pages, what is missing, and what comes back. */
(function () {
  "use strict";

  const { post, draftStore, sender, localTimes, enable, linkCourse } = window.MentoringOutcomes;

  window.MentoringSurvey = function (runtime, element, data) {
    const host = element.jquery ? element[0] : element;
    const root = host.querySelector(".mo-survey");
    const part = (name) => root.querySelector(`[data-mo="${name}"]`);
    const on = (name, event, work) => part(name) && part(name).addEventListener(event, work);
    const url = (handler) => runtime.handlerUrl(host, handler);
    const text = data.texts;
    const drafts = draftStore(data);
    const form = part("form");
    const pages = [...root.querySelectorAll('[data-mo="page"]')];
    const { once, waiting } = sender(root, {
      say, line: () => part("save"), texts: text, signInUrl: data.signInUrl,
    });
    let page = 0;

    localTimes(root, data.language, data.timeZone);
    linkCourse(root, url("link_course"), text.retry);
    on("undo-decline", "click", undoDecline);
    if (!form) return;
    part("needs-script").hidden = true;
    enable(root);

    const items = [...form.querySelectorAll("[data-item]")];

    function valueOf(item) {
      const area = item.querySelector("textarea");
      if (area) return area.value.trim() || undefined;
      const chosen = item.querySelector("input:checked");
      if (!chosen) return undefined;
      return chosen.dataset.kind === "number" ? Number(chosen.value) : chosen.value;
    }

    function fill(answers) {
      items.forEach((item) => {
        const value = (answers || {})[item.dataset.item];
        if (value === undefined) return;
        const area = item.querySelector("textarea");
        if (area) area.value = value;
        item.querySelectorAll("input").forEach((input) => {
          input.checked = input.value === String(value);
        });
        sayYours(item);
      });
    }

    function answers() {
      const found = {};
      items.forEach((item) => {
        const value = valueOf(item);
        if (value !== undefined) found[item.dataset.item] = value;
      });
      return found;
    }

    function sayYours(item) {
      const place = item.querySelector('[data-mo="yours"]');
      const chosen = item.querySelector("input:checked");
      if (!place || !chosen) return;
      const words = chosen.parentElement.querySelector(".mo-only-heard, .mo-word, .mo-number");
      place.textContent = text.yours.replace("{answer}", words.textContent);
    }

    function say(message, kind) {
      const line = part("save");
      line.className = "mo-save" + (kind ? " mo-" + kind : "");
      line.textContent = message;
    }

    /* Pages */

    function show(number) {
      page = number;
      pages.forEach((one, index) => { one.hidden = index !== page; });
      const isLast = page === pages.length - 1;
      part("back").hidden = page === 0;
      part("next").hidden = isLast;
      part("send").hidden = !isLast;
      part("progress").hidden = pages.length < 2;
      if (part("first-page")) part("first-page").hidden = page > 0;
      if (part("privacy")) part("privacy").classList.toggle("mo-brief", page > 0);
      [...part("progress").children].forEach((bar, index) => {
        bar.classList.toggle("mo-past", index <= page);
      });
      if (pages.length > 1 && part("place")) {
        part("place").textContent = text.page
          .replace("{page}", page + 1)
          .replace("{pages}", pages.length);
      }
    }

    function turnTo(number) {
      show(number);
      const first = pages[page].querySelector("legend, label");
      root.scrollIntoView({ block: "start" });
      if (first) {
        first.tabIndex = -1;
        first.focus({ preventScroll: true });
      }
    }

    /* What is wrong stands beside its question and in a list above, with links. */

    function problemsIn(area) {
      return items
        .filter((item) => area.contains(item) && "required" in item.dataset)
        .filter((item) => valueOf(item) === undefined)
        .map((item) => ({
          item: item.dataset.item,
          message: item.querySelector('[value="does_not_apply"]') ? text.choose : text.missing,
        }));
    }

    function clearProblems() {
      part("summary").hidden = true;
      items.forEach((item) => mark(item, ""));
    }

    function mark(item, message) {
      const reason = item.querySelector('[data-mo="reason"]');
      reason.textContent = message;
      reason.hidden = !message;
      item.classList.toggle("mo-wrong", Boolean(message));
      item.querySelectorAll("input, textarea").forEach((input) => {
        if (message) input.setAttribute("aria-describedby", reason.id);
        else input.removeAttribute("aria-describedby");
      });
    }

    function showProblems(title, problems) {
      clearProblems();
      const summary = part("summary");
      summary.querySelector("h3").textContent = title;
      const list = summary.querySelector("ul");
      list.replaceChildren();
      problems.forEach((problem) => {
        const item = items.find((one) => one.dataset.item === problem.item);
        const line = document.createElement("li");
        if (item) {
          mark(item, problem.message);
          line.append(linkTo(item));
        } else {
          line.textContent = problem.message;
        }
        list.append(line);
      });
      summary.hidden = false;
      const first = items.find((item) => item.classList.contains("mo-wrong"));
      const place = first ? pages.findIndex((one) => one.contains(first)) : page;
      if (place !== page) show(place);
      summary.focus();
    }

    function linkTo(item) {
      const link = document.createElement("a");
      link.href = "#";
      link.textContent = item.querySelector("legend, label").firstChild.textContent.trim();
      link.addEventListener("click", (event) => {
        event.preventDefault();
        show(pages.findIndex((one) => one.contains(item)));
        item.querySelector("input, textarea").focus();
      });
      return link;
    }

    /* Sending */

    function sendAnswers() {
      return once(async () => {
        const reply = await post(url("respond"), {
          action: "submit",
          answers: answers(),
          mode: data.mode,
          notice_version: data.noticeVersion,
          instrument_version: data.instrumentVersion,
          response_version: data.responseVersion,
        });
        if (reply.outcome === "done") received(reply.answer);
        else if (reply.outcome === "refused") refused(reply.answer);
        else waiting(reply.outcome, sendAnswers);
      });
    }

    function received(receipt) {
      drafts.forget();
      data.responseVersion = receipt.response_version;
      say("");
      reveal("done");
    }

    function refused(answer) {
      if (answer.problems && answer.problems.length) {
        showProblems(answer.error, answer.problems);
      } else {
        showProblems(answer.error, []);
      }
      say(text.safe, "waits");
      if (answer.reason === "notice" && answer.notice_html) newNotice(answer);
      if (answer.reason === "declined") reveal("declined");
      if (["mode", "instrument", "answers"].includes(answer.reason)) offer(text.reload, reload);
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
      drafts.keep(answers());
      window.location.reload();
    }

    function copyAnswers() {
      const lines = items.map((item) => {
        const question = item.querySelector("legend, label").firstChild.textContent.trim();
        return `${question}\n${valueOf(item) === undefined ? "–" : valueOf(item)}`;
      });
      navigator.clipboard.writeText(lines.join("\n\n")).then(() => say(text.copied));
    }

    function offer(words, work) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "mo-button";
      button.textContent = words;
      button.addEventListener("click", work);
      part("summary").append(button);
    }

    /* What is seen: one of the notice, the form, the thanks, the refusal to answer */

    function reveal(name) {
      ["notice", "done", "declined"].forEach((one) => {
        if (part(one)) part(one).hidden = one !== name;
      });
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
            reveal("form");
            turnTo(page);
          } else if (reply.outcome === "refused" && reply.answer.notice_html) newNotice(reply.answer);
          else waiting(reply.outcome, () => start.click());
        });
      });
    }

    function declineAnswer() {
      return once(async () => {
        const reply = await post(url("respond"), { action: "decline" });
        if (reply.outcome === "done") {
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

    /* Start */

    form.addEventListener("change", (event) => {
      const item = event.target.closest("[data-item]");
      if (!item) return;
      sayYours(item);
      mark(item, "");
    });
    form.addEventListener("input", (event) => {
      if (!event.target.closest("[data-item]") || data.isPreview) return;
      say(drafts.keep(answers()) ? text.kept : text.not_kept);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const problems = problemsIn(form);
      if (problems.length) showProblems(text.incomplete, problems);
      else if (data.isPreview) say(text.preview);
      else {
        clearProblems();
        sendAnswers();
      }
    });
    on("next", "click", () => {
      const problems = problemsIn(pages[page]);
      if (problems.length) showProblems(text.incomplete, problems);
      else {
        clearProblems();
        turnTo(page + 1);
      }
    });
    on("back", "click", () => turnTo(page - 1));
    on("change", "click", () => { reveal("form"); turnTo(0); });
    on("decline", "click", () => (data.isPreview ? say(text.preview) : declineAnswer()));
    const shared = part("shared-computer");
    shared.checked = drafts.isOff();
    shared.addEventListener("change", () => {
      drafts.turn(shared.checked);
      say(shared.checked ? text.not_kept : "");
    });
    if (part("notice")) {
      form.hidden = true;
      startFrom(part("notice"));
    }
    if (data.isPreview) shared.parentElement.hidden = true;

    const draft = data.isPreview ? undefined : drafts.read();
    fill(data.answers);
    fill(draft);
    if (draft) say(text.draft);
    show(0);
    if (["received", "declined"].includes(root.dataset.state)) form.hidden = true;
  };
})();

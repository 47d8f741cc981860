/* Cards of forms in the browser: each form or button posts one thing, and its card comes back. */
(function () {
  "use strict";

  const { post, draftStore, sender, localTimes } = window.MentoringOutcomes;
  const ROOTS = ".mo-meetings, .mo-requests, .mo-pairings";

  window.MentoringMeetings = function (runtime, element, data) {
    const host = element.jquery ? element[0] : element;
    const root = host.matches(ROOTS) ? host : host.querySelector(ROOTS);
    const drafts = draftStore(data);
    const kept = drafts.read() || {};
    let card = root;
    let line = null;
    const part = (name) => card.querySelector(`[data-mo="${name}"]`);
    const { once, waiting } = sender(root, {
      say, line: () => line, texts: data.texts, signInUrl: data.signInUrl,
    });

    function say(words, kind) {
      line.className = "mo-save" + (kind ? " mo-" + kind : "");
      line.textContent = words;
    }

    /* What a form says stands in it; what its card says, above. */
    function turnTo(source) {
      card = source.closest('[data-mo="card"]');
      line = source.querySelector('[data-mo="said"]') || part("save");
    }

    function prepare(area) {
      localTimes(area, data.language, data.timeZone);
      area.querySelectorAll('form[data-mo="send"]').forEach((form) => {
        const said = document.createElement("p");
        said.dataset.mo = "said";
        said.setAttribute("role", "status");
        said.className = "mo-save";
        form.append(said);
        restore(form, kept[form.dataset.draft] || {});
      });
    }

    /* What is typed and not sent yet stands in its form again, which is open then. */
    function restore(form, fields) {
      Object.keys(fields).forEach((name) => {
        const field = form.elements[name];
        if (!field || field.value === fields[name]) return;
        field.value = fields[name];
        unfold(field.length ? form : field);
      });
    }

    function unfold(inner) {
      for (let one = inner; one && one !== root; one = one.parentElement) {
        if (one.tagName === "DETAILS") one.open = true;
      }
    }

    function mark(form, problems) {
      form.querySelectorAll(".mo-reason").forEach((one) => one.remove());
      form.querySelectorAll("[aria-invalid]").forEach((field) => {
        field.removeAttribute("aria-invalid");
        describe(field, "");
        field.closest(".mo-field").classList.remove("mo-wrong");
      });
      problems.forEach(({ item, message }) => {
        const field = form.elements[item];
        if (!field) return;
        const reason = document.createElement("p");
        reason.className = "mo-reason";
        reason.textContent = message;
        reason.id = field.id + "-reason";
        field.before(reason);
        field.closest(".mo-field").classList.add("mo-wrong");
        field.setAttribute("aria-invalid", "true");
        describe(field, reason.id);
        unfold(field);
      });
      const first = form.querySelector("[aria-invalid]");
      if (first) first.focus();
    }

    function describe(field, reasonId) {
      const others = (field.getAttribute("aria-describedby") || "").split(" ");
      const ids = [reasonId, ...others.filter((id) => !id.endsWith("-reason"))].filter(Boolean);
      if (ids.length) field.setAttribute("aria-describedby", ids.join(" "));
      else field.removeAttribute("aria-describedby");
    }

    function send(source) {
      const fields = source.tagName === "FORM" ? Object.fromEntries(new FormData(source)) : {};
      const { mo, draft, ...told } = source.dataset;
      return once(async () => {
        turnTo(source);
        part("save").textContent = "";
        const reply = await post(runtime.handlerUrl(host, "act"), { ...fields, ...told });
        if (reply.outcome === "done") show(reply.answer, draft);
        else if (reply.outcome === "refused") refuse(source, reply.answer);
        else waiting(reply.outcome, () => sendLater(source), source);
      }, source, source);
    }

    /* The card may have come anew meanwhile: then what was pressed stands in it again. */
    function sendLater(source) {
      const like = (one) => JSON.stringify(one.dataset) === JSON.stringify(source.dataset);
      const now = [...root.querySelectorAll('[data-mo="send"]')].find(like);
      return now && send(now);
    }

    function refuse(source, answer) {
      const problems = answer.problems || [];
      if (source.tagName === "FORM") mark(source, problems);
      const loose = problems.filter(({ item }) => !source.elements || !source.elements[item]);
      say([answer.error, ...loose.map((one) => one.message)].join(" "), "fails");
    }

    function show(answer, draft) {
      delete kept[draft];
      drafts.keep(kept);
      part("swap").innerHTML = answer.html;
      prepare(part("swap"));
      line = part("save");
      say(answer.said);
      (part("name") || card).focus();
    }

    root.addEventListener("submit", (event) => {
      if (event.target.dataset.mo !== "send") return;
      event.preventDefault();
      send(event.target);
    });
    root.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-mo]");
      if (!button) return;
      if (button.dataset.mo === "send") send(button);
      if (button.dataset.mo !== "close") return;
      const details = button.closest("details");
      details.open = false;
      details.querySelector("summary").focus();
    });
    root.addEventListener("input", (event) => {
      const form = event.target.closest("form[data-draft]");
      if (!form) return;
      turnTo(form);
      kept[form.dataset.draft] = Object.fromEntries(new FormData(form));
      if (drafts.keep(kept)) say(data.texts.kept);
    });

    root.querySelectorAll('[data-mo="needs-script"]').forEach((one) => { one.hidden = true; });
    prepare(root);
  };
})();

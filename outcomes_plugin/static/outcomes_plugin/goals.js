/* Goals in the browser: forms that open in flow, their drafts, and what comes back. */
(function () {
  "use strict";

  const { post, draftStore, sender, enable, linkCourse } = window.MentoringOutcomes;

  window.MentoringGoals = function (runtime, element, data) {
    const host = element.jquery ? element[0] : element;
    const root = host.querySelector(".mo-goals");
    const url = runtime.handlerUrl(host, "act");
    const text = data.texts;
    const inside = root.querySelector('[data-mo="inside"]');
    const lastLine = root.querySelector('[data-mo="state"]');
    const begun = new WeakMap();
    let line = lastLine;
    let seen = null;
    const { once, waiting, isBusy } = sender(root, {
      say, line: () => line, texts: text, signInUrl: data.signInUrl,
    });

    function say(message, kind) {
      if (seen) seen.remove();
      line.className = "mo-save" + (kind ? " mo-" + kind : "");
      line.textContent = message || "";
    }

    /* Whatever is sent ends in `done`, in problems beside their fields, or in a wait. */
    function send(body, done, form) {
      line = (form && form.querySelector('[data-mo="save"]')) || lastLine;
      return once(async () => {
        const reply = await post(url, body);
        if (reply.outcome === "refused") refused(reply.answer, form);
        else if (reply.outcome !== "done") waiting(reply.outcome, () => send(body, done, form), form);
        else if (reply.answer.notice) noticeFirst(reply.answer, form);
        else done(reply.answer);
      }, form, form);
    }

    /* The fresh panel comes in; what is open or half written elsewhere in it stays so. */
    function swap(answer, form, focus) {
      const unfolded = keysOf("details[open]");
      const sheets = [...inside.querySelectorAll('[data-mo="sheet"]')].filter(
        (one) => one.firstChild && !one.contains(form || null),
      );
      const places = sheets.map((one) => placeOf(one).dataset.place);
      inside.innerHTML = answer.html;
      root.dataset.state = answer.state;
      dress();
      [...inside.querySelectorAll("details")].forEach((one) => {
        one.open = unfolded.includes(keyOf(one));
      });
      sheets.forEach((sheet, index) => {
        const empty = inside.querySelector(`[data-place="${places[index]}"] [data-mo="sheet"]`);
        if (empty) empty.replaceWith(sheet);
      });
      line = lastLine;
      say(answer.said);
      const place = (focus && inside.querySelector(focus)) || document.getElementById(answer.focus);
      if (!place) return;
      if (answer.said) showIn(placeOf(place));
      place.focus();
    }

    /* What is said of one goal is heard below all of them, and seen under its own heading. */
    function showIn(card) {
      if (!card) return;
      seen = document.createElement("p");
      seen.className = "mo-save";
      seen.textContent = lastLine.textContent;
      seen.setAttribute("aria-hidden", "true");
      lastLine.classList.add("mo-only-heard");
      card.querySelector("h3").after(seen);
    }

    const keyOf = (one) => `${placeOf(one) && placeOf(one).dataset.place} ${one.dataset.mo}`;
    const keysOf = (selector) => [...inside.querySelectorAll(selector)].map(keyOf);

    function dress() {
      enable(inside);
      inside.querySelectorAll('[data-mo="needs-script"]').forEach((one) => one.remove());
      inside.querySelectorAll("[data-scripted]").forEach((one) => { one.hidden = false; });
    }

    /* Forms */

    const placeOf = (part) => part.closest("[data-place]");
    const goalOf = (part) => Number(placeOf(part).dataset.place) || null;
    const isShown = (field) => !field.closest("[hidden]");

    function storeOf(form) {
      const key = [data.draft, form.dataset.form, placeOf(form) && placeOf(form).dataset.place];
      return draftStore({ owner: data.owner, draft: key.join(":"), mode: "" });
    }

    function valuesOf(form) {
      const found = {};
      [...form.elements].filter((one) => one.name && !one.name.includes("-pick-") && isShown(one)).forEach((one) => {
        if (one.type === "checkbox") found[one.name] = one.checked;
        else if (one.name === "levels") (found.levels = found.levels || []).push(one.value);
        else if (one.type !== "radio" || one.checked) found[one.name] = one.value;
      });
      return found;
    }

    /* What is hidden says who reads this form as it is now: a draft does not. */
    function fill(form, values) {
      [...form.elements].filter((one) => one.name in values && one.type !== "hidden").forEach((one) => {
        if (one.type === "checkbox") one.checked = values[one.name];
        else if (one.type === "radio") one.checked = one.value === values[one.name];
        else if (one.name === "levels") one.value = values.levels[[...form.elements.levels].indexOf(one)];
        else one.value = values[one.name];
      });
      showKind(form);
    }

    function showKind(form) {
      const kind = form.querySelector('[name="kind"]:checked');
      form.querySelectorAll("[data-kind]").forEach((one) => {
        one.hidden = !kind || one.dataset.kind !== kind.value;
      });
    }

    function begin(form) {
      showKind(form);
      const version = Number((placeOf(form) || form).dataset.version) || 0;
      begun.set(form, { version, values: valuesOf(form) });
      const shared = form.querySelector('[data-mo="shared-computer"]');
      const drafts = storeOf(form);
      if (shared) shared.checked = drafts.isOff();
      if (data.isPreview) {
        form.querySelectorAll('[data-cancel], label:has([data-mo="shared-computer"])').forEach((one) => one.remove());
      }
      const draft = data.isPreview ? null : drafts.read();
      if (!draft) return;
      begun.get(form).version = draft.version;
      fill(form, draft.values);
      line = form.querySelector('[data-mo="save"]');
      say(text.draft);
    }

    function open(button) {
      const place = placeOf(button);
      const body = { action: "open", form: button.dataset.open, goal: goalOf(button) };
      send(body, (answer) => {
        const sheet = place.querySelector('[data-mo="sheet"]');
        sheet.innerHTML = answer.form;
        const form = sheet.querySelector("form");
        say("");
        sheet.querySelector("h4").focus();
        if (form) begin(form);
      });
    }

    function cancel(button) {
      const place = placeOf(button);
      const form = button.closest("form");
      if (form) storeOf(form).forget();
      place.querySelector('[data-mo="sheet"]').replaceChildren();
      place.querySelector("[data-open]").focus();
    }

    /* A change sends what differs from the start; a draft remembers which version that was. */
    function submit(form) {
      if (data.isPreview) {
        line = form.querySelector('[data-mo="save"]');
        say(text.preview);
        return;
      }
      const start = begun.get(form) || { values: {} };
      const fields = valuesOf(form);
      const body = { action: form.dataset.form, goal: goalOf(form), fields };
      if (form.dataset.form === "change_goal") {
        Object.keys(fields).forEach((name) => {
          const isSame = JSON.stringify(fields[name]) === JSON.stringify(start.values[name]);
          const kept = form.querySelector(`[data-pick="${picked(name)}"]:checked`);
          if (isSame || kept) delete fields[name];
        });
        body.version = start.version;
      }
      clearProblems(form);
      send(body, (answer) => {
        if (answer.conflict) return conflict(form, answer);
        storeOf(form).forget();
        return swap(answer, form);
      }, form);
    }

    const picked = (name) => (name === "readers" ? "visibility" : name);

    function conflict(form, answer) {
      const old = form.querySelector('[data-mo="conflict"]');
      if (old) old.remove();
      form.querySelector('[data-mo="summary"]').insertAdjacentHTML("afterend", answer.conflict);
      begun.get(form).version = answer.version;
      say(text.safe, "waits");
      form.querySelector('[data-mo="conflict"]').focus();
    }

    /* What is wrong stands beside its field and in a list above, with links. */

    function clearProblems(form) {
      form.querySelector('[data-mo="summary"]').hidden = true;
      form.querySelectorAll(".mo-reason").forEach((one) => one.remove());
      form.querySelectorAll(".mo-wrong").forEach((one) => one.classList.remove("mo-wrong"));
      form.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
    }

    function refused(answer, form) {
      if (!form) {
        say(answer.error, "fails");
        return;
      }
      const summary = form.querySelector('[data-mo="summary"]');
      const problems = answer.problems && answer.problems.length ? answer.problems : [];
      summary.querySelector("h4").textContent = problems.length ? text.incomplete : answer.error;
      summary.querySelector("ul").replaceChildren(...problems.map((one) => mark(form, one)));
      summary.hidden = false;
      say(text.safe, "waits");
      summary.focus();
    }

    function mark(form, problem) {
      const entry = document.createElement("li");
      const field = [...form.querySelectorAll(`[data-field="${problem.item}"]`)].find(isShown);
      if (!field) {
        entry.textContent = problem.message;
        return entry;
      }
      const input = field.querySelector("input, textarea, select");
      const reason = document.createElement("p");
      reason.className = "mo-reason";
      reason.textContent = problem.message;
      field.classList.add("mo-wrong");
      field.append(reason);
      input.setAttribute("aria-invalid", "true");
      const link = document.createElement("a");
      link.href = "#";
      link.textContent = problem.message;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        const folded = input.closest("details");
        if (folded) folded.open = true;
        input.focus();
      });
      entry.append(link);
      return entry;
    }

    /* The notice comes before anything is stored; what was written stays open below it. */

    function noticeFirst(answer, form) {
      inside.querySelectorAll("[data-notice]").forEach((one) => one.remove());
      inside.insertAdjacentHTML("afterbegin", answer.notice);
      enable(inside);
      say(answer.said, "waits");
      inside.querySelector("[data-notice] h3").focus();
      inside.querySelector("[data-notice]").waitingForm = form;
    }

    function start(button) {
      const notice = button.closest("[data-notice]");
      const form = notice.waitingForm;
      const body = { action: "read_notice", notice_version: Number(notice.dataset.notice) };
      send(body, (answer) => {
        if (!form) return swap(answer);
        notice.remove();
        return setTimeout(() => submit(form));
      });
    }

    /* Start */

    function click(event) {
      const button = event.target.closest("button");
      if (!button || (data.isPreview && button.type !== "submit")) return;
      if (button.dataset.open) open(button);
      else if (button.dataset.act) {
        const { act, milestone, pairing } = button.dataset;
        const version = Number(placeOf(button).dataset.version);
        const parts = { milestone: Number(milestone) || null, pairing: Number(pairing) || null };
        send({ action: act, goal: goalOf(button), version, ...parts }, (answer) => swap(answer));
      } else if (button.dataset.step) {
        const input = button.parentElement.querySelector("input");
        const now = Number(input.value.replace(",", ".").replace("−", "-"));
        input.value = String(Math.round(((now || 0) + Number(button.dataset.step)) * 100) / 100);
        input.dispatchEvent(new Event("input", { bubbles: true }));
      } else if (button.dataset.mo === "start") start(button);
      else if ("cancel" in button.dataset) cancel(button);
    }

    function change(event) {
      const { target } = event;
      const form = target.closest("form");
      if (target.name === "kind") showKind(form);
      if (target.dataset.mo === "shared-computer") {
        storeOf(form).turn(target.checked);
        line = form.querySelector('[data-mo="save"]');
        say(target.checked ? text.not_kept : "");
      } else if (target.dataset.milestone && !form && isBusy()) {
        target.checked = !target.checked;
      } else if (target.dataset.milestone && !form) {
        const { milestone } = target.dataset;
        const action = target.checked ? "complete_milestone" : "undo_milestone";
        send(
          { action, goal: goalOf(target), milestone: Number(milestone) },
          (answer) => swap(answer, null, `input[data-milestone="${milestone}"]`),
        );
      }
    }

    function input(event) {
      const form = event.target.closest("form");
      if (!form || !event.target.name || data.isPreview) return;
      const start = begun.get(form) || { version: 0 };
      const draft = { version: start.version, values: valuesOf(form) };
      line = form.querySelector('[data-mo="save"]');
      say(storeOf(form).keep(draft) ? text.kept : text.not_kept);
    }

    root.addEventListener("click", click);
    root.addEventListener("change", change);
    root.addEventListener("input", input);
    root.addEventListener("submit", (event) => {
      event.preventDefault();
      submit(event.target);
    });
    linkCourse(root, runtime.handlerUrl(host, "link_course"), text.down);
    dress();
    root.querySelectorAll("form").forEach(begin);
  };
})();

/* The survey block's editor in Studio. */
(function () {
  "use strict";

  window.MentoringSurveyStudio = function (runtime, element, data) {
    const host = element.jquery ? element[0] : element;
    const form = host.querySelector('[data-mo="editor"]');
    const problem = form.querySelector('[data-mo="problem"]');

    async function save() {
      const chosen = form.querySelector('input[name="window"]:checked');
      const [program, key] = chosen ? chosen.value.split("/") : ["", ""];
      const token = (document.cookie.match(/(?:^|;\s*)csrftoken=([^;]*)/) || [])[1] || "";
      let answer;
      try {
        const response = await fetch(runtime.handlerUrl(host, "studio_submit"), {
          method: "POST",
          credentials: "same-origin",
          headers: { "Content-Type": "application/json", "X-CSRFToken": token },
          body: JSON.stringify({ display_name: form.elements.display_name.value, program, window: key }),
        });
        answer = await response.json();
        if (response.ok) {
          runtime.notify("save", { state: "end" });
          return;
        }
      } catch (error) {
        answer = {};
      }
      problem.textContent = answer.error || data.texts.failed;
      problem.hidden = false;
      problem.focus();
      runtime.notify("error", { title: "", message: problem.textContent });
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      problem.hidden = true;
      runtime.notify("save", { state: "start", message: data.texts.saving });
      save();
    });
    form.querySelector('[data-mo="cancel-editor"]').addEventListener("click", () => {
      runtime.notify("cancel", {});
    });
  };
})();

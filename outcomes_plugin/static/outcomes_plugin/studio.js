/* An editor in Studio whose form has one field for each field of the block. */
(function () {
  "use strict";

  window.MentoringStudio = function (runtime, element, data) {
    const host = element.jquery ? element[0] : element;
    const form = host.querySelector('[data-mo="editor"]');
    const problem = form.querySelector('[data-mo="problem"]');

    function chosen() {
      const found = {};
      [...form.elements].filter((one) => one.name).forEach((one) => {
        if (one.type === "checkbox") found[one.name] = one.checked;
        else if (one.type !== "radio" || one.checked) found[one.name] = one.value;
      });
      return found;
    }

    async function save() {
      const token = (document.cookie.match(/(?:^|;\s*)csrftoken=([^;]*)/) || [])[1] || "";
      let answer;
      try {
        const response = await fetch(runtime.handlerUrl(host, "studio_submit"), {
          method: "POST",
          credentials: "same-origin",
          headers: { "Content-Type": "application/json", "X-CSRFToken": token },
          body: JSON.stringify(chosen()),
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

/* The part of the platform's block runtime that blocks call in the browser. */
(function () {
  "use strict";

  const node = (element) => (element.jquery || Array.isArray(element) ? element[0] : element);
  const blockOf = (element) => node(element).closest(".xblock[data-handler-prefix]");
  const csrf = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]*)/) || [])[1] || "";

  const runtime = {
    handlerUrl(element, name, suffix, query) {
      let url = blockOf(element).dataset.handlerPrefix + "/" + name;
      if (suffix) url += "/" + suffix;
      return query ? url + "?" + query : url;
    },
    notify(name, data) {
      const page = document.querySelector("[data-return-to]");
      if (!page) return;
      const alert = page.querySelector(".alert");
      if (name === "error") {
        alert.textContent = [data && data.title, data && (data.msg || data.message)].filter(Boolean).join(": ");
        alert.hidden = false;
      } else if (name === "cancel" || (name === "save" && data && data.state === "end")) {
        window.location.assign(page.dataset.returnTo);
      } else if (name === "save") {
        alert.hidden = true;
      }
    },
    children: () => [],
    childMap: () => undefined,
  };

  function initialize(element) {
    const init = window[element.dataset.init];
    if (typeof init !== "function") return;
    const args = element.querySelector(":scope > script.xblock-json-init-args");
    new init(runtime, element, args ? JSON.parse(args.textContent) : {});
  }

  function completeOnView(element) {
    const delay = Number(document.querySelector("[data-completion-delay]")?.dataset.completionDelay);
    if (!Number.isFinite(delay)) return;
    setTimeout(() => {
      fetch(runtime.handlerUrl(element, "publish_completion"), {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrf() },
        body: JSON.stringify({ completion: 1.0 }),
      });
    }, delay);
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".xblock[data-init]").forEach(initialize);
    document.querySelectorAll(".xblock-student_view[data-block-type=html]").forEach(completeOnView);
  });
})();

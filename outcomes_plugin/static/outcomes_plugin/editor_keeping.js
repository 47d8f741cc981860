/* The draft is kept: on this device at once, on our server after a pause, and never over another's. */
(function (parts) {
  "use strict";

  const { make, button, fill } = parts.dom;
  const PAUSE = 1000;

  parts.keeping = function (desk, { send, drafts, waiting }) {
    const t = desk.texts;
    let version = desk.state.draft_version;
    let timer = null;
    let sending = null;
    let isWhole = true;
    let isHeld = false;

    const clock = (iso) => new Intl.DateTimeFormat(desk.state.language, { timeStyle: "short" }).format(new Date(iso));
    const tellKept = (iso) => desk.say(fill(t.kept, { time: clock(iso) }), "done");

    function changed() {
      isWhole = false;
      drafts.keep({ document: desk.document(), version });
      if (isHeld) return;
      clearTimeout(timer);
      timer = setTimeout(keep, PAUSE);
    }

    /* Resolves to whether all that was written is on our server. */
    async function keep() {
      clearTimeout(timer);
      if (sending) await sending;
      if (isWhole || isHeld) return isWhole;
      const document = desk.document();
      sending = send({ action: "keep", document, draft_version: version });
      const saying = setTimeout(() => desk.say(t.keeping), 400);
      const reply = await sending;
      clearTimeout(saying);
      sending = null;
      if (reply.outcome === "done") return kept(reply.answer, document);
      if (reply.outcome !== "refused") waiting(reply.outcome, keep, "keep");
      else if (reply.status === 409 && reply.answer.details && reply.answer.details.document) hold(reply.answer.details);
      else desk.say(reply.answer.error, "fails");
      return false;
    }

    function kept(answer, document) {
      version = answer.draft_version;
      isWhole = document === desk.document();
      desk.check(answer, document);
      if (!isWhole) return keep();
      drafts.forget();
      tellKept(answer.kept_at);
      return true;
    }

    /* Nothing is sent until the author has chosen between the two. */
    function hold(theirs) {
      isHeld = true;
      desk.say(t.conflict_line, "waits");
      desk.conflict(theirs, () => {
        isHeld = false;
        version = theirs.draft_version;
        isWhole = false;
        changed();
      });
    }

    /* What this device has kept and our server has not: it goes on, or is asked about. */
    function resume() {
      const here = drafts.read();
      if (desk.state.kept_at) tellKept(desk.state.kept_at);
      if (!here || JSON.stringify(here.document) === JSON.stringify(desk.document())) return;
      const theirs = { document: desk.document(), draft_version: version };
      isHeld = here.version !== version;
      desk.change(here.document, { said: t.resumed });
      if (isHeld) hold(theirs);
    }

    return {
      changed, keep, resume,
      version: () => version,
      isWhole: () => isWhole,
      startFrom(now) { version = now; isWhole = true; clearTimeout(timer); drafts.forget(); },
    };
  };

  /* Somebody else was faster: both drafts side by side, one's own preselected, and nothing dropped. */

  parts.conflict = function (desk, place, theirs, settled) {
    const t = desk.texts;
    const found = parts.document.differences(desk.document(), theirs.document);
    const name = desk.id("whose");

    const words = (item) => (item ? desk.read(item.prompt) || t.no_words : t.not_there);
    const lines = (side) => [
      ...found.items.map((one) => make("li", {}, words(one[side]))),
      ...(found.isElsewhere || !found.items.length ? [make("li", {}, t.differs_elsewhere)] : []),
    ];
    const choice = (side, label, checked) => make("label", { class: "mo-choice" },
      make("input", { type: "radio", name, value: side, checked }),
      make("span", {}, make("strong", {}, label), make("ul", { class: "mo-small" }, lines(side))));

    const settle = () => {
      const chosen = place.querySelector("input:checked").value;
      const mine = desk.document();
      place.replaceChildren();
      place.hidden = true;
      // Whichever is taken, the other is one step back.
      desk.change(theirs.document, { gone: t.took_theirs });
      if (chosen === "mine") desk.change(mine);
      settled();
      desk.focusTitle();
    };

    place.hidden = false;
    place.replaceChildren(make("div", { class: "mo-problem mo-stack" },
      make("h3", { class: "mo-h3", tabindex: "-1" }, t.conflict_title), make("p", {}, t.conflict_about),
      make("fieldset", {}, make("legend", { class: "mo-only-heard" }, t.conflict_title),
        make("div", { class: "mo-halves" }, choice("theirs", t.theirs, false), choice("mine", t.mine, true))),
      make("div", {}, button(t.conflict_go_on, settle, { class: "mo-main" }))));
    place.querySelector("h3").focus();
  };
})(window.MentoringEditorParts);

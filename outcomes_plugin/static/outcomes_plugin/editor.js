/* The editor of a questionnaire: what is open, what was changed, and who has to draw it anew. */
(function (parts) {
  "use strict";

  const { post, draftStore, sender } = window.MentoringOutcomes;
  const { make, icon, button, fill, refill } = parts.dom;
  const { wordsIn, readIn, withWords, languagesOf } = parts.words;

  window.MentoringEditor = function (runtime, element, data) {
    const host = element.jquery ? element[0] : element;
    const root = host.querySelector(".mo-editor");
    const state = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
    const part = (name) => root.querySelector(`[data-mo="${name}"]`);
    const t = state.texts;
    const history = parts.history(state.document);
    const problems = parts.problems();
    const rules = new Intl.PluralRules(state.language);
    const languageNames = new Intl.DisplayNames([state.language], { type: "language" });
    const added = [];
    let isComposing = false;

    const send = (body) => post(runtime.handlerUrl(host, "author"), { key: state.key, ...body });
    const say = (words, kind) => {
      const line = part("save");
      line.className = `mo-save${kind ? ` mo-${kind}` : ""}`;
      line.textContent = words;
    };
    const { waiting } = sender(root, { say, line: () => part("save"), texts: t, signInUrl: data.signInUrl });

    const desk = {
      state, texts: t, say,
      isBlock: root.dataset.host === "studio",
      tab: "questions",
      selected: { kind: "about", key: "" },
      last: { kind: "about", key: "" },
      fresh: new Set(),
      published: parts.document.keysIn(state.document),
      checked: state.check,
      isMoreOpen: false,

      /* Names */
      id: (...names) => [root.id, ...names].join("-").replace(/[^\w-]/g, "_"),
      plural: (name, count) => fill(t.plurals[name][rules.select(count)] || t.plurals[name].other, {
        count: new Intl.NumberFormat(state.language).format(count),
      }),

      /* Words, in the main language; the others have a tab of their own */
      get main() { return languagesOf(history.document(), state.language)[0]; },
      get language() { return this.main; },
      languages: () => [...new Set([...languagesOf(history.document(), state.language), ...added])],
      languageName: (code) => state.languages[code] || languageNames.of(code) || code,
      addLanguage: (code) => added.push(code),
      forgetLanguage: (code) => added.splice(0, added.length, ...added.filter((one) => one !== code)),
      wordsIn: (text) => wordsIn(text, desk.language, desk.main),
      withWords: (text, words) => withWords(text, words, desk.language, desk.main),
      read: (text) => readIn(text, state.language, desk.main),
      placeholder: (text) => (wordsIn(text, desk.language, desk.main) ? "" : readIn(text, desk.main, desk.main)),

      /* What is wrong. A question that was just added is not scolded for being empty. */
      problemAt: (owner, place) => {
        const message = problems.at(owner, place);
        return desk.fresh.has(owner) ? "" : message;
      },
      problemsBelow: (owner, place) => problems.below(owner, place),
      unplacedProblems: (owners) => (owners.some((one) => desk.fresh.has(one)) ? [] : problems.unplaced(owners)),
      isWrong: (keys) => problems.isWrong(keys.filter((key) => !desk.fresh.has(key))) || problems.isUntied(keys),
      isUntied: (keys) => problems.isUntied(keys),
      isUncovered: (key) => desk.checked.uncovered.includes(key),
      isTied: (key) => Boolean(parts.document.scoreOf(history.document(), key)),

      /* What may be asked about */
      earlier: (key) => {
        const items = history.document().items || [];
        return items.slice(0, items.findIndex((item) => item.key === key)).filter((item) => item.kind !== "information");
      },
      canRename: (key) => !state.published || !desk.published.includes(key),
      /* What saving would be. Of what nobody has touched there is nothing to save. */
      kind: () => (state.kept_at || history.canUndo() || history.canRedo() ? desk.checked.change.kind : "none"),
      mode: () => (chosenWindow() || {}).mode || history.document().default_mode || "",
      minutesHint: () => desk.plural("by_our_count", desk.checked.minutes_estimated),

      document: history.document,
      canUndo: history.canUndo,
      canRedo: history.canRedo,
      undo: () => wound(history.undo),
      redo: () => wound(history.redo),
      change, select, check, render, conflict, focusTitle, problemLines, replace, showWide,
    };

    function chosenWindow() {
      return state.windows.find((one) => one.key === state.chosen_window) || state.windows.find((one) => one.asks_this);
    }

    /* Parts of the screen */

    const outline = parts.outline(desk, part("outline"));
    const question = parts.question(desk);
    const about = parts.about(desk);
    const adding = parts.adding(desk);
    const windows = parts.windows(desk, { send });
    const languages = parts.languages(desk);
    const files = parts.files(desk, { send, packs: adding.packs });
    const preview = parts.preview(desk, part("preview"), { send });
    const keeping = parts.keeping(desk, { send, drafts: draftStore(data), waiting });
    const bar = parts.publishing(desk, {
      bar: { words: part("bar-words"), buttons: part("bar-buttons") }, changes: part("changes"),
    }, { send, keeping, finish, cancel });
    const tabs = parts.tabs(part("tabs"), { open: openTab });

    const views = {
      about: () => about.document(),
      section: ({ key }) => about.section(key),
      item: ({ key }) => question.form(key),
      add: () => adding.kinds(),
      bank: () => adding.bank(),
    };
    const panels = {
      questions: () => ((history.document().items || []).length || desk.selected.kind !== "item"
        ? views[desk.selected.kind](desk.selected) : adding.start()),
      privacy: () => windows.privacy(),
      when: () => windows.when(),
      languages: () => languages(),
      thanks: () => about.thanks(),
      files: () => files(),
    };

    function render() {
      problems.begin();
      root.dataset.tab = desk.tab;
      tabs.show(desk.tab);
      outline();
      if (desk.tab !== "preview") {
        refill(part("panel"), ...panels[desk.tab](), desk.tab === "questions" && desk.selected.kind === "item" ? elsewhere() : null);
        part("panel").setAttribute("aria-labelledby", desk.id("tab", desk.tab));
      }
      tellHead();
      preview.render();
      bar.render();
    }

    /* The head: how answers are kept, which version this is, and how long it takes. */
    function tellHead() {
      const document = history.document();
      const window = chosenWindow();
      const count = (document.items || []).filter((item) => item.kind !== "information").length;
      const isSaved = desk.kind() === "none";
      const version = isSaved ? state.published : desk.checked.change.next_version;
      part("title").textContent = desk.read(document.title) || t.no_title;
      refill(part("chips"),
        window && make("span", { class: "mo-chip" }, icon(window.mode), window.answered && window.reason ? fill(t.mode_locked, { mode: window.mode_title, reason: window.reason }) : window.mode_title),
        version > 0 && make("span", { class: "mo-chip" }, fill(isSaved ? t.version_published : t.version_draft, { version })));
      part("size").textContent = `${desk.plural("questions", count)} · ${desk.plural("about_minutes", desk.checked.minutes_estimated)}`;
    }

    /* What is untied or wrong in another question stands here, with the way to it. */
    function elsewhere() {
      const open = desk.selected.key;
      const line = lines().find((one) => one.untied && one.key !== open && !sameGroup(one.key, open));
      return line && make("div", { class: "mo-callout" },
        make("p", {}, make("strong", {}, icon("warn"), line.title)), make("p", {}, line.about, " ", button(line.go_words, line.go, { class: "mo-plain" })));
    }

    function sameGroup(key, other) {
      const group = other && parts.rows.groupOf(history.document(), other);
      return Boolean(group) && parts.rows.keysOf(group).includes(key);
    }

    const numberOf = (key) => {
      const group = parts.rows.groupOf(history.document(), key);
      return group ? parts.rows.numbersOf(history.document()).get(group.items[0].key) : undefined;
    };

    function lines() {
      return problems.untied().filter(numberOf).map((key) => {
        const number = numberOf(key);
        const prompt = desk.read(parts.document.itemOf(history.document(), key).prompt);
        return {
          key, untied: true, title: fill(t.untied_title, { number }), about: fill(t.untied_about, { prompt }),
          go_words: fill(t.go_to, { number }), go: () => select("item", key),
        };
      });
    }

    /* Every problem as a line with its way there. */
    function problemLines() {
      return problems.all().map(({ owner, message }) => {
        const number = numberOf(owner);
        if (number || parts.document.itemOf(history.document(), owner)) {
          return { words: number ? fill(t.problem_in, { number, message }) : message, go: () => goTo("item", owner) };
        }
        if (owner.startsWith("section:")) return { words: message, go: () => goTo("section", owner.slice(8)) };
        return { words: message, go: () => goTo("about", "") };
      });
    }

    function goTo(kind, key) {
      desk.fresh.clear();
      desk.tab = "questions";
      select(kind, key);
      const wrong = part("panel").querySelector('[aria-invalid="true"]');
      if (wrong) wrong.focus();
    }

    /* What happens */

    function openTab(name) {
      desk.tab = name;
      root.dataset.wide = "";
      render();
      preview.soon(0);
    }

    /* On a desk the preview has the place of the question. */
    function showWide(isWide) {
      root.dataset.wide = isWide ? "yes" : "";
      preview.soon(0);
    }

    function select(kind, key = "") {
      if (desk.selected.key !== key) desk.fresh.delete(desk.selected.key);
      desk.selected = { kind, key };
      if (["item", "section", "about"].includes(kind)) desk.last = desk.selected;
      render();
      focusTitle();
      preview.soon(0);
    }

    function focusTitle() {
      const title = part("panel").querySelector('[data-mo="question-title"]');
      if (title && title.offsetParent) title.focus();
    }

    /* `said` is heard; `gone` is something that undo brings back. */
    function change(document, { field, said, gone, select: to, focus, last, tab } = {}) {
      if (document === history.document()) return;
      history.push(document, field);
      keeping.changed();
      const named = ([kind, key = ""]) => ({ kind, key });
      if (to) desk.selected = named(to);
      if (to || last) desk.last = named(to || last);
      if (tab) desk.tab = tab;
      tellGone(gone);
      if (said) part("heard").textContent = said;
      if (field) renderAround();
      else render();
      const target = focus && root.querySelector(`#${CSS.escape(focus)}`);
      if (target) target.focus();
      else if (to) focusTitle();
      preview.soon();
    }

    /* While somebody types, their field is left alone. */
    function renderAround() {
      outline();
      tellHead();
      bar.render();
    }

    function tellGone(words) {
      const place = part("gone");
      place.hidden = !words;
      place.replaceChildren(...(words ? [make("span", {}, words), button(t.undo, desk.undo, { class: "mo-plain", id: desk.id("undo-gone") })] : []));
    }

    function wound(work) {
      const before = history.document();
      work();
      if (history.document() === before) return;
      keeping.changed();
      tellGone("");
      const { kind, key } = desk.selected;
      const isThere = kind === "item" ? parts.document.itemOf(history.document(), key) : kind !== "section" || parts.document.sectionOf(history.document(), key);
      if (!isThere) desk.selected = firstOf(history.document());
      render();
      preview.soon();
    }

    const firstOf = (document) => ((document.items || []).length ? { kind: "item", key: document.items[0].key } : { kind: "about", key: "" });

    /* What our server found in the document that it was sent. */
    function check(answer, document) {
      const told = ({ problems: found, untied, uncovered }) => JSON.stringify([found, untied, uncovered]);
      const isSame = told(desk.checked) === told(answer);
      desk.checked = answer;
      problems.set(answer, document);
      // Who is typing keeps the field that they are in, as long as nothing new is wrong.
      if (isSame || isComposing) renderAround();
      else render();
    }

    function conflict(theirs, settled) {
      parts.conflict(desk, part("conflict"), theirs, settled);
    }

    /* What was published is now where the author goes on from. */
    function replace({ document, version }) {
      Object.assign(state, { published: version });
      desk.published = parts.document.keysIn(document);
      desk.checked = { ...desk.checked, change: { ...desk.checked.change, kind: "none", next_version: version, lines: [], trends_broken: [], sentence: "" } };
      render();
    }

    async function finish(sentence) {
      if (!desk.isBlock) {
        if (sentence) say(sentence, "done");
        part("save").focus();
        return;
      }
      runtime.notify("save", { state: "start", message: t.saving });
      const reply = await post(runtime.handlerUrl(host, "studio_submit"), {
        display_name: state.display_name, program: state.chosen_program, window: state.chosen_window,
      });
      if (reply.outcome === "done") { runtime.notify("save", { state: "end" }); return; }
      const words = reply.answer ? reply.answer.error : t.not_saved;
      say(words, "fails");
      runtime.notify("error", { title: "", message: words });
    }

    function cancel() {
      if (desk.isBlock) runtime.notify("cancel", {});
      else window.location.assign(root.dataset.cancel);
    }

    /* Keys: undo and redo, outside of fields that have their own. */
    root.addEventListener("keydown", (event) => {
      const isTyping = event.target.closest("textarea, input:not([type=checkbox], [type=radio])");
      if (isTyping || event.altKey || !(event.ctrlKey || event.metaKey)) return;
      if (event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      if (event.shiftKey) desk.redo();
      else desk.undo();
    });
    root.addEventListener("compositionstart", () => { isComposing = true; });
    root.addEventListener("compositionend", () => { isComposing = false; });
    window.addEventListener("beforeunload", (event) => {
      if (root.isConnected && !keeping.isWhole()) event.preventDefault();
    });

    problems.set(state.check, state.document);
    desk.selected = firstOf(state.document);
    if (!(state.document.items || []).length) desk.selected = { kind: "item", key: "" };
    desk.last = desk.selected;
    part("needs-script").hidden = true;
    part("work").hidden = false;
    render();
    keeping.resume();
    preview.soon(0);
  };
})(window.MentoringEditorParts);

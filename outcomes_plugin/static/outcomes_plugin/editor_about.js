/* Words around the questions: introduction, sections, thanks; and all words in other languages. */
(function (parts) {
  "use strict";

  const { make, button, iconButton, title, wrong, fill, field, line, area, select, check } = parts.dom;
  const { wordsIn, withWords, placesOf, missingIn, withoutLanguage, put } = parts.words;
  const docs = parts.document;
  const whole = (typed) => (typed.trim() === "" ? undefined : Number(typed));

  parts.about = function (desk) {
    const t = desk.texts;
    const setPart = (name, value, told) => desk.change(put(desk.document(), [name], value), told);

    function words(name, label, control, hint) {
      const id = desk.id("about", name);
      const text = desk.document()[name];
      const set = (event) => setPart(name, desk.withWords(desk.document()[name], event.target.value), { field: id });
      return field(label, control(desk.wordsIn(text), set, { dir: "auto", lang: desk.language, placeholder: desk.placeholder(text) }), {
        id, hint, problem: desk.problemAt("document", name),
      });
    }

    function document() {
      const now = desk.document();
      const id = (name) => desk.id("about", name);
      return [
        title(t.title_and_intro),
        words("title", t.title, line),
        words("about", t.about, area, t.about_hint),
        make("div", { class: "mo-pair" },
          field(t.minutes, make("input", { type: "number", min: 1, max: 120, value: now.minutes === undefined ? "" : now.minutes, oninput: (event) => setPart("minutes", whole(event.target.value), { field: id("minutes") }) }), {
            id: id("minutes"), hint: desk.minutesHint(), problem: desk.problemAt("document", "minutes"),
          }),
          field(t.default_mode, select([["", t.choose], ...Object.entries(desk.state.modes)], now.default_mode || "", (event) => setPart("default_mode", event.target.value || undefined)), {
            id: id("default_mode"), hint: t.default_mode_hint, problem: desk.problemAt("document", "default_mode"),
          })),
        make("div", { class: "mo-checks" }, check(t.validated, Boolean(now.validated), (event) => setPart("validated", event.target.checked), { id: id("validated") })),
        now.licence && licence(now.licence),
        wrong(desk.unplacedProblems(["document"])),
      ];
    }

    /* Whose questions these are, where they are not the program's own. */
    function licence(told) {
      const one = (name) => field(t[`licence_${name}`], line(told[name] || "", (event) => desk.change(
        put(desk.document(), ["licence", name], event.target.value), { field: desk.id("licence", name) }
      ), { dir: "auto" }), { id: desk.id("licence", name), problem: desk.problemAt("document", `licence.${name}`) });
      return make("fieldset", { class: "mo-stack" }, make("legend", { class: "mo-label" }, t.licence),
        ["instrument", "holder", "reference"].map(one));
    }

    function section(key) {
      const now = docs.sectionOf(desk.document(), key);
      if (!now) return [];
      const of = `section:${key}`;
      const id = (name) => desk.id("section", key, name);
      const set = (name) => (event) => desk.change(docs.setSection(
        desk.document(), key, name, desk.withWords(docs.sectionOf(desk.document(), key)[name], event.target.value)
      ), { field: id(name) });
      const told = (name) => ({ dir: "auto", lang: desk.language, placeholder: desk.placeholder(now[name]) });
      const move = (step) => () => desk.change(parts.rows.moveSection(desk.document(), key, step), { said: t.moved });
      const remove = () => desk.change(docs.removeSection(desk.document(), key), { select: ["about"], gone: t.section_deleted });
      return [
        make("div", { class: "mo-question-head" }, title(t.section), make("div", { class: "mo-tools mo-at-end" },
          iconButton("up", t.move_up, move(-1), { id: id("up") }), iconButton("down", t.move_down, move(1), { id: id("down") }),
          iconButton("remove", t.remove_section, remove, { id: id("remove") }))),
        field(t.section_title, line(desk.wordsIn(now.title), set("title"), told("title")), { id: id("title"), problem: desk.problemAt(of, "title") }),
        field(t.section_text, area(desk.wordsIn(now.text), set("text"), told("text")), { id: id("text"), hint: t.markdown, problem: desk.problemAt(of, "text") }),
        make("div", { class: "mo-checks" }, check(t.new_page, Boolean(now.new_page), (event) => desk.change(
          docs.setSection(desk.document(), key, "new_page", event.target.checked || undefined)
        ), { id: id("new_page") })),
        make("p", { class: "mo-small mo-quiet" }, t.new_page_hint),
        wrong(desk.unplacedProblems([of])),
      ];
    }

    const thanks = () => [title(t.thanks), make("p", {}, t.thanks_about), words("thanks", t.thanks_words, area, t.thanks_hint), wrong(desk.unplacedProblems(["document"]))];

    return { document, section, thanks };
  };

  /* Side by side: what is written, and what of it stands in another language. */

  parts.languages = function (desk) {
    const t = desk.texts;
    let open = null;

    const offered = () => Object.entries(desk.state.languages).filter(([code]) => !desk.languages().includes(code));

    function add() {
      const choice = select([["", t.choose_language], ...offered()], "", (event) => {
        if (!event.target.value) return;
        open = event.target.value;
        desk.addLanguage(open);
        desk.render();
      });
      return field(t.add_language, choice, { id: desk.id("add-language") });
    }

    function remove(code) {
      desk.forgetLanguage(code);
      open = null;
      desk.change(withoutLanguage(desk.document(), code, desk.main), { gone: fill(t.language_deleted, { language: desk.languageName(code) }) });
    }

    function row({ place, text }, code) {
      const id = desk.id("words", code, ...place);
      const set = (event) => {
        const now = place.reduce((found, one) => found && found[one], desk.document());
        desk.change(put(desk.document(), place, withWords(now, event.target.value, code, desk.main)), { field: id });
      };
      const main = desk.read(text);
      return make("li", { class: "mo-side-by-side" },
        make("p", { dir: "auto", lang: desk.main, class: "mo-words" }, main),
        field(fill(t.in_language, { language: desk.languageName(code), words: main }), area(wordsIn(text, code, desk.main), set, { dir: "auto", lang: code }), { id, isHidden: true }));
    }

    function beside(code) {
      const missing = missingIn(desk.document(), code, desk.main).length;
      return make("section", { class: "mo-stack", "aria-label": desk.languageName(code) },
        make("div", { class: "mo-question-head" },
          make("p", {}, missing ? desk.plural("missing", missing) : t.nothing_missing),
          make("div", { class: "mo-at-end" }, button(fill(t.remove_language, { language: desk.languageName(code) }), () => remove(code), { class: "mo-plain", id: desk.id("remove-language") }))),
        make("ul", { class: "mo-lines" }, placesOf(desk.document()).map((one) => row(one, code))));
    }

    return () => {
      const others = desk.languages().filter((code) => code !== desk.main);
      if (!others.includes(open)) [open] = others;
      return [
        title(t.languages),
        make("p", {}, fill(t.languages_about, { language: desk.languageName(desk.main) })),
        make("div", { class: "mo-tools" }, others.map((code) => make("button", {
          type: "button", class: "mo-pill", id: desk.id("language", code), "aria-pressed": String(code === open), onclick() { open = code; desk.render(); },
        }, desk.languageName(code)))),
        offered().length && add(),
        open && beside(open),
      ];
    };
  };
})(window.MentoringEditorParts);

/* The words of a questionnaire: one text for all, or one per language. Pure. */
(function (parts) {
  "use strict";

  const isText = (value) => typeof value === "string";
  const isPerLanguage = (value) =>
    Boolean(value) && typeof value === "object" && !Array.isArray(value)
    && Object.values(value).every(isText);

  /* What stands there in the language; a text without a language belongs to the main one. */
  function wordsIn(text, language, main) {
    if (isText(text)) return language === main ? text : "";
    return (text && text[language]) || "";
  }

  /* What a reader of the language gets: their words, else the main ones, else any. */
  function readIn(text, language, main) {
    if (isText(text)) return text;
    return text ? text[language] || text[main] || Object.values(text)[0] || "" : "";
  }

  /* The text with these words in the language; nothing at all once no language has any. */
  function withWords(text, words, language, main) {
    if (language === main && (text === undefined || isText(text))) return words || undefined;
    const all = { ...(isText(text) ? { [main]: text } : text), [language]: words };
    if (!words) delete all[language];
    const left = Object.keys(all);
    if (!left.length) return undefined;
    return left.length === 1 && left[0] === main ? all[main] : all;
  }

  /* Every text that people read, with its place: ["items", 0, "prompt"]. */
  function placesOf(document) {
    const found = [];
    const note = (place, text) => { if (text !== undefined && text !== "") found.push({ place, text }); };
    ["title", "about", "thanks"].forEach((name) => note([name], document[name]));
    (document.sections || []).forEach((section, index) => {
      ["title", "text"].forEach((name) => note(["sections", index, name], section[name]));
    });
    (document.items || []).forEach((item, index) => placesOfItem(item, ["items", index], note));
    Object.entries(document.scales || {}).forEach(([key, scale]) => {
      (scale.points || []).forEach((point, index) => {
        note(["scales", key, "points", index, "label"], point.label);
      });
    });
    return found;
  }

  function placesOfItem(item, at, note) {
    ["prompt", "help", "unit"].forEach((name) => note([...at, name], item[name]));
    ["low", "high"].forEach((name) => item.ends && note([...at, "ends", name], item.ends[name]));
    (item.choices || []).forEach((choice, index) => note([...at, "choices", index, "label"], choice.label));
  }

  /*
   * The main language first. Words without a language are in the author's. Scales come with more
   * languages than a questionnaire is written in.
   */
  function languagesOf(document, authors) {
    const found = new Set();
    placesOf(document).forEach(({ place, text }) => {
      if (place[0] !== "scales" && isPerLanguage(text)) Object.keys(text).forEach((code) => found.add(code));
    });
    const [main] = isPerLanguage(document.title) ? Object.keys(document.title) : [authors];
    found.delete(main);
    return [main, ...found];
  }

  const missingIn = (document, language, main) =>
    placesOf(document).filter(({ text }) => !wordsIn(text, language, main));

  /* The document without a language that is not its main one. */
  function withoutLanguage(document, language, main) {
    return placesOf(document).reduce(
      (now, { place, text }) => put(now, place, withWords(text, "", language, main)), document
    );
  }

  /* The object with a value at the place; `undefined` takes the field away. */
  function put(object, [name, ...rest], value) {
    const copy = Array.isArray(object) ? [...object] : { ...object };
    copy[name] = rest.length ? put(copy[name] || {}, rest, value) : value;
    if (copy[name] === undefined) delete copy[name];
    return copy;
  }

  parts.words = { wordsIn, readIn, withWords, placesOf, languagesOf, missingIn, withoutLanguage, put };
})(window.MentoringEditorParts = window.MentoringEditorParts || {});

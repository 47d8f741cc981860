/* What an author does to a questionnaire. Each takes a document and returns the one after it. Pure. */
(function (parts) {
  "use strict";

  const { put } = parts.words;
  const { groupOf, keysOf, rowsOf } = parts.rows;
  const itemsOf = (document) => document.items || [];
  const scoresOf = (document) => document.scores || [];
  const itemOf = (document, key) => itemsOf(document).find((item) => item.key === key);
  const sectionOf = (document, key) => (document.sections || []).find((one) => one.key === key);

  /* A key that no version has had: keys stay what they are, so an old one must not come back. */
  function freshKey(prefix, taken) {
    const key = `${prefix}_${Math.random().toString(36).slice(2, 7)}`;
    return taken.includes(key) ? freshKey(prefix, taken) : key;
  }

  const keysIn = (document) => [
    ...itemsOf(document).map((item) => item.key),
    ...(document.sections || []).map((section) => section.key),
    ...scoresOf(document).map((score) => score.key),
  ];

  /* Fields */

  const eachItem = (document, keys, work) => ({
    ...document,
    items: itemsOf(document).map((item) => (keys.includes(item.key) ? work(item) : item)),
  });

  const setField = (document, keys, place, value) =>
    eachItem(document, keys, (item) => put(item, [].concat(place), value));

  const setSection = (document, key, name, value) => ({
    ...document,
    sections: document.sections.map((one) => (one.key === key ? put(one, [name], value) : one)),
  });

  /* Questions */

  const START = {
    likert: { scale: "" },
    zero_to_ten: { ends: { low: "", high: "" } },
    single_choice: { choices: 2 },
    multiple_choice: { choices: 2 },
    ranking: { choices: 3 },
  };

  function newItem(kind, taken) {
    const start = { ...(START[kind] || {}) };
    if (start.choices) {
      start.choices = Array.from({ length: start.choices }, () => newChoice([]));
    }
    return { key: freshKey(kind.split("_")[0], taken), kind, prompt: "", ...start };
  }

  const newChoice = (taken) => ({ key: freshKey("choice", taken), label: "" });

  /* The items after the question with the key `after`, in the section; else at its end. */
  function insert(document, added, { after, section } = {}) {
    const items = [...itemsOf(document)];
    const near = after && groupOf(document, after);
    let place = near ? items.indexOf(near.items[near.items.length - 1]) + 1 : items.length;
    if (!near && section !== undefined) place = endOf(document, section);
    const into = near ? near.section : section;
    items.splice(place, 0, ...added.map((item) => put(item, ["section"], into)));
    return { ...document, items };
  }

  /* Where a question goes that becomes the last one of the section. */
  function endOf(document, section) {
    const keys = [];
    let isPast = false;
    rowsOf(document).forEach((row) => {
      if (!row.keys && isPast) isPast = "done";
      if (!row.keys && row.head === section) isPast = true;
      if (row.keys && isPast !== "done") keys.push(...row.keys);
    });
    return keys.length;
  }

  function addScale(document, key, points) {
    if ((document.scales || {})[key]) return document;
    return { ...document, scales: { ...document.scales, [key]: { kind: "likert", points } } };
  }

  /* A copy after the question, with keys of its own, that counts where the question counts. */
  function duplicate(document, keys) {
    const taken = keysIn(document);
    const copies = keys.map((key) => ({
      ...structuredClone(itemOf(document, key)), key: freshKey(key.replace(/_[a-z0-9]{5}$/, "").slice(0, 50), taken),
    }));
    const copyOf = new Map(keys.map((key, index) => [key, copies[index].key]));
    const withCopies = (list) => list.concat(list.filter((key) => copyOf.has(key)).map((key) => copyOf.get(key)));
    const scores = scoresOf(document).map((score) => ({
      ...score,
      items: withCopies(score.items),
      ...(score.reverse_keyed && { reverse_keyed: withCopies(score.reverse_keyed) }),
    }));
    const found = insert(document, copies, { after: keys[keys.length - 1] });
    return { document: document.scores ? { ...found, scores } : found, keys: copies.map((one) => one.key) };
  }

  function remove(document, keys) {
    const left = keys.reduce(untie, document);
    return withoutUnusedScales({ ...left, items: itemsOf(left).filter((item) => !keys.includes(item.key)) });
  }

  function withoutUnusedScales(document) {
    if (!document.scales) return document;
    const used = new Set(itemsOf(document).map((item) => item.scale));
    const scales = Object.entries(document.scales).filter(([key]) => used.has(key));
    return { ...document, scales: Object.fromEntries(scales) };
  }

  /* One place up or down among the statements of the matrix, or the choices of a question. */
  function swap(list, at, step) {
    const copy = [...list];
    if (copy[at + step] === undefined) return list;
    [copy[at], copy[at + step]] = [copy[at + step], copy[at]];
    return copy;
  }

  function moveStatement(document, key, step) {
    const keys = keysOf(groupOf(document, key));
    if (!keys[keys.indexOf(key) + step]) return document;
    return { ...document, items: swap(itemsOf(document), itemsOf(document).findIndex((one) => one.key === key), step) };
  }

  /* Sections */

  /* A section that begins with the question; what followed it in the old section comes along. */
  function beginSection(document, firstKey, fields = {}) {
    const key = freshKey("section", keysIn(document));
    const items = itemsOf(document);
    const from = items.findIndex((item) => item.key === firstKey);
    const old = from < 0 ? undefined : items[from].section;
    let isInside = from >= 0;
    const moved = items.map((item, index) => {
      if (index < from) return item;
      isInside = isInside && item.section === old;
      return isInside ? { ...item, section: key } : item;
    });
    const sections = [...(document.sections || [])];
    sections.splice(placeOfSection(sections, items, from), 0, { key, ...fields });
    return { document: { ...document, items: moved, sections }, key };
  }

  function placeOfSection(sections, items, from) {
    if (from < 0) return sections.length;
    const before = items.slice(0, from + 1).map((item) => sections.findIndex((one) => one.key === item.section));
    return Math.max(-1, ...before) + 1;
  }

  /* Its questions join the section before it. */
  function removeSection(document, key) {
    const sections = document.sections.filter((one) => one.key !== key);
    const heads = rowsOf(document).filter((row) => !row.keys).map((row) => row.head);
    const before = heads[heads.indexOf(key) - 1];
    const keys = itemsOf(document).filter((item) => item.section === key).map((item) => item.key);
    return put(setField(document, keys, "section", before), ["sections"], sections.length ? sections : undefined);
  }

  /* What answers count toward */

  const scoreOf = (document, key) => scoresOf(document).find((score) => score.items.includes(key));
  const isReversed = (document, key) =>
    scoresOf(document).some((score) => (score.reverse_keyed || []).includes(key));

  function withScores(document, scores) {
    const kept = scores.filter((score) => score.items.length).map((score) => (
      score.minimum_answered > score.items.length ? { ...score, minimum_answered: score.items.length } : score
    ));
    return kept.length || document.scores ? { ...document, scores: kept } : document;
  }

  const reversedIn = (score, keys) => put(score, ["reverse_keyed"], keys.length ? keys : undefined);
  const without = (list, key) => (list || []).filter((one) => one !== key);

  function untie(document, key) {
    return withScores(document, scoresOf(document).map((score) => (
      score.items.includes(key) ? reversedIn({ ...score, items: without(score.items, key) }, without(score.reverse_keyed, key)) : score
    )));
  }

  /* The items count toward the score alone; "" is none. What is reverse-scored stays so. */
  function tie(document, keys, score) {
    const reversed = keys.filter((key) => isReversed(document, key));
    const free = keys.reduce(untie, document);
    if (!score) return free;
    const scores = scoresOf(free).some((one) => one.key === score)
      ? scoresOf(free) : [...scoresOf(free), { key: score, items: [] }];
    const tied = withScores(free, scores.map((one) => (
      one.key === score ? { ...one, items: [...one.items, ...keys] } : one
    )));
    return reversed.reduce((now, key) => reverse(now, key, true), tied);
  }

  function reverse(document, key, isWanted) {
    return withScores(document, scoresOf(document).map((score) => {
      if (!score.items.includes(key)) return score;
      return reversedIn(score, [...without(score.reverse_keyed, key), ...(isWanted ? [key] : [])]);
    }));
  }

  /* A key may change until people have answered; what names it follows. */
  function rename(document, old, key) {
    const renamed = eachItem(document, [old], (item) => ({ ...item, key }));
    const text = JSON.stringify(renamed, (name, value) => {
      if (name === "item") return value === old ? key : value;
      const isList = ["items", "reverse_keyed"].includes(name) && Array.isArray(value);
      return isList ? value.map((one) => (one === old ? key : one)) : value;
    });
    return JSON.parse(text.replace(new RegExp(`\\{\\{(\\s*)${old}(\\s*)\\|`, "g"), `{{$1${key}$2|`));
  }

  /* Where two drafts differ, by question: its key, and the item of each that it is in. */
  function differences(mine, theirs) {
    const keys = new Set([...itemsOf(mine), ...itemsOf(theirs)].map((item) => item.key));
    const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
    const items = [...keys]
      .map((key) => ({ key, mine: itemOf(mine, key), theirs: itemOf(theirs, key) }))
      .filter((one) => !same(one.mine, one.theirs));
    const rest = (document) => ({ ...document, items: itemsOf(document).map((item) => item.key) });
    return { items, isElsewhere: !same(rest(mine), rest(theirs)) };
  }

  parts.document = {
    freshKey, keysIn, itemOf, sectionOf, setField, setSection, newItem, newChoice, insert, addScale, duplicate,
    remove, withoutUnusedScales, swap, moveStatement, beginSection, removeSection, scoreOf, isReversed, tie,
    reverse, rename, differences,
  };
})(window.MentoringEditorParts);

/* A questionnaire as its outline has it: heads of sections, and questions. Pure. */
(function (parts) {
  "use strict";

  const MOST_TOGETHER = 6;
  const itemsOf = (document) => document.items || [];
  const sectionsOf = (document) => document.sections || [];

  /* What statements of one matrix share, as `panels/survey_layout.py` has it. */
  function matrixOf(item) {
    if (item.kind !== "likert") return null;
    return JSON.stringify([item.scale, item.section, item.show_if, item.roles]);
  }

  /* Items that stand together: the statements of a matrix, or one question. */
  function groupsOf(document) {
    const groups = [];
    let last = null;
    itemsOf(document).forEach((item) => {
      const matrix = matrixOf(item);
      if (matrix !== null && matrix === last) groups[groups.length - 1].items.push(item);
      else groups.push({ items: [item], section: item.section });
      last = matrix;
    });
    return groups;
  }

  const keysOf = (group) => group.items.map((item) => item.key);
  const groupOf = (document, key) => groupsOf(document).find((group) => keysOf(group).includes(key));

  /* Heads and groups in their order. The head without a key ends a section. */
  function rowsOf(document) {
    const sections = sectionsOf(document);
    const rows = [];
    let next = 0;
    let current;
    const headsUpTo = (end) => {
      for (; next < end; next += 1) rows.push({ head: sections[next].key });
    };
    groupsOf(document).forEach((group) => {
      if (group.section !== current) {
        const at = sections.findIndex((section) => section.key === group.section);
        if (at >= next) headsUpTo(at + 1);
        else rows.push({ head: group.section });
        current = group.section;
      }
      rows.push({ keys: keysOf(group) });
    });
    headsUpTo(sections.length);
    return rows;
  }

  /* The document in the order of the rows; each question belongs to the head before it. */
  function inOrder(document, rows) {
    const items = new Map(itemsOf(document).map((item) => [item.key, item]));
    const sections = new Map(sectionsOf(document).map((section) => [section.key, section]));
    const ordered = { ...document, items: [] };
    const heads = [];
    let current;
    rows.forEach((row) => {
      if (!row.keys) {
        current = row.head;
        if (sections.has(current) && !heads.includes(current)) heads.push(current);
        return;
      }
      row.keys.forEach((key) => ordered.items.push(parts.words.put(items.get(key), ["section"], current)));
    });
    if (document.sections) ordered.sections = heads.map((key) => sections.get(key));
    return ordered;
  }

  const rowOf = (rows, key) => rows.findIndex((row) => row.keys && row.keys.includes(key));

  /* The question one row up or down; past a head it changes its section. */
  function move(document, key, step) {
    const rows = rowsOf(document);
    const at = rowOf(rows, key);
    return moveTo(document, key, step < 0 ? at - 1 : at + 2);
  }

  /* The question before the row that stands at the place now. */
  function moveTo(document, key, place) {
    const rows = rowsOf(document);
    const at = rowOf(rows, key);
    if (at < 0 || place < 0 || place > rows.length) return document;
    const [row] = rows.splice(at, 1);
    rows.splice(place > at ? place - 1 : place, 0, row);
    return inOrder(document, rows);
  }

  /* The section, with its questions, before or after its neighbor. */
  function moveSection(document, key, step) {
    const blocks = [];
    rowsOf(document).forEach((row) => {
      if (!blocks.length || !row.keys) blocks.push([]);
      blocks[blocks.length - 1].push(row);
    });
    const at = blocks.findIndex(([row]) => !row.keys && row.head === key);
    const to = at + step;
    if (at < 0 || !blocks[to] || blocks[to][0].keys) return document;
    [blocks[at], blocks[to]] = [blocks[to], blocks[at]];
    return inOrder(document, blocks.flat());
  }

  /* The number of each question's page, by its first key, as `pages_of` makes them. */
  function pagesOf(document) {
    const sections = new Map(sectionsOf(document).map((section) => [section.key, section]));
    const isAuthors = sectionsOf(document).some((section) => section.new_page);
    const pages = new Map();
    const seen = new Set();
    let [page, room] = [0, 0];
    groupsOf(document).forEach((group) => {
      const size = group.items.length;
      const section = sections.get(group.section);
      if (isAuthors) {
        if (!page || (section && section.new_page && !seen.has(group.section))) page += 1;
      } else {
        if (size > room) [page, room] = [page + 1, MOST_TOGETHER];
        room -= size;
      }
      seen.add(group.section);
      pages.set(group.items[0].key, page);
      // A long matrix is split, each part on a page of its own.
      if (!isAuthors && size > MOST_TOGETHER) {
        const split = Math.ceil(size / MOST_TOGETHER);
        page += split - 1;
        room = MOST_TOGETHER - (size - (split - 1) * Math.ceil(size / split));
      }
    });
    return pages;
  }

  /* The numbers that people know questions by: information has none. */
  function numbersOf(document) {
    const numbers = new Map();
    groupsOf(document)
      .filter((group) => group.items[0].kind !== "information")
      .forEach((group, index) => numbers.set(group.items[0].key, index + 1));
    return numbers;
  }

  parts.rows = { groupsOf, groupOf, keysOf, rowsOf, move, moveTo, moveSection, pagesOf, numbersOf };
})(window.MentoringEditorParts);

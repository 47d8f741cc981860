/* What answers count toward: an indicator for all statements of a matrix, or for each its own. */
(function (parts) {
  "use strict";

  const { fill, field, select } = parts.dom;
  const { scoreOf, tie } = parts.document;
  const EACH = "*";

  const scoreIn = (desk, item) => (scoreOf(desk.document(), item.key) || { key: "" }).key;

  /* Indicators by their domain; two that read one score are one choice. */
  function offered(desk) {
    const { indicators } = desk.state;
    const first = indicators.filter((one, at) => indicators.findIndex((other) => other.score === one.score) === at);
    const domains = new Map(first.map((one) => [one.domain, one.domain_title]));
    const words = (one) => (desk.isUncovered(one.key) ? fill(desk.texts.uncovered, { indicator: one.title }) : one.title);
    return [...domains].map(([domain, label]) => ({
      label, options: first.filter((one) => one.domain === domain).map((one) => [one.score, words(one)]),
    }));
  }

  /* Whether the statements count toward different things, or the author wants them to. */
  const isEach = (desk, items) => items.length > 1
    && (desk.each === items[0].key || new Set(items.map((item) => scoreIn(desk, item))).size > 1);

  function picker(desk, items, value, { id, label, isHidden, put, extra = [] }) {
    const t = desk.texts;
    const isOwn = value && value !== EACH && !desk.state.indicators.some((one) => one.score === value);
    const own = isOwn ? [[value, fill(t.own_score, { key: value })]] : [];
    const control = select([["", t.measures_nothing], ...extra, ...own, ...offered(desk)], value, (event) => put(event.target.value));
    const hint = !isHidden && desk.isUntied(items.map((item) => item.key)) ? t.untied_hint : "";
    return field(label, control, { id, hint, isHidden });
  }

  const tied = (desk, items, score) => desk.change(tie(desk.document(), items.map((item) => item.key), score));

  parts.measures = (desk, items) => picker(desk, items, isEach(desk, items) ? EACH : scoreIn(desk, items[0]), {
    id: desk.id("f", items[0].key, "measures"),
    label: desk.texts.measures,
    extra: items.length > 1 ? [[EACH, desk.texts.measures_each]] : [],
    put(score) {
      desk.each = score === EACH ? items[0].key : "";
      if (score === EACH) desk.render();
      else tied(desk, items, score);
    },
  });

  /* The indicator of one statement, where each has its own. */
  parts.measuresOf = (desk, item, items) => isEach(desk, items) && picker(desk, [item], scoreIn(desk, item), {
    id: desk.id("f", item.key, "own-measures"),
    label: fill(desk.texts.measures_of, { statement: desk.read(item.prompt) }),
    isHidden: true,
    put: (score) => tied(desk, [item], score),
  });
})(window.MentoringEditorParts);

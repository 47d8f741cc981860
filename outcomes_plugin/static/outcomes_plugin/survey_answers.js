/* The questions of a survey in the browser: what was answered, in values and in words. */
window.MentoringAnswers = window.MentoringAnswers || (function () {
  "use strict";

  const OTHER = "other";
  const APART = "does_not_apply";

  return function (form, { language, texts }) {
    const items = [...form.querySelectorAll("[data-item]")];
    const find = (item, name) => item.querySelector(`[data-mo="${name}"]`);
    const field = (item) => item.querySelector("textarea, select, input:not([type=radio], [type=checkbox])");
    const boxes = (item) => [...item.querySelectorAll("input[type=radio], input[type=checkbox]")];
    const chosen = (item) => boxes(item).filter((one) => one.checked);
    const otherWords = (item) => find(item, OTHER).querySelector("input");
    const choices = (item) => [...item.querySelectorAll("[data-choice]")];
    const fill = (words, told) => words.replace(/{(\w+)}/g, (_all, name) => told[name]);
    const number = (value) => new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(value);

    /* What is typed as a number: digits of any script, with the language's mark or a point. */
    function typedNumber(words) {
      const digits = words.trim().replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (one) => one.charCodeAt(0) & 15);
      const marks = new Intl.NumberFormat(language).formatToParts(12345.5);
      const mark = (type) => (marks.find((one) => one.type === type) || {}).value;
      let plain = digits.replace(/[\s\u00A0\u202F]/g, "").replace(/\u2212/g, "-").replace(/\u066B/g, ".");
      const group = mark("group");
      if (group && /[.,]/.test(group) && new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+(?!\\d)`).test(plain)) {
        plain = plain.split(group).join("");
      }
      plain = plain.replace(",", ".");
      return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
    }

    /* The value of one choice; own words make it an object, and without them it is none. */
    function valueOfChoice(item, value) {
      if (value !== OTHER || !find(item, OTHER)) return value;
      const words = otherWords(item).value.trim();
      return words ? { other: words } : undefined;
    }

    const readers = {
      number(item) {
        const value = typedNumber(field(item).value);
        return Number.isNaN(value) ? undefined : value;
      },
      multiple_choice(item) {
        const found = chosen(item).map((one) => valueOfChoice(item, one.value));
        const known = found.filter((one) => one !== undefined);
        return known.length ? known : undefined;
      },
      ranking(item) {
        const ranked = choices(item).filter((one) => "ranked" in one.dataset);
        return ranked.length ? ranked.map((one) => one.dataset.choice) : undefined;
      },
      information: () => undefined,
    };

    function valueOf(item) {
      const read = readers[item.dataset.kind];
      if (read) return read(item);
      const [box] = chosen(item);
      if (box) return box.dataset.kind === "number" ? Number(box.value) : valueOfChoice(item, box.value);
      if (boxes(item).length) return undefined;
      const typed = field(item).value.trim();
      return typed ? valueOfChoice(item, typed) : undefined;
    }

    const keyOf = (value) => String(typeof value === "object" ? OTHER : value);

    function put(item, value) {
      const values = Array.isArray(value) ? value : value === undefined ? [] : [value];
      const own = values.find((one) => typeof one === "object");
      if (find(item, OTHER)) otherWords(item).value = own ? own.other : "";
      if (item.dataset.kind === "ranking") rank(item, values);
      else if (boxes(item).length) {
        boxes(item).forEach((box) => { box.checked = values.map(keyOf).includes(box.value); });
      } else if (field(item)) {
        const isNumber = item.dataset.kind === "number" && values.length;
        field(item).value = isNumber ? number(value) : values.map(keyOf).join("");
      }
      refresh(item);
    }

    /* What follows from an answer inside its own question. */
    function refresh(item, { focus } = {}) {
      const other = find(item, OTHER);
      if (other) {
        const wanted = chosen(item).some((one) => one.value === OTHER) ||
          (item.querySelector("select") || {}).value === OTHER;
        const appears = wanted && other.hidden;
        other.hidden = !wanted;
        if (appears && focus) otherWords(item).focus();
      }
      const yours = find(item, "yours");
      if (yours) yours.textContent = chosen(item).length ? fill(texts.yours, { answer: wordsOf(item) }) : "";
    }

    function labelOf(item, value) {
      if (typeof value === "object") return value.other;
      if (value === APART) return texts.apart;
      const option = [...item.querySelectorAll("option")].find((one) => one.value === String(value));
      if (option) return option.textContent;
      const place = choices(item).find((one) => one.dataset.choice === value);
      if (place) return find(place, "label").textContent;
      const box = boxes(item).find((one) => one.value === String(value));
      const words = box && box.parentElement.querySelector("span:not(.mo-number)");
      return words ? words.textContent : String(value);
    }

    /* The answer in the reader's words; empty where there is none. */
    function wordsOf(item, value = valueOf(item)) {
      if (value === undefined) return "";
      const kind = item.dataset.kind;
      if (kind === "number") {
        const unit = find(item, "unit");
        return number(value) + (unit ? ` ${unit.textContent}` : "");
      }
      if (kind === "date") {
        const day = new Date(`${value}T00:00:00Z`);
        if (Number.isNaN(day.getTime())) return value;
        return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(day);
      }
      if (Array.isArray(value)) {
        return value.map((one) => labelOf(item, one)).join(texts.comma);
      }
      return ["text", "short_text"].includes(kind) ? value : labelOf(item, value);
    }

    /* Why the answer cannot be taken as it is; the server has the last word. */
    function problemOf(item) {
      const { kind, least, most } = item.dataset;
      const value = valueOf(item);
      const count = Array.isArray(value) ? value.length : 0;
      const other = find(item, OTHER);
      if (other && !other.hidden && !otherWords(item).value.trim()) return texts.which;
      if (kind === "number" && value === undefined && field(item).value.trim()) return texts.number;
      if (kind === "date" && field(item).validity && !field(item).validity.valid) return texts.day;
      if (count && most && count > most) return fill(texts.at_most, { count: number(most) });
      if (count && least && count < least) return fill(texts.at_least, { count: number(least) });
      if (value !== undefined || !("required" in item.dataset)) return "";
      if ("apart" in item.dataset) return texts.choose;
      return { text: texts.words, short_text: texts.words, number: texts.number, date: texts.day,
        multiple_choice: texts.one_or_more, ranking: texts.order }[kind] || texts.missing;
    }

    /* Ranking: those that have a place stand first; up gives a place, down from the last takes it. */

    function rank(item, keys) {
      const list = find(item, "ranks");
      choices(item).forEach((one) => { delete one.dataset.ranked; });
      const ranked = keys.map((key) => choices(item).find((one) => one.dataset.choice === key));
      ranked.filter(Boolean).reverse().forEach((one) => {
        one.dataset.ranked = "";
        list.prepend(one);
      });
      choices(item).forEach((one, index) => {
        find(one, "rank").textContent = "ranked" in one.dataset ? `${number(index + 1)}.` : "";
      });
    }

    function move(item, button) {
      const place = button.closest("[data-choice]");
      const key = place.dataset.choice;
      const keys = valueOf(item) || [];
      const at = keys.indexOf(key);
      const up = button.dataset.move === "-1";
      const most = Number(item.dataset.most) || choices(item).length;
      if (at < 0 && up && keys.length < most) keys.push(key);
      else if (at > 0 && up) keys.splice(at - 1, 2, key, keys[at - 1]);
      else if (at >= 0 && !up && at < keys.length - 1) keys.splice(at, 2, keys[at + 1], key);
      else if (at >= 0 && !up) keys.pop();
      rank(item, keys);
      button.focus();
      const now = keys.indexOf(key);
      find(item, "order").textContent = fill(now < 0 ? texts.no_place : texts.place, {
        choice: labelOf(item, key), place: number(now + 1), places: number(keys.length),
      });
    }

    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (!button) return;
      move(button.closest("[data-item]"), button);
      button.dispatchEvent(new Event("input", { bubbles: true }));
    });
    form.addEventListener("change", (event) => {
      const item = event.target.closest("[data-item]");
      if (!item) return;
      const alone = "exclusive" in event.target.dataset;
      if (event.target.type === "checkbox" && event.target.checked) {
        boxes(item).forEach((box) => {
          const clashes = alone ? box !== event.target : "exclusive" in box.dataset;
          if (clashes) box.checked = false;
        });
      }
      refresh(item, { focus: true });
    });

    return { items, valueOf, put, wordsOf, problemOf, fill };
  };
})();

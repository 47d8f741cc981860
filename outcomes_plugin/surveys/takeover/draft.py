"""A document in the making: items, sections, scales, and the list of what was left out."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil
from re import Match, Pattern, sub
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin.errors import Invalid
from outcomes_plugin.surveys.texts import Text

from . import reasons, words
from .data import LeftOut, Note, Source, Taken
from .data import Words as Said

MOST_ITEMS = 200
MOST_CHOICES = 50
MOST_SECTIONS = 50
LONGEST_PROMPT = 1000
LONGEST_LABEL = 200
LONGEST_TITLE = 200
LONGEST_ABOUT = 2000
LONGEST_READ = 8000
MOST_LEFT_OUT = 5000
_LONGEST_KEY = 60
_LONGEST_WHAT = 160
_TAKEN_KEYS = ("does_not_apply", "other")
_LOSSES: Mapping[str, Said] = {
    "script": reasons.SCRIPT,
    "picture": reasons.PICTURE,
    "address": reasons.ADDRESS,
    "markup": reasons.MARKUP,
}
_SECONDS = {"information": 6, "text": 45, "short_text": 20, "ranking": 30, "multiple_choice": 15}
_SECONDS_OF_OTHERS = 8


@dataclass(frozen=True, kw_only=True, eq=False)
class Group:
    """Questions that stood together in the source."""

    name: str
    title: Text = ""
    text: Text = ""
    new_page: bool = False


@dataclass(frozen=True, kw_only=True)
class Known:
    """An item that conditions and texts may name: its key, and what is stored for its answers."""

    key: str
    kind: str
    values: Mapping[str, str | int]
    decimals: int = 0


@dataclass(kw_only=True)
class Draft:
    """Collects a document, and with it everything that could not be carried over."""

    source: Source
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)
    _items: list[tuple[Group | None, dict[str, Any]]] = field(default_factory=list)
    _scales: dict[str, Any] = field(default_factory=dict)
    _keys: set[str] = field(default_factory=set)

    def leave(self, place: str, what: object, why: Said) -> None:
        """
        Put on the list what was not carried over.

        Raises:
            Invalid: the list is longer than anybody could read.
        """
        if len(self.left_out) >= MOST_LEFT_OUT:
            raise Invalid(
                _(
                    "More than {count} things in this file could not be carried over. "
                    "It is hardly a questionnaire."
                ).format(count=MOST_LEFT_OUT)
            )
        said = words.one_line(str(what)[: 2 * _LONGEST_WHAT])
        shown = said if len(said) <= _LONGEST_WHAT else f"{said[: _LONGEST_WHAT - 1]}…"
        self.left_out.append(LeftOut(place=place, what=shown, why=why))

    def note(self, place: str, said: Said) -> None:
        """Say what something has become."""
        self.notes.append(Note(place=place, said=said))

    def prompt(self, text: Text, place: str, *, longest: int = LONGEST_PROMPT) -> Text:
        """Return the text as a prompt; what of it is lost is on the list."""
        return self._in_each_language(text, place, longest, is_label=False)

    def label(self, text: Text, place: str, *, longest: int = LONGEST_LABEL) -> Text:
        """Return the text as a label, in one line."""
        return self._in_each_language(text, place, longest, is_label=True)

    def _in_each_language(self, text: Text, place: str, longest: int, *, is_label: bool) -> Text:
        if isinstance(text, str):
            return self._words(text, place, longest, is_label=is_label)
        told = {
            language: self._words(one, f"{place} ({language})", longest, is_label=is_label)
            for language, one in text.items()
        }
        return {language: one for language, one in told.items() if one} or ""

    def _words(self, text: str, place: str, longest: int, *, is_label: bool) -> str:
        if len(text) > LONGEST_READ:
            self.leave(place, text[LONGEST_READ:], reasons.CUT)
            text = text[:LONGEST_READ]
        told, lost = words.prompt(text)
        if is_label:
            told = words.plain(text)
        for what, kind in lost:
            self.leave(place, what, _LOSSES[kind])
        if len(told) <= longest:
            return told
        self.leave(place, told[longest - 1 :], reasons.CUT)
        return f"{told[: longest - 1]}…"

    def recalled(self, text: Text, pattern: Pattern[str]) -> Text:
        """Return the text with the names of earlier questions as recalls of their answers."""
        if not isinstance(text, str):
            return {language: str(self.recalled(one, pattern)) for language, one in text.items()}

        def recall(found: Match[str]) -> str:
            item = self.known.get(found[1].strip())
            return f"{{{{ {item.key} | … }}}}" if item else found[0]

        return pattern.sub(recall, text)

    def key(self, name: object) -> str:
        """Return a key of an item made from the name, that no other item has."""
        made = _free(_key_of(name) or "question", self._keys)
        self._keys.add(made)
        return made

    def choices(self, pairs: Iterable[tuple[object, Text]], place: str) -> list[dict[str, Any]]:
        """Return choices of values and their words, each under a key of its own."""
        keys = set(_TAKEN_KEYS)
        made = []
        for index, (value, label) in enumerate(pairs):
            key = _free(_key_of(value) or f"choice_{index + 1}", keys)
            keys.add(key)
            told = self.label(label, f"{place}, {value}") or words.one_line(str(value)) or key
            made.append({"key": key, "label": told})
        return made

    def are_too_few_or_many(self, choices: Sequence[Any], place: str, what: object) -> bool:
        """Return whether these cannot be the answers of a question, which is then on the list."""
        if 2 <= len(choices) <= MOST_CHOICES:
            return False
        self.leave(place, what, reasons.TOO_FEW if len(choices) < 2 else reasons.TOO_MANY)
        return True

    def scale(self, name: str, labels: Sequence[tuple[int, Text]]) -> str:
        """Return the key of the scale of these points; one that is there already is used again."""
        points = [{"value": value, "label": label} for value, label in labels]
        for key, known in self._scales.items():
            if known["points"] == points:
                return key
        key = _free(_key_of(name) or "scale", set(self._scales))
        self._scales[key] = {"kind": "likert", "points": points}
        return key

    def add(
        self,
        item: dict[str, Any],
        place: str,
        *,
        name: object,
        group: Group | None = None,
        values: Mapping[str, str | int] | None = None,
    ) -> bool:
        """Add the item under a key made from its name; return whether there was room and words."""
        if not item.get("prompt"):
            self.leave(place, name or item["kind"], reasons.NO_WORDS)
            return False
        if len(self._items) >= MOST_ITEMS:
            self.leave(place, name or item["kind"], reasons.TOO_LONG)
            return False
        key = self.key(name)
        self._items.append((group, {"key": key, **{k: v for k, v in item.items() if v != ""}}))
        if item["kind"] != "information" and name:
            self.known.setdefault(
                str(name),
                Known(
                    key=key,
                    kind=item["kind"],
                    values=values or {},
                    decimals=item.get("decimals", 0),
                ),
            )
        return True

    def finished(self, *, title: Text, about: Text) -> Taken:
        """Return what was made of the source."""
        if not title:
            title = _("Taken over questionnaire")
            self.note("", _("The file has no title. Give it one before you use it."))
        sections, items = self._in_sections()
        document: dict[str, Any] = {
            "title": title,
            "about": about or title,
            "minutes": self._minutes(),
            "validated": False,
        }
        if self._scales:
            document["scales"] = self._scales
        if sections:
            document["sections"] = sections
        document["items"] = items
        return Taken(
            source=self.source,
            document=document,
            left_out=tuple(self.left_out),
            notes=tuple(self.notes),
        )

    def _in_sections(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Return the sections and the items; without a group in the source there are none."""
        groups = [group for group, _item in self._items]
        if sum(one is not two for one, two in pairwise([self, *groups])) > MOST_SECTIONS:
            for one in dict.fromkeys(found for found in groups if found is not None):
                self.leave("", one.title or one.name, reasons.TOO_MANY_SECTIONS)
            groups = []
        if all(group is None for group in groups):
            return [], [item for _group, item in self._items]
        sections: list[dict[str, Any]] = []
        items, begun, keys = [], set[int](), set[str]()
        last: object = self
        for group, item in self._items:
            if group is not last:
                key = _free(_key_of(group.name if group else "") or "section", keys)
                keys.add(key)
                sections.append(_section(key, group, is_first=id(group) not in begun))
                begun.add(id(group))
                last = group
            items.append({**item, "section": sections[-1]["key"]})
        return sections, items

    def _minutes(self) -> int:
        seconds = sum(_SECONDS.get(item["kind"], _SECONDS_OF_OTHERS) for _g, item in self._items)
        return min(120, max(1, ceil(seconds / 60)))


def _section(key: str, group: Group | None, *, is_first: bool) -> dict[str, Any]:
    if group is None or not is_first:
        return {"key": key}
    told = {"title": group.title, "text": group.text, "new_page": group.new_page}
    return {"key": key, **{name: value for name, value in told.items() if value}}


def _key_of(name: object) -> str:
    """Return the letters and digits of the name as a key; nothing where it has none."""
    flat = unicodedata.normalize("NFKD", str(name)).encode("ascii", "ignore").decode().lower()
    return sub(r"[^a-z0-9]+", "_", flat).strip("_")[:_LONGEST_KEY].strip("_")


def _free(wanted: str, taken: Iterable[str]) -> str:
    found = set(taken)
    numbered = (f"{wanted[: _LONGEST_KEY - 4]}_{number}" for number in range(2, len(found) + 3))
    return next(key for key in (wanted, *numbered) if key not in found)

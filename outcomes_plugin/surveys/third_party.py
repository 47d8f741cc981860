"""
Instruments of others, as definitions: what they measure and whose they are, without their words.

The words of their questions are somebody's property. A definition becomes a draft with keys,
scale and scores in which every question is still to be filled in, by whoever has the permission.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing

from .texts import Text, say

_FOLDER = Path(__file__).with_name("third_party")
_SCALE = "scale"
# Where the source does not say its scale: empty points, to be filled in like the questions.
_UNKNOWN_POINTS = ("",) * 5


@dataclass(frozen=True, kw_only=True)
class Factor:
    """A part of an instrument that has a score of its own."""

    key: str
    title: Text
    items: int


@dataclass(frozen=True, kw_only=True)
class Definition:
    """
    An instrument of others.

    `points` are the words of its scale, from 1 on, as published; none where we could not read them.
    """

    key: str
    title: str
    authors: str
    year: int
    source: str
    link: str
    role: str
    minutes: int
    measures: Text
    holder: str
    permission: Text
    factors: tuple[Factor, ...]
    points: tuple[str, ...]

    @property
    def item_count(self) -> int:
        return sum(factor.items for factor in self.factors)

    def keys_of(self, factor: Factor) -> Sequence[str]:
        """Return the keys of the factor's items."""
        return [f"{self.key}_{factor.key}_{number}" for number in range(1, factor.items + 1)]


@dataclass(frozen=True, kw_only=True)
class FactorLine:
    """A factor in the reader's language."""

    title: str
    items: int


@dataclass(frozen=True, kw_only=True)
class ThirdPartyInstrument:
    """
    An instrument of others in the reader's language.

    `holder` is whom to ask, and `permission` how. `document` is the draft to start from: it cannot
    be published before its questions, the holder of the rights and the permission are filled in.
    """

    key: str
    title: str
    authors: str
    year: int
    source: str
    link: str
    role: str
    measures: str
    holder: str
    permission: str
    item_count: int
    factors: tuple[FactorLine, ...]
    points: tuple[str, ...]
    document: Mapping[str, Any]


def third_party_instruments(
    actor: Actor, program: programs_api.ProgramRef, *, language: str
) -> Sequence[ThirdPartyInstrument]:
    """
    Return the instruments of others that are defined, by title.

    Raises:
        NotFound: no such program, or the actor may not read its questionnaires.
    """
    programs_api.require(actor, program, Thing.QUESTIONNAIRES, Action.READ)
    return [_in_language(one, language) for one in definitions().values()]


@cache
def definitions() -> Mapping[str, Definition]:
    """Return every definition by its key, those of the first titles first."""
    found = [
        _read(file.stem, json.loads(file.read_text("utf-8"))) for file in _FOLDER.glob("*.json")
    ]
    return {one.key: one for one in sorted(found, key=lambda one: one.title)}


def definition_of_item(key: object) -> Definition | None:
    """Return the definition whose draft gave an item this key."""
    return _by_item().get(key) if isinstance(key, str) else None


def draft_of(definition: Definition) -> Mapping[str, Any]:
    """Return a document with all that is known of the instrument; its words are empty."""
    keys = [key for factor in definition.factors for key in definition.keys_of(factor)]
    scale = f"{definition.key}_{_SCALE}"
    return {
        "title": definition.title,
        "about": definition.measures,
        "minutes": definition.minutes,
        "validated": True,
        "licence": {"instrument": _citation(definition), "holder": "", "reference": ""},
        "scales": {scale: {"kind": "likert", "points": _points(definition)}},
        "items": [
            {"key": key, "kind": "likert", "prompt": "", "scale": scale, "roles": [definition.role]}
            for key in keys
        ],
        "scores": [
            {"key": f"{definition.key}_{factor.key}", "items": list(definition.keys_of(factor))}
            for factor in definition.factors
        ],
    }


@cache
def _by_item() -> Mapping[str, Definition]:
    return {
        key: one
        for one in definitions().values()
        for factor in one.factors
        for key in one.keys_of(factor)
    }


def _read(key: str, told: Mapping[str, Any]) -> Definition:
    factors = tuple(Factor(**factor) for factor in told["factors"])
    return Definition(key=key, **{**told, "factors": factors, "points": tuple(told["points"])})


def _citation(definition: Definition) -> str:
    return f"{definition.title}, {definition.authors} ({definition.year})"


def _points(definition: Definition) -> list[Mapping[str, Any]]:
    labels = definition.points or _UNKNOWN_POINTS
    return [{"value": value, "label": label} for value, label in enumerate(labels, start=1)]


def _in_language(one: Definition, language: str) -> ThirdPartyInstrument:
    return ThirdPartyInstrument(
        key=one.key,
        title=one.title,
        authors=one.authors,
        year=one.year,
        source=one.source,
        link=one.link,
        role=one.role,
        measures=say(one.measures, language),
        holder=one.holder,
        permission=say(one.permission, language),
        item_count=one.item_count,
        factors=tuple(
            FactorLine(title=say(factor.title, language), items=factor.items)
            for factor in one.factors
        ),
        points=one.points,
        document=draft_of(one),
    )

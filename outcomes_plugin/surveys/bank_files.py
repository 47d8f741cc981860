"""
The question bank that comes with the product, read from its files.

Nothing is written twice: a pool names the questions that it shares with a shipped instrument, and
a pack names its questions by pool and key. So the same question has the same words everywhere.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .publishing import shipped_instruments
from .texts import Text

_HERE = Path(__file__).parent
_OF_PACKS = ("title", "about", "thanks", "minutes", "default_mode", "sections")

Part = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ShippedPool:
    """A pool in all its languages."""

    key: str
    group: str
    title: Text
    about: Text
    role: str
    items: Sequence[Part]
    scores: Sequence[Part]


@dataclass(frozen=True, kw_only=True)
class ShippedPack:
    """A pack in all its languages."""

    key: str
    role: str
    document: Part


@cache
def scale_files() -> Mapping[str, Part]:
    """Return the scales that the bank uses, each with its title, by key."""
    scales: Mapping[str, Part] = json.loads((_HERE / "scales.json").read_text("utf-8"))
    return scales


def scales_of(items: Iterable[Part]) -> Mapping[str, Part]:
    """Return the scales that the items name, as a document holds them."""
    keys = dict.fromkeys(item["scale"] for item in items if "scale" in item)
    return {key: {"kind": "likert", "points": scale_files()[key]["points"]} for key in keys}


@cache
def pool_files() -> Mapping[str, ShippedPool]:
    """Return the pools by their key, in the order in which they are offered."""
    return {key: _pool(key, told) for key, told in _files("bank")}


@cache
def pack_files() -> Mapping[str, ShippedPack]:
    """Return the packs by their key, in the order in which a program needs them."""
    return {
        key: ShippedPack(key=key, role=told["role"], document=_document(told))
        for key, told in _files("packs")
    }


def _files(folder: str) -> Sequence[tuple[str, Part]]:
    found = [(file.stem, json.loads(file.read_text("utf-8"))) for file in _files_in(folder)]
    return sorted(found, key=lambda one: (one[1]["order"], one[0]))


def _files_in(folder: str) -> Iterable[Path]:
    return (_HERE / folder).glob("*.json")


def _pool(key: str, told: Part) -> ShippedPool:
    return ShippedPool(
        key=key,
        group=told["group"],
        title=told["title"],
        about=told["about"],
        role=told["role"],
        items=[*_shared(told.get("from")), *told["items"]],
        scores=told["scores"],
    )


def _shared(source: Part | None) -> Sequence[Part]:
    """Return the items of a shipped instrument that the pool takes from it."""
    if source is None:
        return []
    items = {one["key"]: one for one in shipped_instruments()[source["instrument"]]["items"]}
    return [items[key] for key in source["items"]]


def _document(told: Part) -> Part:
    items = [_taken(one) for one in told["items"]]
    return {
        **{name: told[name] for name in _OF_PACKS if name in told},
        "validated": False,
        "scales": scales_of(items),
        "items": items,
        "scores": [_score(one, {item["key"] for item in items}) for one in told["scores"]],
    }


def _taken(reference: Part) -> Part:
    """Return the pool's item, with what the pack says otherwise."""
    pool, own = pool_files()[reference["pool"]], dict(reference)
    del own["pool"]
    return {**next(item for item in pool.items if item["key"] == own["key"]), **own}


def _score(reference: Part, keys: set[str]) -> Part:
    """Return the pool's score over those of its items that the pack asks; half must be answered."""
    pool = pool_files()[reference["pool"]]
    score = next(one for one in pool.scores if one["key"] == reference["key"])
    items = [key for key in score["items"] if key in keys]
    return {
        "key": score["key"],
        "items": items,
        "reverse_keyed": [key for key in score.get("reverse_keyed", ()) if key in keys],
        "minimum_answered": (len(items) + 1) // 2,
    }

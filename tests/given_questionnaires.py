"""Questionnaires of every kind of item, and answers to them, as Hypothesis makes them."""

from typing import Any

from hypothesis import strategies as st

from outcomes_plugin.surveys.document_kinds import KINDS

ROLES = ("mentee", "mentor")
POINTS = [1, 2, 4, 7]
CHOICES = ["red", "green", "blue"]
HEAD = {"title": "Check", "about": "A check.", "minutes": 3, "validated": False}
SCALES = {
    "four": {
        "kind": "likert",
        "points": [{"value": value, "label": f"Point {value}"} for value in POINTS],
    }
}
_OPTIONS = [{"key": key, "label": key.title()} for key in CHOICES]
EVERY_KIND: list[dict[str, Any]] = [
    {"kind": "likert", "scale": "four", "does_not_apply": True},
    {"kind": "zero_to_ten", "ends": {"low": "Never", "high": "Surely"}},
    {"kind": "single_choice", "choices": _OPTIONS, "other": True, "style": "dropdown"},
    {"kind": "multiple_choice", "choices": _OPTIONS, "other": True, "least": 1, "most": 3},
    {"kind": "number", "low": -5, "high": 99.5, "decimals": 1, "unit": {"en": "hours"}},
    {"kind": "date", "earliest": "2026-01-01", "latest": "2028-02-29"},
    {"kind": "ranking", "choices": _OPTIONS, "most": 2},
    {"kind": "short_text", "longest": 80},
    {"kind": "text", "longest": 500},
    {"kind": "information"},
]
assert [one["kind"] for one in EVERY_KIND] == list(KINDS)


def an_item(kind: str, key: str = "", **fields: Any) -> dict[str, Any]:
    """Return an item of the kind, with what its kind needs."""
    usual = next(one for one in EVERY_KIND if one["kind"] == kind)
    return {"key": key or kind, "prompt": f"About {key or kind}?", **usual, **fields}


def a_document(*items: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a document of these items; without any, of one of every kind."""
    asked = list(items) or [an_item(kind) for kind in KINDS]
    return {**HEAD, "scales": SCALES, "items": asked, **fields}


_CHOICE = st.sampled_from([*CHOICES, "other"])
_WORDS = st.sampled_from(["Words.", " ", "", "\x85\ufeff", "\u2003", "x\n", "red", "1"])
_OTHER = _WORDS.map(lambda words: {"other": words})
_DAY = st.sampled_from(["2026-11-24", "2028-02-29"])
_NUMBER = st.integers(-9, 12) | st.sampled_from([0.5, 2.5, 7.0, -0.0])
_WANTED: dict[str, st.SearchStrategy[Any]] = {
    "likert": st.sampled_from([*POINTS, "does_not_apply"]),
    "zero_to_ten": st.integers(0, 10),
    "single_choice": _CHOICE,
    "number": _NUMBER,
    "date": _DAY,
}
_INCLUDED = {"multiple_choice": _CHOICE, "ranking": st.sampled_from(CHOICES)}
_MEASURED = ("likert", "zero_to_ten", "number")
# What a browser or an older version may hold beside what the item allows.
ANYTHING = (
    st.none()
    | st.booleans()
    | _NUMBER
    | _WORDS
    | _OTHER
    | _CHOICE
    | _DAY
    | st.lists(_CHOICE | _OTHER | _NUMBER, max_size=3)
    | st.just({})
    | st.just("does_not_apply")
)


@st.composite
def tests_of(draw: Any, earlier: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one condition on one earlier item."""
    item = draw(st.sampled_from(earlier))
    kind = item["kind"]
    operators = ["answered"]
    operators += ["is", "in"] if kind in _WANTED else []
    operators += ["includes"] if kind in _INCLUDED else []
    operators += ["at_least", "at_most"] if kind in _MEASURED else []
    operator = draw(st.sampled_from(operators))
    wanted = {
        "answered": st.booleans(),
        "is": _WANTED.get(kind),
        "in": st.lists(_WANTED.get(kind, st.none()), min_size=1, max_size=3),
        "includes": _INCLUDED.get(kind),
        "at_least": _NUMBER,
        "at_most": _NUMBER,
    }[operator]
    return {"item": item["key"], operator: draw(wanted)}


def conditions(earlier: list[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Return conditions on the earlier items, up to three deep."""
    return st.recursive(
        tests_of(earlier),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=2).map(lambda some: {"all": some}),
            st.lists(inner, min_size=1, max_size=2).map(lambda some: {"any": some}),
            inner.map(lambda one: {"not": one}),
        ),
        max_leaves=3,
    )


@st.composite
def documents(draw: Any) -> dict[str, Any]:
    """Return a valid document whose items go by the answers to earlier ones."""
    items: list[dict[str, Any]] = []
    for index, kind in enumerate(draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=7))):
        item = an_item(kind, f"i{index}")
        earlier = [one for one in items if one["kind"] != "information"]
        if earlier and draw(st.integers(0, 3)):
            item["show_if"] = draw(conditions(earlier))
        if not draw(st.integers(0, 5)):
            item["roles"] = [draw(st.sampled_from(ROLES))]
        items.append(item)
    return a_document(*items)


@st.composite
def answered(draw: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a document, and answers to some of its items, right or wrong."""
    document = draw(documents())
    keys = [item["key"] for item in document["items"]]
    answers = draw(st.dictionaries(st.sampled_from(keys), ANYTHING))
    for item in document["items"]:
        fitting = _WANTED.get(item["kind"])
        if fitting is not None and draw(st.booleans()):
            answers[item["key"]] = draw(fitting)
    return document, answers

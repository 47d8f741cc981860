"""The permission under which questions of somebody else are used."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Problem

from .document_parts import problems_of_fields, problems_of_text
from .third_party import definition_of_item

LONGEST_LICENCE = 500
_MISSING: Mapping[str, str | Promise] = {
    "instrument": _("Say which instrument these questions are from."),
    "holder": _("Say who holds the rights to it."),
    "reference": _("Say under what permission it is used: whose, and of when."),
}


def problems_of_licence(document: Mapping[str, Any], *, items: Sequence[Any]) -> Iterator[Problem]:
    """Find questions that belong to somebody else, and do not say under what permission."""
    if "licence" in document:
        yield from _problems_of_words(document["licence"])
        return
    keys = (item.get("key") for item in items if isinstance(item, Mapping))
    found = next(filter(None, map(definition_of_item, keys)), None)
    if found is not None:
        yield Problem(
            _(
                "These questions are from “{title}”. Say under what permission they are used."
            ).format(title=found.title),
            column="licence",
        )


def _problems_of_words(licence: object) -> Iterator[Problem]:
    if not isinstance(licence, Mapping):
        yield Problem(_("A license is an object: instrument, holder, reference."), column="licence")
        return
    names = set(_MISSING)
    yield from problems_of_fields(licence, "licence", known=names, needed=names)
    for name, message in _MISSING.items():
        if name not in licence:
            continue
        place, words = f"licence.{name}", licence[name]
        if not isinstance(words, str) or not words.strip():
            yield Problem(message, column=place)
        else:
            yield from problems_of_text(words, place, longest=LONGEST_LICENCE)

"""Earlier answers that a text recalls: `{{ key | words for want of one }}`."""

import re
from collections.abc import Collection, Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Problem

RECALL = re.compile(r"\{\{\s*([a-z0-9_]{1,64})\s*\|\s*([^{}|\s](?:[^{}|]*[^{}|\s])?)\s*\}\}")


def recalled(text: str) -> tuple[str, ...]:
    """Return the keys of the items that the text recalls, each once, in its order."""
    return tuple(dict.fromkeys(match[1] for match in RECALL.finditer(text)))


def problems_of_recalls(
    value: object, place: str, *, earlier: Collection[str]
) -> Iterator[Problem]:
    """Find recalls of what was not asked before, or without words for want of an answer."""
    texts = value.items() if isinstance(value, Mapping) else [("", value)]
    for language, text in texts:
        at = f"{place}.{language}" if language else place
        if isinstance(text, str):
            yield from _problems_of_text(text, at, earlier)


def _problems_of_text(text: str, place: str, earlier: Collection[str]) -> Iterator[Problem]:
    for key in recalled(text):
        if key not in earlier:
            yield Problem(_("“{key}” is not an earlier question.").format(key=key), column=place)
    if "{{" in RECALL.sub("", text):
        yield Problem(
            _("An earlier answer is recalled as {example}.").format(
                example="{{ key | words for want of one }}"
            ),
            column=place,
        )

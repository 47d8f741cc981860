"""What a new version changes against the one in use, in sentences."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes_plugin.surveys.bridge import Bridge, Change, Part, Trend

_CHANGES: Mapping[Change, str | Promise] = {
    Change.ADDED: gettext_lazy("new"),
    Change.REMOVED: gettext_lazy("no longer there"),
    Change.MOVED: gettext_lazy("in another place"),
    Change.REWORDED: gettext_lazy("other words"),
    Change.KIND_CHANGED: gettext_lazy("another kind"),
    Change.RESCALED: gettext_lazy("another scale"),
    Change.CHOICES_CHANGED: gettext_lazy("other answers"),
    Change.LIMITS_CHANGED: gettext_lazy("other limits"),
    Change.SHOWN_DIFFERENTLY: gettext_lazy("shown to others, or at other times"),
    Change.SCORED_DIFFERENTLY: gettext_lazy("computed differently"),
    Change.SETTINGS_CHANGED: gettext_lazy("other settings"),
}
_PARTS: Mapping[Part, str | Promise] = {
    Part.DOCUMENT: gettext_lazy("Questionnaire: {change}"),
    Part.SECTION: gettext_lazy("Section “{key}”: {change}"),
    Part.ITEM: gettext_lazy("Question “{key}”: {change}"),
    Part.SCORE: gettext_lazy("Score “{key}”: {change}"),
}


def change_sentences(found: Bridge, prompts: Mapping[str, str] | None = None) -> Sequence[str]:
    """
    Return a sentence for each change, and for each score whose trend does not go on.

    A question is named by its words where `prompts` has them, else by its key.
    """
    return [*_of_parts(found, prompts or {}), *_of_trends(found)]


def _of_parts(found: Bridge, prompts: Mapping[str, str]) -> Iterator[str]:
    for one in found.changes:
        name = prompts.get(one.key, one.key) if one.part is Part.ITEM else one.key
        yield str(_PARTS[one.part]).format(key=name, change=_CHANGES[one.change])


def _of_trends(found: Bridge) -> Iterator[str]:
    for key, trend in found.scores.items():
        if trend is Trend.BREAKS:
            yield _("Results of “{key}” before and after this change cannot be compared.").format(
                key=key
            )

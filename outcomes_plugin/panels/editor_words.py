"""What the editor says of a draft: its problems, what saving it changes, and what to think of."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from outcomes_plugin.errors import Problem
from outcomes_plugin.surveys.authoring_data import AuthoredDraft, ChangeKind, DraftCheck
from outcomes_plugin.surveys.bridge import Bridge, Change, Part, Trend
from outcomes_plugin.surveys.data import InstrumentData
from outcomes_plugin.surveys.duration import LONGEST_BEARABLE
from outcomes_plugin.surveys.texts import said
from outcomes_plugin.surveys.wording import plain_of

from .instrument_changes import change_sentences

STATES: Mapping[str, str | Promise] = {
    "planned": gettext_lazy("Planned"),
    "open": gettext_lazy("Open"),
    "closing": gettext_lazy("Closing"),
    "closed": gettext_lazy("Closed"),
}
DOMAINS: Mapping[str, str | Promise] = {
    "impact": gettext_lazy("Impact"),
    "satisfaction": gettext_lazy("Satisfaction"),
    "progression": gettext_lazy("Progression"),
}

_LONGEST_PROMPT = 60
_BECAUSE_NEW = gettext_lazy(
    "“{question}” is new, so this becomes version {next_version}. "
    "Answers to version {version} stay as they are."
)
_BECAUSE_CHANGED = gettext_lazy(
    "“{question}” asks something else, so this becomes version {next_version}. "
    "Answers to version {version} stay as they are."
)
_BECAUSE_OTHER = gettext_lazy(
    "More than words changes, so this becomes version {next_version}. "
    "Answers to version {version} stay as they are."
)


def checked(check: DraftCheck, draft: AuthoredDraft, *, language: str) -> Mapping[str, Any]:
    """Return what the script is told of a draft that was kept."""
    return {
        "problems": placed(check.problems),
        "untied": list(check.untied),
        "uncovered": list(check.uncovered),
        "change": {
            "kind": check.kind,
            "next_version": check.next_version,
            "sentence": _change(check, draft, language),
            "lines": list(_lines(check, draft, language)),
            "trends_broken": [] if check.bridge is None else _broken(check.bridge),
        },
        "minutes_estimated": check.minutes,
        "warnings": list(_warnings(check, draft.document)),
    }


def placed(problems: Sequence[Problem]) -> Sequence[Mapping[str, str]]:
    """Return each problem with its place in the document."""
    return [{"column": one.column, "message": str(one.message)} for one in problems]


def published(made: InstrumentData) -> str:
    """Return what has become of the draft."""
    if made.wording > 1:
        return _("Version {version} has new words. Everybody reads them from now on.").format(
            version=made.version
        )
    return _(
        "Version {version} is saved. Surveys that are planned already keep the version they have."
    ).format(version=made.version)


def title_of(document: Mapping[str, Any], language: str) -> str:
    """Return the title of a document that is still being written."""
    return said(document.get("title"), language) or _("Questionnaire without a title")


def _change(check: DraftCheck, draft: AuthoredDraft, language: str) -> str:
    numbers = {"version": draft.published, "next_version": check.next_version}
    if check.kind is ChangeKind.NEW:
        return _("This becomes version 1.")
    if check.kind is ChangeKind.NONE:
        return _("Nothing differs from version {version}.").format(**numbers)
    if check.kind is ChangeKind.WORDING:
        return _(
            "Only words change, so version {version} stays. Who answers from now on reads them."
        ).format(**numbers)
    return _version_sentence(check, draft, language)


def _version_sentence(check: DraftCheck, draft: AuthoredDraft, language: str) -> str:
    """Return why it becomes another version, told of the first question that makes it one."""
    numbers = {"version": draft.published, "next_version": check.next_version}
    prompts = _prompts(draft.document, language) if check.bridge is not None else {}
    for one in check.bridge.changes if check.bridge is not None else ():
        if one.part is Part.ITEM and one.change is not Change.REWORDED and one.key in prompts:
            sentence = _BECAUSE_NEW if one.change is Change.ADDED else _BECAUSE_CHANGED
            return str(sentence).format(question=prompts[one.key], **numbers)
    return str(_BECAUSE_OTHER).format(**numbers)


def _lines(check: DraftCheck, draft: AuthoredDraft, language: str) -> Sequence[str]:
    if check.bridge is None or check.earlier is None:
        return []
    prompts = {**_prompts(check.earlier, language), **_prompts(draft.document, language)}
    return change_sentences(check.bridge, prompts)


def _prompts(document: Mapping[str, Any], language: str) -> Mapping[str, str]:
    """Return the words of each question of a valid document, short enough for a sentence."""
    return {
        item["key"]: Truncator(plain_of(item["prompt"], language, words={})).chars(_LONGEST_PROMPT)
        for item in document["items"]
    }


def _broken(found: Bridge) -> list[str]:
    return [key for key, trend in found.scores.items() if trend is Trend.BREAKS]


def _warnings(check: DraftCheck, document: Mapping[str, Any]) -> Iterator[str]:
    minutes = document.get("minutes")
    if check.minutes > LONGEST_BEARABLE:
        yield _(
            "This takes about {minutes} minutes. Many people stop after {most}; take something out."
        ).format(minutes=check.minutes, most=LONGEST_BEARABLE)
    if isinstance(minutes, int) and 0 < minutes < check.minutes:
        yield ngettext(
            "People are told {minutes} minute; by our count it takes {counted}.",
            "People are told {minutes} minutes; by our count it takes {counted}.",
            minutes,
        ).format(minutes=minutes, counted=check.minutes)
    if check.untied:
        yield ngettext(
            "{count} question with numbers measures nothing yet. No survey opens with it.",
            "{count} questions with numbers measure nothing yet. No survey opens with them.",
            len(check.untied),
        ).format(count=len(check.untied))

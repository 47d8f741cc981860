"""What a journal says: who can read an entry, in people's names, and what a click will do."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes_plugin.journals.data import Audience, EntryData, JournalView, Visibility

from .lists import enumerated


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer to “who can read this entry”, and what it will say on the way there."""

    value: Visibility
    title: str
    about: str
    button: str
    ask: str
    audience: str
    is_chosen: bool
    reach: int


@dataclass(frozen=True, kw_only=True)
class Editor:
    """The entry in the editor: begun, being changed, or the next one."""

    entry: str
    version: int
    text: str
    tags: str
    words: int
    choices: Sequence[Choice]
    is_change: bool
    is_draft: bool


@dataclass(frozen=True, kw_only=True)
class Card:
    """An entry that was kept, as it is shown under the editor or to a mentor."""

    entry: EntryData
    day: str
    chip: str
    readers: str
    replies: Sequence[tuple[str, str]]
    choices: Sequence[Choice]
    stops: str
    tags: str


def editor(view: JournalView, entry: EntryData | None, prompt: Any) -> Editor:
    """Return what stands in the editor: this entry, else what was begun, else nothing yet."""
    at_hand = entry or view.begun
    chosen = view.audience.still(entry) if entry is not None else view.visibility
    if at_hand is None:
        return Editor(
            entry=uuid.uuid4().hex,
            version=0,
            text="",
            tags="",
            words=0,
            choices=list(_choices(view.audience, chosen)),
            is_change=False,
            is_draft=False,
        )
    return Editor(
        entry=at_hand.id,
        version=at_hand.version,
        text=at_hand.text if at_hand.draft is None else at_hand.draft,
        tags=", ".join(at_hand.tags),
        words=at_hand.words,
        choices=list(_choices(view.audience, chosen)),
        is_change=entry is not None,
        is_draft=at_hand.draft is not None,
    )


def card(entry: EntryData, view: JournalView | None, *, zone: str) -> Card:
    """Return the entry with its words; without a view it is somebody else's."""
    at = entry.kept_at or entry.changed_at
    reach = _reach(view.audience.still(entry)) if view is not None else len(Visibility)
    wider = _choices(view.audience, entry.visibility) if view is not None else ()
    return Card(
        entry=entry,
        day=day(at, zone),
        chip=_chip(entry.visibility),
        readers=_readers(entry),
        replies=[(_answered(reply, zone), reply.text) for reply in entry.replies],
        choices=[one for one in wider if one.reach > reach],
        stops=_stops(entry),
        tags=format_html_join(", ", "<bdi>{}</bdi>", ((tag,) for tag in entry.tags)),
    )


def day(at: datetime, zone: str) -> str:
    """Return the day of a time in the reader's zone."""
    return date_format(at.astimezone(ZoneInfo(zone)), "DATE_FORMAT")


def saved(entry: EntryData) -> str:
    """Return what is said after an entry was kept."""
    if not entry.is_read_by_others:
        return _("Saved. Only you can read it.")
    return _("Saved. {readers}").format(readers=_readers(entry))


def listed(names: Sequence[str]) -> str:
    """Return the names as one reads them out."""
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=enumerated(names[:-1]), last=names[-1])


def _choices(audience: Audience, chosen: Visibility) -> Iterator[Choice]:
    for value in Visibility:
        if value not in audience.tokens:
            continue
        title, about, button, ask = _WORDS[value](audience)
        yield Choice(
            value=value,
            title=title,
            about=about,
            button=button,
            ask=ask,
            audience=audience.tokens[value],
            is_chosen=value == chosen,
            reach=_reach(value),
        )


def _only_me(_audience: Audience) -> tuple[str, str, str, str]:
    about = _("Nobody else. Not staff, not search, not reports.")
    return _("Only me"), about, _("Save for me only"), ""


def _mentor(audience: Audience) -> tuple[str, str, str, str]:
    names = listed(audience.mentor_names) or _("your mentor")
    count = max(len(audience.mentor_names), 1)
    about = ngettext(
        "{names} can read it and answer, while you are paired. You can stop sharing later; what"
        " was read stays read.",
        "{names} can read it and answer, each while you are paired. You can stop sharing later;"
        " what was read stays read.",
        count,
    ).format(names=names)
    return (
        ngettext("My mentor", "My mentors", count),
        about,
        _("Save and share with {names}").format(names=names),
        _("{names} will be able to read this entry from now on. Share it?").format(names=names),
    )


def _staff(audience: Audience) -> tuple[str, str, str, str]:
    everyone = listed([*audience.mentor_names, *audience.coordinator_names])
    coordinators = listed(audience.coordinator_names)
    if audience.mentor_names:
        about = _(
            "{mentors} and whoever coordinates the program can read it; now that is {coordinators}."
        ).format(mentors=listed(audience.mentor_names), coordinators=coordinators)
    else:
        about = _("Whoever coordinates the program can read it; now that is {names}.").format(
            names=coordinators
        )
    ask = _("{names} will be able to read this entry from now on. Share it?")
    return (
        _("Program staff"),
        about,
        _("Save and share with program staff"),
        ask.format(names=everyone),
    )


_WORDS = {
    Visibility.ONLY_ME: _only_me,
    Visibility.MENTOR: _mentor,
    Visibility.STAFF: _staff,
}


def _reach(visibility: Visibility) -> int:
    return list(Visibility).index(visibility)


def _chip(visibility: Visibility) -> str:
    return {
        Visibility.ONLY_ME: _("Only me"),
        Visibility.MENTOR: _("My mentor"),
        Visibility.STAFF: _("Program staff"),
    }[visibility]


def _readers(entry: EntryData) -> str:
    names = [*entry.mentor_names, *entry.coordinator_names]
    if names:
        return _("{names} can read it.").format(names=listed(names))
    if entry.visibility is Visibility.ONLY_ME:
        return _("Only you can read it.")
    return _("The pairing has ended, so only you can read it now.")


def _stops(entry: EntryData) -> str:
    names = listed([*entry.mentor_names, *entry.coordinator_names])
    if not names:
        return _("Nobody but you will be able to read this entry, whoever becomes your mentor.")
    return _(
        "{names} will no longer be able to open this entry. What was read before cannot be taken"
        " back."
    ).format(names=names)


def _answered(reply: Any, zone: str) -> str:
    on = day(reply.at, zone)
    if not reply.name:
        return _("Your mentor of then answered on {day}").format(day=on)
    return _("{name} answered on {day}").format(name=reply.name, day=on)


def texts() -> Mapping[str, str]:
    """Return the sentences that the browser says."""
    return {
        "sending": _("Saving…"),
        "saved": _("Draft saved at {time}"),
        "kept": _("Kept on this device."),
        "not_kept": _("Not saved yet. Save before you leave."),
        "draft": _("What you had written on this device is here again."),
        "offline": _(
            "No connection. Your text is kept on this device and saved when you are online."
        ),
        "down": _(
            "Our server is not answering. Your text is kept on this device, next try in 30 seconds."
        ),
        "signed_out": _("You were signed out. Your text stays here."),
        "sign_in": _("Sign in"),
        "words": _("Words: {count}"),
        "long": _("This text has {count} characters; at most {most} fit. Make two entries of it."),
        "retry": _("That did not go through. Try again in a minute."),
        "copied": _("Copied."),
        "copy": _("Copy my text"),
        "again": _("Look again at who can read it"),
        "taken": _("Your journal was saved as {name}."),
    }

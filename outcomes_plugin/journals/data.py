"""Values that cross the border of journals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Visibility(StrEnum):
    """Who reads an entry beside its writer. Each reaches further than the one before."""

    ONLY_ME = "only_me"
    MENTOR = "mentor"
    STAFF = "staff"


class ExportFormat(StrEnum):
    """What a journal can be taken along as."""

    HTML = "html"
    MARKDOWN = "markdown"
    JSON = "json"


class JournalState(StrEnum):
    """What a person who comes to a journal can do there."""

    NO_PROGRAM = "no_program"
    NOT_OPEN = "not_open"
    NOT_MEMBER = "not_member"
    NOT_TOLD = "not_told"
    NOTICE_FIRST = "notice_first"
    READY = "ready"
    READ_ONLY = "read_only"


@dataclass(frozen=True, kw_only=True)
class ReplyData:
    """What a mentor answered; `name` is empty once nobody knows the mentor any more."""

    id: int
    person: str
    name: str
    text: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class EntryData:
    """
    One entry.

    `kept_at` is None before it was kept once. `draft` is its writer's alone, None when nothing was
    typed since. `mentor_names` and `coordinator_names` are those who can read it now.
    """

    id: str
    person: str
    name: str = ""
    key: str
    prompt: str
    text: str
    draft: str | None
    tags: tuple[str, ...]
    words: int
    visibility: Visibility
    version: int
    changed_at: datetime
    kept_at: datetime | None
    mentor_names: tuple[str, ...] = ()
    coordinator_names: tuple[str, ...] = ()
    replies: tuple[ReplyData, ...] = ()

    @property
    def is_read_by_others(self) -> bool:
        return bool(self.mentor_names or self.coordinator_names)


@dataclass(frozen=True, kw_only=True)
class Audience:
    """
    Who would read an entry that is shared now, by name.

    `tokens` has one word for each visibility that can be chosen. Whoever shares sends back the word
    for what they were shown, so nobody shares with other people than those they had read of.
    """

    mentor_names: tuple[str, ...] = ()
    coordinator_names: tuple[str, ...] = ()
    tokens: Mapping[Visibility, str] = field(default_factory=dict)

    def still(self, entry: EntryData) -> Visibility:
        """Return the entry's visibility as long as it means the mentors of now, else only me."""
        means_others = entry.mentor_names != self.mentor_names
        if entry.visibility not in self.tokens or means_others:
            return Visibility.ONLY_ME
        return entry.visibility


@dataclass(frozen=True, kw_only=True)
class JournalView:
    """
    What a person sees of their own journal.

    `begun` is the entry in the editor: begun and not yet kept, or one that is being changed.
    `visibility` is what they chose last, as far as it can still be chosen. `tags` are those of the
    entries, the most used first; where the entries were asked for by a tag, those of all there are.
    """

    state: JournalState
    program_title: str = ""
    time_zone: str = "UTC"
    notice_version: int | None = None
    notice: Mapping[str, Any] | None = None
    audience: Audience = Audience()
    visibility: Visibility = Visibility.ONLY_ME
    begun: EntryData | None = None
    entries: tuple[EntryData, ...] = ()
    tags: tuple[str, ...] = ()
    has_more: bool = False


@dataclass(frozen=True, kw_only=True)
class SharedJournal:
    """What a mentor sees of a mentee's journal."""

    name: str
    program_title: str
    time_zone: str
    entries: tuple[EntryData, ...]


@dataclass(frozen=True, kw_only=True)
class DraftSaved:
    """What a draft has become: the version to go on from."""

    version: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ExportFile:
    """A journal to take along."""

    name: str
    content_type: str
    text: str

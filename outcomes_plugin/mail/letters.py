"""What a mail says, looked up when it is sent; nothing when it is no longer so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes_plugin.edxapp import UserFacts, UserPreferences, platform
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import PairingData, PairingState
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import WindowState

from . import rules
from .data import MailKind
from .queue import release_readers

MY_MENTORING: str | Promise = gettext_lazy("Open My mentoring")
REPORT: str | Promise = gettext_lazy("Open the report")
SURVEY: str | Promise = gettext_lazy("Open the survey")
JOURNAL: str | Promise = gettext_lazy("Open my journal")
ASKED: str | Promise = gettext_lazy("Open what you asked")


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who gets the mail, as the platform knows them now."""

    person: str
    user: UserFacts
    preferences: UserPreferences


@dataclass(frozen=True, kw_only=True)
class Letter:
    """
    What the templates of a mail show.

    edx-ace tells the site's receivers `str` of it, which says nothing about anybody.
    """

    kind: MailKind
    program: str
    name: str
    time_zone: str
    url: str
    link: str | Promise = MY_MENTORING
    choice_url: str
    partner: str = ""
    reader_is_mentor: bool = False
    window: str = ""
    until: datetime | None = None

    def __str__(self) -> str:
        return "mentoring"

    @property
    def is_essential(self) -> bool:
        return rules.is_essential(self.kind)

    @property
    def subject_template(self) -> str:
        return f"outcomes_plugin/mail/{self.kind}/subject.txt"

    @property
    def said_template(self) -> str:
        return f"outcomes_plugin/mail/{self.kind}/said.txt"

    @property
    def when(self) -> str:
        """Weekday, day and time of `until`, in the reader's zone and the language in force."""
        if self.until is None:
            return ""
        local = self.until.astimezone(ZoneInfo(self.time_zone))
        return _("{weekday}, {day}, {time} ({zone})").format(
            weekday=date_format(local, "l"),
            day=date_format(local, "DATE_FORMAT"),
            time=date_format(local, "TIME_FORMAT"),
            zone=self.time_zone.replace("_", " "),
        )


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is true now of what a mail tells, and the page where one goes on."""

    page: str = ""
    link: str | Promise = MY_MENTORING
    partner: str = ""
    reader_is_mentor: bool = False
    window: str = ""
    until: datetime | None = None


def compose(
    kind: MailKind, about: str, reader: Reader, program: ProgramData, *, at: datetime
) -> Letter | None:
    """Return the letter, or None when what it would tell is no longer so."""
    facts = _FACTS[kind](about, reader, program, at)
    if facts is None:
        return None
    page = facts.page or reverse("outcomes_plugin:home")
    return Letter(
        kind=kind,
        program=_one_line(program.title),
        name=_one_line(reader.user.name or reader.user.username),
        time_zone=reader.preferences.time_zone or program.time_zone,
        url=absolute(page),
        link=facts.link,
        choice_url=absolute(reverse("outcomes_plugin:my_data") + "#mail"),
        partner=facts.partner,
        reader_is_mentor=facts.reader_is_mentor,
        window=facts.window,
        until=facts.until,
    )


def absolute(path: str) -> str:
    """Return the address of a page of this site, as a mail needs it."""
    return urljoin(platform().root_url(), path)


def _proposed(about: str, reader: Reader, _program: ProgramData, _at: datetime) -> Facts | None:
    pairing = pairings_api.find_pairing(int(about))
    if pairing is None or pairing.state is not PairingState.PROPOSED:
        return None
    until = pairings_api.answer_until(pairing)
    return _of_pairing(pairing, reader, until=until)


def _paired(about: str, reader: Reader, _program: ProgramData, _at: datetime) -> Facts | None:
    pairing = pairings_api.find_pairing(int(about))
    return _of_pairing(pairing, reader) if pairing is not None and pairing.is_open else None


def _ended(about: str, reader: Reader, _program: ProgramData, _at: datetime) -> Facts | None:
    pairing = pairings_api.find_pairing(int(about))
    has_ended = pairing is not None and pairing.state is PairingState.ENDED
    return _of_pairing(pairing, reader) if pairing is not None and has_ended else None


def _of_pairing(
    pairing: PairingData, reader: Reader, *, until: datetime | None = None
) -> Facts | None:
    """A partner who was erased has no name to say, so there is nothing to tell."""
    other = pairing.partner_of(reader.person)
    name = programs_api.names_of([other]).get(other)
    if name is None:
        return None
    return Facts(
        partner=_one_line(name), reader_is_mentor=reader.person == pairing.mentor, until=until
    )


def _survey(about: str, reader: Reader, program: ProgramData, at: datetime) -> Facts | None:
    window = surveys_api.find_window(int(about))
    if window is None or window.state is not WindowState.OPEN:
        return None
    is_member = programs_api.membership(reader.person, program.id, window.role) is not None
    until = surveys_api.closes_for(window, reader.person) if is_member else None
    if until is None or at >= until:
        return None
    return Facts(
        page=reverse("outcomes_plugin:survey", args=[program.slug, window.key]),
        link=SURVEY,
        window=_one_line(window.title),
        until=until,
    )


def _release(_about: str, reader: Reader, program: ProgramData, _at: datetime) -> Facts | None:
    if reader.person not in release_readers(program):
        return None
    return Facts(page=reverse("outcomes_plugin:report", args=[program.slug]), link=REPORT)


def _replied(_about: str, _reader: Reader, program: ProgramData, _at: datetime) -> Facts:
    return Facts(page=reverse("outcomes_plugin:journal", args=[program.slug]), link=JOURNAL)


def _acknowledged(_about: str, _reader: Reader, program: ProgramData, _at: datetime) -> Facts:
    return Facts(page=reverse("outcomes_plugin:ask", args=[program.slug]), link=ASKED)


_FACTS: Mapping[MailKind, Callable[[str, Reader, ProgramData, datetime], Facts | None]] = {
    MailKind.PROPOSED: _proposed,
    MailKind.PAIRED: _paired,
    MailKind.ENDED: _ended,
    MailKind.REPLY_WAITING: _replied,
    MailKind.WINDOW_OPENED: _survey,
    MailKind.REMINDER: _survey,
    MailKind.REQUEST_ACKNOWLEDGED: _acknowledged,
    MailKind.RELEASE_READY: _release,
}


def _one_line(text: str) -> str:
    """Return the text without breaks of lines, which the subject of a mail may not have."""
    return " ".join(text.split())

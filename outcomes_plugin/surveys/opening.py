"""Open windows: freeze the people asked, in a mode that can keep its word."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.consent.data import NoticeData
from outcomes_plugin.consent.secrets import has_site_secrets
from outcomes_plugin.errors import Conflict, OutcomesError
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.frameworks.data import IndicatorData
from outcomes_plugin.programs.data import ProgramStatus

from . import admitting, coverage, late_rules, rules, tying
from . import questionnaire as questionnaires
from .data import Mode, OpenedWindows, WindowData, WindowState
from .keys import ensure_key
from .models import Window
from .windows import configurable_window, record_window

_MAY_OPEN = "window.open"


@transaction.atomic
def open_window(actor: Actor, window_id: int, *, at: datetime) -> WindowData:
    """
    Open the window: freeze the people asked and the cohort of each. Opening twice is opening once.

    Raises:
        NotFound: no such window, or the actor may not open it.
        Invalid: a score that no indicator uses, a mode that cannot be kept, or no notice yet.
        Conflict: the program is not live, or the window's time has passed.
    """
    window = configurable_window(actor, window_id, as_system=_MAY_OPEN)
    if window.state == WindowState.OPEN:
        return window.to_data()
    rules.check_can_open(WindowState(window.state), closes_at=window.closes_at, at=at)
    if window.program.status != ProgramStatus.LIVE:
        raise Conflict(_("A survey opens only in a program that is live."))
    check_can_be_asked(window, at=at)
    due = admitting.not_asked(window, at=max(at, window.opens_at))
    counts = admitting.ask(actor, window, due, at=at)
    window.split_cohorts = split_of(window, counts)
    window.asked = sum(counts.values())
    window.state, window.opened_at = WindowState.OPEN, at
    window.save(update_fields=["split_cohorts", "asked", "state", "opened_at"])
    record_window(actor, window, "window.opened", at=at, mode=str(window.mode), asked=window.asked)
    return window.to_data()


def open_due(*, at: datetime) -> OpenedWindows:
    """Open, as the system, every planned window of a live program whose time has come."""
    due = Window.objects.filter(
        state=WindowState.PLANNED,
        opens_at__lte=at,
        closes_at__gt=at,
        program__status=ProgramStatus.LIVE,
    ).order_by("opens_at", "id")
    opened: list[WindowData] = []
    refused: dict[int, Exception] = {}
    for window_id in list(due.values_list("id", flat=True)):
        try:
            opened.append(open_window(Actor.system("close"), window_id, at=at))
        except OutcomesError as error:
            refused[window_id] = error
    return OpenedWindows(opened=opened, refused=refused)


def split_of(window: Window, asked: Mapping[int | None, int]) -> list[int]:
    """
    Return the cohorts by which the window's anonymous answers may be told apart.

    None where cohorts come one after another: nobody knows yet how many of the next there will be.
    """
    if len({one.opens_at for one in window.to_data().cohort_times}) > 1:
        return []
    return list(rules.split_cohorts(asked, mode=Mode(window.mode), k=window.program.k))


def check_can_be_asked(window: Window, *, at: datetime) -> None:
    """
    Refuse to ask in a way that could not keep its word; make the program's key where it is needed.

    Raises:
        Invalid: a score that no indicator uses, a mode that cannot be kept, or no notice yet.
    """
    notice = consent_api.current_notice(window.program_id)
    check_asking(window, frameworks_api.indicators(window.program_id), notice)
    if notice is not None and window.mode == Mode.CONFIDENTIAL:
        key = ensure_key(window.program_id, destroy_on=notice.key_destroyed_on, at=at)
        rules.check_key_lasts(key.destroy_on, last_day=last_day_of(window))


def check_asking(
    window: Window, indicators: Sequence[IndicatorData], notice: NoticeData | None
) -> None:
    """
    Refuse to ask in a way that could not keep its word, under these indicators and this notice.

    Raises:
        Invalid: a score or a question with numbers that no indicator uses, a mode that cannot be
            kept, or no notice yet.
    """
    asked = questionnaires.read(window.version.document)
    counted = tying.indicators_among(indicators, asked, role=window.role)
    rules.check_tied(
        asked.scores_of(window.role),
        tied={one.source["score"] for one in counted},
        untied=_in_no_score(window, indicators),
    )
    check_mode(window, indicators)
    rules.check_notice_tells(notice.in_language("en") if notice is not None else None)


def _in_no_score(window: Window, indicators: Sequence[IndicatorData]) -> Sequence[str]:
    """Return the untied questions that no score names; a score that is not used is named itself."""
    document = window.version.document
    scored = {key for score in document.get("scores", []) for key in score["items"]}
    untied = coverage.untied_items(document, indicators, roles=[window.role])
    return [key for key in untied if key not in scored]


def check_mode(window: Window, indicators: Sequence[IndicatorData]) -> None:
    """
    Refuse a mode that the window's questionnaire, these indicators or the site cannot keep.

    Raises:
        Invalid: with the sentence that says which.
    """
    if window.takes_late:
        late_rules.check_mode(Mode(window.mode))
    asked = questionnaires.read(window.version.document)
    counted = tying.indicators_among(indicators, asked, role=window.role)
    rules.check_mode(
        Mode(window.mode),
        is_paired=tying.is_paired(counted, wave=window.wave),
        has_site_secrets=has_site_secrets(),
    )


def last_day_of(window: Window) -> date:
    """Return the last day on which anybody may answer, in the window's program's time zone."""
    return window.to_data().ends_at.astimezone(ZoneInfo(window.program.time_zone)).date()

"""What authors are told about a draft, and what stands around it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Standing, Thing

from . import bridge, coverage
from . import questionnaire as questionnaires
from .authoring import questionnaire_draft
from .authoring_data import AuthoredWindow, BegunDraft, ChangeKind, DraftCheck, Workbench
from .data import Outcome, WindowData, WindowState
from .documents import digest_of, problems_of
from .draft_documents import askable_part
from .duration import minutes_of
from .models import FrameRow, InstrumentVersion, QuestionnaireDraft
from .publishing import newest_published
from .texts import said
from .windows import find_windows

_CAN_CHANGE = (WindowState.PLANNED, WindowState.OPEN)


def workbench(actor: Actor, program: programs_api.ProgramRef, key: str) -> Workbench:
    """
    Return the draft with all that stands around it, in as many queries whatever the size.

    Raises:
        NotFound: no such program or questionnaire, or the actor may not author it.
    """
    draft = questionnaire_draft(actor, program, key)
    held = programs_api.require(actor, program, Thing.QUESTIONNAIRES, Action.CONFIGURE)
    program_id = held.program.id
    windows = find_windows(program_id)
    answered = _answered(windows)
    in_use = [one for one in windows if one.instrument == key]
    names = programs_api.names_of(programs_api.coordinators(program_id))
    return Workbench(
        program=held.program,
        draft=draft,
        indicators=coverage.scored_by(frameworks_api.indicators(program_id)),
        windows=[_window(one, held, answered[one.id]) for one in windows],
        coordinators=sorted(names.values()),
        answered=sum(
            answered[one.id] for one in in_use if one.instrument_version == draft.published
        ),
    )


def questionnaires_begun(
    actor: Actor, program: programs_api.ProgramRef, *, language: str
) -> Sequence[BegunDraft]:
    """
    Return the drafts of the program that nobody has published, the one kept last first.

    Raises:
        NotFound: no such program, or the actor may not author its questionnaires.
    """
    held = programs_api.require(actor, program, Thing.QUESTIONNAIRES, Action.READ)
    rows = QuestionnaireDraft.objects.filter(
        program_id=held.program.id, kept_at__isnull=False
    ).order_by("-kept_at", "id")
    return [
        BegunDraft(
            key=row.key,
            title=said(row.document.get("title"), language) or row.key,
            published=row.based_on,
            kept_at=row.kept_at,
        )
        for row in rows
        if row.document is not None and row.kept_at is not None
    ]


def check_draft(
    actor: Actor, program: programs_api.ProgramRef, key: str, document: Mapping[str, Any]
) -> DraftCheck:
    """
    Return what is wrong with the document, what it leaves out, and what publishing it changes.

    Raises:
        NotFound: no such program, or the actor may not author its questionnaires.
    """
    held = programs_api.require(actor, program, Thing.QUESTIONNAIRES, Action.CONFIGURE)
    indicators = frameworks_api.indicators(held.program.id)
    newest = newest_published(held.program.id, key)
    problems = problems_of(document)
    found = bridge.changes(newest.document, document) if newest and not problems else None
    kind = _kind(newest, document, found)
    part = askable_part(document)
    return DraftCheck(
        problems=problems,
        untied=coverage.untied_items(document, indicators),
        uncovered=coverage.uncovered_indicators(document, indicators),
        kind=kind,
        next_version=_next_version(newest, kind),
        earlier=newest.document if newest is not None else None,
        bridge=found,
        minutes=minutes_of(questionnaires.read(part)) if part is not None else 1,
    )


def _kind(
    newest: InstrumentVersion | None, document: Mapping[str, Any], found: bridge.Bridge | None
) -> ChangeKind:
    if newest is None:
        return ChangeKind.NEW
    if newest.digest == digest_of(document):
        return ChangeKind.NONE
    if found is not None and found.is_wording_only:
        return ChangeKind.WORDING
    return ChangeKind.VERSION


def _next_version(newest: InstrumentVersion | None, kind: ChangeKind) -> int:
    if newest is None:
        return 1
    return newest.number + 1 if kind is ChangeKind.VERSION else newest.number


def _answered(windows: Sequence[WindowData]) -> Mapping[int, int]:
    rows = FrameRow.objects.filter(
        window_id__in=[one.id for one in windows], outcome=Outcome.RECEIVED
    )
    counted = rows.order_by().values_list("window_id").annotate(people=Count("id"))
    return Counter(dict(counted))


def _window(window: WindowData, held: Standing, answered: int) -> AuthoredWindow:
    return AuthoredWindow(
        window=window,
        answered=answered,
        may_change_mode=held.allows(Thing.WINDOWS, Action.CONFIGURE)
        and window.state in _CAN_CHANGE
        and not answered,
    )

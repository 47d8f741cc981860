"""What can be asked, and what can be answered. Pure decisions."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.consent.purposes import PURPOSES
from outcomes_plugin.errors import Conflict, Invalid, Problem
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing

from .data import RequestKind, RequestOutcome, RequestReason, RequestState

LONGEST_TEXT = 2000

# Who reads a request is who may answer it: there is no right to answer beside the right to read.
READ_BY: Mapping[RequestKind, tuple[Thing, Action]] = {
    RequestKind.NOT_WORKING: (Thing.HELP_REQUESTS, Action.READ),
    RequestKind.HELP: (Thing.HELP_REQUESTS, Action.READ),
    RequestKind.OBJECTION: (Thing.HELP_REQUESTS, Action.READ),
    RequestKind.HR_WRONG: (Thing.HR_FACTS, Action.CORRECT),
}

# Who may ask; to object is open to everybody who has or had a role in the program.
ASKED_BY: Mapping[RequestKind, tuple[Thing, Action] | None] = {
    RequestKind.NOT_WORKING: (Thing.OWN_WORK, Action.WRITE),
    RequestKind.HELP: (Thing.OWN_WORK, Action.WRITE),
    RequestKind.OBJECTION: None,
    RequestKind.HR_WRONG: (Thing.HR_FACTS, Action.DISPUTE),
}

OUTCOMES: Mapping[RequestKind, tuple[RequestOutcome, ...]] = {
    RequestKind.NOT_WORKING: (
        RequestOutcome.TALKED,
        RequestOutcome.NEW_PAIRING,
        RequestOutcome.PAIRING_ENDED,
    ),
    RequestKind.HELP: (RequestOutcome.TALKED, RequestOutcome.NOT_ACCEPTED),
    RequestKind.OBJECTION: (RequestOutcome.ACCEPTED, RequestOutcome.NOT_ACCEPTED),
    RequestKind.HR_WRONG: (RequestOutcome.CORRECTED, RequestOutcome.NOT_ACCEPTED),
}

_ANSWERED_IN_WORDS = {RequestKind.OBJECTION, RequestKind.HR_WRONG}
_LONGEST_REFERENCE = 80


def kind_named(name: object) -> RequestKind:
    """
    Return the kind of that name.

    Raises:
        Invalid: there is none.
    """
    if isinstance(name, str) and name in set(RequestKind):
        return RequestKind(name)
    raise Invalid(_("There is no such kind of request."))


def check_request(*, kind: RequestKind, about: object, reason: object, text: object) -> None:
    """Refuse a request that says nothing, or too much, naming every problem beside its field."""
    _refuse([*_about_problems(kind, about), *_reason_problems(kind, reason), *_words(kind, text)])


def check_answer(*, kind: RequestKind, outcome: object, answer: object) -> None:
    """Refuse to close a request without what became of it, or an objection without words."""
    problems = []
    if outcome not in OUTCOMES[kind]:
        problems.append(Problem(_("Choose what became of it."), column="outcome"))
    problem = programs_api.text_problem(answer, longest=LONGEST_TEXT)
    if problem:
        problems.append(Problem(problem, column="answer"))
    elif kind in _ANSWERED_IN_WORDS and not programs_api.plain_text(answer):
        problems.append(Problem(_("Write the answer that this person gets."), column="answer"))
    _refuse(problems)


def check_can_acknowledge(state: RequestState) -> None:
    """Refuse to acknowledge a request twice."""
    if state == RequestState.ACKNOWLEDGED:
        raise Conflict(_("Somebody has acknowledged this request already."))
    check_not_closed(state)


def check_not_closed(state: RequestState) -> None:
    """Refuse to change a request that has its answer."""
    if state == RequestState.CLOSED:
        raise Conflict(_("This request is closed already."))


def check_somebody_reads(kind: RequestKind, *, readers: int) -> None:
    """Refuse to take a request that nobody could read."""
    if readers:
        return
    if kind == RequestKind.HR_WRONG:
        raise Conflict(_("This program has no HR data steward yet. Ask a coordinator for one."))
    raise Conflict(
        _(
            "Nobody but your mentoring partner coordinates this program, so nothing was sent. Ask"
            " the administrators of the site to name another coordinator."
        )
    )


def _about_problems(kind: RequestKind, about: object) -> Iterator[Problem]:
    if kind == RequestKind.OBJECTION and about not in tuple(PURPOSES):
        yield Problem(_("Choose what you object to."), column="about")
    if kind == RequestKind.HR_WRONG and not _is_reference(about):
        yield Problem(_("Choose what is wrong."), column="about")


def _is_reference(about: object) -> bool:
    return bool(programs_api.plain_text(about)) and not programs_api.text_problem(
        about, longest=_LONGEST_REFERENCE
    )


def _reason_problems(kind: RequestKind, reason: object) -> Iterator[Problem]:
    if kind == RequestKind.NOT_WORKING and reason not in tuple(RequestReason):
        yield Problem(_("Choose what comes closest."), column="reason")


def _words(kind: RequestKind, text: object) -> Iterator[Problem]:
    problem = programs_api.text_problem(text, longest=LONGEST_TEXT)
    if problem:
        yield Problem(problem, column="text")
    elif kind == RequestKind.HELP and not programs_api.plain_text(text):
        yield Problem(_("Write a few words."), column="text")


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Invalid(_("Please correct what is marked. Nothing was sent."), problems=problems)

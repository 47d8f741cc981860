"""Words of requests: what is asked, why, and what became of it."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.requests.data import (
    RequestData,
    RequestKind,
    RequestOutcome,
    RequestReason,
    RequestState,
)

KINDS = {
    RequestKind.NOT_WORKING: _("This pairing is not working"),
    RequestKind.HELP: _("A question or a request for help"),
    RequestKind.OBJECTION: _("An objection"),
    RequestKind.HR_WRONG: _("Something from human resources is wrong"),
}
REASONS = {
    RequestReason.HARD_TO_MEET: _("We do not find time to meet"),
    RequestReason.OTHER_GOALS: _("We want different things from it"),
    RequestReason.NOT_COMFORTABLE: _("I do not feel comfortable"),
    RequestReason.NO_TIME: _("I have no time for it now"),
    RequestReason.OTHER: _("Something else"),
}
OUTCOMES = {
    RequestOutcome.TALKED: _("We have talked about it"),
    RequestOutcome.NEW_PAIRING: _("There is a new pairing"),
    RequestOutcome.PAIRING_ENDED: _("The pairing has ended"),
    RequestOutcome.CORRECTED: _("It is corrected"),
    RequestOutcome.ACCEPTED: _("The objection is accepted"),
    RequestOutcome.NOT_ACCEPTED: _("It stays as it is"),
    RequestOutcome.WITHDRAWN: _("Taken back"),
}
STATES = {
    RequestState.OPEN: _("Sent. Nobody has read it yet."),
    RequestState.ACKNOWLEDGED: _("Read. Somebody sees to it."),
}
PURPOSES = {
    "run_program": _("My role and my pairing"),
    "meetings": _("My meetings"),
    "requests": _("My requests"),
    "course_progress": _("My progress in courses"),
    "certificates": _("My certificates"),
    "surveys": _("My survey answers"),
    "goals": _("My goals"),
    "journals": _("My journal"),
    "career_facts": _("My employment and career"),
    "mail": _("Mails to me"),
    "story": _("My story"),
    "demographics": _("Groups that I have named"),
}
CAREER = {
    "promotion": _("Promotion"),
    "lateral_move": _("Move to another position"),
    "new_responsibility": _("New responsibility"),
    "leadership_role": _("Leadership role"),
}


def about(one: RequestData) -> str:
    """Return what the request is about, beyond its kind."""
    if one.kind is RequestKind.OBJECTION:
        return str(PURPOSES.get(one.about, one.about))
    if one.kind is RequestKind.HR_WRONG:
        return one.about
    return str(REASONS[one.reason]) if one.reason else ""


def state(one: RequestData) -> str:
    """Return how far the request is."""
    if one.outcome is not None:
        return str(OUTCOMES[one.outcome])
    return str(STATES[one.state])


def read_by(one: RequestData, *, reader: str | None, names: Mapping[str, str], day: str) -> str:
    """Return who has read the request and on which day, as `reader` is told it."""
    if one.handled_by == reader:
        return gettext("Read by you on {day}, and not answered yet.").format(day=day)
    name = names.get(one.handled_by or "")
    if name is not None:
        return gettext("Read by {name} on {day}, and not answered yet.").format(name=name, day=day)
    return gettext("Read on {day}, and not answered yet.").format(day=day)

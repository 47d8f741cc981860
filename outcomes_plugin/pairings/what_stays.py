"""What a step in a pairing means for what each side sees: said before the click, and after it."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.programs.data import Role

from .data import PairingStep

_Sentences = tuple[Promise, ...]

_BOTH_READ_WHY = _("{partner} and the coordinators can read the reason.")
_KEPT_NOTES = _("You keep the notes that you wrote. The coordinators still see the days you met.")

_TO_MENTEE: Mapping[PairingStep, _Sentences] = {
    PairingStep.ACCEPT: (
        _("{partner} sees the goals and journal entries that you choose to share with them."),
        _("Answers are seen only where the question says “shared with my mentor”."),
    ),
    PairingStep.PAUSE: (
        _("What you share stays shared. No meeting is expected until you two go on."),
    ),
    PairingStep.RESUME: (_("Everything goes on as it was before the pause."),),
    PairingStep.END: (
        _("{partner} no longer sees your goals, your journal entries or your answers."),
        _KEPT_NOTES,
        _BOTH_READ_WHY,
    ),
}

_TO_MENTOR: Mapping[PairingStep, _Sentences] = {
    PairingStep.ACCEPT: (
        _("You see what {partner} chooses to share with you, as long as you two are paired."),
        _("{partner} sees your meetings and the notes you write for both."),
    ),
    PairingStep.DECLINE: (
        _("Nothing was shared, and nothing will be. The coordinators read the reason."),
        _("{partner} is not told. It stands in the copy of all data that they can ask for."),
    ),
    PairingStep.PAUSE: (
        _("What is shared with you stays shared. No meeting is expected until you two go on."),
    ),
    PairingStep.RESUME: (_("Everything goes on as it was before the pause."),),
    PairingStep.END: (
        _("You no longer see what {partner} shared with you."),
        _KEPT_NOTES,
        _BOTH_READ_WHY,
    ),
}

_TO_COORDINATOR: Mapping[PairingStep, _Sentences] = {
    PairingStep.PROPOSE: (
        _("{mentor} is asked and has three days to answer. Nothing is shared before."),
    ),
    PairingStep.FORM: (
        _("Both are paired at once, without being asked. {mentor} sees what {mentee} shares."),
    ),
    PairingStep.DECLINE: (
        _("The proposal is taken back. Nothing was shared, and {mentee} is not told."),
    ),
    PairingStep.PAUSE: (
        _("What {mentee} shares stays shared. No meeting is expected until the two go on."),
    ),
    PairingStep.RESUME: (_("Everything goes on as it was before the pause."),),
    PairingStep.END: (
        _("{mentor} no longer sees what {mentee} shared. Each keeps the notes they wrote."),
        _("Both can read the reason. This cannot be undone, but the two can be paired again."),
    ),
    PairingStep.HAND_OVER: (
        _("{mentor} no longer sees what {mentee} shared. Each keeps the notes they wrote."),
        _("The new mentor sees nothing of it until {mentee} shares it with them."),
    ),
}

_TOLD = {Role.MENTEE: _TO_MENTEE, Role.MENTOR: _TO_MENTOR, Role.COORDINATOR: _TO_COORDINATOR}


def what_stays(
    step: PairingStep, *, role: Role, partner: str = "", mentee: str = "", mentor: str = ""
) -> Sequence[str]:
    """
    Return what the step means for who sees what, as sentences to the person in that role.

    `partner` is the other one's name, for the two; coordinators are told of both by name.
    """
    names = {"partner": partner, "mentee": mentee, "mentor": mentor}
    return [str(sentence).format(**names) for sentence in _TOLD[role].get(step, ())]

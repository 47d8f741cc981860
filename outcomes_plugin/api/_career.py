"""HR facts: what was sent, and by whom."""

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.api import require
from outcomes_plugin.programs.data import Action, ProgramData, Thing
from outcomes_plugin.progression.api import apply_hr_import, check_hr_import, my_career_facts

__all__ = [
    "apply_hr_import",
    "check_hr_import",
    "hr_program",
    "my_career_facts",
]


def hr_program(actor: Actor, program: str) -> ProgramData:
    """
    Return the program whose HR facts the actor may import.

    Raises:
        NotFound: no such program, or no such right.
    """
    return require(actor, program, Thing.HR_FACTS, Action.IMPORT).program

"""HR facts: what was sent, and by whom."""

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.api import require
from outcomes_plugin.programs.data import Action, ProgramData, Thing
from outcomes_plugin.progression.api import (
    apply_hr_file,
    apply_hr_import,
    apply_hr_rows,
    check_hr_file,
    check_hr_import,
    check_hr_rows,
    discard_held_hr_rows,
    dispute_career_fact,
    disputed_career_facts,
    guess_hr_mapping,
    held_hr_rows,
    hr_imports,
    hr_sources,
    mapping_document,
    mapping_of,
    my_career_facts,
    my_disputes,
    my_reporting_lines,
    preview_hr_file,
    remove_hr_source,
    retract_hr_facts,
    save_hr_source,
    settle_dispute,
)

__all__ = [
    "apply_hr_file",
    "apply_hr_import",
    "apply_hr_rows",
    "check_hr_file",
    "check_hr_import",
    "check_hr_rows",
    "discard_held_hr_rows",
    "dispute_career_fact",
    "disputed_career_facts",
    "guess_hr_mapping",
    "held_hr_rows",
    "hr_imports",
    "hr_program",
    "hr_sources",
    "mapping_document",
    "mapping_of",
    "my_career_facts",
    "my_disputes",
    "my_reporting_lines",
    "preview_hr_file",
    "remove_hr_source",
    "retract_hr_facts",
    "save_hr_source",
    "settle_dispute",
]


def hr_program(actor: Actor, program: str) -> ProgramData:
    """
    Return the program whose HR facts the actor may import.

    Raises:
        NotFound: no such program, or no such right.
    """
    return require(actor, program, Thing.HR_FACTS, Action.IMPORT).program

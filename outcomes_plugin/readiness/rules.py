"""Which steps are done, and what is missing of the others. Pure decisions."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes_plugin.errors import Conflict
from outcomes_plugin.programs.data import Action, Standing, Thing

from .data import SetUpFacts, Step, StepName

# Without people nobody is mentored, without a notice nobody was told; all else can follow.
NEEDED = frozenset({StepName.PEOPLE, StepName.NOTICE})

# Any of them opens the step; it takes the first to get it done.
_RIGHTS: Mapping[StepName, Sequence[tuple[Thing, Action]]] = {
    StepName.PROGRAM: (
        (Thing.SETTINGS, Action.CONFIGURE),
        (Thing.STATUS, Action.CONFIGURE),
    ),
    StepName.COHORTS: ((Thing.COHORTS, Action.CONFIGURE),),
    StepName.PEOPLE: (
        (Thing.MEMBERS, Action.CONFIGURE),
        (Thing.COORDINATORS, Action.CONFIGURE),
    ),
    StepName.PAIRINGS: ((Thing.PAIRINGS, Action.CONFIGURE),),
    StepName.COURSES: ((Thing.COURSE_LINKS, Action.CONFIGURE),),
    StepName.INDICATORS: ((Thing.INDICATORS, Action.CONFIGURE),),
    StepName.INSTRUMENTS: ((Thing.QUESTIONNAIRES, Action.CONFIGURE),),
    StepName.WINDOWS: ((Thing.WINDOWS, Action.CONFIGURE),),
    StepName.NOTICE: ((Thing.NOTICES, Action.CONFIGURE),),
}


def open_steps(standing: Standing) -> frozenset[StepName]:
    """Return the steps that someone of this standing may take."""
    return frozenset(
        name
        for name, rights in _RIGHTS.items()
        if any(standing.allows(thing, action) for thing, action in rights)
    )


def steps_to_do(standing: Standing) -> frozenset[StepName]:
    """Return the steps that someone of this standing can get done, not only add to."""
    return frozenset(name for name, rights in _RIGHTS.items() if standing.allows(*rights[0]))


def steps_of(facts: SetUpFacts) -> Sequence[Step]:
    """Return every step with what it lacks, in the order of setting up."""
    return [
        Step(name=name, is_needed=name in NEEDED, missing=tuple(_MISSING[name](facts)))
        for name in StepName
    ]


def check_can_begin(lacking: Sequence[Step]) -> None:
    """
    Refuse to begin a program that could not keep its word.

    Raises:
        Conflict: with all that is missing, in sentences.
    """
    if lacking:
        sentences = [sentence for step in lacking for sentence in step.missing]
        raise Conflict(
            _("The program cannot begin yet. {missing}").format(missing=" ".join(sentences)),
            steps=[step.name.value for step in lacking],
        )


def _of_program(facts: SetUpFacts) -> Iterable[str]:
    return ()


def _of_cohorts(facts: SetUpFacts) -> Iterable[str]:
    if not facts.cohorts:
        yield _("There is no cohort yet.")


def _of_people(facts: SetUpFacts) -> Iterable[str]:
    if not facts.mentees:
        yield _("Nobody is a mentee yet.")
    if not facts.mentors:
        yield _("Nobody is a mentor yet.")


def _of_pairings(facts: SetUpFacts) -> Iterable[str]:
    waiting = facts.proposed_mentees
    alone = facts.mentees - facts.paired_mentees - waiting
    if not facts.paired_mentees:
        yield _("Nobody is paired yet.")
    elif alone > 0:
        yield ngettext(
            "{count} mentee has no mentor now.", "{count} mentees have no mentor now.", alone
        ).format(count=alone)
    if waiting > 0:
        yield ngettext(
            "{count} mentee waits until a mentor answers.",
            "{count} mentees wait until a mentor answers.",
            waiting,
        ).format(count=waiting)


def _of_courses(facts: SetUpFacts) -> Iterable[str]:
    if not facts.courses:
        yield _("No course is linked yet.")


def _of_indicators(facts: SetUpFacts) -> Iterable[str]:
    if not facts.indicators:
        yield _("There is no indicator yet, so nothing counts toward a result.")


def _of_instruments(facts: SetUpFacts) -> Iterable[str]:
    """Nothing is ever missing: the product brings questionnaires of its own."""
    return ()


def _of_windows(facts: SetUpFacts) -> Iterable[str]:
    if not facts.windows:
        yield _("No survey is planned yet.")
    count = len(facts.hindrances)
    if count:
        yield ngettext(
            "{count} planned survey could not open as things are.",
            "{count} planned surveys could not open as things are.",
            count,
        ).format(count=count)
        yield from dict.fromkeys(facts.hindrances)


def _of_notice(facts: SetUpFacts) -> Iterable[str]:
    if not facts.has_notice:
        yield _("The notice is not published yet.")


_MISSING: Mapping[StepName, Callable[[SetUpFacts], Iterable[str]]] = {
    StepName.PROGRAM: _of_program,
    StepName.COHORTS: _of_cohorts,
    StepName.PEOPLE: _of_people,
    StepName.PAIRINGS: _of_pairings,
    StepName.COURSES: _of_courses,
    StepName.INDICATORS: _of_indicators,
    StepName.INSTRUMENTS: _of_instruments,
    StepName.WINDOWS: _of_windows,
    StepName.NOTICE: _of_notice,
}

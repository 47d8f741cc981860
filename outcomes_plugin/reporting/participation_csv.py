"""Who was asked and has answered, as CSV for coordinators: participation, and never an answer."""

import csv
import io
from collections.abc import Mapping

from django.utils.translation import gettext as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import PersonDone, WindowData

from .export import safe_text

COLUMNS = (
    "window",
    "title",
    "role",
    "state",
    "opened_on",
    "closes_on",
    "cohort",
    "name",
    "answered",
    "late",
)


def participation_csv(
    actor: Actor, program: programs_api.ProgramRef, *, names: Mapping[str, str]
) -> str:
    """
    Return a line for each person asked in each window that has opened, with a header.

    Whoever would rather not answer is among those who have not. `names` are those of the program's
    people; whoever is not in it was erased.

    Raises:
        NotFound: no such program, or the actor may not see who has answered.
    """
    data = programs_api.require(actor, program, Thing.PARTICIPATION, Action.READ).program
    titles = {cohort.id: cohort.title for cohort in programs_api.cohorts(data.id)}
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for window, people in surveys_api.who_has_answered(actor, data.id):
        facts = _facts(window)
        writer.writerows(facts | _person(one, names, titles) for one in people)
    return target.getvalue()


def _facts(window: WindowData) -> dict[str, str]:
    return {
        "window": window.key,
        "title": safe_text(window.title),
        "role": window.role,
        "state": window.state.value,
        "opened_on": (window.opened_at or window.opens_at).date().isoformat(),
        "closes_on": (window.closed_at or window.closes_at).date().isoformat(),
    }


def _person(one: PersonDone, names: Mapping[str, str], titles: Mapping[int, str]) -> dict[str, str]:
    return {
        "cohort": safe_text(titles.get(one.cohort_id or 0, "")),
        "name": safe_text(names.get(one.person, _("Someone who was erased"))),
        "answered": "yes" if one.has_answered else "no",
        "late": "yes" if one.is_late else "no",
    }

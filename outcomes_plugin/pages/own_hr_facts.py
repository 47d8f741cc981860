"""What HR sent about a person: shown to them on their data's page, and called wrong by them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.panels.request_words import CAREER
from outcomes_plugin.progression.data import CareerEventData, HrKind, SpellData
from outcomes_plugin.progression.hr.data import DisputeData, DisputeOutcome

from . import http, words

_Said = Mapping[tuple[HrKind, int], DisputeData]


@dataclass(frozen=True, kw_only=True)
class OwnFact:
    """One fact in words, and what became of it when its person called it wrong."""

    kind: HrKind
    id: int
    words: str | Promise
    program: str
    state: str | Promise
    is_open: bool


def own_hr_facts(actor: Actor) -> Sequence[OwnFact]:
    """Return what HR sent about the actor, by kind and day."""
    spells, events = api.my_career_facts(actor)
    if not spells and not events:
        return ()
    said = {(one.kind, one.fact_id): one for one in reversed(api.my_disputes(actor))}
    titles = {program.id: program.title for program, _roles in api.programs_for(actor)}
    return [
        *(_fact(HrKind.SPELLS, one, _employed(one), titles, said) for one in spells),
        *(_fact(HrKind.EVENTS, one, _step(one), titles, said) for one in events),
    ]


@http.page("POST")
def dispute_hr_fact(request: HttpRequest, actor: Actor, kind: str, fact_id: int) -> HttpResponse:
    """Tell the HR data stewards that a fact about the actor is wrong."""
    if kind not in set(HrKind):
        raise NotFound
    dispute = api.dispute_career_fact(actor, HrKind(kind), fact_id, at=http.now())
    return JsonResponse({"sentence": _state(dispute)})


def _fact(
    kind: HrKind,
    fact: SpellData | CareerEventData,
    told: str,
    titles: Mapping[int, str],
    said: _Said,
) -> OwnFact:
    dispute = said.get((kind, fact.id))
    return OwnFact(
        kind=kind,
        id=fact.id,
        words=told,
        program=titles.get(fact.program_id, ""),
        state=_state(dispute) if dispute is not None else "",
        is_open=dispute is not None and dispute.outcome is None,
    )


def _employed(spell: SpellData) -> str:
    start = words.date_of(spell.starts_on)
    if spell.ends_on is None:
        return _("Employed from {day} on.").format(day=start)
    end = words.date_of(spell.ends_on)
    return _("Employed from {day} to {end}.").format(day=start, end=end)


def _step(event: CareerEventData) -> str:
    return _("{step}: {day}.").format(step=CAREER[event.kind], day=words.date_of(event.on))


def _state(dispute: DisputeData) -> str:
    day = words.date_of(dispute.disputed_at.date())
    if dispute.outcome is None:
        return _("You said on {day} that this is wrong. HR looks at it.").format(day=day)
    if dispute.outcome is DisputeOutcome.CORRECTED:
        return _("You said on {day} that this is wrong. HR has corrected it.").format(day=day)
    return _("You said on {day} that this is wrong. HR has checked it, and it stays.").format(
        day=day
    )

"""Career facts as the person reads them, and as events and exposure for releases."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import MemberData, ProgramData, Role

from .data import CareerEventData, CareerKind, Exposure, SpellData
from .models import CareerEvent, EmploymentSpell
from .rules import Days, days_at_risk, is_within, person_years

_CHUNK = 1000


def my_career_facts(actor: Actor) -> tuple[Sequence[SpellData], Sequence[CareerEventData]]:
    """Return what HR sent about the actor."""
    spells = EmploymentSpell.objects.filter(person=actor.person).order_by("starts_on")
    events = CareerEvent.objects.filter(person=actor.person).order_by("on")
    return [_spell_data(spell) for spell in spells], [_event_data(event) for event in events]


def event_exposure(
    program: ProgramData, *, kind: CareerKind, starts_on: date, ends_on: date
) -> Sequence[Exposure]:
    """
    Return, by cohort, the verified events of a kind and the time at risk, from `starts_on` up to
    and without `ends_on`. For applets above; checks no right.

    A mentee is at risk while both a member and employed; someone of whom HR said nothing is not
    counted. Leaving ends the time at risk and is never counted as "not promoted".
    """
    people: dict[int | None, set[str]] = defaultdict(set)
    events: dict[int | None, int] = defaultdict(int)
    years: dict[int | None, float] = defaultdict(float)
    members = programs_api.members_during(
        program.id,
        role=Role.MENTEE,
        starts_at=_midnight(program, starts_on),
        ends_at=_midnight(program, ends_on),
    )
    for start in range(0, len(members), _CHUNK):
        chunk = members[start : start + _CHUNK]
        spells = _spells_of(program.id, chunk)
        steps = _event_days(program.id, chunk, kind)
        for member in chunk:
            within = _membership_days(program, member, starts_on, ends_on)
            at_risk = days_at_risk(spells[member.person], within=within)
            if at_risk:
                people[member.cohort_id].add(member.person)
                years[member.cohort_id] += person_years(at_risk)
                events[member.cohort_id] += sum(
                    is_within(day, at_risk) for day in steps[member.person]
                )
    return [
        Exposure(cohort_id=cohort, people=len(found), events=events[cohort], years=years[cohort])
        for cohort, found in people.items()
    ]


def _membership_days(
    program: ProgramData, member: MemberData, starts_on: date, ends_on: date
) -> Days:
    joined_on = member.joined_at.astimezone(program.zone).date()
    left_on = member.left_at.astimezone(program.zone).date() if member.left_at else ends_on
    return max(joined_on, starts_on), min(left_on, ends_on)


def _midnight(program: ProgramData, day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=program.zone)


def _spells_of(program_id: int, members: Sequence[MemberData]) -> Mapping[str, Sequence[SpellData]]:
    found: dict[str, list[SpellData]] = defaultdict(list)
    persons = [member.person for member in members]
    for spell in EmploymentSpell.objects.filter(program_id=program_id, person__in=persons):
        found[spell.person].append(_spell_data(spell))
    return found


def _event_days(
    program_id: int, members: Sequence[MemberData], kind: CareerKind
) -> Mapping[str, Sequence[date]]:
    found: dict[str, list[date]] = defaultdict(list)
    verified = CareerEvent.objects.filter(
        program_id=program_id,
        person__in=[member.person for member in members],
        kind=kind,
        is_verified=True,
    )
    for person, day in verified.values_list("person", "on"):
        found[person].append(day)
    return found


def _spell_data(spell: EmploymentSpell) -> SpellData:
    return SpellData(
        person=spell.person,
        starts_on=spell.starts_on,
        ends_on=spell.ends_on,
        leave_reason=spell.leave_reason,
        org_unit=spell.org_unit,
        program_id=spell.program_id,
        source=spell.source,
        id=spell.id,
        source_key=spell.source_key,
    )


def _event_data(event: CareerEvent) -> CareerEventData:
    return CareerEventData(
        person=event.person,
        kind=CareerKind(event.kind),
        on=event.on,
        is_verified=event.is_verified,
        program_id=event.program_id,
        source=event.source,
        id=event.id,
        source_key=event.source_key,
    )

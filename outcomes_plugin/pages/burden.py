"""How much is asked of people, in words for coordinators."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs.data import Action, Standing, Thing
from outcomes_plugin.surveys.data import (
    BurdenData,
    BurdenMeasure,
    PostponementData,
    WindowData,
)

from . import http, words


@dataclass(frozen=True, kw_only=True)
class RoleLine:
    """The minutes that a program asked of a typical person of a role."""

    role: str | Promise
    minutes: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Burden:
    """What the panel of the burden says. `windows` are those in which somebody was put off."""

    data: BurdenData
    roles: Sequence[RoleLine]
    windows: Sequence[WindowData]


def burden(actor: Actor, held: Standing, windows: Sequence[WindowData]) -> Burden | None:
    """Return what a coordinator reads of the burden; None for others."""
    if not held.allows(Thing.PARTICIPATION, Action.READ):
        return None
    slug = held.program.slug
    data = api.burden_of(actor, slug, at=http.now())
    put_off = {one.window_id for one in api.postponements(actor, slug)}
    moved = {one.window_id for one in api.person_shifts(actor, slug)}
    return Burden(
        data=data,
        roles=[
            RoleLine(
                role=words.HOLDERS[one.role],
                minutes=_minutes(one.minutes),
                about=_about(one.people, data.days),
            )
            for one in data.roles
        ],
        windows=[one for one in windows if one.id in put_off | moved],
    )


def _minutes(found: float) -> str:
    whole = round(found)
    return ngettext("{count} minute", "{count} minutes", whole).format(count=whole)


def _about(people: int, days: int) -> str:
    return ngettext(
        "in the last {days} days, for the {count} person who was asked",
        "in the last {days} days, for a typical one of the {count} people who were asked",
        people,
    ).format(days=days, count=people)


def why_enough(one: PostponementData) -> str:
    """Return why somebody was put off; not what they were asked, nor where."""
    if one.measure is BurdenMeasure.INVITATIONS:
        said = _("Was sent enough surveys in the last {days} days, here or elsewhere.")
    else:
        said = _("Was asked enough minutes in the last {days} days, here or elsewhere.")
    return said.format(days=one.days)

"""People by hand: give somebody a role, move them to another cohort, end their role."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs.data import (
    Action,
    NamedMember,
    ProgramData,
    Role,
    Thing,
)
from outcomes_plugin.readiness.data import SetUp, StepName

from . import http, words
from .forms import Field, Form, Kind, Option, options_of
from .set_up_found import found_sentence, user_named
from .set_up_frame import Answer, done, step_page, step_url
from .told import Told

_IN_COHORTS = (Role.MENTEE, Role.MENTOR)


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One member as they are listed, and where they can be changed."""

    name: str
    username: str
    role: str | Promise
    cohort: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The one member whom the reader changes."""

    name: str
    role: str | Promise
    cohort_form: Form | None
    end_form: Form


def _show(request: HttpRequest, actor: Actor, set_up: SetUp) -> Mapping[str, Any]:
    slug = set_up.program.slug
    titles = {one.slug: one.title for one in api.cohorts_of(actor, slug)}
    people = api.named_members(actor, slug)
    chosen_id = request.GET.get("member", "")
    chosen = next((one for one in people if str(one.member.id) == chosen_id), None)
    roles = api.roles_to_give(set_up.standing)
    return {
        "add": _add_form(roles, titles, is_main=chosen is None),
        "groups": list(_groups(people, titles, slug, chosen)),
        "chosen": _chosen(chosen, titles) if chosen else None,
        "import_url": _import_url(set_up),
    }


def _groups(
    people: Sequence[NamedMember],
    titles: Mapping[str, str],
    slug: str,
    chosen: NamedMember | None,
) -> Iterator[tuple[str | Promise, Sequence[PersonRow]]]:
    page = step_url(StepName.PEOPLE, slug)
    for role, title in words.HOLDERS.items():
        rows = [
            PersonRow(
                name=one.name,
                username=one.username,
                role=words.ROLES[role],
                cohort=titles.get(one.member.cohort, one.member.cohort),
                url=f"{page}?member={one.member.id}",
                is_chosen=one is chosen,
            )
            for one in people
            if one.member.role == role
        ]
        if rows:
            yield title, rows


def _import_url(set_up: SetUp) -> str:
    if not set_up.standing.allows(Thing.MEMBERS, Action.CONFIGURE):
        return ""
    return reverse("outcomes_plugin:people", args=[set_up.program.slug])


def _add_form(roles: Sequence[Role], titles: Mapping[str, str], *, is_main: bool) -> Form:
    fields = [
        Field(
            name="person",
            label=_("Person"),
            kind=Kind.PERSON,
            hint=_("The exact username or mail address."),
        ),
        Field(
            name="role",
            label=_("Role"),
            kind=Kind.CHOICE,
            value=roles[0],
            options=options_of((role.value, words.ROLES[role]) for role in roles),
        ),
    ]
    if set(_IN_COHORTS) & set(roles):
        fields.append(_cohort_field(titles, ""))
    return Form(uid="add-person", action="add", button=_("Add"), fields=fields, is_main=is_main)


def _cohort_field(titles: Mapping[str, str], value: str) -> Field:
    return Field(
        name="cohort",
        label=_("Cohort"),
        kind=Kind.CHOICE,
        is_needed=False,
        value=value,
        options=[Option(value="", label=_("Without a cohort")), *options_of(titles.items())],
    )


def _chosen(one: NamedMember, titles: Mapping[str, str]) -> Chosen:
    member = one.member
    cohort_form = Form(
        uid=f"cohort-of-{member.id}",
        action="move",
        subject=str(member.id),
        heard=one.name,
        button=_("Save"),
        fields=[_cohort_field(titles, member.cohort)],
    )
    return Chosen(
        name=one.name,
        role=words.ROLES[member.role],
        cohort_form=cohort_form if member.role in _IN_COHORTS else None,
        end_form=Form(
            uid=f"end-{member.id}",
            action="end",
            subject=str(member.id),
            heard=one.name,
            button=_("End this role"),
        ),
    )


def _find(actor: Actor, program: ProgramData, told: Told) -> Answer:
    return done(found_sentence(api.find_user_to_add(actor, program.slug, told.text("person"))))


def _add(actor: Actor, program: ProgramData, told: Told) -> Answer:
    found = api.find_user_to_add(actor, program.slug, told.text("person"))
    user_id, role, cohort = user_named(told, found), told.text("role"), told.text("cohort")
    told.check()
    api.add_member(
        actor,
        program.slug,
        user_id=user_id,
        role=role,
        cohort=cohort if role in _IN_COHORTS else "",
        at=http.now(),
    )
    return done(
        _("{name} has the role “{role}” now.").format(
            name=found.name if found else "", role=words.ROLES[role]
        )
    )


def _move(actor: Actor, program: ProgramData, told: Told) -> Answer:
    one = _member_of(actor, program, told)
    api.change_member(
        actor,
        one.member.id,
        cohort=told.text("cohort"),
        attributes=one.member.attributes,
        at=http.now(),
    )
    return done(_("{name} is saved.").format(name=one.name))


def _end(actor: Actor, program: ProgramData, told: Told) -> Answer:
    one = _member_of(actor, program, told)
    api.end_membership(actor, one.member.id, at=http.now())
    return done(_("The role of {name} has ended.").format(name=one.name))


def _member_of(actor: Actor, program: ProgramData, told: Told) -> NamedMember:
    wanted = told.text("subject")
    for one in api.named_members(actor, program.slug):
        if str(one.member.id) == wanted:
            return one
    raise NotFound


people = step_page(
    StepName.PEOPLE,
    show=_show,
    acts={"find": _find, "add": _add, "move": _move, "end": _end},
)

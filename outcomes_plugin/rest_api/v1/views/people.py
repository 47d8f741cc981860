"""Who is in a program, and files of people, pairings and HR facts."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.parsers import MultiPartParser

from outcomes_plugin import api
from outcomes_plugin.errors import NotFound
from outcomes_plugin.goals.data import HelpNote
from outcomes_plugin.programs.data import ImportPlan, MemberData, NamedMember
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import setting_up as shapes
from outcomes_plugin.rest_api.v1.shapes.goals import HelpNote as HelpNoteShape

from .lookups import user_found


class Members(OutcomesView):
    """The people of a program."""

    @endpoint(lists=shapes.Member)
    def get(self, slug: str) -> Sequence[NamedMember]:
        """List who has which role in a program now."""
        return api.named_members(self.actor, slug)

    @endpoint(takes=shapes.MemberTold, gives=shapes.MemberKept, answers=201)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> MemberData:
        """Give somebody a role in a program."""
        user_id = user_found(api.find_user_to_add(self.actor, slug, told["person"]), field="person")
        return api.add_member(
            self.actor,
            slug,
            user_id=user_id,
            role=told["role"],
            cohort=told["cohort"],
            attributes=told["attributes"],
            at=self.at,
        )


class OneMember(OutcomesView):
    """One role of one person."""

    @endpoint(takes=shapes.MemberChange, gives=shapes.MemberKept)
    def put(self, member_id: int, *, told: Mapping[str, Any]) -> MemberData:
        """Move a member to another cohort, and set what else is known of them."""
        return api.change_member(self.actor, member_id, **told, at=self.at)

    @endpoint(gives=shapes.MemberKept)
    def delete(self, member_id: int) -> MemberData:
        """End a role, and with it the pairings that need it."""
        return api.end_membership(self.actor, member_id, at=self.at)


class HelpWanted(OutcomesView):
    """Who would like help."""

    @endpoint(lists=HelpNoteShape)
    def get(self, slug: str) -> Sequence[Mapping[str, Any]]:
        """List, for coordinators, whose last check-in asks them for help, the newest first."""
        found: Sequence[HelpNote] = api.help_wanted(self.actor, slug)
        names = api.names_in_program(self.actor, slug) if found else {}
        unknown = _("Someone who was erased")
        return [{"name": names.get(one.person, unknown), "at": one.at} for one in found]


class CheckFile(OutcomesView):
    """A CSV file before it is applied: members, pairings, spells or events."""

    parser_classes = (MultiPartParser,)

    @endpoint(takes=shapes.FileTold, gives=shapes.Plan)
    def post(self, slug: str, kind: str, *, told: Mapping[str, Any]) -> ImportPlan:
        """Say what a file would do; nothing is written."""
        return _known(_CHECKS, kind)(self, slug, told["file"].read())


class ApplyFile(OutcomesView):
    """A CSV file that was checked."""

    parser_classes = (MultiPartParser,)

    @endpoint(takes=shapes.CheckedFileTold, gives=shapes.Plan)
    def post(self, slug: str, kind: str, *, told: Mapping[str, Any]) -> ImportPlan:
        """Apply the very file that was checked."""
        return _known(_APPLIES, kind)(self, slug, told["file"].read(), told["digest"])


def _known(
    by_kind: Mapping[str, Callable[..., ImportPlan]], kind: str
) -> Callable[..., ImportPlan]:
    if kind not in by_kind:
        raise NotFound
    return by_kind[kind]


def _check_members(view: OutcomesView, slug: str, raw: bytes) -> ImportPlan:
    return api.check_members_import(view.actor, slug, raw)


def _check_pairings(view: OutcomesView, slug: str, raw: bytes) -> ImportPlan:
    return api.check_pairings_import(view.actor, slug, raw, at=view.at)


def _check_spells(view: OutcomesView, slug: str, raw: bytes) -> ImportPlan:
    return api.check_hr_import(view.actor, slug, HrKind.SPELLS, raw)


def _check_events(view: OutcomesView, slug: str, raw: bytes) -> ImportPlan:
    return api.check_hr_import(view.actor, slug, HrKind.EVENTS, raw)


def _apply_members(view: OutcomesView, slug: str, raw: bytes, digest: str) -> ImportPlan:
    return api.apply_members_import(view.actor, slug, raw, digest=digest, at=view.at)


def _apply_pairings(view: OutcomesView, slug: str, raw: bytes, digest: str) -> ImportPlan:
    return api.apply_pairings_import(view.actor, slug, raw, digest=digest, at=view.at)


def _apply_spells(view: OutcomesView, slug: str, raw: bytes, digest: str) -> ImportPlan:
    return api.apply_hr_import(view.actor, slug, HrKind.SPELLS, raw, digest=digest, at=view.at)


def _apply_events(view: OutcomesView, slug: str, raw: bytes, digest: str) -> ImportPlan:
    return api.apply_hr_import(view.actor, slug, HrKind.EVENTS, raw, digest=digest, at=view.at)


_CHECKS: Mapping[str, Callable[..., ImportPlan]] = {
    "members": _check_members,
    "pairings": _check_pairings,
    "spells": _check_spells,
    "events": _check_events,
}
_APPLIES: Mapping[str, Callable[..., ImportPlan]] = {
    "members": _apply_members,
    "pairings": _apply_pairings,
    "spells": _apply_spells,
    "events": _apply_events,
}

"""Programs and their notices."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings

from outcomes_plugin import api
from outcomes_plugin.consent.data import NoticeData
from outcomes_plugin.consent.purposes import Purpose
from outcomes_plugin.errors import NotFound
from outcomes_plugin.governance.data import Ending
from outcomes_plugin.programs.data import ProgramData, Standing
from outcomes_plugin.readiness.data import SetUp
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import programs as shapes
from outcomes_plugin.rest_api.v1.shapes.base import Nothing

from .lookups import user_found


class Programs(OutcomesView):
    """The programs in which one has a role."""

    @endpoint(lists=shapes.OwnProgram)
    def get(self) -> Sequence[Mapping[str, Any]]:
        """List one's programs, each with one's roles in it."""
        return [
            {"program": program, "roles": sorted(roles)}
            for program, roles in api.programs_for(self.actor)
        ]

    @endpoint(takes=shapes.ProgramTold, gives=shapes.Program, answers=201)
    def post(self, *, told: Mapping[str, Any]) -> ProgramData:
        """Make a program and name its first coordinator, as global staff."""
        named = api.find_user_to_coordinate(self.actor, told["coordinator"])
        facts = {name: value for name, value in told.items() if name != "coordinator"}
        coordinator = user_found(named, field="coordinator")
        return api.create_program(self.actor, **facts, coordinator_user_id=coordinator, at=self.at)


class OneProgram(OutcomesView):
    """One program."""

    @endpoint(gives=shapes.OwnProgram)
    def get(self, slug: str) -> Mapping[str, Any]:
        """Read a program, and what one is to it."""
        held: Standing = api.whole_standing(self.actor, slug)
        return {"program": held.program, "roles": sorted(held.roles)}

    @endpoint(takes=shapes.ProgramChange, gives=shapes.Program)
    def patch(self, slug: str, *, told: Mapping[str, Any]) -> ProgramData:
        """Change some settings of a program."""
        facts = {name: value for name, value in told.items() if name != "edition"}
        return api.change_program(self.actor, slug, **facts, seen=told["edition"], at=self.at)

    def current(self) -> Mapping[str, Any]:
        """Return the program as it is now."""
        held = api.whole_standing(self.actor, self.kwargs["slug"])
        return dict(shapes.Program(held.program).data)


class ProgramSetUp(OutcomesView):
    """How far a program is set up."""

    @endpoint(gives=shapes.SetUp)
    def get(self, slug: str) -> SetUp:
        """Read how far a program is set up, and what is missing."""
        return api.set_up_of(self.actor, slug)


class BeginProgram(OutcomesView):
    """A program that begins."""

    @endpoint(takes=Nothing, gives=shapes.Program)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> ProgramData:
        """Begin a program that can keep its word: it has people and a notice."""
        return api.begin_program(self.actor, slug, at=self.at)


class EndProgram(OutcomesView):
    """A program that ends."""

    @endpoint(gives=shapes.Ending)
    def get(self, slug: str) -> Ending:
        """Read what ends with a program if it ends now, what stays, and until when."""
        return api.ending_of(self.actor, slug, at=self.at)

    @endpoint(takes=Nothing, gives=shapes.Program)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> ProgramData:
        """End a program for good, with the windows and proposals that still wait in it."""
        return api.end_program(self.actor, slug, at=self.at)


class Notice(OutcomesView):
    """What people of a program are told before they start."""

    @endpoint(gives=shapes.Notice)
    def get(self, slug: str) -> Mapping[str, Any]:
        """Read the notice in force, in one's language."""
        found = api.notice_in_force(self.actor, slug)
        if found is None:
            raise NotFound
        return _in_language(found, self.language)

    @endpoint(takes=shapes.NoticeTold, gives=shapes.Notice, answers=201)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Publish a new version of the notice, as a coordinator."""
        languages = [code for code, _name in settings.LANGUAGES]
        notice = api.write_notice(self.actor, slug, **told, languages=languages, at=self.at)
        return _in_language(notice, self.language)


class ReadNotice(OutcomesView):
    """That one was shown the notice."""

    @endpoint(takes=shapes.NoticeRead)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> None:
        """Record that one was shown this version of the notice and starts."""
        api.read_notice(self.actor, slug, version=told["version"], at=self.at)


class Purposes(OutcomesView):
    """What a notice can tell of."""

    @endpoint(lists=shapes.Purpose)
    def get(self) -> Sequence[Purpose]:
        """List every purpose that a notice can tell of, those that a program needs first."""
        return api.notice_purposes()


def _in_language(notice: NoticeData, language: str) -> Mapping[str, Any]:
    return {
        "version": notice.version,
        "text": notice.in_language(language),
        "months_kept": notice.months_kept,
        "key_destroyed_on": notice.key_destroyed_on,
        "published_at": notice.published_at,
    }

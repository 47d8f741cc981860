"""How much is asked of people, who was put off, and windows that were moved for one person."""

from collections.abc import Mapping, Sequence
from typing import Any

from outcomes_plugin import api
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import burden as shapes
from outcomes_plugin.rest_api.v1.shapes.windows import Window
from outcomes_plugin.surveys.data import (
    BurdenData,
    PersonShiftData,
    PostponementData,
    WindowData,
)


class ProgramBurden(OutcomesView):
    """How much a program asks."""

    @endpoint(gives=shapes.Burden)
    def get(self, slug: str) -> BurdenData:
        """Read how much was asked lately of a typical person, and how many were put off."""
        return api.burden_of(self.actor, slug, at=self.at)


class Postponed(OutcomesView):
    """Who was put off."""

    @endpoint(lists=shapes.Postponement)
    def get(self, window_id: int) -> Sequence[PostponementData]:
        """List who was not asked in a window since enough was asked of them, and until when."""
        slug = api.participation(self.actor, window_id).window.program_slug
        return api.postponements(self.actor, slug, window_id=window_id)


class PersonShifts(OutcomesView):
    """For whom a window was moved."""

    @endpoint(lists=shapes.PersonShift)
    def get(self, window_id: int) -> Sequence[PersonShiftData]:
        """List for whom a window was moved."""
        slug = api.participation(self.actor, window_id).window.program_slug
        return api.person_shifts(self.actor, slug, window_id=window_id)


class OnePersonShift(OutcomesView):
    """A window that is moved for one person."""

    @endpoint(takes=shapes.PersonShiftTold, gives=shapes.PersonShift)
    def put(self, window_id: int, person: str, *, told: Mapping[str, Any]) -> PersonShiftData:
        """Let a window close later for one person, or ask them not before a day."""
        return api.shift_person(self.actor, window_id, person, **told, at=self.at)

    @endpoint()
    def delete(self, window_id: int, person: str) -> None:
        """Take that back."""
        api.unshift_person(self.actor, window_id, person, at=self.at)


class WindowReminders(OutcomesView):
    """How often one is reminded of a window."""

    @endpoint(takes=shapes.RemindersTold, gives=Window)
    def put(self, window_id: int, *, told: Mapping[str, Any]) -> WindowData:
        """Let a window send fewer reminders than the site does."""
        return api.limit_reminders(self.actor, window_id, most=told["most"], at=self.at)

"""The calendar of one's surveys."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from outcomes_plugin import api
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import surveys as shapes
from outcomes_plugin.rest_api.v1.shapes.base import Nothing
from outcomes_plugin.surveys.data import CalendarData


class OwnCalendar(OutcomesView):
    """The private address at which a calendar program reads when one's surveys are."""

    @endpoint(gives=shapes.Calendar)
    def get(self) -> CalendarData:
        """Read since when there is an address; it is told only when it is made."""
        return api.own_calendar(self.actor)

    @endpoint(takes=Nothing, gives=shapes.CalendarAddress, answers=201)
    def post(self, *, told: Mapping[str, Any]) -> Mapping[str, str]:
        """Make an address; an earlier one is no longer answered."""
        token = api.make_calendar(self.actor, at=self.at)
        return {"address": api.absolute_url(reverse("outcomes_plugin:calendar", args=[token]))}

    @endpoint()
    def delete(self) -> None:
        """Stop the address."""
        api.stop_calendar(self.actor, at=self.at)

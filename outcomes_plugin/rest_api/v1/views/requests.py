"""Requests: one's own, and those that wait for one's answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.requests.data import RequestData
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import requests as shapes
from outcomes_plugin.rest_api.v1.shapes.base import Nothing


class OwnRequests(OutcomesView):
    """One's own requests in a program."""

    @endpoint(lists=shapes.OwnRequest)
    def get(self, slug: str) -> Sequence[RequestData]:
        """List one's own requests, the newest first."""
        program = api.own_program(self.actor, slug)
        return api.my_requests(self.actor, program.id)

    @endpoint(takes=shapes.RequestTold, gives=shapes.OwnRequest, answers=201)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> RequestData:
        """Ask those who run the program for something; nobody else learns of it."""
        return api.make_request(self.actor, slug, **told, at=self.at)


class RequestReaders(OutcomesView):
    """Who reads what."""

    @endpoint(gives=shapes.Readers)
    def get(self, slug: str) -> Mapping[str, Any]:
        """Tell what one may ask of the program, and by name who would read it."""
        return {"readers": api.request_readers(self.actor, slug)}


class WithdrawRequest(OutcomesView):
    """A request that is taken back."""

    @endpoint(takes=Nothing, gives=shapes.OwnRequest)
    def post(self, request_id: int, *, told: Mapping[str, Any]) -> RequestData:
        """Withdraw a request of one's own."""
        return api.withdraw_request(self.actor, request_id, at=self.at)


class OpenRequests(OutcomesView):
    """What waits for one's answer."""

    @endpoint(lists=shapes.Request)
    def get(self, slug: str) -> Sequence[Mapping[str, Any]]:
        """List the requests that one may answer and that are not answered yet."""
        return _named(self, slug, api.open_requests(self.actor, slug))


class AnsweredRequests(OutcomesView):
    """What was answered."""

    @endpoint(lists=shapes.Request)
    def get(self, slug: str) -> Sequence[Mapping[str, Any]]:
        """List the requests that one may answer and that were answered lately."""
        return _named(self, slug, api.answered_requests(self.actor, slug))


class AcknowledgeRequest(OutcomesView):
    """A request that was read."""

    @endpoint(takes=Nothing, gives=shapes.OwnRequest)
    def post(self, request_id: int, *, told: Mapping[str, Any]) -> RequestData:
        """Tell the asker that the request was read."""
        return api.acknowledge_request(self.actor, request_id, at=self.at)


class AnswerRequest(OutcomesView):
    """A request that is answered."""

    @endpoint(takes=shapes.AnswerTold, gives=shapes.OwnRequest)
    def post(self, request_id: int, *, told: Mapping[str, Any]) -> RequestData:
        """Answer a request, which closes it."""
        return api.answer_request(self.actor, request_id, **told, at=self.at)


def _named(
    view: OutcomesView, slug: str, found: Sequence[RequestData]
) -> Sequence[Mapping[str, Any]]:
    names = api.names_of_askers(view.actor, slug) if found else {}
    return [
        {
            "name": names.get(one.person, _("Someone who was erased")),
            "request": one,
            "outcomes": api.request_outcomes(one.kind),
        }
        for one in found
    ]

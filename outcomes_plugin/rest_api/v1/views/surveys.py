"""Surveys that one is asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from outcomes_plugin import api
from outcomes_plugin.errors import NotFound
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import surveys as shapes
from outcomes_plugin.rest_api.v1.shapes.base import Nothing
from outcomes_plugin.surveys.data import DraftKept, OwnWindow, Receipt, SurveyState, SurveyView

_NOT_FOR_ONE = frozenset({SurveyState.NO_PROGRAM, SurveyState.NOT_ASKED})


class OwnSurveys(OutcomesView):
    """The surveys of a program that one is asked."""

    @endpoint(lists=shapes.OwnWindow)
    def get(self, slug: str) -> Sequence[OwnWindow]:
        """List the surveys that one can answer now, has answered, or will be asked."""
        program = api.own_program(self.actor, slug)
        return api.own_windows(self.actor, program.id, at=self.at)


class OneSurvey(OutcomesView):
    """One survey."""

    @endpoint(gives=shapes.Survey)
    def get(self, slug: str, key: str) -> SurveyView:
        """Read a survey that one is or was asked: its questions, and who sees the answers."""
        return _survey(self, slug, key)


class SurveyAnswers(OutcomesView):
    """One's own answers; they are read with the survey while they can be changed."""

    @endpoint(takes=shapes.AnswersTold, gives=shapes.Receipt)
    def put(self, slug: str, key: str, *, told: Mapping[str, Any]) -> Receipt:
        """Send answers, or change them; the same answers sent twice are received once."""
        return api.submit_survey(self.actor, slug, key, **told, at=self.at)

    def current(self) -> Mapping[str, Any]:
        """Return the survey as it is now: its questions, its notice where that is new."""
        found = _survey(self, self.kwargs["slug"], self.kwargs["key"])
        return dict(shapes.Survey(found).data)


class SurveyDraft(OutcomesView):
    """What one has begun and not sent; it is read with the survey."""

    @endpoint(takes=shapes.DraftTold, gives=shapes.DraftKept)
    def put(self, slug: str, key: str, *, told: Mapping[str, Any]) -> DraftKept:
        """Keep what one has chosen so far, where no other device has gone on since."""
        return api.keep_survey_draft(self.actor, slug, key, **told, at=self.at)

    def current(self) -> Mapping[str, Any]:
        """Return the survey as it is now, with what another device has kept."""
        found = _survey(self, self.kwargs["slug"], self.kwargs["key"])
        return dict(shapes.Survey(found).data)


class SurveyDecline(OutcomesView):
    """That one would rather not answer."""

    @endpoint(takes=Nothing, gives=shapes.Receipt)
    def put(self, slug: str, key: str, *, told: Mapping[str, Any]) -> Receipt:
        """Say that one would rather not answer."""
        return api.decline_survey(self.actor, slug, key, at=self.at)

    @endpoint(gives=shapes.Receipt)
    def delete(self, slug: str, key: str) -> Receipt:
        """Take back that one would rather not answer."""
        return api.undo_survey_decline(self.actor, slug, key, at=self.at)


def _survey(view: OutcomesView, slug: str, key: str) -> SurveyView:
    found = api.survey_view(view.actor, slug, key, at=view.at, language=view.language)
    if found.state in _NOT_FOR_ONE:
        raise NotFound
    return found

"""Questionnaires of a program: read them, and take one over from a file."""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework.parsers import MultiPartParser

from outcomes_plugin import api
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import instruments as shapes
from outcomes_plugin.surveys.data import InstrumentData
from outcomes_plugin.surveys.instrument_data import InstrumentLine


class Questionnaires(OutcomesView):
    """The questionnaires of a program."""

    @endpoint(lists=shapes.Questionnaire)
    def get(self, slug: str) -> Sequence[InstrumentLine]:
        """List the questionnaires of a program, with what asks them and what they count toward."""
        return api.instrument_lines(self.actor, slug, language=self.language)


class OneQuestionnaire(OutcomesView):
    """One questionnaire."""

    @endpoint(gives=shapes.Document)
    def get(self, slug: str, key: str) -> Mapping[str, Any]:
        """Read a questionnaire as its JSON document."""
        return {"key": key, "document": api.instrument_document(self.actor, slug, key)}


class CheckTakeover(OutcomesView):
    """A questionnaire of another tool, before it is used."""

    parser_classes = (MultiPartParser,)

    @endpoint(takes=shapes.TakeoverTold, gives=shapes.Takeover)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Say what could be made of a file, and what could not; nothing is written."""
        raw, replaces = told["file"].read(), told["replaces"]
        plan = api.check_takeover(self.actor, slug, raw, replaces=replaces)
        taken = plan.taken
        bridge = (
            api.instrument_changes(self.actor, slug, replaces, taken.document)
            if replaces and plan.is_applicable
            else None
        )
        return {
            "digest": plan.digest,
            "source": taken.source,
            "key": plan.key,
            "replaces": replaces,
            "is_applicable": plan.is_applicable,
            "document": taken.document,
            "left_out": taken.left_out,
            "notes": taken.notes,
            "problems": plan.problems,
            "changes": bridge.changes if bridge is not None else (),
        }


class ApplyTakeover(OutcomesView):
    """A questionnaire of another tool that was checked."""

    parser_classes = (MultiPartParser,)

    @endpoint(takes=shapes.CheckedTakeoverTold, gives=shapes.Published, answers=201)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> InstrumentData:
        """Publish the questionnaire of the very file that was checked."""
        raw = told["file"].read()
        return api.apply_takeover(
            self.actor,
            slug,
            raw,
            digest=told["digest"],
            replaces=told["replaces"],
            at=self.at,
        )

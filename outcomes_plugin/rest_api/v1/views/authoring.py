"""Questionnaires that are being written: their drafts, and how they are published."""

from collections.abc import Mapping
from typing import Any

from outcomes_plugin import api
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.parsers import DocumentParser
from outcomes_plugin.rest_api.v1.shapes import authoring as shapes
from outcomes_plugin.surveys.authoring_data import AuthoredDraft
from outcomes_plugin.surveys.data import InstrumentData


class QuestionnaireDraft(OutcomesView):
    """The draft of one questionnaire."""

    parser_classes = (DocumentParser,)

    @endpoint(gives=shapes.Draft)
    def get(self, slug: str, key: str) -> AuthoredDraft:
        """Read the draft of a questionnaire; where nobody has begun one, what is published."""
        return api.questionnaire_draft(self.actor, slug, key)

    @endpoint(takes=shapes.DraftTold, gives=shapes.KeptDraft)
    def put(self, slug: str, key: str, *, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Keep a draft, problems and all, and read what publishing it would change."""
        kept = api.keep_questionnaire_draft(self.actor, slug, key, **told, at=self.at)
        check = api.check_draft(self.actor, slug, key, kept.document)
        return {
            "version": kept.version,
            "kept_at": kept.kept_at,
            "problems": check.problems,
            "untied": check.untied,
            "uncovered": check.uncovered,
            "change": check.kind,
            "next_version": check.next_version,
            "changes": check.bridge.changes if check.bridge is not None else (),
            "minutes_estimated": check.minutes,
        }

    def current(self) -> Mapping[str, Any]:
        """Return the draft as it is now."""
        found = api.questionnaire_draft(self.actor, self.kwargs["slug"], self.kwargs["key"])
        return dict(shapes.Draft(found).data)


class BeginQuestionnaire(OutcomesView):
    """A questionnaire that nobody has written yet."""

    parser_classes = (DocumentParser,)

    @endpoint(takes=shapes.BeginTold, gives=shapes.Draft, answers=201)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> AuthoredDraft:
        """Begin a questionnaire with a document; its key is made from the title."""
        return api.start_questionnaire(self.actor, slug, told["document"], at=self.at)


class DiscardDraft(OutcomesView):
    """The end of a draft."""

    @endpoint(takes=shapes.DiscardTold)
    def post(self, slug: str, key: str, *, told: Mapping[str, Any]) -> None:
        """Throw a draft away; what is published stays."""
        api.discard_questionnaire_draft(self.actor, slug, key, **told)


class PublishQuestionnaire(OutcomesView):
    """The way of a draft into use."""

    parser_classes = (DocumentParser,)

    @endpoint(takes=shapes.PublishTold, gives=shapes.Published, answers=201)
    def post(self, slug: str, key: str, *, told: Mapping[str, Any]) -> InstrumentData:
        """Publish a questionnaire as other words of the version in use, or as the next one."""
        return api.publish_questionnaire(self.actor, slug, key, **told, at=self.at)

    def current(self) -> Mapping[str, Any]:
        """Return the draft as it is now."""
        found = api.questionnaire_draft(self.actor, self.kwargs["slug"], self.kwargs["key"])
        return dict(shapes.Draft(found).data)


class QuestionnaireWording(OutcomesView):
    """The words of the version in use."""

    parser_classes = (DocumentParser,)

    @endpoint(takes=shapes.WordingTold, gives=shapes.Published)
    def put(self, slug: str, key: str, *, told: Mapping[str, Any]) -> InstrumentData:
        """Change the words of the newest version, and nothing else of it."""
        document, version = told["document"], told["version"]
        return api.reword_instrument(
            self.actor, slug, document, key=key, version=version, at=self.at
        )

    def current(self) -> Mapping[str, Any]:
        """Return the document in use."""
        slug, key = self.kwargs["slug"], self.kwargs["key"]
        return {"key": key, "document": api.instrument_document(self.actor, slug, key)}


class QuestionnaireSchema(OutcomesView):
    """What a questionnaire's document holds."""

    @endpoint(gives=shapes.Schema)
    def get(self) -> Mapping[str, Any]:
        """Read the JSON Schema of a questionnaire's document."""
        return {"schema": api.questionnaire_schema()}

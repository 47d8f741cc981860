"""Shapes of questionnaires that are being written."""

from rest_framework import serializers

from outcomes_plugin.surveys.authoring_data import ChangeKind, PublishAs

from .base import Moment, OneOf, Shown, Texts, Told, Whole, Words
from .instruments import Changed, PlacedProblem


class Draft(Shown):
    """A questionnaire as its authors find it. `version` goes back with what is kept next."""

    key = Words()
    document = Texts()
    version = serializers.IntegerField()
    based_on = serializers.IntegerField()
    published = serializers.IntegerField()
    kept_at = Moment(allow_null=True)


class KeptDraft(Shown):
    """What was kept: its problems, what it leaves out, and what publishing it would change."""

    version = serializers.IntegerField()
    kept_at = Moment(allow_null=True)
    problems = PlacedProblem(many=True)
    untied = serializers.ListField(child=Words())
    uncovered = serializers.ListField(child=Words())
    change = OneOf(ChangeKind)
    next_version = serializers.IntegerField()
    changes = Changed(many=True)
    minutes_estimated = serializers.IntegerField()


class Published(Shown):
    """A version that is there to be asked; `wording` counts the changes of its words."""

    key = Words()
    version = serializers.IntegerField()
    wording = serializers.IntegerField()


class Document(serializers.DictField):
    """A questionnaire's document as it was sent; its applet looks into it."""


class DraftTold(Told):
    """A draft to keep, and the version of it that was read."""

    document = Document()
    draft_version = Whole()


class BeginTold(Told):
    """The document to begin with; it may have problems."""

    document = Document()


class DiscardTold(Told):
    """The version of the draft that was read."""

    draft_version = Whole()


class PublishTold(Told):
    """A document to publish, the version of the draft that was read, and what becomes of it."""

    document = Document()
    draft_version = Whole()
    publish_as = OneOf(PublishAs)


class WordingTold(Told):
    """Other words, and the number of the published version that was read."""

    document = Document()
    version = Whole()


class Schema(Shown):
    """A JSON Schema of draft 2020-12."""

    schema = Texts()

"""Shapes of questionnaires, and of files that are taken over."""

from rest_framework import serializers

from outcomes_plugin.surveys.bridge import Change, Part
from outcomes_plugin.surveys.data import Mode
from outcomes_plugin.surveys.takeover import Source

from .base import Name, OneOf, Shown, Texts, Words
from .setting_up import FileTold


class Questionnaire(Shown):
    """One questionnaire: what it asks, which surveys ask it, and what it counts toward."""

    key = Words()
    is_own = serializers.BooleanField()
    version = serializers.IntegerField()
    title = Words()
    about = Words()
    minutes = serializers.IntegerField()
    questions = serializers.IntegerField()
    default_mode = OneOf(Mode)
    languages = serializers.ListField(child=Words())
    windows = serializers.ListField(child=Words())
    indicators = serializers.ListField(child=Words())
    unused = serializers.ListField(child=Words())


class Document(Shown):
    """A questionnaire as its JSON document."""

    key = Words()
    document = Texts()


class LeftOut(Shown):
    """Something of a file that was not carried over."""

    place = Words()
    what = Words()
    why = Words()


class Became(Shown):
    """Something of a file that has become something else."""

    place = Words()
    said = Words()


class PlacedProblem(Shown):
    """What keeps a document from being used, and where."""

    place = Words(source="column")
    message = Words()


class Changed(Shown):
    """One change against the version before."""

    part = OneOf(Part)
    key = Words()
    change = OneOf(Change)


class Takeover(Shown):
    """What using a file would do. It can be used when there is no problem."""

    digest = Words()
    source = OneOf(Source)
    key = Words()
    replaces = Words()
    is_applicable = serializers.BooleanField()
    document = Texts()
    left_out = LeftOut(many=True)
    notes = Became(many=True)
    problems = PlacedProblem(many=True)
    changes = Changed(many=True)


class TakeoverTold(FileTold):
    """A file of another tool or our own, and the questionnaire that it would replace."""

    replaces = Name(default="", allow_blank=True)


class CheckedTakeoverTold(TakeoverTold):
    """The same file again, and the digest that its check gave."""

    digest = Name()


class Published(Shown):
    """A version that is there to be asked."""

    key = Words()
    version = serializers.IntegerField()

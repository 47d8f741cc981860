"""What endpoints give of one window: response, quality, purpose."""

from rest_framework import serializers

from outcomes_plugin.reporting.data import QualityKind

from .base import OneOf, Shown, Words
from .windows import Results, Window


class Rate(Shown):
    """One of AAPOR's response rates, between 0 and 1, and what it means."""

    key = Words()
    value = serializers.FloatField()
    meaning = Words()


class Group(Shown):
    """A group of the people asked; null where it is hidden."""

    title = Words()
    asked = serializers.IntegerField(allow_null=True)
    answered = serializers.IntegerField(allow_null=True)
    rate = serializers.FloatField(allow_null=True)


class Comparison(Shown):
    """Who answered, by something that is known of people; the difference is Cox's index."""

    key = Words()
    title = Words()
    groups = Group(many=True)
    difference = serializers.FloatField(allow_null=True)
    finding = Words()


class QualityFigure(Shown):
    """One quality figure of a release; the numbers of a hidden one are null."""

    kind = OneOf(QualityKind, source="data.kind")
    title = Words()
    hidden = serializers.BooleanField(source="data.hidden")
    estimate = serializers.FloatField(source="data.estimate", allow_null=True)
    low = serializers.FloatField(source="data.low", allow_null=True)
    high = serializers.FloatField(source="data.high", allow_null=True)
    n = serializers.IntegerField(source="data.n", allow_null=True)
    n_is_least = serializers.BooleanField(source="data.n_is_least")
    explanation = Words()


class ItemQuality(Shown):
    """What one question adds to its score."""

    prompt = Words()
    reverse_keyed = serializers.BooleanField()
    rest = QualityFigure()
    without = QualityFigure()


class ScoreQuality(Shown):
    """Whether the questions of a score measure one thing."""

    key = Words()
    title = Words()
    finding = Words()
    figures = QualityFigure(many=True)
    items = ItemQuality(many=True)


class Counted(Shown):
    """By which score a question counts toward an indicator, and of which outcome that tells."""

    score = Words()
    indicator = Words()
    outcome = Words()


class Question(Shown):
    """A question and what it counts toward; nothing where it is unused."""

    key = Words(source="item.key")
    prompt = Words(source="item.prompt")
    counted = Counted(many=True)


class WindowDetail(Shown):
    """One window as far as one may see it."""

    window = Window(source="results.window")
    results = Results()
    asked = serializers.IntegerField()
    answered = serializers.IntegerField()
    declined = serializers.IntegerField(allow_null=True)
    rates = Rate(many=True)
    comparisons = Comparison(many=True)
    scores = ScoreQuality(many=True)
    style = QualityFigure(many=True)
    drop_off = QualityFigure(many=True)
    typical_seconds = serializers.IntegerField(allow_null=True)
    questions = Question(many=True)

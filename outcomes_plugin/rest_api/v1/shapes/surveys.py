"""Surveys as those meet them who are asked."""

from typing import Any

from rest_framework import serializers

from outcomes_plugin.surveys.data import Mode, Outcome, SurveyState

from .base import Moment, OneOf, Shown, Texts, Told, Whole, Words


class OwnWindow(Shown):
    """A survey that one can answer now, has answered, or will be asked."""

    key = Words()
    title = Words()
    mode = OneOf(Mode)
    minutes = serializers.IntegerField()
    opens_at = Moment()
    closes_at = Moment()
    is_open = serializers.BooleanField()
    is_done = serializers.BooleanField()
    is_late = serializers.BooleanField()


class Point(Shown):
    """One point of a scale, or one choice: what is sent, and its words."""

    value = serializers.JSONField()
    label = Words()
    exclusive = serializers.BooleanField()


class Item(Shown):
    """One question in the reader's language. What its kind does not have is empty or null."""

    key = Words()
    kind = Words()
    prompt = Words()
    prompt_html = Words()
    help_html = Words()
    points = Point(many=True)
    required = serializers.BooleanField()
    does_not_apply = serializers.BooleanField()
    shared_with_mentor = serializers.BooleanField()
    low_label = Words()
    high_label = Words()
    section = Words()
    show_if = Texts(allow_null=True)
    recalls = serializers.ListField(child=Words())
    style = Words()
    other = serializers.BooleanField()
    least = serializers.IntegerField(allow_null=True)
    most = serializers.IntegerField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    decimals = serializers.IntegerField()
    unit = Words()
    earliest = Words(allow_null=True)
    latest = Words(allow_null=True)
    longest = serializers.IntegerField(allow_null=True)


class Section(Shown):
    """A section that has items for the reader."""

    key = Words()
    title = Words()
    text_html = Words()
    new_page = serializers.BooleanField()
    recalls = serializers.ListField(child=Words())


class Draft(Shown):
    """What one has begun and not sent. No time is kept beside a draft under a code."""

    answers = Texts()
    version = serializers.IntegerField()
    kept_at = Moment(allow_null=True)


class Survey(Shown):
    """What one sees of a survey. `state` decides what else is there."""

    state = OneOf(SurveyState)
    program_slug = Words()
    window_key = Words()
    program_title = Words()
    time_zone = Words()
    title = Words()
    about = Words()
    minutes = serializers.IntegerField()
    role = Words()
    mode = OneOf(Mode, allow_null=True)
    k = serializers.IntegerField(allow_null=True)
    coordinator_names = serializers.ListField(child=Words())
    mentor_names = serializers.ListField(child=Words())
    key_destroyed_on = serializers.DateField(allow_null=True)
    months_kept = serializers.IntegerField(allow_null=True)
    why = Words()
    opens_at = Moment(allow_null=True)
    closes_at = Moment(allow_null=True)
    is_late = serializers.BooleanField()
    late_last_day = serializers.DateField(allow_null=True)
    notice_version = serializers.IntegerField(allow_null=True)
    notice = Texts(allow_null=True)
    instrument_version = serializers.IntegerField(allow_null=True)
    sections = Section(many=True)
    items = Item(many=True)
    received_at = Moment(allow_null=True)
    can_edit = serializers.BooleanField()
    answers = Texts(allow_null=True)
    response_version = serializers.IntegerField()
    draft = Draft(allow_null=True)


class Receipt(Shown):
    """That one is done: what the site keeps to know it."""

    outcome = OneOf(Outcome)
    mode = OneOf(Mode)
    at = Moment()
    already_received = serializers.BooleanField()
    response_version = serializers.IntegerField(allow_null=True)
    can_edit_until = Moment(allow_null=True)


class PaceTold(Told):
    """
    How long an answer took, from opening the survey to sending it in one go.

    In seconds with the name; in the protected modes only whether that was less than two for each
    answer, and seconds are not kept.
    """

    seconds = Whole(required=False)
    was_fast = serializers.BooleanField(required=False)


class Chosen(Told):
    """
    Answers by the key of their question, and what one was told before: mode, notice, questions.

    `response_version` is 0 for a first answer, else that of the answer which is changed.
    """

    answers = serializers.DictField()
    mode = OneOf(Mode)
    notice_version = Whole(allow_null=True)
    instrument_version = Whole()
    response_version = Whole(required=False, default=0)

    def validate_answers(self, answers: Any) -> Any:
        """Return the answers as they were sent: the questions decide what they may be."""
        return dict(answers)


class AnswersTold(Chosen):
    """
    Answers that one sends, and how long they took; a draft has no pace yet.

    `late` says that one knows that the survey has closed and the answer comes late.
    """

    pace = PaceTold(required=False)
    late = serializers.BooleanField(required=False, default=False)


class DraftTold(Chosen):
    """What one has begun. `draft_version` is 0 for a first draft, else that which one has seen."""

    draft_version = Whole(required=False, default=0)


class DraftKept(Shown):
    """The draft as it is kept now; the next one names its version."""

    version = serializers.IntegerField()
    at = Moment()


class Calendar(Shown):
    """Whether one can have a calendar of one's surveys, and since when there is one."""

    may_make = serializers.BooleanField()
    made_at = Moment(allow_null=True)


class CalendarAddress(Shown):
    """The address of one's calendar. It is told this once."""

    address = Words()

"""Goals, milestones and check-ins."""

from rest_framework import serializers

from outcomes_plugin.goals.data import Better, HelpFrom, Kind, Pace, Status, Visibility

from .base import Moment, OneOf, Shown, Texts, Told, Whole, Words, days


class CheckIn(Shown):
    """How a goal stood at one time."""

    id = serializers.IntegerField()
    at = Moment()
    value = serializers.FloatField(allow_null=True)
    confidence = serializers.IntegerField(allow_null=True)
    changed = Words()
    next_step = Words()
    help_from = OneOf(HelpFrom)


class Milestone(Shown):
    """One step on the way to a goal."""

    id = serializers.IntegerField()
    text = Words()
    due = serializers.DateField(allow_null=True)
    done_at = Moment(allow_null=True)


class Goal(Shown):
    """One goal, with its milestones and check-ins, the oldest first."""

    id = serializers.IntegerField()
    pairing_id = serializers.IntegerField(allow_null=True)
    what = Words()
    why = Words()
    kind = OneOf(Kind)
    baseline = serializers.FloatField(allow_null=True)
    target = serializers.FloatField(allow_null=True)
    stretch = serializers.FloatField(allow_null=True)
    unit = Words()
    better = OneOf(Better)
    levels = serializers.ListField(child=Words())
    weight = serializers.IntegerField()
    due = serializers.DateField(allow_null=True)
    first_step = Words()
    obstacle = Words()
    plan = Words()
    support = Words()
    indicator = Words()
    visibility = OneOf(Visibility)
    status = OneOf(Status)
    closing_words = Words()
    agreed_at = Moment(allow_null=True)
    finished_at = Moment(allow_null=True)
    created_at = Moment()
    changed_at = Moment()
    version = serializers.IntegerField()
    milestones = Milestone(many=True)
    check_ins = CheckIn(many=True)


class GoalTold(Told):
    """What a goal is made of. One sentence in `what` is enough."""

    what = Words(required=False)
    why = Words(required=False)
    kind = OneOf(Kind, required=False)
    baseline = serializers.FloatField(required=False, allow_null=True)
    target = serializers.FloatField(required=False, allow_null=True)
    stretch = serializers.FloatField(required=False, allow_null=True)
    unit = Words(required=False)
    better = OneOf(Better, required=False)
    levels = serializers.ListField(child=Words(), required=False, max_length=5)
    weight = Whole(required=False)
    due = serializers.DateField(required=False, allow_null=True)
    first_step = Words(required=False)
    obstacle = Words(required=False)
    plan = Words(required=False)
    support = Words(required=False)
    indicator = Words(required=False)
    visibility = OneOf(Visibility, required=False)
    pairing_id = Whole(required=False, allow_null=True)


class GoalChange(GoalTold):
    """The fields that are to change, and the version that was read."""

    version = Whole()


class VersionTold(Told):
    """The version that was read."""

    version = Whole()


class CheckInTold(Told):
    """How the goal stands now."""

    value = serializers.FloatField(required=False, allow_null=True, default=None)
    confidence = Whole(required=False, allow_null=True, default=None)
    changed = Words(required=False, default="")
    next_step = Words(required=False, default="")
    wants_help = serializers.BooleanField(required=False, default=False)


class FinishTold(Told):
    """How the goal ended, and in one's own words, why."""

    status = OneOf([Status.ACHIEVED, Status.NOT_ACHIEVED, Status.DROPPED])
    why = Words(required=False, default="")


class MilestoneTold(Told):
    """One step on the way."""

    text = Words()
    due = days()


class Change(Shown):
    """One change of a goal: which fields, and what stood in them before."""

    version = serializers.IntegerField()
    at = Moment()
    is_own = serializers.BooleanField()
    fields_changed = serializers.ListField(child=Words(), source="fields")
    before = Texts()


class Point(Shown):
    """A value at a time, and its place on the way from 0 to 1."""

    at = Moment()
    value = serializers.FloatField()
    place = serializers.FloatField()


class Movement(Shown):
    """A goal's way from its start to now. `change` is what the last check-in added."""

    start = Point()
    now = Point()
    points = Point(many=True)
    target = serializers.FloatField()
    target_place = serializers.FloatField()
    stretch = serializers.FloatField(allow_null=True)
    stretch_place = serializers.FloatField(allow_null=True)
    change = serializers.FloatField(allow_null=True)
    since = Moment(allow_null=True)
    pace = OneOf(Pace)
    expected_on = serializers.DateField(allow_null=True)


class Reader(Shown):
    """A partner of an open pairing, with whom a goal can be shared."""

    pairing_id = serializers.IntegerField()
    name = Words()
    is_mentor = serializers.BooleanField()


class Indicator(Shown):
    """An indicator that a goal can name."""

    key = Words()
    title = Words()


class Room(Shown):
    """What one can do with goals now: with whom they can be shared, and what is needed first."""

    state = Words()
    program_title = Words()
    time_zone = Words()
    notice_version = serializers.IntegerField(allow_null=True)
    readers = Reader(many=True)
    indicators = Indicator(many=True)


class HelpNote(Shown):
    """That somebody would like help with a goal; the goal itself is not in it."""

    name = Words()
    at = Moment()

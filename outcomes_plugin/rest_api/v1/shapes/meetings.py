"""Meetings, planned and held."""

from rest_framework import serializers

from outcomes_plugin.pairings.data import MeetingMode

from .base import Moment, OneOf, Shown, Told, Whole, Words


class Meeting(Shown):
    """One meeting as one of the two sees it: `own_note` is theirs alone."""

    id = serializers.IntegerField()
    pairing_id = serializers.IntegerField()
    held_on = serializers.DateField()
    minutes = serializers.IntegerField()
    mode = OneOf(MeetingMode)
    is_mine = serializers.BooleanField()
    shared_note = Words()
    own_note = Words()
    version = serializers.IntegerField()


class MeetingTold(Told):
    """When, how long and in which way two have met, and what to remember of it."""

    held_on = serializers.DateField()
    minutes = Whole()
    mode = OneOf(MeetingMode)
    shared_note = Words(required=False, default="")
    own_note = Words(required=False, default="")


class MeetingLogged(MeetingTold):
    """A meeting to log; `next_at` plans the next one."""

    next_at = Moment(required=False, allow_null=True, default=None)


class MeetingChange(MeetingTold):
    """The whole meeting as it is to be, and the version that was read."""

    version = Whole()


class NextMeeting(Told):
    """When the next meeting begins; null when none is planned."""

    starts_at = Moment(allow_null=True)


class OwnNote(Told):
    """A note that only its writer reads."""

    text = Words()

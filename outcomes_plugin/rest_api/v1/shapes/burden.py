"""How much is asked of people, and windows that were moved for one person."""

from rest_framework import serializers

from outcomes_plugin.surveys.data import BurdenMeasure, ShiftReason

from .base import Moment, OneOf, Shown, Told, Whole, Words


class RemindersTold(Told):
    """How many reminders a person gets at the most; null for as many as the site sends."""

    most = Whole(allow_null=True)


class PersonShiftTold(Told):
    """A later last day for one person, or a day before which they are not asked, or both."""

    reason = OneOf(ShiftReason)
    closes_on = serializers.DateField(required=False, allow_null=True, default=None)
    not_before = serializers.DateField(required=False, allow_null=True, default=None)


class PersonShift(Shown):
    """A window that was moved for one person. `person` is a random id, as in the members."""

    window_id = serializers.IntegerField()
    person = Words()
    reason = OneOf(ShiftReason)
    not_before = Moment(allow_null=True)
    closes_at = Moment(allow_null=True)


class Postponement(Shown):
    """
    A person of whom enough was asked in the last `days`; null in `until` where they are left out.

    What they were asked, and in which program, is not told.
    """

    window_id = serializers.IntegerField()
    person = Words()
    until = Moment(allow_null=True)
    days = serializers.IntegerField()
    measure = OneOf(BurdenMeasure)


class BurdenLimit(Shown):
    """How much is asked of one person within so many days at the most."""

    days = serializers.IntegerField()
    invitations = serializers.IntegerField()
    minutes = serializers.IntegerField()


class RoleBurden(Shown):
    """How many minutes a program asked of a typical person of a role, of those whom it asked."""

    role = Words()
    people = serializers.IntegerField()
    minutes = serializers.FloatField()


class Burden(Shown):
    """What a program asked in the last `days`, and how many people it has put off."""

    limits = BurdenLimit(many=True)
    days = serializers.IntegerField()
    roles = RoleBurden(many=True)
    postponed = serializers.IntegerField()
    left_out = serializers.IntegerField()
    shifted = serializers.IntegerField()

"""Whether the product runs."""

from rest_framework import serializers

from .base import Moment, Shown, Words


class Task(Shown):
    """A periodic task, how often it is usually due, and when it last ran."""

    task = Words()
    every_seconds = serializers.IntegerField()
    begun_at = Moment(allow_null=True)
    done_at = Moment(allow_null=True)
    is_late = serializers.BooleanField()


class Health(Shown):
    """
    The oldest of what waits, in seconds, and the periodic tasks.

    `outbox` has each target with something to get, `inbox` is empty when no platform event waits,
    `late_windows` counts those that should have opened or closed ten minutes ago.
    """

    outbox = serializers.DictField(child=serializers.IntegerField())
    inbox = serializers.IntegerField(allow_null=True)
    late_windows = serializers.IntegerField()
    tasks = Task(many=True)

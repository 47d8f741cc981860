"""Requests to those who run a program."""

from rest_framework import serializers

from outcomes_plugin.requests.data import (
    RequestKind,
    RequestOutcome,
    RequestReason,
    RequestState,
)

from .base import Moment, OneOf, Shown, Texts, Told, Whole, Words


class OwnRequest(Shown):
    """One request, as its asker reads it."""

    id = serializers.IntegerField()
    kind = OneOf(RequestKind)
    pairing_id = serializers.IntegerField(allow_null=True)
    about = Words()
    reason = OneOf(RequestReason, allow_null=True)
    text = Words()
    state = OneOf(RequestState)
    outcome = OneOf(RequestOutcome, allow_null=True)
    answer = Words()
    asked_at = Moment()
    acknowledged_at = Moment(allow_null=True)
    closed_at = Moment(allow_null=True)


class Request(Shown):
    """One request as those read it who may answer it."""

    name = Words()
    request = OwnRequest()
    outcomes = serializers.ListField(child=Words())


class Readers(Shown):
    """What one may ask, and for each the names of those who would read it."""

    readers = Texts()


class RequestTold(Told):
    """
    What is asked.

    `about` is the key of a purpose or the reference of an HR fact; `pairing_id` and `reason` belong
    to “this is not working”.
    """

    kind = OneOf(RequestKind)
    pairing_id = Whole(required=False, allow_null=True, default=None)
    about = Words(required=False, default="")
    reason = OneOf(RequestReason, required=False)
    text = Words(required=False, default="")


class AnswerTold(Told):
    """What became of it, and what the asker is told."""

    outcome = OneOf(RequestOutcome)
    text = Words(required=False, default="")

"""Pairings and their steps."""

from rest_framework import serializers

from outcomes_plugin.pairings.data import ContactState, EndReason, PairingState, PairingStep

from .base import Moment, Name, OneOf, Shown, Told, Words


class Pairing(Shown):
    """One pairing, without its people and without why it ended."""

    id = serializers.IntegerField()
    cohort = Words()
    state = OneOf(PairingState)
    proposed_at = Moment()
    started_at = Moment(allow_null=True)
    ended_at = Moment(allow_null=True)
    next_meeting_at = Moment(allow_null=True)


class OwnPairing(Shown):
    """One of one's own pairings: who the partner is, and which of the two one is."""

    pairing = Pairing()
    role = Words()
    partner_name = Words()
    answer_until = Moment(allow_null=True)


class Mentee(Shown):
    """One mentee on the desk of their mentor. Only what the mentee shares is counted."""

    pairing = Pairing()
    name = Words()
    met_on = serializers.ListField(child=serializers.DateField())
    open_goals = serializers.IntegerField()
    reply_waits_since = Moment(allow_null=True)


class Contact(Shown):
    """What the days of meetings say; `days` since the last one, before it since the start."""

    state = OneOf(ContactState)
    days = serializers.IntegerField()
    needs_a_call = serializers.BooleanField()


class ProgramPairing(Shown):
    """A pairing as coordinators see it: names, days of meetings, and never a note."""

    pairing = Pairing()
    mentee = Words()
    mentor = Words()
    end_reason = OneOf(EndReason, source="pairing.end_reason", allow_null=True)
    mentee_person = Words(source="pairing.mentee")
    mentor_person = Words(source="pairing.mentor")
    met_on = serializers.ListField(child=serializers.DateField(), source="facts.days")
    contact = Contact()


class Step(Shown):
    """One step in the life of a pairing, and who took it, where that is known."""

    state = OneOf(PairingState)
    at = Moment()
    by = Words()
    reason = OneOf(EndReason, allow_null=True)


class PairTold(Told):
    """Two members by their persons; `propose` asks the mentor first, `form` pairs them now."""

    mentee = Name()
    mentor = Name()
    how = OneOf([PairingStep.PROPOSE, PairingStep.FORM])


class DeclineTold(Told):
    """Why not, if one wants to say."""

    reason = OneOf(EndReason, required=False, allow_null=True, default=None)


class EndTold(Told):
    """Why it ends."""

    reason = OneOf(EndReason)


class HandOverTold(Told):
    """The person of the mentor who goes on."""

    mentor = Name()

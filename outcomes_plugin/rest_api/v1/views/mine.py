"""One's own place in programs: mail, data, HR facts, leaving."""

from collections.abc import Mapping, Sequence
from typing import Any

from outcomes_plugin import api
from outcomes_plugin.errors import NotFound
from outcomes_plugin.mail.data import MailChoiceData
from outcomes_plugin.programs.data import ChoiceData
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.hr.data import DisputeData
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import programs as shapes
from outcomes_plugin.rest_api.v1.shapes.base import Nothing
from outcomes_plugin.rest_api.v1.shapes.hr import Dispute


class MailChoices(OutcomesView):
    """The mails one gets."""

    @endpoint(lists=shapes.MailChoice)
    def get(self) -> Sequence[MailChoiceData]:
        """List which mails of each of one's programs one gets."""
        return api.mail_choices(self.actor)


class MailChoice(OutcomesView):
    """The mails one gets from a program."""

    @endpoint(takes=shapes.MailTold, gives=shapes.MailChoice)
    def put(self, slug: str, *, told: Mapping[str, Any]) -> MailChoiceData:
        """Choose which mails of a program one gets."""
        return api.choose_mail(self.actor, slug, level=told["level"], at=self.at)


class Choices(OutcomesView):
    """What one can agree to."""

    @endpoint(lists=shapes.Choice)
    def get(self) -> Sequence[ChoiceData]:
        """List the optional purposes that one can agree to, or take back, in one's programs."""
        return api.own_choices(self.actor)


class OneChoice(OutcomesView):
    """One optional purpose of a program."""

    @endpoint(takes=Nothing, gives=shapes.Choice)
    def put(self, slug: str, purpose: str, *, told: Mapping[str, Any]) -> ChoiceData:
        """Agree to an optional purpose from now on."""
        return api.choose_purpose(self.actor, slug, purpose, agrees=True, at=self.at)

    @endpoint(gives=shapes.Choice)
    def delete(self, slug: str, purpose: str) -> ChoiceData:
        """Take back that one agrees to an optional purpose."""
        return api.choose_purpose(self.actor, slug, purpose, agrees=False, at=self.at)


class OwnData(OutcomesView):
    """What is kept about oneself."""

    @endpoint(gives=shapes.OwnData)
    def get(self) -> Mapping[str, Any]:
        """Read everything that is kept about oneself."""
        return {"data": api.export_of(self.actor, at=self.at)}


class HrFacts(OutcomesView):
    """What HR sent about oneself."""

    @endpoint(gives=shapes.HrFacts)
    def get(self, slug: str) -> Mapping[str, Any]:
        """Read what HR sent about oneself to a program, to see whether it is right."""
        program = api.own_program(self.actor, slug)
        spells, events = api.my_career_facts(self.actor)
        return {
            "spells": [
                {
                    "id": one.id,
                    "reference": f"spell:{one.source_key}",
                    "starts_on": one.starts_on,
                    "ends_on": one.ends_on,
                }
                for one in spells
                if one.program_id == program.id
            ],
            "events": [
                {
                    "id": one.id,
                    "reference": f"event:{one.source_key}",
                    "kind": one.kind,
                    "on": one.on,
                }
                for one in events
                if one.program_id == program.id
            ],
            "disputes": [
                one for one in api.my_disputes(self.actor) if one.program_id == program.id
            ],
        }


class HrFactDispute(OutcomesView):
    """A fact of one's own that is wrong."""

    @endpoint(takes=Nothing, gives=Dispute)
    def post(self, slug: str, kind: str, fact_id: int, *, told: Mapping[str, Any]) -> DisputeData:
        """Tell the HR data stewards that a fact about oneself is wrong. Twice is once."""
        api.own_program(self.actor, slug)
        if kind not in set(HrKind):
            raise NotFound
        return api.dispute_career_fact(self.actor, HrKind(kind), fact_id, at=self.at)


class LeaveProgram(OutcomesView):
    """The way out of a program."""

    @endpoint(takes=Nothing, gives=shapes.Left)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Leave a program: one's roles as mentee and mentor end, and with them the pairings."""
        return {"roles": api.leave_program(self.actor, slug, at=self.at)}

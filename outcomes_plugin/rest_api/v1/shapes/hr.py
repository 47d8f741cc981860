"""Sources of HR, what they send, and what became of it."""

from typing import Any

from rest_framework import serializers

from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.hr.data import DisputeOutcome, HrExtent

from .base import Moment, Name, OneOf, Shown, Texts, Told, Whole, Words
from .setting_up import CheckedFileTold, FileTold, Plan


class Mapping(serializers.DictField):
    """How files are read, as it was sent; its applet looks into it."""


class Source(Shown):
    """A source of HR facts: `mapping` says how what it sends is read."""

    key = Words()
    title = Words()
    kind = OneOf(HrKind)
    mapping = Texts()
    changed_at = Moment()


class SourceTold(Told):
    """A source as it is to be. Its kind stays what it is once facts are there."""

    title = Name()
    kind = OneOf(HrKind)
    mapping = Mapping()


class HrPlan(Plan):
    """
    What rows or a file would do, or have done.

    `missing` are keys of the source that a complete sending lacks: their facts are retracted. Where
    `needs_confirmation`, applying takes their number as `confirmed`.
    """

    kind = OneOf(HrKind)
    holds = serializers.IntegerField()
    retracts = serializers.IntegerField()
    missing = serializers.ListField(child=Words())
    needs_confirmation = serializers.BooleanField()


class Row(serializers.DictField):
    """One row: values by the names of the columns, as the source's mapping has them."""

    default_error_messages = {"null": "Send a value for each column, or leave the column out."}

    def to_internal_value(self, data: Any) -> dict[str, object]:
        """Return the row; its applet looks into it."""
        found: dict[str, object] = super().to_internal_value(data)
        return found


class RowsTold(Told):
    """Rows of a source. `extent` says whether they are what changed, or all that it knows."""

    rows = serializers.ListField(child=Row(), allow_empty=True, max_length=5000)
    extent = OneOf(HrExtent, required=False, default=HrExtent.CHANGES)


class CheckedRowsTold(RowsTold):
    """Rows to keep. With the `digest` of a check, only if nothing has changed since."""

    digest = Words(required=False, default="")
    confirmed = Whole(required=False, allow_null=True, default=None)


class HrFileTold(FileTold):
    """A CSV file or a workbook of a source, sent as a form's file."""

    extent = OneOf(HrExtent, required=False, default=HrExtent.CHANGES)


class CheckedHrFileTold(CheckedFileTold, HrFileTold):
    """The same file again, and the digest that its check gave."""

    confirmed = Whole(required=False, allow_null=True, default=None)


class KeysTold(Told):
    """The source's own keys of what is meant."""

    keys = serializers.ListField(child=Name(), allow_empty=False, max_length=5000)


class Count(Shown):
    """How many it was."""

    count = serializers.IntegerField()


class Held(Shown):
    """A row about somebody who is not in the program yet: its key and when it came."""

    source = Words()
    kind = OneOf(HrKind)
    source_key = Words()
    received_at = Moment()


class Import(Shown):
    """One sending: whether it was kept, and what its rows did."""

    source = Words()
    kind = OneOf(HrKind)
    digest = Words()
    at = Moment()
    is_applied = serializers.BooleanField()
    added = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    held = serializers.IntegerField()
    retracted = serializers.IntegerField()
    problems = serializers.IntegerField()


class Dispute(Shown):
    """A fact that its person calls wrong. `outcome` is null while nobody has settled it."""

    id = serializers.IntegerField()
    kind = OneOf(HrKind)
    fact_id = serializers.IntegerField()
    source = Words()
    source_key = Words()
    disputed_at = Moment()
    settled_at = Moment(allow_null=True)
    outcome = OneOf(DisputeOutcome, allow_null=True)


class SettledTold(Told):
    """How the dispute ends: the fact was corrected at its source, or it stays as it is."""

    outcome = OneOf(DisputeOutcome)

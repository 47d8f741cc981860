"""Sources of HR, and the rows and files that they send."""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework.parsers import MultiPartParser

from outcomes_plugin import api
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.hr.data import (
    DisputeData,
    HeldRow,
    HrExtent,
    HrImportData,
    HrPlan,
    HrSourceData,
)
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.machines import HrView
from outcomes_plugin.rest_api.v1.shapes import hr as shapes


class Sources(HrView):
    """Where HR facts come from."""

    @endpoint(lists=shapes.Source)
    def get(self, slug: str) -> Sequence[Mapping[str, Any]]:
        """List the sources of a program, and how each is read."""
        return [_shown(one) for one in api.hr_sources(self.actor, slug)]


class OneSource(HrView):
    """One source of HR facts."""

    @endpoint(takes=shapes.SourceTold, gives=shapes.Source)
    def put(self, slug: str, source: str, *, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Make a source, or change how it is read."""
        kept = api.save_hr_source(
            self.actor,
            slug,
            source,
            title=told["title"],
            kind=HrKind(told["kind"]),
            mapping=api.mapping_of(told["mapping"]),
            at=self.at,
        )
        return _shown(kept)

    @endpoint()
    def delete(self, slug: str, source: str) -> None:
        """Remove a source of which no fact is left."""
        api.remove_hr_source(self.actor, slug, source, at=self.at)


class CheckRows(HrView):
    """Rows before they are kept."""

    @endpoint(takes=shapes.RowsTold, gives=shapes.HrPlan)
    def post(self, slug: str, source: str, *, told: Mapping[str, Any]) -> HrPlan:
        """Say what rows would do, and what is wrong in them; nothing is written."""
        return api.check_hr_rows(
            self.actor, slug, source, told["rows"], extent=HrExtent(told["extent"])
        )


class Rows(HrView):
    """Rows of a source."""

    @endpoint(takes=shapes.CheckedRowsTold, gives=shapes.HrPlan)
    def post(self, slug: str, source: str, *, told: Mapping[str, Any]) -> HrPlan:
        """Keep rows: a row whose key is known corrects it. All of them are kept, or none."""
        return api.apply_hr_rows(
            self.actor,
            slug,
            source,
            told["rows"],
            at=self.at,
            digest=told["digest"],
            extent=HrExtent(told["extent"]),
            confirmed=told["confirmed"],
        )


class CheckSourceFile(HrView):
    """A file before it is kept."""

    parser_classes = (MultiPartParser,)

    @endpoint(takes=shapes.HrFileTold, gives=shapes.HrPlan)
    def post(self, slug: str, source: str, *, told: Mapping[str, Any]) -> HrPlan:
        """Say what a file of a source would do; nothing is written."""
        return api.check_hr_file(
            self.actor, slug, source, told["file"].read(), extent=HrExtent(told["extent"])
        )


class SourceFile(HrView):
    """A file that was checked."""

    parser_classes = (MultiPartParser,)

    @endpoint(takes=shapes.CheckedHrFileTold, gives=shapes.HrPlan)
    def post(self, slug: str, source: str, *, told: Mapping[str, Any]) -> HrPlan:
        """Keep the very file that was checked."""
        return api.apply_hr_file(
            self.actor,
            slug,
            source,
            told["file"].read(),
            digest=told["digest"],
            at=self.at,
            extent=HrExtent(told["extent"]),
            confirmed=told["confirmed"],
        )


class Retract(HrView):
    """Facts that were never true."""

    @endpoint(takes=shapes.KeysTold, gives=shapes.Count)
    def post(self, slug: str, source: str, *, told: Mapping[str, Any]) -> Mapping[str, int]:
        """Take facts of a source back, by its own keys."""
        return {"count": api.retract_hr_facts(self.actor, slug, source, told["keys"], at=self.at)}


class HeldRows(HrView):
    """Rows about people who are not there yet."""

    @endpoint(lists=shapes.Held)
    def get(self, slug: str) -> Sequence[HeldRow]:
        """List the rows that wait for their person."""
        return api.held_hr_rows(self.actor, slug)


class DiscardHeld(HrView):
    """Rows that nobody needs."""

    @endpoint(takes=shapes.KeysTold, gives=shapes.Count)
    def post(self, slug: str, source: str, *, told: Mapping[str, Any]) -> Mapping[str, int]:
        """Discard rows of a source that wait for their person."""
        count = api.discard_held_hr_rows(self.actor, slug, source, told["keys"], at=self.at)
        return {"count": count}


class Imports(HrView):
    """What was sent."""

    @endpoint(lists=shapes.Import)
    def get(self, slug: str) -> Sequence[HrImportData]:
        """List what was sent and what became of it, the newest first."""
        return api.hr_imports(self.actor, slug)


class Disputes(HrView):
    """Facts that people call wrong."""

    @endpoint(lists=shapes.Dispute)
    def get(self, slug: str) -> Sequence[DisputeData]:
        """List the facts that people call wrong, open ones first."""
        return api.disputed_career_facts(self.actor, slug)


class SettleDispute(HrView):
    """The end of a dispute."""

    @endpoint(takes=shapes.SettledTold, gives=shapes.Dispute)
    def post(self, slug: str, dispute_id: int, *, told: Mapping[str, Any]) -> DisputeData:
        """Say how a dispute ends."""
        return api.settle_dispute(self.actor, slug, dispute_id, **told, at=self.at)


def _shown(source: HrSourceData) -> Mapping[str, Any]:
    return {
        "key": source.key,
        "title": source.title,
        "kind": source.kind,
        "mapping": api.mapping_document(source.mapping),
        "changed_at": source.changed_at,
    }

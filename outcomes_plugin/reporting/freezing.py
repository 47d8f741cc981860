"""Make the release of a closed window or quarter: protect, prove, draw, seal, write."""

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from outcomes_plugin import __version__, logs
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.frameworks.data import IndicatorData, TargetData
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs.data import ProgramData

from . import rules
from .data import WHOLE, ReleaseData, Scope, Status
from .estimates import measured
from .models import Release, ReleaseCell, ReleaseChart, ReleaseQuality
from .quality import quality_rows
from .rollups import RolledUp, rolled_up
from .sums import CellSums
from .suppression import Protection, protect_release
from .trends import draw_trends

_ATTEMPTS = 5

_Part = ReleaseCell | ReleaseChart | ReleaseQuality


@dataclass(frozen=True, kw_only=True)
class Closed:
    """A closed window or quarter, as far as its release is concerned."""

    address: str
    title: str
    closed_at: datetime
    role: str
    window_id: int | None = None
    late_window_id: int | None = None
    period_id: int | None = None

    @property
    def scope(self) -> Scope:
        if self.late_window_id is not None:
            return Scope.LATE
        return Scope.PERIOD if self.window_id is None else Scope.WINDOW

    @property
    def place(self) -> Mapping[str, int | None]:
        return {
            "window_id": self.window_id,
            "late_window_id": self.late_window_id,
            "period_id": self.period_id,
        }


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """All that a release is about to say."""

    number: int
    asked: int | None
    cells: Sequence[ReleaseCell]
    charts: Sequence[ReleaseChart]
    quality: Sequence[ReleaseQuality]
    certificate: Mapping[str, Any]


def release_of(closed: Closed) -> ReleaseData | None:
    """Return the release of the window or quarter, or None while it has none."""
    row = Release.objects.filter(**closed.place).first()
    return row.to_data() if row is not None else None


def freeze(
    actor: Actor, program: ProgramData, closed: Closed, *, at: datetime
) -> ReleaseData | None:
    """
    Return the release of what has closed, made now when there is none.

    None where no indicator has anything of it. Of two who make it at once, one does.

    Raises:
        NotProtectedError: the audit did not pass; nothing was written.
    """
    known = release_of(closed)
    rolled = rolled_up(closed.address, program)
    if known is not None or not rolled.tables:
        return known

    def prepare(number: int) -> Prepared:
        return _prepared(program, closed, rolled, number=number)

    return freeze_prepared(actor, program, closed, prepare, at=at)


def freeze_prepared(
    actor: Actor,
    program: ProgramData,
    closed: Closed,
    prepare: Callable[[int], Prepared],
    *,
    at: datetime,
) -> ReleaseData:
    """
    Return the release that is written as prepared under the next free number, or the one there is.

    Raises:
        NotProtectedError: what `prepare` raises; nothing was written.
    """
    number = 0
    for _attempt in range(_ATTEMPTS):
        # A number that was taken since this transaction began to read is not seen, only refused.
        number = max(_last_number(program), number) + 1
        try:
            return _write(actor, program, closed, prepare(number), at=at)
        except IntegrityError:
            # Somebody else made this release, or took the number for another.
            known = _release_committed(closed)
            if known is not None:
                return known
    raise RuntimeError("Other releases of the program kept being made. Try again.")


@transaction.atomic
def _release_committed(closed: Closed) -> ReleaseData | None:
    """Return the release as others have committed it, even since this transaction began to read."""
    row = Release.objects.select_for_update().filter(**closed.place).first()
    return row.to_data() if row is not None else None


def _last_number(program: ProgramData) -> int:
    rows = Release.objects.filter(program_id=program.id).order_by("-number")
    return rows.values_list("number", flat=True).first() or 0


def _prepared(program: ProgramData, closed: Closed, rolled: RolledUp, *, number: int) -> Prepared:
    asked = rolled.asked[WHOLE]
    protection = protect_release(rolled.tables, k=program.k, asked=asked)
    cells = list(_cells(program, closed, rolled, protection))
    quality = quality_rows(program, window_id=closed.window_id, cells=cells)
    return Prepared(
        number=number,
        asked=asked if asked >= 2 * program.k else None,
        cells=cells,
        charts=draw_trends(program, cells, title=closed.title, closed_at=closed.closed_at),
        quality=[ReleaseQuality.from_data(row) for row in quality],
        certificate=certificate_of(protection, k=program.k),
    )


def _cells(
    program: ProgramData, closed: Closed, rolled: RolledUp, protection: Protection
) -> Iterator[ReleaseCell]:
    versions = {(one.key, one.version): one for one in frameworks_api.every_version(program.id)}
    targets = frameworks_api.targets_in_force(program.id, at=closed.closed_at)
    for table in rolled.tables:
        indicator = versions[table.indicator, rolled.versions[table.indicator]]
        for cell in (table.whole, *table.cells):
            row = ReleaseCell(
                indicator_key=indicator.key,
                indicator_version=indicator.version,
                domain=indicator.domain,
                cohort=cell.cohort,
                hidden=protection.hides(indicator.key, cell.cohort),
                status=Status.HIDDEN,
            )
            if not row.hidden:
                fill(row, cell, indicator, targets.get(indicator.key))
                row.asked = rolled.asked[cell.cohort]
            yield row


def fill(
    row: ReleaseCell, cell: CellSums, indicator: IndicatorData, target: TargetData | None
) -> None:
    """Write what the sums say into the row of a cell that is shown, and how it stands."""
    number = measured(cell, indicator.measure)
    row.estimate, row.low, row.high, row.n = number.estimate, number.low, number.high, cell.n
    row.exposure = cell.exposure or None
    if target is not None:
        row.target, row.threshold = target.value, target.threshold
    row.status = rules.status_of(number, target=row.target, direction=indicator.direction)


def certificate_of(protection: Protection, *, k: int) -> Mapping[str, Any]:
    """Return what proves the protection; a range without an upper end has None there."""
    ranges = {
        indicator: {
            cohort: [low, None if math.isinf(high) else high]
            for cohort, (low, high) in cells.items()
        }
        for indicator, cells in protection.ranges.items()
    }
    return {
        "k": k,
        "method": protection.method,
        "ranges": ranges,
        "reasons": {key: dict(reasons) for key, reasons in protection.reasons.items()},
    }


@transaction.atomic
def _write(
    actor: Actor, program: ProgramData, closed: Closed, prepared: Prepared, *, at: datetime
) -> ReleaseData:
    release = Release(
        program_id=program.id,
        number=prepared.number,
        title=closed.title,
        frozen_at=at,
        closed_at=closed.closed_at,
        k=program.k,
        asked=prepared.asked,
        role=closed.role,
        code_version=__version__,
        certificate=prepared.certificate,
        **closed.place,
    )
    release.digest = digest_of(release, prepared.cells, prepared.charts, prepared.quality)
    release.save()
    parts: Iterable[_Part] = (*prepared.cells, *prepared.charts, *prepared.quality)
    for part in parts:
        part.release = release
    ReleaseCell.objects.bulk_create(prepared.cells)
    ReleaseChart.objects.bulk_create(prepared.charts)
    ReleaseQuality.objects.bulk_create(prepared.quality)
    payload = {
        "release": release.number,
        "scope": closed.scope.value,
        "cells": len(prepared.cells),
        "hidden": sum(cell.hidden for cell in prepared.cells),
    }
    ledger_api.record(actor, "release.made", at=at, program=program.slug, payload=payload)
    logs.tell("release.made", program=program.slug, number=release.number, cells=payload["cells"])
    return release.to_data()


def digest_of(
    release: Release,
    cells: Sequence[ReleaseCell],
    charts: Sequence[ReleaseChart],
    quality: Sequence[ReleaseQuality] = (),
) -> str:
    """
    Return the SHA-256 over all that the release says, its certificate included.

    A release without quality figures says nothing of them, and a cell without late answers nothing
    of these, like those made before there were any.
    """
    said = {
        "number": release.number,
        "title": release.title,
        "frozen_at": release.frozen_at.isoformat(),
        "closed_at": release.closed_at.isoformat(),
        "k": release.k,
        "asked": release.asked,
        "code_version": release.code_version,
        "certificate": release.certificate,
        "cells": [_said(cell) for cell in cells],
        "charts": [_said(chart) for chart in charts],
        **({"quality": [_said(row) for row in quality]} if quality else {}),
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _said(row: _Part) -> Mapping[str, Any]:
    names = [
        field.attname for field in row._meta.concrete_fields if field.name not in {"id", "release"}
    ]
    said = {name: getattr(row, name) for name in names}
    return {name: value for name, value in said.items() if name != "late" or value is not None}

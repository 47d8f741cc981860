"""Answers with their names as a table, for those whom the notice names; read batch by batch."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api

from . import questionnaire as questionnaires
from .answer_columns import cells, headers
from .data import AnswerRow, AnswerTable, Values
from .models import IdentifiedResponse, Window
from .questionnaire import Item
from .readers import readable_window

BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """What every row is read with."""

    window: Window
    items: Sequence[Item]
    cohorts: Mapping[int, str]
    values: Values
    language: str

    def rows(self) -> Iterator[AnswerRow]:
        """Yield the row of each answer, the first received first."""
        zone = ZoneInfo(self.window.program.time_zone)
        for batch in _batches(self.window.pk):
            names = programs_api.names_of([one.person for one in batch])
            for one in batch:
                yield AnswerRow(
                    name=names.get(one.person, ""),
                    cohort=self.cohorts.get(one.cohort_id or 0, ""),
                    changed_at=one.changed_at.astimezone(zone),
                    is_late=one.is_late,
                    answers=cells(
                        self.items, one.answers, values=self.values, language=self.language
                    ),
                )


def answer_table(actor: Actor, window_id: int, *, values: Values, language: str) -> AnswerTable:
    """
    Return everybody's answers in a window of the identified mode.

    Rows are read a thousand at a time, however many there are.

    Raises:
        NotFound: no such window, not of the identified mode, or not for this actor.
    """
    window = readable_window(actor, window_id, language=language)
    reading = _Reading(
        window=window,
        items=questionnaires.read(window.version.document).items,
        cohorts={one.id: one.title for one in programs_api.cohorts(window.program_id)},
        values=values,
        language=language,
    )
    return AnswerTable(
        window=window.to_data(),
        headers=headers(reading.items, values=values, language=language),
        rows=reading.rows(),
    )


def _batches(window_id: int) -> Iterator[list[IdentifiedResponse]]:
    """Yield the rows in batches by id: one statement's result would be held as a whole."""
    last = 0
    while True:
        rows = IdentifiedResponse.objects.filter(window_id=window_id, id__gt=last)
        batch = list(rows.order_by("id")[:BATCH])
        if not batch:
            return
        yield batch
        last = batch[-1].pk

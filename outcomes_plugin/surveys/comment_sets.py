"""Take what people wrote out of the answers of a protected window when it closes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from . import questionnaire as questionnaires
from .data import CommentState, Mode
from .lateness import on_time
from .models import AnonymousRecord, Comment, CommentSet, ConfidentialResponse, Window
from .own_words import items_with_words, without_words, words_in
from .questionnaire import Item

FEWEST_WRITERS = 10
_ROWS_AT_ONCE = 1000
_TABLES: Mapping[str, Any] = {
    Mode.CONFIDENTIAL: ConfidentialResponse,
    Mode.ANONYMOUS: AnonymousRecord,
}


def fewest_writers(k: int) -> int:
    """Return how many have to write on a question before anybody reads it."""
    return max(FEWEST_WRITERS, k)


def gather_comments(window: Window) -> None:
    """
    Make the sets of comments of a closing window; identified ones are read with their answers.

    Comments get random ids, which are their only order. A question on which too few wrote gets a
    set without any. Afterwards anonymous answers have no words: they stand in the comments alone,
    or nowhere. Runs inside the transaction that closes the window.
    """
    items = items_with_words(questionnaires.read(window.version.document), window.role)
    if window.mode not in _TABLES or not items:
        return
    writers = dict.fromkeys([item.key for item in items], 0)
    for batch in _answers(window):
        for row in batch:
            for item in items:
                writers[item.key] += bool(words_in(item, row.answers.get(item.key)))
    sets = {item.key: _set(window, item, writers[item.key]) for item in items}
    for batch in _answers(window):
        Comment.objects.bulk_create(_comments(batch, items, sets))
        if window.mode == Mode.ANONYMOUS:
            _clear(batch, items)


def _answers(window: Window) -> Iterator[list[Any]]:
    # Words that come late would stand apart, and so tell whose they are.
    of_window = on_time(_TABLES[window.mode].objects.filter(window_id=window.pk), window)
    last = 0
    while True:
        rows = of_window.filter(id__gt=last)
        batch = list(rows.order_by("id")[:_ROWS_AT_ONCE])
        if not batch:
            return
        yield batch
        last = batch[-1].pk


def _set(window: Window, item: Item, writers: int) -> CommentSet:
    enough = writers >= fewest_writers(window.program.k)
    state = CommentState.WAITING if enough else CommentState.TOO_FEW
    return CommentSet.objects.create(window=window, item=item.key, state=state)


def _comments(
    rows: Sequence[Any], items: Sequence[Item], sets: Mapping[str, CommentSet]
) -> list[Comment]:
    return [
        Comment(
            comment_set=sets[item.key],
            source=row if isinstance(row, ConfidentialResponse) else None,
            text=words,
        )
        for row in rows
        for item in items
        if sets[item.key].state != CommentState.TOO_FEW
        and (words := words_in(item, row.answers.get(item.key)))
    ]


def _clear(rows: Sequence[Any], items: Sequence[Item]) -> None:
    for row in rows:
        row.answers = dict(without_words(items, row.answers))
    AnonymousRecord.objects.bulk_update(rows, ["answers"], batch_size=100)

"""The coordinator reviews what people wrote: one question is released, one is still at hand."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from outcomes_plugin import api
from outcomes_plugin.surveys.data import CommentData, HideReason

from .stage import COORDINATOR, PROGRAM, Days, Step, actor

# By question, the day on which its review begins, and the day on which it ends.
BEGINS, RELEASES = {"helped": -70, "better": -12}, {"helped": -68}
NAME, GIVES_AWAY = "Carola", "the only one in"


def steps(days: Days) -> Iterator[Step]:
    """Return the beginning of each review, and the release, each with its time."""
    for item, day in BEGINS.items():
        at = days.at(day, 10)
        yield at, partial(_begin, item, at=at)
    for item, day in RELEASES.items():
        at = days.at(day, 11)
        yield at, partial(_release, item, at=at)


def _begin(item: str, *, at: datetime) -> None:
    """Begin, and hide the name of a person and whatever tells who wrote it."""
    coordinator, window_id = actor(COORDINATOR), _window_id()
    api.begin_comment_review(coordinator, window_id, item, at=at)
    for comment in _comments(window_id, item):
        words = [piece.text for piece in comment.pieces]
        if NAME in words:
            place = words.index(NAME)
            api.hide_words_of_comment(coordinator, window_id, item, comment.id, places=[place])
        if GIVES_AWAY in "".join(words):
            reason = HideReason.TELLS_WHO_WROTE
            api.hide_comment(coordinator, window_id, item, comment.id, reason=reason)


def _comments(window_id: int, item: str) -> Sequence[CommentData]:
    found = api.window_comments(actor(COORDINATOR), window_id, language="en", item=item)
    return found.shown.comments


def _release(item: str, *, at: datetime) -> None:
    api.release_comments(actor(COORDINATOR), _window_id(), item, at=at)


def _window_id() -> int:
    """Return the one window of the year that is closed, protected, and asked for words."""
    (found,) = api.windows_with_comments(actor(COORDINATOR), PROGRAM)
    return found

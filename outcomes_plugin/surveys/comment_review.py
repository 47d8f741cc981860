"""
Review what people wrote before others read it: hide words or whole comments, then release.

What is hidden can be changed until the release, and is recorded with it; no entry holds a text.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing

from .comment_sets import fewest_writers
from .comments import can_review, for_review
from .data import CommentData, CommentState, HideReason
from .models import Comment, CommentSet
from .own_words import pieces_of
from .windows import load_window, record_window


@transaction.atomic
def begin_comment_review(actor: Actor, window_id: int, item: str, *, at: datetime) -> CommentState:
    """
    Let the comments be read for review. From then on no erasure takes one out.

    Who sees a comment vanish and knows who was erased would know whose it was, so the link to the
    answers is cut before the first look. When erasures have left too few, nobody ever reads them.

    Raises:
        NotFound: there are no such comments, or the actor may not review them.
        Conflict: the review has begun already.
    """
    found = _locked(actor, window_id, item)
    if found.state != CommentState.WAITING:
        raise Conflict(_("The review of these comments has begun already."))
    rows = Comment.objects.filter(comment_set=found)
    if rows.count() < fewest_writers(found.window.program.k):
        rows.delete()
        found.state = CommentState.TOO_FEW
    else:
        rows.update(source=None)
        found.state = CommentState.IN_REVIEW
    found.review_began_at = at
    found.save(update_fields=["state", "review_began_at"])
    record_window(actor, found.window, "comments.review_began", at=at, item=item)
    return CommentState(found.state)


@transaction.atomic
def hide_words(
    actor: Actor, window_id: int, item: str, comment_id: int, *, places: object
) -> CommentData:
    """
    Hide these words of a comment, and no other; `places` count its pieces from 0.

    Raises:
        NotFound: there is no such comment, or the actor may not review it.
        Invalid: a place is not that of a word.
        Conflict: the comments are released, or their review has not begun.
    """
    row = _comment_in_review(actor, window_id, item, comment_id)
    row.hidden_words = _checked(places, row.text)
    row.save(update_fields=["hidden_words"])
    return for_review(row)


@transaction.atomic
def hide_comment(
    actor: Actor, window_id: int, item: str, comment_id: int, *, reason: str
) -> CommentData:
    """
    Hide the whole comment. That there is one stays.

    Raises:
        NotFound: there is no such comment, or the actor may not review it.
        Invalid: it is no reason of the list.
        Conflict: the comments are released, or their review has not begun.
    """
    row = _comment_in_review(actor, window_id, item, comment_id)
    if reason not in tuple(HideReason):
        raise Invalid(_("Choose a reason of the list."))
    return _with_reason(row, reason)


@transaction.atomic
def show_comment(actor: Actor, window_id: int, item: str, comment_id: int) -> CommentData:
    """
    Show the comment again, but for the words of it that are hidden.

    Raises:
        NotFound: there is no such comment, or the actor may not review it.
        Conflict: the comments are released, or their review has not begun.
    """
    return _with_reason(_comment_in_review(actor, window_id, item, comment_id), "")


@transaction.atomic
def release_comments(actor: Actor, window_id: int, item: str, *, at: datetime) -> None:
    """
    Let everybody who reads the program's releases read the comments as they are now, for good.

    Raises:
        NotFound: there are no such comments, or the actor may not review them.
        Conflict: they are released already, or their review has not begun.
    """
    found = _in_review(actor, window_id, item)
    found.state, found.released_at = CommentState.RELEASED, at
    found.save(update_fields=["state", "released_at"])
    rows = Comment.objects.filter(comment_set=found)
    hidden = rows.exclude(hidden_words=[], hide_reason="").count()
    record_window(
        actor,
        found.window,
        "comments.released",
        at=at,
        item=item,
        comments=rows.count(),
        hidden=hidden,
    )


def _locked(actor: Actor, window_id: int, item: str) -> CommentSet:
    """Return the set of comments, locked, for somebody who may review it."""
    window = load_window(window_id)
    held = programs_api.require(actor, window.program_id, Thing.COMMENTS, Action.WRITE)
    sets = CommentSet.objects.select_for_update().filter(window_id=window_id, item=item)
    found = sets.first()
    if found is None or found.state == CommentState.TOO_FEW or not can_review(held, window):
        raise NotFound
    found.window = window
    return found


def _in_review(actor: Actor, window_id: int, item: str) -> CommentSet:
    found = _locked(actor, window_id, item)
    if found.state == CommentState.WAITING:
        raise Conflict(_("The review of these comments has not begun."))
    if found.state == CommentState.RELEASED:
        raise Conflict(_("These comments are released. They stay as they are."))
    return found


def _comment_in_review(actor: Actor, window_id: int, item: str, comment_id: int) -> Comment:
    found = _in_review(actor, window_id, item)
    row = Comment.objects.filter(comment_set=found, id=comment_id).first()
    if row is None:
        raise NotFound
    return row


def _with_reason(row: Comment, reason: str) -> CommentData:
    row.hide_reason = reason
    row.save(update_fields=["hide_reason"])
    return for_review(row)


def _checked(places: Any, text: str) -> Sequence[int]:
    words = {place for place, piece in enumerate(pieces_of(text)) if piece.is_word}
    is_list = isinstance(places, list) and all(type(place) is int for place in places)
    if not is_list or not words.issuperset(places):
        raise Invalid(_("These are not words of this comment. Reload the page and try again."))
    return sorted(set(places))

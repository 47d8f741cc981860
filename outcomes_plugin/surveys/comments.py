"""Read what people wrote in protected windows: before its release for review, then as released."""

from collections.abc import Sequence

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Standing, Thing

from . import questionnaire as questionnaires
from .data import (
    CommentData,
    CommentState,
    HideReason,
    ItemComments,
    Mode,
    WindowComments,
)
from .models import Comment, CommentSet, Window
from .own_words import black_out, items_with_words, pieces_of
from .readers import notice_tells_of_surveys
from .windows import load_window
from .wording import plain_of

COMMENTS_ON_A_PAGE = 50
_PROTECTED = (Mode.CONFIDENTIAL, Mode.ANONYMOUS)


def window_comments(
    actor: Actor, window_id: int, *, language: str, item: str = "", page: int = 1
) -> WindowComments:
    """
    Return where the comments of a closed protected window stand, and a page of those on one item.

    Whoever reviews them reads them once the review has begun; all others what was released, with
    the hidden words left out. Without `item` the first question is shown.

    Raises:
        NotFound: no such window, item or page, or the actor may read neither.
    """
    window = load_window(window_id)
    held = programs_api.require(actor, window.program_id, Thing.RELEASES, Action.READ)
    may_review = can_review(held, window)
    found = _places(window, language)
    shown = next((one for one in found if item in ("", one.item)), None)
    if shown is None or window.mode not in _PROTECTED:
        raise NotFound
    return WindowComments(
        window=window.to_data(),
        items=found,
        shown=_filled(window, shown, page=page, may_review=may_review),
        may_review=may_review,
    )


def windows_with_comments(actor: Actor, program: programs_api.ProgramRef) -> frozenset[int]:
    """
    Return the closed protected windows of the program in which people could write.

    Raises:
        NotFound: no such program, or the actor may not read what is released of it.
    """
    held = programs_api.require(actor, program, Thing.RELEASES, Action.READ)
    sets = CommentSet.objects.filter(window__program_id=held.program.id)
    return frozenset(sets.values_list("window_id", flat=True))


def can_review(held: Standing, window: Window) -> bool:
    """Return whether somebody of this standing reads the comments before their release."""
    return held.allows(Thing.COMMENTS, Action.READ) and notice_tells_of_surveys(window.program_id)


def _places(window: Window, language: str) -> Sequence[ItemComments]:
    states = dict(CommentSet.objects.filter(window=window).values_list("item", "state"))
    items = items_with_words(questionnaires.read(window.version.document), window.role)
    return [
        ItemComments(
            item=item.key,
            prompt=plain_of(item.prompt, language, words={}),
            state=CommentState(states[item.key]),
        )
        for item in items
        if item.key in states
    ]


def _filled(window: Window, one: ItemComments, *, page: int, may_review: bool) -> ItemComments:
    is_reviewed = may_review and one.state is CommentState.IN_REVIEW
    if not is_reviewed and one.state is not CommentState.RELEASED:
        return one
    rows = Comment.objects.filter(comment_set__window=window, comment_set__item=one.item)
    pages = -(-rows.count() // COMMENTS_ON_A_PAGE)
    if not 1 <= page <= pages:
        raise NotFound
    first = (page - 1) * COMMENTS_ON_A_PAGE
    say = for_review if is_reviewed else _for_readers
    return ItemComments(
        item=one.item,
        prompt=one.prompt,
        state=one.state,
        pages=pages,
        comments=[say(row) for row in rows.order_by("id")[first : first + COMMENTS_ON_A_PAGE]],
    )


def for_review(row: Comment) -> CommentData:
    """Return the comment with every word, the hidden ones marked."""
    return CommentData(
        id=row.pk,
        pieces=pieces_of(row.text, row.hidden_words),
        hide_reason=HideReason(row.hide_reason) if row.hide_reason else None,
    )


def _for_readers(row: Comment) -> CommentData:
    hidden = range(len(row.text)) if row.hide_reason else row.hidden_words
    return CommentData(id=row.pk, pieces=black_out(pieces_of(row.text, hidden)))

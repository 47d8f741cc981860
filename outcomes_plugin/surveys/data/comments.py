"""What people wrote in their own words in a protected survey, as it may be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .windows import WindowData


class CommentState(StrEnum):
    """Where the comments on one question stand; `too_few` also says that nobody wrote."""

    TOO_FEW = "too_few"
    WAITING = "waiting"
    IN_REVIEW = "in_review"
    RELEASED = "released"


class HideReason(StrEnum):
    """Why a whole comment is hidden."""

    NAMES_SOMEBODY = "names_somebody"
    TELLS_WHO_WROTE = "tells_who_wrote"
    HURTS_SOMEBODY = "hurts_somebody"
    SAYS_NOTHING = "says_nothing"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A word of a comment, or what stands between two. A hidden piece has no text for readers."""

    text: str
    is_word: bool
    hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class CommentData:
    """
    One comment. Its id is random and tells nothing of its writer.

    For readers a run of hidden words is one piece without text; a reviewer sees each word.
    """

    id: int
    pieces: tuple[Piece, ...]
    hide_reason: HideReason | None = None


@dataclass(frozen=True, kw_only=True)
class ItemComments:
    """Where the comments on one question stand; `comments` are one page of them."""

    item: str
    prompt: str
    state: CommentState
    pages: int = 0
    comments: Sequence[CommentData] = ()


@dataclass(frozen=True, kw_only=True)
class WindowComments:
    """The questions of a closed protected window that take words, and one of them in full."""

    window: WindowData
    items: Sequence[ItemComments]
    shown: ItemComments
    may_review: bool

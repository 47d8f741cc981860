"""The words of their own that people wrote in an answer, and the answer without them."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from .data import Answers, Piece
from .questionnaire import OTHER, Item, Questionnaire

# Scripts without spaces between words: each character stands for itself.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_PIECES = re.compile(rf"\s+|[{_UNSPACED}]|[^\s{_UNSPACED}]+")


def items_with_words(questionnaire: Questionnaire, role: str) -> Sequence[Item]:
    """Return the items of the role in which people can write words of their own."""
    return [item for item in questionnaire.items_for(role) if item.takes_words]


def words_in(item: Item, value: Any) -> str:
    """Return what the person wrote in the item, empty where they wrote nothing."""
    if item.is_text:
        return value.strip() if isinstance(value, str) else ""
    chosen = value if isinstance(value, list) else [value]
    others = [one[OTHER] for one in chosen if isinstance(one, Mapping) and OTHER in one]
    return str(others[0]).strip() if others else ""


def without_words(items: Collection[Item], answers: Answers) -> Answers:
    """Return the answers without what was written in these items; that “other” was chosen stays."""
    by_key = {item.key: item for item in items}
    return {
        key: _without(value) if key in by_key else value
        for key, value in answers.items()
        if key not in by_key or not by_key[key].is_text
    }


def _without(value: Any) -> Any:
    if isinstance(value, list):
        return [_without(one) for one in value]
    return {OTHER: ""} if isinstance(value, Mapping) else value


def pieces_of(text: str, hidden: Collection[int] = ()) -> tuple[Piece, ...]:
    """Return the text as words and what stands between them; joined they are the text."""
    return tuple(
        Piece(text=part, is_word=not part.isspace(), hidden=place in hidden)
        for place, part in enumerate(_PIECES.findall(text))
    )


def black_out(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces for a reader: hidden words without text, a run of them as one."""
    shown: list[Piece] = []
    for place, piece in enumerate(pieces):
        if piece.hidden and shown and shown[-1].hidden:
            continue
        if not piece.is_word and _stands_in_a_run(pieces, place):
            continue
        shown.append(_BLACK if piece.hidden else piece)
    return tuple(shown)


_BLACK = Piece(text="", is_word=True, hidden=True)


def _stands_in_a_run(pieces: Sequence[Piece], place: int) -> bool:
    around = (place - 1, place + 1)
    return all(0 <= one < len(pieces) and pieces[one].hidden for one in around)

"""What may be written, and who reads it. Pure decisions."""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Conflict, Invalid, Problem
from outcomes_plugin.pairings.data import PairingData

from .data import Visibility

LONGEST_TEXT = 50_000
LONGEST_REPLY = 10_000
LONGEST_KEY = 64
LONGEST_PROMPT = 500
MOST_TAGS = 8
LONGEST_TAG = 40

_KEY = re.compile(r"[a-z0-9_]+")
_ENTRY_ID = re.compile(r"[0-9a-f]{32}")
# Japanese and Chinese are written without spaces: each of their signs counts as a word.
_SIGN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_SIGN}]|[^\s{_SIGN}]+")
_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")


def plain(text: object) -> str:
    """
    Return the text as it can be kept: line ends alike, without halves of characters and NUL.

    Raises:
        Invalid: it is no text.
    """
    if not isinstance(text, str):
        raise Invalid(_("What you sent did not arrive whole. Send it again."))
    return _NOT_KEPT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def check_length(text: str, *, most: int) -> None:
    """Refuse a text that is too long, and say by how much."""
    if len(text) > most:
        raise Invalid(
            _(
                "This text has {count} characters; at most {most} fit. Nothing was stored, and your"
                " text is still here: make two of it."
            ).format(count=len(text), most=most)
        )


def check_written(text: str, *, most: int) -> None:
    """Refuse a text without a word in it, or one that is too long."""
    if not text.strip():
        raise Invalid(
            _("There is nothing to save yet. Write a few words first."),
            problems=[Problem(_("Write a few words."), column="text")],
        )
    check_length(text, most=most)


def is_key(key: object) -> bool:
    """Return whether this can be the key of a prompt; free writing has the empty one."""
    if not isinstance(key, str) or len(key) > LONGEST_KEY:
        return False
    return key == "" or _KEY.fullmatch(key) is not None


def is_entry_id(entry_id: object) -> bool:
    """Return whether this can be the id of an entry."""
    return isinstance(entry_id, str) and _ENTRY_ID.fullmatch(entry_id) is not None


def word_count(text: str) -> int:
    """Return how many words the text has."""
    return len(_WORD.findall(text))


def tags_by_use(of_entries: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """
    Return the tags of these entries, the most used first, each once whatever its capitals.

    Of several spellings that of the first entry counts.
    """
    told = [tag for tags in of_entries for tag in tags]
    spelled = {tag.casefold(): tag for tag in reversed(told)}
    uses = Counter(tag.casefold() for tag in told)
    return tuple(spelled[tag] for tag in sorted(uses, key=lambda tag: (-uses[tag], tag)))


def tidy_tags(tags: object) -> list[str]:
    """
    Return the tags in the order in which they were given, each once, whatever its capitals.

    Raises:
        Invalid: they are no list of words, too many, or too long.
    """
    if not isinstance(tags, list | tuple):
        raise Invalid(_("What you sent did not arrive whole. Send it again."))
    found: dict[str, str] = {}
    for tag in tags:
        tidy = " ".join(plain(tag).split())
        if tidy:
            found.setdefault(tidy.casefold(), tidy)
    if len(found) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in found.values()):
        message = _("At most {most} tags, each of at most {longest} characters.").format(
            most=MOST_TAGS, longest=LONGEST_TAG
        )
        raise Invalid(message, problems=[Problem(message, column="tags")])
    return list(found.values())


def read_visibility(value: object) -> Visibility:
    """Return the visibility of that name, or refuse."""
    try:
        return Visibility(str(value))
    except ValueError:
        raise Invalid(_("Choose who can read this entry.")) from None


def check_version(current: int, expected: object, *, entry_id: str) -> None:
    """
    Refuse to write over what was written meanwhile.

    Raises:
        Conflict: `details["reason"]` is "version", with the entry and the version that it has.
    """
    if current != expected:
        raise Conflict(
            _("You wrote here in another window or on another device. Both texts are safe."),
            reason="version",
            entry=entry_id,
            version=current,
        )


def check_audience(tokens: Mapping[Visibility, str], visibility: Visibility, told: object) -> None:
    """
    Refuse to share with other people than those whom the writer was shown.

    Raises:
        Conflict: `details["reason"]` is "audience".
    """
    if visibility is not Visibility.ONLY_ME and tokens.get(visibility) != told:
        raise Conflict(
            _(
                "Who would read this has changed while you were writing. Your text is safe. Look"
                " again at who can read it, then save."
            ),
            reason="audience",
        )


def audience_tokens(
    pairings: Collection[PairingData], coordinators: Collection[str]
) -> Mapping[Visibility, str]:
    """Return a word for each visibility that can be chosen now; other people, another word."""
    paired = sorted(f"pairing {pairing.id}" for pairing in pairings)
    tokens = {Visibility.ONLY_ME: _token([])}
    if paired:
        tokens[Visibility.MENTOR] = _token(paired)
    if coordinators:
        tokens[Visibility.STAFF] = _token([*paired, *sorted(coordinators)])
    return tokens


def mentors_reading(
    pairings: Iterable[PairingData], *, visibility: str, shared_at: datetime | None
) -> Sequence[str]:
    """
    Return the mentors who can read an entry of the mentee of these pairings.

    Only while they are paired, and only what was shared since: a new mentor, or an old one who is
    paired again, reads nothing of before.
    """
    if visibility == Visibility.ONLY_ME or shared_at is None:
        return []
    return [
        pairing.mentor
        for pairing in pairings
        if pairing.is_open and pairing.started_at is not None and pairing.started_at <= shared_at
    ]


def tells_of_journals(notice: Mapping[str, Any]) -> bool:
    """Return whether a notice, in one language, says what becomes of journals."""
    return any(section["purpose"] == "journals" for section in notice.get("needs", []))


def _token(people: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(people).encode()).hexdigest()[:16]

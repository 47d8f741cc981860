"""Forms as values: what a page asks, so that one template draws them all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

Words = str | Promise


class Kind(StrEnum):
    """How a field is drawn, and what it holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    PERSON = "person"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    CLOCK = "clock"
    CHOICE = "choice"
    ONE_OF = "one_of"
    SOME_OF = "some_of"


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing that can be chosen, and what it means."""

    value: str
    label: Words
    about: Words = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question of a form. `chosen` holds the values of a field that takes several."""

    name: str
    label: Words
    kind: Kind = Kind.TEXT
    value: str = ""
    chosen: frozenset[str] = frozenset()
    hint: Words = ""
    options: Sequence[Option] = ()
    is_needed: bool = True

    @property
    def is_group(self) -> bool:
        return self.kind in (Kind.ONE_OF, Kind.SOME_OF)


@dataclass(frozen=True, kw_only=True)
class Form:
    """
    A form: its fields, and the action that it asks for.

    `subject` names what it is about, for the action; `heard` tells the same to somebody who hears
    the button out of its place. `edition` is what the person has seen of it.
    `preview` names the action that shows, while somebody writes, what the form would do.
    `rare_fields` stand folded behind `rare_label`, since most people leave them as they are.
    """

    uid: str
    action: str
    button: Words
    fields: Sequence[Field] = ()
    rare_fields: Sequence[Field] = ()
    rare_label: Words = ""
    subject: str = ""
    heard: Words = ""
    edition: str = ""
    preview: str = ""
    is_main: bool = False
    is_locked: bool = False


def options_of(pairs: Iterable[tuple[str, Words]]) -> Sequence[Option]:
    """Return options from values and their words."""
    return [Option(value=value, label=label) for value, label in pairs]

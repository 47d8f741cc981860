"""The errors that the api raises. Each says what the caller can do; edges map them to HTTP once."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Message = str | Promise


class OutcomesError(Exception):
    """
    A refusal that a person may read.

    `message` is a whole, translatable sentence. `details` holds only keys, numbers and times that
    help an edge to show it beside the right field; never what a person typed.
    """

    status = 400

    def __init__(self, message: Message, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details: Mapping[str, Any] = details

    def __str__(self) -> str:
        return str(self.message)


class NotFound(OutcomesError):
    """It does not exist, or the actor may not know that it does. The two look the same."""

    status = 404

    def __init__(self, message: Message | None = None) -> None:
        super().__init__(message or _("There is nothing here for you. The link may be old."))


class Invalid(OutcomesError):
    """
    The input cannot be used; nothing was written.

    `problems` lists every reason that was found, each beside the field it belongs to.
    """

    def __init__(self, message: Message, *, problems: Sequence["Problem"] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class Conflict(OutcomesError):
    """The input was fine when it was made, but something has changed since."""

    status = 409


class ConsentMissing(OutcomesError):
    """The person has not agreed to this optional purpose, or has withdrawn."""

    status = 409


class Problem:
    """
    One reason why input was refused: where it stands and what is wrong with it.

    `place` says where it stands when a line and a column do not, as a sheet and a cell.
    """

    __slots__ = ("column", "line", "message", "place")

    def __init__(
        self,
        message: Message,
        *,
        line: int | None = None,
        column: str = "",
        place: Message = "",
    ) -> None:
        self.message = message
        self.line = line
        self.column = column
        self.place = place

    def __str__(self) -> str:
        if self.place:
            return str(_("{place}: {message}").format(place=self.place, message=self.message))
        if self.line is None:
            return str(self.message)
        return str(
            _("Line {line}, “{column}”: {message}").format(
                line=self.line, column=self.column, message=self.message
            )
        )

    def __repr__(self) -> str:
        return f"Problem({str(self)!r})"

"""One question of a survey: its template, and the words that say what can be answered."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True, kw_only=True)
class Question:
    """An item that stands alone, with a hint at what fits. A number names the keys to type it."""

    item: Any
    hint: str

    @property
    def template(self) -> str:
        return f"outcomes_plugin/survey/kind_{self.item.kind}.html"

    @property
    def keyboard(self) -> str:
        # A phone's keys for whole numbers have neither a sign nor a decimal mark.
        if self.item.decimals:
            return "decimal" if _is_positive(self.item) else "text"
        return "numeric" if _is_positive(self.item) else "text"


def question_of(item: Any) -> Question:
    """Return the item as a question that stands alone."""
    hints = {
        "multiple_choice": _how_many,
        "ranking": _how_ranked,
        "number": _which_numbers,
        "date": _which_days,
    }
    hint = hints.get(item.kind)
    return Question(item=item, hint=hint(item) if hint is not None else "")


def _is_positive(item: Any) -> bool:
    return item.low is not None and item.low >= 0


def _how_many(item: Any) -> str:
    if item.least and item.most:
        if item.least == item.most:
            return ngettext("Choose {count}.", "Choose {count}.", item.most).format(count=item.most)
        return _("Choose {least} to {most}.").format(least=item.least, most=item.most)
    if item.most:
        return _("Choose at most {count}.").format(count=item.most)
    if item.least and item.least > 1:
        return _("Choose at least {count}.").format(count=item.least)
    return _("Choose all that apply.")


def _how_ranked(item: Any) -> str:
    if item.most:
        return ngettext(
            "Put up to {count} in your order, the first on top.",
            "Put up to {count} in your order, the first on top.",
            item.most,
        ).format(count=item.most)
    return _("Put them in your order, the first on top.")


def _which_numbers(item: Any) -> str:
    low, high = (_said(number) for number in (item.low, item.high))
    if low and high:
        return _("From {low} to {high}.").format(low=low, high=high)
    if low:
        return _("{low} or more.").format(low=low)
    return _("At most {high}.").format(high=high) if high else ""


def _said(number: float | None) -> str:
    if number is None:
        return ""
    whole = int(number) if float(number).is_integer() else number
    return number_format(whole, use_l10n=True, force_grouping=True)


def _which_days(item: Any) -> str:
    first, last = (
        date_format(date.fromisoformat(day), "DATE_FORMAT") if day else ""
        for day in (item.earliest, item.latest)
    )
    if first and last:
        return _("From {first} to {last}.").format(first=first, last=last)
    if first:
        return _("{first} or later.").format(first=first)
    return _("{last} or earlier.").format(last=last) if last else ""

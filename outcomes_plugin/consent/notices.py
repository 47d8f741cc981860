"""Write the text of a notice from the purposes, in every language of the site."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .purposes import PURPOSES, Purpose

Section = Mapping[str, str]


def compose(
    *,
    purposes: Collection[str],
    organization: str,
    months_kept: int,
    key_destroyed_on: date,
    languages: Sequence[str],
    contact: str = "",
) -> Mapping[str, Any]:
    """
    Return the notice in each language.

    A notice has `title`, `lead`, `needs` (purposes that the program needs) and `choices` (optional
    ones). Where somebody is named who answers it has `contact`, a sentence, with `controller` and
    `contact_address`. Each section has `purpose`, `kept`, `why`, `basis`, `readers`, `period`.

    Raises:
        KeyError: a purpose is not known.
    """
    chosen = [PURPOSES[key] for key in purposes]
    content = {}
    for language in languages:
        with translation.override(language):
            text = _compose_in_active_language(chosen, organization, months_kept, key_destroyed_on)
            content[language] = {**text, **_asked(organization, contact)}
    return content


def _asked(organization: str, contact: str) -> Mapping[str, str]:
    if not contact:
        return {}
    sentence = _("{organization} is responsible. Questions and objections go to {contact}.")
    return {
        "contact": sentence.format(organization=organization, contact=contact),
        "controller": organization,
        "contact_address": contact,
    }


def spoken(languages: Iterable[str]) -> Sequence[str]:
    """Return English, and those of the languages in which the product has words of its own."""
    with translation.override("en"):
        english = _("What this program keeps about you, and what you decide.")
    found = ["en"]
    for language in languages:
        with translation.override(language):
            own = _("What this program keeps about you, and what you decide.")
        if own != english and language not in found:
            found.append(language)
    return found


def _compose_in_active_language(
    purposes: Sequence[Purpose], organization: str, months_kept: int, key_destroyed_on: date
) -> Mapping[str, Any]:
    period = _period(months_kept, key_destroyed_on)
    sections = [_section(purpose, organization, period) for purpose in purposes]
    return {
        "title": _("Before you start"),
        "lead": _("What this program keeps about you, and what you decide."),
        "needs": [s for s, p in zip(sections, purposes, strict=True) if not p.is_optional],
        "choices": [s for s, p in zip(sections, purposes, strict=True) if p.is_optional],
        "assurance": _(
            "Nothing here changes your place in the program. Nothing is ticked for you."
        ),
    }


def _section(purpose: Purpose, organization: str, period: str) -> Section:
    basis = (
        _("Your agreement. You can withdraw it at any time.")
        if purpose.is_optional
        else _("Legitimate interest of {organization}. You can object.").format(
            organization=organization
        )
    )
    return {
        "purpose": purpose.key,
        "kept": str(purpose.kept),
        "why": str(purpose.why),
        "basis": basis,
        "readers": str(purpose.readers),
        "period": period,
    }


def _period(months_kept: int, key_destroyed_on: date) -> str:
    return ngettext(
        "Until {count} month after the program ends. The key to the codes is deleted on {day}.",
        "Until {count} months after the program ends. The key to the codes is deleted on {day}.",
        months_kept,
    ).format(count=months_kept, day=date_format(key_destroyed_on, "DATE_FORMAT"))

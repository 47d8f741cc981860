"""In which languages charts are drawn: those that the site offers and the product speaks."""

import gettext
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils.translation import to_locale

SOURCE = "en"
_CATALOGS = Path(__file__).resolve().parent.parent / "locale"


def chart_languages() -> Sequence[str]:
    """
    Return English and each language of the site that has a catalog here.

    A site may offer ninety languages; in most of them a chart would be the English one again.
    """
    offered = (code for code, _name in settings.LANGUAGES)
    return [SOURCE, *(code for code in offered if code != SOURCE and _is_spoken(code))]


def _is_spoken(language: str) -> bool:
    return gettext.find("django", _CATALOGS, [to_locale(language)]) is not None

"""Find out what a file is, and read it."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Invalid

from .data import Source, Taken
from .olx import take_olx
from .surveyjs import take_surveyjs
from .xlsform import take_xlsform

LARGEST_FILE = 2_000_000
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_OWN_FIELDS = frozenset({"minutes", "validated", "scales", "items", "scores", "sections"})


def take_over(raw: bytes) -> Taken:
    """
    Return what could be made of the file.

    Raises:
        Invalid: it is too large, or nothing that is known here.
    """
    if not raw.strip():
        raise Invalid(_("This file is empty."))
    if len(raw) > LARGEST_FILE:
        raise Invalid(_("This file is too large: a questionnaire has at most 2 MB."))
    if raw.startswith(_ZIP):
        return take_xlsform(raw)
    if raw.startswith(_OLD_EXCEL):
        raise Invalid(_("This is a workbook of an old Excel. Save it as .xlsx and try again."))
    start = raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"<":
        return take_olx(raw)
    return _take_json(raw)


def _take_json(raw: bytes) -> Taken:
    found = _loaded(raw)
    if isinstance(found, Mapping) and "items" in found and _OWN_FIELDS & set(found) - {"items"}:
        return Taken(source=Source.OWN, document=found, left_out=(), notes=())
    if isinstance(found, Mapping):
        return take_surveyjs(found)
    raise Invalid(
        _(
            "This is no questionnaire that is known here: XML of a course, an XLSForm (.xlsx), "
            "SurveyJS, or our own JSON."
        )
    )


def _loaded(raw: bytes) -> Any:
    try:
        found = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant)
        written = json.dumps(found, ensure_ascii=False)
        written.encode()
    except (ValueError, RecursionError):  # a number that is none, a half character, endless depth
        raise Invalid(
            _("This file cannot be read. It is neither XML, nor a workbook, nor valid JSON.")
        ) from None
    if "\\u0000" in written.replace("\\\\", ""):
        raise Invalid(_("This file holds characters that no text has."))
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)

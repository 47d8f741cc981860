"""A file of another tool, read into the editor: nothing of it is published by that."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid

from .editor_words import placed

LARGEST_FILE = 1_500_000


def taken_from(actor: Actor, program: str, told: Mapping[str, Any]) -> Mapping[str, Any]:
    """
    Return the document that could be made of the file, and what could not be carried over.

    Raises:
        NotFound: no such program, or the actor may not author its questionnaires.
        Invalid: the file is too large, or nothing that is known here.
    """
    plan = api.check_takeover(actor, program, _content(told))
    return {
        "document": plan.taken.document,
        "left_out": [
            _("{place}: {what}. {why}").format(place=one.place, what=one.what, why=one.why)
            for one in plan.taken.left_out
        ],
        "notes": [
            _("{place}: {said}").format(place=one.place, said=one.said) for one in plan.taken.notes
        ],
        "problems": placed(plan.problems),
    }


def _content(told: Mapping[str, Any]) -> bytes:
    content = told.get("content")
    try:
        raw = base64.b64decode(content if isinstance(content, str) else "", validate=True)
    except (binascii.Error, ValueError) as error:
        raise Invalid(_("What you sent did not arrive whole. Send it again.")) from error
    if not raw:
        raise Invalid(_("Choose a file first."))
    if len(raw) > LARGEST_FILE:
        raise Invalid(_("This file is too large: at most 1.5 MB."))
    return raw

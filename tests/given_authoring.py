"""Questionnaires that are being written, and people who may and may not write them."""

import copy
from typing import Any

from outcomes_plugin import api
from outcomes_plugin.surveys.authoring_data import AuthoredDraft
from tests import given
from tests.given_programs import a_member, the_coordinator
from tests.given_questionnaires import a_document, an_item

KEY = "check"


def a_check(*items: Any, **fields: Any) -> dict[str, Any]:
    """Return a document with one question that the example framework counts."""
    asked = items or (an_item("zero_to_ten", "helpful"),)
    return copy.deepcopy(a_document(*asked, **fields))


def a_draft(program: Any, document: Any = None, *, actor: Any = None) -> AuthoredDraft:
    """Return the draft of a new questionnaire, whose key is `check`."""
    author = actor or the_coordinator()
    return api.start_questionnaire(author, program.id, document or a_check(), at=given.MONDAY)


def kept(program: Any, draft: AuthoredDraft, document: Any, **fields: Any) -> AuthoredDraft:
    """Keep the document as the next of the draft."""
    told = {"draft_version": draft.version, "at": given.MONDAY, **fields}
    actor = told.pop("actor", the_coordinator())
    return api.keep_questionnaire_draft(actor, program.id, draft.key, document=document, **told)


def published(program: Any, document: Any = None, **fields: Any) -> Any:
    """Publish the document as a version of `check`, as its author does it."""
    draft = a_draft(program, document) if "draft" not in fields else fields.pop("draft")
    told = {"publish_as": "version", "draft_version": draft.version, "at": given.MONDAY, **fields}
    return api.publish_questionnaire(
        the_coordinator(), program.id, draft.key, document=document or draft.document, **told
    )


def outsiders(program: Any) -> list[Any]:
    """Return a stranger, a mentee, a mentor, an analyst, and nobody at all."""
    for role in ("mentee", "mentor", "analyst", "sponsor"):
        a_member(program, f"one_{role}", role=role)
    names = ("zoe", "one_mentee", "one_mentor", "one_analyst", "one_sponsor")
    return [given.an_actor(name) for name in names]

"""The editor of a questionnaire, as a survey block and a page of setting up show it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, OutcomesError

from . import editor_words as words
from .editor_assets import EDITOR_SCRIPTS
from .editor_files import taken_from
from .editor_state import published_prompts, state_of, windows_of
from .panel import Panel, Place, draft_owner, filled, refusal
from .survey import preview_of

LARGEST_BODY = 2_400_000


@dataclass(frozen=True, kw_only=True)
class Block:
    """What a survey block says of itself: its title, the survey that it asks, and all it could."""

    display_name: str
    program: str
    window: str
    choices: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Call:
    """One thing that the script asks for, and who asks where."""

    actor: Actor
    program: str
    key: str
    told: Mapping[str, Any]
    place: Place
    at: datetime

    @property
    def document(self) -> Mapping[str, Any]:
        document = self.told.get("document")
        if not isinstance(document, dict):
            raise Invalid(_("What you sent did not arrive whole. Send it again."))
        return document

    @property
    def draft_version(self) -> int:
        """The version that the script has seen; none that there is where it names none."""
        version = self.told.get("draft_version")
        return version if isinstance(version, int) and not isinstance(version, bool) else -1


def show(
    actor: Actor,
    program: str,
    key: str,
    *,
    place: Place,
    at: datetime,
    block: Block | None = None,
    cancel_url: str = "",
) -> Panel:
    """
    Return the editor with the draft of the questionnaire, or with what is published.

    In a `block` one also chooses what is asked there; on a page `cancel_url` leads back.

    Raises:
        NotFound: no such program or questionnaire, or the actor may not author it.
    """
    bench = api.workbench(actor, program, key)
    context = {
        "uid": place.uid,
        "title": words.title_of(bench.draft.document, place.language),
        "host": "page" if block is None else "studio",
        "state": state_of(actor, bench, place=place, block=block),
        "block": block,
        "cancel_url": cancel_url,
        "published": published_prompts(bench.draft.document, place.language),
    }
    owner = draft_owner(actor.user_id) if actor.user_id is not None else ""
    return Panel(
        html=filled("editor/editor.html", context),
        state="editor",
        script=EDITOR_SCRIPTS[-1],
        needs=("showing.js", "survey_answers.js", *EDITOR_SCRIPTS[:-1]),
        init="MentoringEditor",
        styles=("editor.css",),
        data={
            "owner": owner,
            "draft": f"{owner}:author:{program}:{key}",
            "signInUrl": place.sign_in_url,
        },
    )


def act(
    actor: Actor,
    program: str,
    key: str,
    told: Mapping[str, Any],
    *,
    place: Place,
    at: datetime,
) -> Mapping[str, Any]:
    """
    Do what the editor's script asks for, and return what it shows then.

    Raises:
        NotFound, Invalid, Conflict: as the api says; nothing was stored.
    """
    work = _WORK.get(str(told.get("action", "")))
    if work is None:
        raise Invalid(_("What you sent did not arrive whole. Send it again."))
    return work(_Call(actor=actor, program=program, key=key, told=told, place=place, at=at))


def refused(
    actor: Actor, program: str, key: str, error: OutcomesError, *, place: Place
) -> Mapping[str, Any]:
    """Return the refusal as the script shows it; what somebody else has kept comes along."""
    body = {**refusal(error), "details": dict(error.details)}
    if isinstance(error, Invalid):
        body["problems"] = words.placed(error.problems)
    if isinstance(error, Conflict) and error.details.get("reason") == "draft":
        found = api.questionnaire_draft(actor, program, key)
        body["details"] |= {"document": found.document, "draft_version": found.version}
    return body


def _keep(call: _Call) -> Mapping[str, Any]:
    kept = api.keep_questionnaire_draft(
        call.actor,
        call.program,
        call.key,
        document=call.document,
        draft_version=call.draft_version,
        at=call.at,
    )
    check = api.check_draft(call.actor, call.program, call.key, kept.document)
    return {
        "draft_version": kept.version,
        "kept_at": kept.kept_at.isoformat() if kept.kept_at is not None else None,
        **words.checked(check, kept, language=call.place.language),
    }


def _preview(call: _Call) -> Mapping[str, Any]:
    view = api.preview_document(
        call.actor,
        call.program,
        call.document,
        role=str(call.told.get("role") or "mentee"),
        language=str(call.told.get("language") or call.place.language)[:20],
        mode=str(call.told.get("mode") or ""),
    )
    if view is None:
        return {"html": "", "items": [], "texts": {}, "language": call.place.language}
    return preview_of(
        view, place=call.place, language=str(call.told.get("language") or call.place.language)
    )


def _publish(call: _Call) -> Mapping[str, Any]:
    made = api.publish_questionnaire(
        call.actor,
        call.program,
        call.key,
        document=call.document,
        draft_version=call.draft_version,
        publish_as=str(call.told.get("as", "")),
        at=call.at,
    )
    now = api.questionnaire_draft(call.actor, call.program, call.key)
    return {
        "version": made.version,
        "wording": made.wording,
        "draft_version": now.version,
        "document": now.document,
        "sentence": words.published(made),
    }


def _discard(call: _Call) -> Mapping[str, Any]:
    found = api.discard_questionnaire_draft(
        call.actor, call.program, call.key, draft_version=call.draft_version
    )
    if found is None:
        return {"document": None, "draft_version": 0}
    return {"document": found.document, "draft_version": found.version}


def _change_mode(call: _Call) -> Mapping[str, Any]:
    bench = api.workbench(call.actor, call.program, call.key)
    wanted = [one.window for one in bench.windows if one.window.key == call.told.get("window")]
    if not wanted:
        raise Invalid(_("There is no such survey that you can choose. Pick one from the list."))
    mode, reason = str(call.told.get("mode", "")), str(call.told.get("reason", ""))
    api.change_window_mode(call.actor, wanted[0].id, mode=mode, reason=reason, at=call.at)
    return {"windows": windows_of(api.workbench(call.actor, call.program, call.key), call.place)}


def _read_file(call: _Call) -> Mapping[str, Any]:
    return taken_from(call.actor, call.program, call.told)


_WORK: Mapping[str, Callable[[_Call], Mapping[str, Any]]] = {
    "keep": _keep,
    "preview": _preview,
    "publish": _publish,
    "discard": _discard,
    "change_mode": _change_mode,
    "read_file": _read_file,
}

"""A survey as a unit and a page show it: asked, previewed, received, declined, or not open."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, OutcomesError

from . import survey_layout as layout
from .panel import Panel, Place, draft_owner, filled, refusal
from .survey_texts import survey_texts

# What the script finds where a state has nothing to say of it.
_NOTHING: Mapping[str, Any] = {
    "owner": "",
    "draft": "",
    "mode": "",
    "isPreview": False,
    "noticeVersion": None,
    "instrumentVersion": None,
    "responseVersion": 0,
    "answers": None,
    "keepsDrafts": False,
    "isLate": False,
    "begun": None,
    "signInUrl": "",
}
_PARTS: Mapping[str, Sequence[str]] = {
    "notice_first": ("notice", "privacy", "form", "done", "declined"),
    "ready": ("privacy", "form", "done", "declined"),
    "no_program": ("not_open",),
}


def show(
    actor: Actor, program: str, window: str, *, place: Place, at: datetime, title: str = ""
) -> Panel:
    """
    Return what the actor sees of the survey now; the panel's state says which of its parts.

    `title` stands where the survey itself has none to show.
    """
    view = api.survey_view(actor, program, window, at=at, language=place.language)
    return _panel(
        _parts_of(view),
        view=view,
        place=place,
        title=title,
        data={
            **_keys(actor, program, window),
            "signInUrl": place.sign_in_url,
            "mode": view.mode,
            "noticeVersion": view.notice_version,
            "instrumentVersion": view.instrument_version,
            "responseVersion": view.response_version,
            "answers": view.answers,
            "keepsDrafts": view.mode != "anonymous" and not view.is_late,
            "isLate": view.is_late,
            "begun": draft_of(view),
        },
    )


def preview(
    actor: Actor,
    program: str,
    window: str,
    *,
    place: Place,
    at: datetime,
    title: str = "",
    before: Sequence[str] = (),
    link: Mapping[str, Any] | None = None,
) -> Panel:
    """
    Return the survey as its authors see it: nothing that is answered there is sent.

    `before` names parts that stand above it, which `link` fills.

    Raises:
        NotFound: no such window, or the actor may not place it.
    """
    view = api.survey_preview(actor, program, window, at=at, language=place.language)
    return _panel(
        [*before, "preview", "privacy", "form"],
        view=view,
        place=place,
        title=title,
        link=link,
        data={
            **_keys(actor, program, window),
            "isPreview": True,
            "mode": view.mode,
            "instrumentVersion": view.instrument_version,
        },
    )


def preview_of(view: Any, *, place: Place, language: str) -> Mapping[str, Any]:
    """
    Return a survey that is being written, as its readers will meet it, with what its script needs.

    Nothing of it is sent: its pages, its thanks, and what is shown or recalled in the browser. In
    a language that the site does not speak, its own words stay in the reader's.
    """
    spoken = language if translation.check_for_language(language) else place.language
    parts = ("privacy", "form", "done")
    context = {
        "uid": f"{place.uid}-p",
        "view": view,
        "parts": [_template_of(part) for part in parts],
        "fallback_title": "",
        "is_answerable": True,
        "link": {},
        **_laid_out(view, place),
    }
    with translation.override(spoken):
        return {
            "html": filled("survey/learner.html", context),
            "items": layout.conditions_of(view),
            "language": language,
            "texts": survey_texts(is_anonymous=view.mode == "anonymous"),
        }


def show_part(
    part: str, *, place: Place, title: str = "", link: Mapping[str, Any] | None = None
) -> Panel:
    """Return one calm part where no survey is shown: why not, and what to do."""
    return _panel([part], view=None, place=place, title=title, link=link, data={})


def respond(
    actor: Actor,
    program: str,
    window: str,
    told: Mapping[str, Any],
    *,
    at: datetime,
    course_key: str = "",
) -> Mapping[str, Any]:
    """
    Receive answers, what is begun of them, that the person would rather not answer, or that back.

    Raises:
        NotFound, Invalid, Conflict: as the api says; nothing was stored.
    """
    action = told.get("action")
    if action == "draft":
        kept = api.keep_survey_draft(
            actor, program, window, **_told(told), draft_version=told.get("draft_version", 0), at=at
        )
        return {"draft_version": kept.version}
    if action == "undo_decline":
        api.undo_survey_decline(actor, program, window, at=at)
        return {}
    if action == "decline":
        receipt = api.decline_survey(actor, program, window, course_key=course_key, at=at)
    elif action == "submit":
        receipt = api.submit_survey(
            actor,
            program,
            window,
            **_told(told),
            course_key=course_key,
            pace=_pace(told),
            late=told.get("late") is True,
            at=at,
        )
    else:
        raise Invalid(_("What you sent did not arrive whole. Send it again."))
    return {"response_version": receipt.response_version}


def _told(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers, and what the person was told when they gave them."""
    return {
        "answers": told.get("answers", {}),
        "mode": told.get("mode", ""),
        "notice_version": told.get("notice_version"),
        "instrument_version": told.get("instrument_version", 0),
        "response_version": told.get("response_version", 0),
    }


def _pace(told: Mapping[str, Any]) -> Mapping[str, Any]:
    pace = told.get("pace")
    return pace if isinstance(pace, Mapping) else {}


def draft_of(view: Any) -> Mapping[str, Any] | None:
    """Return what the person has begun and not sent, as the script takes it."""
    if view.draft is None:
        return None
    return {"answers": view.draft.answers, "version": view.draft.version}


def read_notice(
    actor: Actor, program: str, told: Mapping[str, Any], *, at: datetime
) -> Mapping[str, Any]:
    """
    Record that the person was shown the notice and starts.

    Raises:
        NotFound, Conflict: as the api says.
    """
    api.read_notice(actor, program, version=told.get("notice_version"), at=at)
    return {}


def refused(
    actor: Actor,
    program: str,
    window: str,
    error: OutcomesError,
    *,
    place: Place,
    at: datetime,
) -> Mapping[str, Any]:
    """Return the refusal as the script shows it, with the new notice or the other draft."""
    body = dict(refusal(error))
    if error.details.get("reason") == "draft":
        view = api.survey_view(actor, program, window, at=at, language=place.language)
        body["draft"] = draft_of(view)
    if "notice_version" in error.details:
        body |= {"reason": "notice", "notice_html": _notice_html(actor, program, place)}
    return body


def _notice_html(actor: Actor, program: str, place: Place) -> str:
    notice = api.notice_in_force(actor, program)
    if notice is None:
        return ""
    return filled(
        "survey/part_notice.html",
        {
            "uid": place.uid,
            "view": {"notice_version": notice.version},
            "notice": notice.in_language(place.language),
        },
    )


def _parts_of(view: Any) -> Sequence[str]:
    """Return the parts of the panel for a state. What can still be answered brings its form."""
    if view.state == "received":
        return ("done", "form", "declined") if view.can_edit and view.items else ("done",)
    if view.state == "declined":
        return ("declined",) if view.can_edit else ("closed",)
    parts = _PARTS.get(view.state, (str(view.state),))
    return ("late", *parts) if view.is_late and "form" in parts else parts


def _panel(
    parts: Sequence[str],
    *,
    view: Any,
    place: Place,
    title: str,
    data: Mapping[str, Any],
    link: Mapping[str, Any] | None = None,
) -> Panel:
    context = {
        "uid": place.uid,
        "view": view,
        "parts": [_template_of(part) for part in parts],
        "fallback_title": title,
        "is_answerable": "form" in parts,
        "link": link or {},
        **_laid_out(view, place),
    }
    return Panel(
        html=filled("survey/learner.html", context),
        state=str(view.state) if view is not None else parts[0],
        script="survey.js",
        needs=("showing.js", "survey_answers.js"),
        init="MentoringSurvey",
        data={
            **_NOTHING,
            **data,
            "language": place.language,
            "timeZone": place.time_zone,
            "items": layout.conditions_of(view),
            "texts": survey_texts(is_anonymous=data.get("mode") == "anonymous"),
        },
    )


def _template_of(part: str) -> str:
    folder = "panels/" if part == "unlinked" else "survey/part_"
    return f"outcomes_plugin/{folder}{part}.html"


def _laid_out(view: Any, place: Place) -> Mapping[str, Any]:
    if view is None:
        return {"pages": (), "times": {}, "notice": None, "readers_sentence": ""}
    return {
        "pages": layout.pages_of(view.items, view.sections),
        "times": layout.times_of(view, time_zone=place.time_zone),
        "notice": view.notice,
        "readers_sentence": layout.readers_sentence(view),
        "is_protected": view.mode in ("confidential", "anonymous"),
        "takes_words": any(item.takes_words for item in view.items),
    }


def _keys(actor: Actor, program: str, window: str) -> Mapping[str, str]:
    owner = draft_owner(actor.user_id) if actor.user_id is not None else ""
    return {"owner": owner, "draft": f"{owner}:{program}:{window}"}

"""What people wrote in protected surveys: reviewed by coordinators, then read by others."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, NotFound
from outcomes_plugin.surveys.data import CommentData, CommentState, HideReason

from . import http, words
from .navigation import frame
from .windows import window_of

REASONS: Mapping[HideReason, str | Promise] = {
    HideReason.NAMES_SOMEBODY: gettext_lazy("It names somebody"),
    HideReason.TELLS_WHO_WROTE: gettext_lazy("It tells who wrote it"),
    HideReason.HURTS_SOMEBODY: gettext_lazy("It hurts somebody"),
    HideReason.SAYS_NOTHING: gettext_lazy("It says nothing"),
}


@http.page("GET", "HEAD")
def comments(request: HttpRequest, actor: Actor, slug: str, window_id: int) -> HttpResponse:
    """Show where the comments of a closed protected window stand, and those on one question."""
    window_of(actor, slug, window_id)
    found = api.window_comments(
        actor,
        window_id,
        language=http.language(),
        item=request.GET.get("item", ""),
        page=_page(request),
    )
    context = {
        "frame": frame(actor, slug, current="today"),
        "found": found,
        "window": found.window,
        "shown": found.shown,
        "closed": words.moment(
            found.window.closed_at or found.window.closes_at, found.window.time_zone
        ),
        "page": _page(request),
        "reviews": found.may_review and found.shown.state is CommentState.IN_REVIEW,
        "begins": found.may_review and found.shown.state is CommentState.WAITING,
        "reasons": REASONS.items(),
        "panel_styles": ["comments.css"],
    }
    return http.show(request, "comments.html", context)


@http.page("POST")
def begin_review(
    request: HttpRequest, actor: Actor, slug: str, window_id: int, item: str
) -> HttpResponse:
    """Let the comments be read for review."""
    http.json_body(request)
    window_of(actor, slug, window_id)
    state = api.begin_comment_review(actor, window_id, item, at=http.now())
    if state is CommentState.TOO_FEW:
        sentence = _("Some data were deleted in the meantime. These comments are not shown.")
        return JsonResponse({"sentence": sentence})
    return _on(_("The review has begun."), _("Read the comments"), slug, window_id, item)


@http.page("POST")
def change_comment(
    request: HttpRequest, actor: Actor, slug: str, window_id: int, item: str
) -> HttpResponse:
    """Hide words of a comment, or all of it, or show it again; return it as it is now."""
    told = http.json_body(request)
    window_of(actor, slug, window_id)
    change = _CHANGES.get(str(told.get("action")))
    if change is None:
        raise Invalid(_("The request could not be read. Reload the page and try again."))
    comment = change(actor, window_id, item, _comment_id(told), told)
    context = {"comment": comment, "reasons": REASONS.items(), "number": told.get("number", "")}
    html = render_to_string("outcomes_plugin/pages/comment_review.html", context, request)
    return JsonResponse({"html": html})


@http.page("POST")
def release(
    request: HttpRequest, actor: Actor, slug: str, window_id: int, item: str
) -> HttpResponse:
    """Let others read the comments as they are now."""
    http.json_body(request)
    window_of(actor, slug, window_id)
    api.release_comments(actor, window_id, item, at=http.now())
    sentence = _("The comments are released. They stay as they are.")
    return _on(sentence, _("Read them as others do"), slug, window_id, item)


_Change = Callable[[Actor, int, str, int, Mapping[str, Any]], CommentData]

_CHANGES: Mapping[str, _Change] = {
    "hide_words": lambda actor, window_id, item, comment, told: api.hide_words_of_comment(
        actor, window_id, item, comment, places=told.get("places")
    ),
    "hide": lambda actor, window_id, item, comment, told: api.hide_comment(
        actor, window_id, item, comment, reason=str(told.get("reason"))
    ),
    "show": lambda actor, window_id, item, comment, _told: api.show_comment(
        actor, window_id, item, comment
    ),
}


def _on(sentence: str, link: str, slug: str, window_id: int, item: str) -> JsonResponse:
    address = reverse("outcomes_plugin:comments", args=[slug, window_id])
    return JsonResponse({"sentence": sentence, "url": f"{address}?item={item}", "link": link})


def _comment_id(told: Mapping[str, Any]) -> int:
    """Return the id of the comment; as text, for a script has no numbers that large."""
    told_id = told.get("comment")
    if not isinstance(told_id, str) or not _is_number(told_id, digits=19):
        raise NotFound
    return int(told_id)


def _page(request: HttpRequest) -> int:
    told = request.GET.get("page", "1")
    if not _is_number(told, digits=9):
        raise NotFound
    return int(told)


def _is_number(told: str, *, digits: int) -> bool:
    return told.isascii() and told.isdecimal() and len(told) <= digits

"""What a coordinator does to a window: open it, close it early, and see its results come."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes_plugin import api, tasks
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.programs.data import Action, Thing
from outcomes_plugin.reporting.data import ResultsState, WindowResults
from outcomes_plugin.surveys.data import WindowData

from . import http
from .navigation import Frame

_ON_THE_WAY = frozenset({ResultsState.CLOSING, ResultsState.MAKING})


@http.page("POST")
def open_window(request: HttpRequest, actor: Actor, slug: str, window_id: int) -> HttpResponse:
    """Open the window before its time."""
    http.json_body(request)
    window_of(actor, slug, window_id)
    window = api.open_window(actor, window_id, at=http.now())
    sentence = ngettext(
        "The survey is open. {count} person is asked.",
        "The survey is open. {count} people are asked.",
        window.asked,
    ).format(count=window.asked)
    address = reverse("outcomes_plugin:today", args=[slug])
    return JsonResponse(_told(sentence, url=address, link=_("See who has answered")))


# Marked in a transaction of its own, so that the answer tells of what a worker already finds.
@transaction.non_atomic_requests
@http.page("POST")
def close_window(request: HttpRequest, actor: Actor, slug: str, window_id: int) -> HttpResponse:
    """Take no more answers from now on, and leave the rest to a worker."""
    http.json_body(request)
    window_of(actor, slug, window_id)
    api.begin_closing(actor, window_id, at=http.now())
    # Robust: when the broker is away, the periodic task closes what was marked.
    transaction.on_commit(lambda: tasks.close_window.delay(window_id), robust=True)
    return _results_answer(api.window_results(actor, slug, window_id))


@http.page("GET", "HEAD")
def window_results(request: HttpRequest, actor: Actor, slug: str, window_id: int) -> HttpResponse:
    """Tell the script of a page where the window's results stand."""
    return _results_answer(api.window_results(actor, slug, window_id))


def with_comments(actor: Actor, around: Frame) -> frozenset[int]:
    """Return the windows of the program that have a page of comments which the person may see."""
    if not around.standing.allows(Thing.RELEASES, Action.READ):
        return frozenset()
    return api.windows_with_comments(actor, around.program.slug)


def window_of(actor: Actor, slug: str, window_id: int) -> WindowData:
    """
    Return the window of the program.

    Raises:
        NotFound: there is none, or the actor may not see the program's participation.
    """
    for window in api.windows(actor, slug):
        if window.id == window_id:
            return window
    raise NotFound


def window_named(actor: Actor, slug: str, wanted: str) -> WindowData:
    """
    Return the window of the program whose id stands in what a form has sent.

    Raises:
        NotFound: there is none, or the actor may not see the program's participation.
    """
    if not wanted.isascii() or not wanted.isdigit():
        raise NotFound
    return window_of(actor, slug, int(wanted))


def results_sentence(found: WindowResults) -> str:
    """Return where the results stand, in a sentence."""
    number = found.release.number if found.release is not None else 0
    return {
        ResultsState.NOT_CLOSED: _("This survey has not closed."),
        ResultsState.CLOSING: closing_sentence(),
        ResultsState.MAKING: _("Closed. The results are being made."),
        ResultsState.NOT_PROTECTED: _(
            "Closed. The answers are final, but no results are published: it could not be shown "
            "that the numbers tell of nobody in particular. The site tries again by itself. Tell "
            "the people who run this site."
        ),
        ResultsState.NOTHING_COUNTS: _(
            "Closed. None of the questions counts toward an indicator, so there is no release."
        ),
        ResultsState.RELEASED: _("The survey is closed and release {number} is made.").format(
            number=number
        ),
    }[found.state]


def closing_sentence() -> str:
    """Return what is said from the moment on at which a window takes no more answers."""
    return _("Closing: no more answers are taken; the results are being made.")


def _results_answer(found: WindowResults) -> JsonResponse:
    slug, release = found.window.program_slug, found.release
    sentence = results_sentence(found)
    if release is not None:
        report = f"{reverse('outcomes_plugin:report', args=[slug])}?release={release.number}"
        return JsonResponse(_told(sentence, url=report, link=_("Read the report")))
    status = reverse("outcomes_plugin:window_results", args=[slug, found.window.id])
    return JsonResponse(_told(sentence, follow=status if found.state in _ON_THE_WAY else ""))


def _told(sentence: str, *, url: str = "", link: str = "", follow: str = "") -> dict[str, str]:
    """Return a sentence with the way on; `follow` is where to ask again for what comes next."""
    return {"sentence": sentence, "url": url, "link": link, "follow": follow}

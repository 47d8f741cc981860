"""Panels on pages: how they are shown here, and how the calls of their scripts are answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse

from outcomes_plugin import api
from outcomes_plugin.errors import OutcomesError
from outcomes_plugin.panels.panel import LARGEST_BODY, Panel, Place, answered, read_body

from . import http

# Stands in a panel's address for the name of the call; the page's script puts that there.
CALL = "CALL"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A panel on a page, and the address that its script calls."""

    uid: str
    panel: Panel
    url: str

    @property
    def data_id(self) -> str:
        return f"{self.uid}-data"


def place_for(request: HttpRequest, uid: str) -> Place:
    """Return where a panel of this page stands."""
    return Place(
        uid=uid,
        language=http.language(),
        sign_in_url=api.sign_in_url(request.get_full_path()),
    )


def with_panels(*shown: Shown) -> Mapping[str, Any]:
    """Return what the page's template needs for its panels: each file once, in order."""
    panels = [one.panel for one in shown]
    return {
        "panels": shown,
        "panel_styles": _once(style for panel in panels for style in panel.styles),
        "panel_scripts": _once(
            script for panel in panels if panel.script for script in (*panel.needs, panel.script)
        ),
    }


def answer_call(
    request: HttpRequest,
    work: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    *,
    refused: Callable[[OutcomesError], Mapping[str, Any]] | None = None,
    largest: int = LARGEST_BODY,
) -> JsonResponse:
    """
    Do what a panel's script asks for, and answer in JSON.

    `refused` says what a refusal comes with, where a panel knows more than the error.
    """
    answer = answered(lambda: work(read_body(request.body, largest=largest)), refused=refused)
    return JsonResponse(answer.body, status=answer.status)


def _once(names: Any) -> Sequence[str]:
    return list(dict.fromkeys(names))

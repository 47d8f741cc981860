"""What people wrote in protected surveys, and how alike both sides of a pairing see it."""

from collections.abc import Sequence
from typing import Any

import edx_api_doc_tools as apidocs

from outcomes_plugin import api
from outcomes_plugin.errors import NotFound
from outcomes_plugin.reporting.agreement_data import FacetAgreement
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import comments as shapes
from outcomes_plugin.surveys.data import WindowComments as WindowCommentsData

_ASKED = [
    apidocs.query_parameter("item", str, "The key of a question; without it, the first."),
    apidocs.query_parameter("page", int, "The page of its comments, from 1."),
]
_RELEASE = [
    apidocs.query_parameter("release", int, "The number of a release; without it, the latest."),
]


class WindowComments(OutcomesView):
    """The comments of a closed protected window."""

    @endpoint(gives=shapes.WindowComments, asks=_ASKED)
    def get(self, window_id: int) -> WindowCommentsData:
        """Read where comments stand, and a page of those on one question."""
        asked = self.request.query_params
        return api.window_comments(
            self.actor,
            window_id,
            language=self.language,
            item=asked.get("item", ""),
            page=_number(asked.get("page", "1")),
        )


class Agreement(OutcomesView):
    """How alike mentors and their mentees see each facet."""

    @endpoint(lists=shapes.FacetAgreement, asks=_RELEASE)
    def get(self, slug: str) -> Sequence[FacetAgreement]:
        """List the released figures of the agreement of both sides, facet by facet."""
        told = self.request.query_params.get("release")
        release = _number(told) if told else None
        return api.agreement(self.actor, slug, language=self.language, release=release)


def _number(told: Any) -> int:
    """Return the number that was asked for; what is none names nothing."""
    if not (told.isascii() and told.isdigit() and len(told) < 10):
        raise NotFound
    return int(told)

"""One decorator that says what an endpoint takes and gives, does it, and documents it."""

from collections.abc import Callable, Sequence
from functools import cache, wraps
from typing import Any

import edx_api_doc_tools as apidocs
from rest_framework import serializers, status
from rest_framework.response import Response

from .base import OutcomesView
from .shapes.base import Shown

Method = Callable[..., Any]

_PAGES = (
    apidocs.query_parameter("page", int, "Which page, from 1."),
    apidocs.query_parameter("page_size", int, "How many on a page: 10, at most 100."),
)
_REFUSALS = {
    401: "Nobody is signed in.",
    404: "It does not exist, or is not for you. The two look the same.",
    429: "Too many requests. `Retry-After` says when to go on.",
}
_REFUSALS_OF_A_WRITE = {
    400: "It cannot be used as it is: `problems` says which field, and why.",
    409: "Something has changed since: `details` says what, `current` what is there now.",
}


def endpoint(
    *,
    takes: type[Any] | None = None,
    gives: type[Any] | None = None,
    lists: Any = None,
    asks: Sequence[Any] = (),
    answers: int = status.HTTP_200_OK,
) -> Callable[[Method], Method]:
    """
    Let a method of a view be called with what was told, and answer with what it returns.

    What it returns is a value in the shape that it `gives`, a sequence of which it `lists` a page,
    or nothing: 204. The first line of its docstring is the summary in the schema; `asks` are its
    query parameters.
    """
    code = answers if gives or lists else status.HTTP_204_NO_CONTENT

    def decorate(method: Method) -> Method:
        @wraps(method)
        def answer(self: OutcomesView, request: Any, **arguments: Any) -> Response:
            told = {} if takes is None else {"told": self.told(takes)}
            found = method(self, **arguments, **told)
            if lists is not None:
                return self.page(found, lists)
            return Response(None if gives is None else gives(found).data, status=code)

        answers_with = _page_of(lists) if lists is not None else gives or "Done."
        documented: Method = apidocs.schema(
            body=takes,
            parameters=[*asks, *(_PAGES if lists is not None else ())],
            responses={code: answers_with, **_refusals(method)},
        )(answer)
        return documented

    return decorate


def _refusals(method: Method) -> dict[int, str]:
    return _REFUSALS if method.__name__ == "get" else {**_REFUSALS, **_REFUSALS_OF_A_WRITE}


@cache
def _page_of(shape: Any) -> type[Any]:
    """Return the shape of a page of these, which is only documented: the paginator makes it."""
    fields = {
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "count": serializers.IntegerField(),
        "num_pages": serializers.IntegerField(),
        "current_page": serializers.IntegerField(),
        "start": serializers.IntegerField(),
        "results": shape(many=True),
        "__doc__": "One page.",
        "__module__": shape.__module__,
    }
    return type(f"PageOf{shape.__name__}", (Shown,), fields)

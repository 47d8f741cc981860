"""Which of our tracking events become xAPI statements, and what lets them through."""

from collections.abc import Iterator, Mapping
from typing import Any

EVENTS = (
    "mentoring.goal.achieved",
    "mentoring.goal.progressed",
    "mentoring.goal.set",
    "mentoring.meeting.held",
    "mentoring.pairing.ended",
    "mentoring.pairing.formed",
    "mentoring.survey.completed",
)
_WHITELIST = "NameWhitelistProcessor"


def let_events_through(settings: Any) -> None:
    """
    Add our events to the lists of xAPI and of the event bus, and to the lists that were made of
    them already: an outer one would drop silently what an inner one lets through.
    """
    for name in ("EVENT_TRACKING_BACKENDS_ALLOWED_XAPI_EVENTS", "EVENT_BUS_TRACKING_LOGS"):
        if hasattr(settings, name):
            setattr(settings, name, _with_ours(getattr(settings, name)))
    for backend in getattr(settings, "EVENT_TRACKING_BACKENDS", {}).values():
        for options in _on_the_way_to_xapi(backend):
            options["whitelist"] = _with_ours(options["whitelist"])


def _on_the_way_to_xapi(backend: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the options of every whitelist that an event passes until xAPI is made of it."""
    options = backend.get("OPTIONS", {})
    inner = options.get("backends", {}).values()
    found = [whitelist for one in inner for whitelist in _on_the_way_to_xapi(one)]
    if found or options.get("backend_name") == "xapi":
        own = [one for one in options.get("processors", []) if one["ENGINE"].endswith(_WHITELIST)]
        yield from (one["OPTIONS"] for one in own)
        yield from found


def _with_ours(names: Any) -> Any:
    """Return the names and ours, in a collection of the same kind, each once."""
    return type(names)([*names, *(name for name in EVENTS if name not in names)])

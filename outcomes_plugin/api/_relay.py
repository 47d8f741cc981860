"""The relay: what waits for each target, and what an operator does about it."""

from outcomes_plugin.relay.api import (
    dead_letters,
    discard_letters,
    pause_target,
    reconcile,
    relay_metrics,
    replay_letters,
    resume_target,
)

__all__ = [
    "dead_letters",
    "discard_letters",
    "pause_target",
    "reconcile",
    "relay_metrics",
    "replay_letters",
    "resume_target",
]

"""The way into the relay, re-exported by name from its small modules."""

from .delivering import BATCH, LaneReport, deliver_due, deliver_lane, lanes_to_deliver
from .rebuilding import begin_rebuild, go_on_rebuilding
from .reconciling import Difference, Differs, Reconciliation, SlotCount, reconcile
from .standing import (
    Standing,
    TargetMetrics,
    TargetState,
    ask_target,
    relay_metrics,
    target_states,
)
from .switches import (
    dead_letters,
    discard_letters,
    pause_target,
    replay_letters,
    resume_target,
    undecided_letters,
)
from .targets import TargetAway

__all__ = [
    "BATCH",
    "Difference",
    "Differs",
    "LaneReport",
    "Reconciliation",
    "SlotCount",
    "Standing",
    "TargetAway",
    "TargetMetrics",
    "TargetState",
    "ask_target",
    "begin_rebuild",
    "dead_letters",
    "deliver_due",
    "deliver_lane",
    "discard_letters",
    "go_on_rebuilding",
    "lanes_to_deliver",
    "pause_target",
    "reconcile",
    "relay_metrics",
    "replay_letters",
    "resume_target",
    "target_states",
    "undecided_letters",
]

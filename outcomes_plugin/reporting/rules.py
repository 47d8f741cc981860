"""Decisions about released numbers."""

from outcomes_plugin.frameworks.data import Direction

from .data import Status
from .estimates import Measured

FEW_PEOPLE = 30


def status_of(number: Measured, *, target: float | None, direction: Direction) -> Status:
    """Return where the whole interval lies. An end that touches the target is on the good side."""
    if target is None:
        return Status.NO_TARGET
    if direction is Direction.LOWER:
        return status_of(
            Measured(estimate=-number.estimate, low=-number.high, high=-number.low),
            target=-target,
            direction=Direction.HIGHER,
        )
    if number.low >= target:
        return Status.MET
    return Status.BELOW if number.high < target else Status.NOT_SETTLED


def is_beyond(number: Measured, *, threshold: float | None, direction: Direction) -> bool:
    """Return whether the whole interval lies on the bad side of the threshold."""
    if threshold is None:
        return False
    return number.high < threshold if direction is Direction.HIGHER else number.low > threshold


def may_be_told_apart(*, n_before: int, n_after: int, n_pairs: int, k: int) -> bool:
    """
    Return whether two means and the change between them would uncover a few people's answers.

    Who answered both times is in all three; the rest of the two sums is what those gave who
    answered once. Fewer than k such people must not be left over.
    """
    once = (n_before - n_pairs) + (n_after - n_pairs)
    return 0 < once < k

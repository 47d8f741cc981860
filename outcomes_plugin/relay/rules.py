"""How long a delivery that failed waits, and a lane whose target does not answer."""

from datetime import timedelta

from outcomes_plugin.ledger.data import LONGEST_WAIT

_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_LANE_WAIT = timedelta(minutes=10)
_DOUBLINGS = 9


def wait_after(attempts: int) -> timedelta:
    """Return the wait after so many failed attempts: doubled each time, six hours at the most."""
    doubled: timedelta = _FIRST_WAIT * 2 ** min(attempts, _DOUBLINGS)
    return min(doubled, LONGEST_WAIT)


def lane_wait_after(failures: int) -> timedelta:
    """Return the wait of a lane whose target did not answer: ten minutes at the most."""
    return min(wait_after(failures), _LONGEST_LANE_WAIT)

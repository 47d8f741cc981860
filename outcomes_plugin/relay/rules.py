"""How long a delivery that failed waits."""

from datetime import timedelta

_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=6)
_DOUBLINGS = 9


def wait_after(attempts: int) -> timedelta:
    """Return the wait after so many failed attempts: doubled each time, six hours at the most."""
    doubled: timedelta = _FIRST_WAIT * 2 ** min(attempts, _DOUBLINGS)
    return min(doubled, _LONGEST_WAIT)

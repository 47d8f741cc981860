"""What of a quality figure may be published. Pure; decision 0041 says why."""

from dataclasses import dataclass

from .suppression import SAME_ANSWER_SHARE


@dataclass(frozen=True, kw_only=True)
class People:
    """How many people a figure may say that it rests on; `is_least` where there may be more."""

    n: int
    is_least: bool


def people_to_tell(complete: int, *, of: int, k: int) -> People | None:
    """
    Return how many of the people who have a score may be said to have answered all its items.

    None where too few did. The others skipped something, and `of` is published: where they are k or
    fewer, what is told leaves it open whether they are none, k, or any number between.
    """
    if complete < 2 * k:
        return None
    if of - complete > k:
        return People(n=complete, is_least=False)
    return People(n=of - k, is_least=True)


def may_tell_share(count: int, *, of: int, k: int) -> bool:
    """
    Return whether a share of people may be told.

    Neither those who did something nor those who did not may be few, and nearly all may not have:
    what is true of everybody is true of each.
    """
    if of < 2 * k or 0 < count < k or of - count < k:
        return False
    return count < SAME_ANSWER_SHARE * of

"""An attacker who knows k and everything that is published, and tries every table of counts."""

from collections.abc import Iterable, Iterator, Mapping

Counts = dict[str, int]


def ranges(
    published: Mapping[str, int | None], *, k: int, at_most: int
) -> Mapping[str, tuple[int, int]]:
    """
    Return the lowest and highest count of each hidden cohort over every table that fits.

    `published` maps each cohort to its count, None where hidden; "" is the whole. A whole that is
    hidden may be anything up to `at_most`.
    """
    hidden = [cohort for cohort, n in published.items() if n is None and cohort]
    shown = sum(n for cohort, n in published.items() if n is not None and cohort)
    found: dict[str, set[int]] = {cohort: set() for cohort in hidden}
    for table in _fitting(hidden, published[""], shown=shown, at_most=at_most):
        for cohort, n in table.items():
            found[cohort].add(n)
    return {cohort: (min(values), max(values)) for cohort, values in found.items()}


def _fitting(hidden: list[str], whole: int | None, *, shown: int, at_most: int) -> Iterator[Counts]:
    wholes: Iterable[int] = range(shown, at_most + 1) if whole is None else [whole]
    for total in wholes:
        for parts in _partitions(total - shown, len(hidden)):
            yield dict(zip(hidden, parts, strict=True))


def _partitions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 0:
        if total == 0:
            yield ()
        return
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _partitions(total - first, parts - 1):
            yield (first, *rest)

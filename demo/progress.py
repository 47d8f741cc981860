"""Progress that a person can watch: a bar on a terminal, plain lines in a log."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sized
from typing import Protocol, TypeVar

Item = TypeVar("Item")
TENTHS = 10


class Progress(Protocol):
    """Passes the items through and says how far the step is."""

    def __call__(self, items: Iterable[Item], *, words: str, total: int | None = None) -> Iterator:
        """Yield every item; `words` name the step."""


def progress(out) -> Progress:
    """Return what fits the output: tqdm's bar on a terminal, else a line at every tenth."""
    return _bar if sys.stderr.isatty() else _lines_to(out.write)


def _bar(items: Iterable[Item], *, words: str, total: int | None = None) -> Iterator[Item]:
    from tqdm import tqdm

    yield from tqdm(items, desc=words, total=total, unit="")


def _lines_to(write: Callable[[str], object]) -> Progress:
    def lines(items: Iterable[Item], *, words: str, total: int | None = None) -> Iterator[Item]:
        expected = total or (len(items) if isinstance(items, Sized) else 0)
        shown = -1
        for count, item in enumerate(items):
            tenth = TENTHS * count // expected if expected else 0
            if tenth > shown:
                shown = tenth
                write(f"{words}: {count} of {expected}" if expected else f"{words} …")
            yield item
        write(f"{words}: done")

    return lines

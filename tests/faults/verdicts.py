"""What became of the entries after a fault, and the table of all faults."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from io import StringIO

from django.core.management import call_command

from outcomes_plugin.ledger import api as ledger_api
from tests.faults.cupboard import Cupboard
from tests.relay.given_relay import TARGET

_HEAD = ("fault", "entries", "lost", "doubled", "came again", "status", "reconcile said")
_COLUMNS = "{:<44} {:>8} {:>5} {:>8} {:>11} {:>7}  {}"


@dataclass(frozen=True)
class Verdict:
    """How many entries there were, and what became of them."""

    fault: str
    entries: int
    lost: int
    doubled: int
    came_again: int
    status: int
    said: str

    @property
    def is_good(self) -> bool:
        """Return whether nothing was lost or doubled, and the command says so."""
        told = (self.lost, self.doubled, self.status, self.said)
        return self.entries > 0 and told == (0, 0, 0, "Both sides agree.")


def judge(fault: str, ids: Sequence[str], cupboard: Cupboard) -> Verdict:
    """Return what became of the entries, when none of them is on its way any longer."""
    assert ledger_api.backlog() == {}
    kept = Counter(cupboard.kept())
    status, said = _reconciled()
    return Verdict(
        fault=fault,
        entries=len(ids),
        lost=len(set(ids) - set(kept)),
        doubled=kept.total() - len(kept),
        came_again=cupboard.arrivals().total() - len(kept),
        status=status,
        said=said,
    )


def table(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield _COLUMNS.format(*_HEAD)
    for verdict in verdicts:
        yield _COLUMNS.format(*astuple(verdict))


def _reconciled() -> tuple[int, str]:
    out, status = StringIO(), 0
    try:
        call_command("outcomes_reconcile", TARGET, stdout=out)
    except SystemExit as end:
        status = int(end.code or 0)
    return status, out.getvalue().splitlines()[-1]

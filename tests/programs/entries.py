"""What the ledger holds about a program."""

from outcomes_plugin.ledger.models import LedgerEntry


def entries_of(program: str, type_: str | None = None) -> list[LedgerEntry]:
    """Return the program's entries, oldest first, all of them or those of one type."""
    rows = LedgerEntry.objects.filter(program=program).order_by("id")
    return list(rows if type_ is None else rows.filter(type=type_))

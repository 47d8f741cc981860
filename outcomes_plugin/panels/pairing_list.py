"""Which pairings of a program are listed: by state, by cohort, by name, so many to a page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.pairings.data import PairingState

from .pairing_rows import Row

PER_PAGE = 50
_LONGEST_NAME = 100
_ORDER = tuple(PairingState)

Rows = Sequence[Row]


@dataclass(frozen=True, kw_only=True)
class Group:
    """A state, or several, in which pairings are looked for."""

    key: str
    title: str | Promise
    holds: Callable[[Row], bool]


GROUPS: Mapping[str, Group] = {
    group.key: group
    for group in (
        Group(key="open", title=_("Not over"), holds=lambda row: not row.is_over),
        Group(key="calls", title=_("Needs a call"), holds=lambda row: row.contact.needs_a_call),
        Group(
            key="proposed",
            title=_("Waiting for an answer"),
            holds=lambda row: row.pairing.state is PairingState.PROPOSED,
        ),
        Group(
            key="active",
            title=_("Active"),
            holds=lambda row: row.pairing.state is PairingState.ACTIVE,
        ),
        Group(
            key="paused",
            title=_("Paused"),
            holds=lambda row: row.pairing.state is PairingState.PAUSED,
        ),
        Group(key="over", title=_("Over"), holds=lambda row: row.is_over),
    )
}


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What a reader looks for. A name is looked for in every state, and never in an address."""

    state: str = "open"
    cohort: str = ""
    page: str = "1"
    name: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Chosen":
        """Return what an address says; what is unknown there stands for the usual."""
        state = query.get("state", "")
        return cls(
            state=state if state in GROUPS else "open",
            cohort=query.get("cohort", ""),
            page=query.get("page", "1"),
        )

    def named(self, name: str) -> "Chosen":
        """Return the same, for people of whose name this is a part."""
        return replace(self, name=name.replace("\0", "").strip()[:_LONGEST_NAME], page="1")

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out that is not over."""
        return bool(self.name or self.cohort) or self.state != "open"

    def query(self, **changes: str) -> str:
        """Return what stands in the address of this choice, or of one that differs so."""
        told = {"state": self.state, "cohort": self.cohort, "page": "1", **changes}
        usual = {"state": "open", "cohort": "", "page": "1"}
        return "?" + urlencode({key: said for key, said in told.items() if said != usual[key]})


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One group to choose, with how many pairings it has in the cohort."""

    title: str | Promise
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The groups, and one page of the pairings that are looked for."""

    chosen: Chosen
    tabs: Sequence[Tab]
    page: Page[Row]
    earlier: str
    later: str

    @property
    def is_over(self) -> bool:
        """Whether all of them are over."""
        return not self.chosen.name and self.chosen.state == "over"


def listing_of(rows: Rows, chosen: Chosen) -> Listing:
    """Return what the reader looks for: of pairings that need a call the longest silent first."""
    there = [row for row in rows if chosen.cohort in {"", row.pairing.cohort}]
    page = Paginator(_found(there, chosen), PER_PAGE).get_page(chosen.page)
    return Listing(
        chosen=chosen,
        tabs=[_tab(group, there, chosen) for group in GROUPS.values()],
        page=page,
        earlier=_to_page(chosen, page.number - 1) if page.has_previous() else "",
        later=_to_page(chosen, page.number + 1) if page.has_next() else "",
    )


def _found(rows: Rows, chosen: Chosen) -> Rows:
    if chosen.name:
        sought = chosen.name.casefold()
        found = [row for row in rows if sought in f"{row.mentee}\n{row.mentor}".casefold()]
    else:
        found = [row for row in rows if GROUPS[chosen.state].holds(row)]
    if chosen.state == "calls" and not chosen.name:
        return sorted(found, key=lambda row: -row.contact.days)
    return sorted(found, key=lambda row: _ORDER.index(row.pairing.state))


def _tab(group: Group, rows: Rows, chosen: Chosen) -> Tab:
    return Tab(
        title=group.title,
        count=sum(group.holds(row) for row in rows),
        query=chosen.query(state=group.key),
        is_chosen=group.key == chosen.state and not chosen.name,
    )


def _to_page(chosen: Chosen, number: int) -> str:
    return chosen.query(page=str(number))

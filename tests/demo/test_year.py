"""
The demo's year: every number of its releases comes out the same from the raw rows.

It runs with the browser's tests, which need the same built demo.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest
from django.conf import settings

from tests.demo import formulas
from tests.demo.raw_year import RawYear

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("demo")]

NUMBERS = ["estimate", "low", "high", "n", "asked", "exposure", "target", "threshold"]
SAME_ANSWER_SHARE = 0.95
WHOLE = ""


@dataclass(frozen=True, kw_only=True)
class Recomputed:
    """One indicator of one release, from the raw rows: its people, by cohort and as a whole."""

    people: pd.DataFrame
    numbers: Callable[[pd.DataFrame], tuple[float, float, float]]
    is_score: bool
    asked: Mapping[str, int]
    target: float | None

    def of(self, cohort: str) -> pd.DataFrame:
        return self.people if cohort == WHOLE else self.people[self.people["cohort"] == cohort]

    def n(self, cohort: str) -> int:
        return len(self.of(cohort))

    def may_not_be_shown(self, cohort: str, *, k: int) -> bool:
        """Too few, or a remainder of too few, or nearly everybody gave the same answer."""
        n, rest = self.n(cohort), self.n(WHOLE) - self.n(cohort)
        if n < k:
            return True
        if not self.is_score:
            return False
        same = self.of(cohort)["value"].value_counts().iloc[0]
        return same >= SAME_ANSWER_SHARE * n or 0 < rest < k


@dataclass(frozen=True)
class Year:
    """All releases of the demo, beside what the raw rows say that they must be."""

    raw: RawYear
    tables: dict[tuple[int, str], Recomputed] = field(default_factory=dict)

    def recompute(self) -> None:
        for release_id, release in self.raw.releases.iterrows():
            of = self._of_window if pd.notna(release["window_id"]) else self._of_quarter
            for key, table in of(release):
                self.tables[release_id, key] = table

    def _of_window(self, release: pd.Series) -> Iterator[tuple[str, Recomputed]]:
        window_id, at = int(release["window_id"]), release["closed_at"]
        window = self.raw.windows.loc[window_id]
        asked = self.raw.asked(window_id)
        if window["mode"] == "anonymous":
            asked = {WHOLE: asked[WHOLE]}
        scores = self.raw.scores(window_id)
        for key, indicator in self.raw.indicators({"score_mean", "paired_change"}).iterrows():
            source = indicator["source"]
            is_change = indicator["measure"] == "paired_change"
            if source["role"] != window["role"] or source["score"] not in set(scores["score"]):
                continue
            if is_change and source["after"] != window["wave"]:
                continue
            yield (
                key,
                Recomputed(
                    people=self.raw.changes(window_id, source)
                    if is_change
                    else scores[scores["score"] == source["score"]],
                    numbers=lambda people: formulas.student(people["value"]),
                    is_score=True,
                    asked=asked,
                    target=self.raw.target(key, at),
                ),
            )

    def _of_quarter(self, release: pd.Series) -> Iterator[tuple[str, Recomputed]]:
        period_id, at = int(release["period_id"]), release["closed_at"]
        asked = self.raw.asked_in_quarter(period_id)
        for key, indicator in self.raw.indicators({"share", "rate_per_person_year"}).iterrows():
            is_share = indicator["measure"] == "share"
            yield (
                key,
                Recomputed(
                    people=self.raw.passed(period_id) if is_share else self.raw.at_risk(period_id),
                    numbers=_share if is_share else _rate,
                    is_score=False,
                    asked=asked,
                    target=self.raw.target(key, at),
                ),
            )


def _share(people: pd.DataFrame) -> tuple[float, float, float]:
    return formulas.wilson(people["passed"].sum(), len(people))


def _rate(people: pd.DataFrame) -> tuple[float, float, float]:
    return formulas.garwood(people["events"].sum(), people["years"].sum())


@pytest.fixture(scope="module")
def year(whole_demo) -> Year:
    found = Year(RawYear(whole_demo / "demo.sqlite3"))
    found.recompute()
    return found


def test_everything_that_closed_and_counts_has_been_released(year):
    released = set(year.raw.releases["window_id"].dropna())
    closed = year.raw.windows
    # A survey of where people stand at the start is counted when they have answered again; that in
    # which they look back asks for words.
    uncounted = closed["wave"].isin(["baseline", "looking_back"])
    assert set(closed.index) - released == set(closed[uncounted].index)
    told = set(zip(year.raw.cells["release_id"], year.raw.cells["indicator_key"], strict=True))
    assert told == set(year.tables)
    for place, cells in year.raw.cells.groupby(["release_id", "indicator_key"]):
        assert set(cells["cohort"]) == set(year.tables[place].asked)


def test_every_shown_number_comes_out_the_same_from_the_raw_rows(year):
    shown = year.raw.cells[year.raw.cells["hidden"] == 0]
    assert len(shown) > 60
    for cell in shown.itertuples():
        table = year.tables[cell.release_id, cell.indicator_key]
        people = table.of(cell.cohort)
        estimate, low, high = table.numbers(people)
        assert (cell.estimate, cell.low, cell.high) == pytest.approx((estimate, low, high))
        assert (cell.n, cell.asked) == (len(people), table.asked[cell.cohort])
        assert cell.n / cell.asked <= 1
        assert (pd.notna(cell.target), pd.isna(cell.threshold)) == (table.target is not None, True)
        assert cell.status == formulas.status(low, high, table.target)
        if cell.indicator_key == "promotions":
            assert cell.exposure == pytest.approx(people["years"].sum())


def test_whoever_must_be_protected_is_hidden_and_nobody_else(year):
    for release_id, cells in year.raw.cells.groupby("release_id"):
        release = year.raw.releases.loc[release_id]
        tables = {key: year.tables[release_id, key] for key in set(cells["indicator_key"])}
        asked = next(iter(tables.values())).asked[WHOLE]
        assert (release["asked"] if asked >= 2 * release["k"] else None) in {asked, None}
        must = {
            cohort
            for table in tables.values()
            for cohort in table.asked
            if table.may_not_be_shown(cohort, k=release["k"])
        }
        for key, table in tables.items():
            hidden = set(cells[(cells["indicator_key"] == key) & (cells["hidden"] == 1)]["cohort"])
            assert must <= hidden or asked < 2 * release["k"]
            _assert_no_more_than_needed(hidden, must, table, k=release["k"])


def _assert_no_more_than_needed(
    hidden: set[str], must: set[str], table: Recomputed, *, k: int
) -> None:
    """What is hidden beside those who must be is what a reader would subtract to find them."""
    if not hidden:
        return
    assert WHOLE not in hidden
    rest = sum(table.n(cohort) for cohort in hidden)
    assert len(hidden) > 1
    assert rest >= k
    for cohort in hidden - must:
        without = hidden - {cohort}
        assert len(without) < 2 or sum(table.n(one) for one in without) < k


def test_a_hidden_cell_shows_no_number(year):
    hidden = year.raw.cells[year.raw.cells["hidden"] == 1]
    assert hidden[NUMBERS].isna().all().all()
    assert set(hidden["status"]) == {"hidden"}
    # The third cohort is four people: it is part of the whole, and never told apart.
    third = year.raw.cells[year.raw.cells["cohort"] == "third"]
    assert len(third) > 0
    assert third["hidden"].all()


def test_what_was_planted_is_what_is_found(year):
    change = year.raw.cells[year.raw.cells["indicator_key"] == "skill_change"]
    by_cohort = change[change["cohort"] != WHOLE].groupby("cohort")
    for cell in by_cohort.get_group("first").itertuples():
        assert cell.low < 0.0 < cell.high
    for cell in by_cohort.get_group("second").itertuples():
        assert 0.0 < cell.low < 0.45 < cell.high
    liked = year.raw.cells[year.raw.cells["indicator_key"] == "usefulness"]
    means = liked.groupby("cohort")["estimate"].mean()
    assert means["first"] > means["second"] + 0.3


def test_the_readme_tells_what_the_releases_say(year):
    readme = (settings.REPOSITORY / "demo" / "README.md").read_text(encoding="utf-8")
    titles = year.raw.releases["title"]
    for cell in year.raw.cells.itertuples():
        is_told = cell.indicator_key == "skill_change" or (
            cell.indicator_key == "usefulness"
            and titles[cell.release_id] == "Midway, and looking back"
        )
        if is_told and cell.cohort != WHOLE:
            assert f"{_shown(cell.estimate)} ({_shown(cell.low)} to {_shown(cell.high)})" in readme


def _shown(value: float) -> str:
    rounded = Decimal(repr(value)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return str(rounded).replace("-", "−")

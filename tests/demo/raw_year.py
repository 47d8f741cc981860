"""The raw rows of a built demo, by plain SQL: nothing of the product is asked what they mean."""

import json
import sqlite3
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd

DAYS_PER_YEAR = 365.25
LAST_MOMENT = pd.Timedelta(microseconds=1)
ANSWERS = {
    "identified": "SELECT person AS code, cohort_id, answers FROM {}identifiedresponse",
    "confidential": "SELECT pseudonym AS code, cohort_id, answers FROM {}confidentialresponse",
    "anonymous": "SELECT NULL AS code, cohort_id, answers FROM {}anonymousrecord",
}
TIMES = {
    *("opens_at", "closed_at", "closes_at", "joined_at", "left_at", "occurred_at"),
    *("effective_from", "superseded_at", "set_at"),
}


@dataclass(frozen=True)
class RawYear:
    """The demo's database, read and never written."""

    path: Path

    def rows(self, sql: str, *values: object) -> pd.DataFrame:
        """Return the rows of the query; `{}` before a table's name stands for the app's prefix."""
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            text = sql.replace("{}", "outcomes_plugin_")
            found = pd.read_sql(text, connection, params=list(values))
        finally:
            connection.close()
        for name in TIMES & set(found.columns):
            found[name] = pd.to_datetime(found[name], utc=True, format="mixed")
        return found

    @cached_property
    def program(self) -> pd.Series:
        return self.rows("SELECT id, k, time_zone FROM {}program WHERE slug = 'leading-well'").iloc[
            0
        ]

    @cached_property
    def windows(self) -> pd.DataFrame:
        """Every closed window, with its questionnaire."""
        return self.rows(
            "SELECT w.*, v.document FROM {}window w JOIN {}instrumentversion v"
            " ON v.id = w.version_id WHERE w.state = 'closed' ORDER BY w.closes_at"
        ).set_index("id")

    @cached_property
    def releases(self) -> pd.DataFrame:
        return self.rows("SELECT * FROM {}release ORDER BY number").set_index("id")

    @cached_property
    def cells(self) -> pd.DataFrame:
        return self.rows("SELECT * FROM {}releasecell ORDER BY id")

    @cached_property
    def cohorts(self) -> dict[int, str]:
        found = self.rows("SELECT id, slug FROM {}cohort")
        return dict(zip(found["id"], found["slug"], strict=True))

    def indicators(self, measures: set[str]) -> pd.DataFrame:
        """The indicators of these measures; each of the demo has one version, always in force."""
        found = self.rows("SELECT * FROM {}indicator WHERE effective_from IS NOT NULL")
        assert found["superseded_at"].isna().all()
        found["source"] = found["source"].map(json.loads)
        return found[found["measure"].isin(measures)].set_index("key")

    def target(self, indicator: str, at: pd.Timestamp) -> float | None:
        """The target that was in force at the time."""
        rows = self.rows("SELECT * FROM {}target WHERE indicator_key = ?", indicator)
        rows = rows[rows["effective_from"] <= at].sort_values(["effective_from", "id"])
        return rows["value"].iloc[-1] if len(rows) else None

    # Windows

    def asked(self, window_id: int) -> dict[str, int]:
        """How many people were asked, by cohort, and under the empty slug in all."""
        rows = self.rows("SELECT cohort_id FROM {}framerow WHERE window_id = ?", window_id)
        return self._counts(rows["cohort_id"])

    def scores(self, window_id: int) -> pd.DataFrame:
        """One row per answer and score, from the answers as they were given."""
        window = self.windows.loc[window_id]
        answers = self.rows(f"{ANSWERS[window['mode']]} WHERE window_id = ?", window_id)
        document = json.loads(window["document"])
        found = [
            {"code": row.code, "cohort": self.cohorts.get(row.cohort_id), **scored}
            for row in answers.itertuples()
            for scored in _scored(json.loads(row.answers), document["scores"])
        ]
        return pd.DataFrame(found, columns=["code", "cohort", "score", "value"])

    def changes(self, window_id: int, source: dict[str, str]) -> pd.DataFrame:
        """One row per person who has the score after and before, with the difference."""
        after = self.windows.loc[window_id]
        before = self.windows[
            (self.windows["wave"] == source["before"])
            & (self.windows["role"] == source["role"])
            & (self.windows["mode"] == after["mode"])
            & (self.windows["closed_at"] <= after["closed_at"])
        ].sort_values("opens_at")
        earlier = pd.concat([self.scores(one) for one in before.index])
        earlier = earlier[earlier["score"] == source["score"]].drop_duplicates("code", keep="last")
        later = self.scores(window_id)
        later = later[later["score"] == source["score"]]
        pairs = later.merge(earlier[["code", "value"]], on="code", suffixes=("", "_before"))
        return pairs.assign(value=(pairs["value"] - pairs["value_before"]).round(6))

    # Quarters

    def quarter(self, period_id: int) -> tuple[pd.Timestamp, pd.Timestamp]:
        """The first day of the quarter, and the first day after it."""
        row = self.rows("SELECT starts_on, ends_on FROM {}period WHERE id = ?", period_id).iloc[0]
        return pd.Timestamp(row["starts_on"]), pd.Timestamp(row["ends_on"])

    def mentees(self, period_id: int) -> pd.DataFrame:
        """Who was a mentee at any time of the quarter."""
        starts, ends = (self._moment(day) for day in self.quarter(period_id))
        rows = self.rows("SELECT * FROM {}member WHERE role = 'mentee'")
        rows["cohort"] = rows["cohort_id"].map(self.cohorts)
        return rows[
            (rows["joined_at"] < ends) & (rows["left_at"].isna() | (rows["left_at"] > starts))
        ]

    def asked_in_quarter(self, period_id: int) -> dict[str, int]:
        return self._counts(self.mentees(period_id)["cohort_id"])

    def passed(self, period_id: int) -> pd.DataFrame:
        """Who is enrolled in the mentees' course on the last day, and whether they have passed."""
        last = self._moment(self.quarter(period_id)[1]) - LAST_MOMENT
        members = self.mentees(period_id)
        members = members[members["left_at"].isna() | (members["left_at"] > last)]
        course = self.rows("SELECT course_key FROM {}courselink WHERE primary_marker").iloc[0, 0]
        facts = self.rows("SELECT * FROM {}coursefact WHERE course_key = ?", course)
        facts = facts[facts["occurred_at"] <= last].sort_values("occurred_at")
        held = facts.groupby(["person", "kind"])["value"].last().unstack(fill_value=0)
        enrolled = members[members["person"].map(held["enrolled"]).fillna(0) == 1]
        passed = held["passed"] if "passed" in held else pd.Series(dtype=float)
        return enrolled.assign(passed=enrolled["person"].map(passed).fillna(0))

    def at_risk(self, period_id: int) -> pd.DataFrame:
        """Who was a member and employed in the quarter, for how long, and promoted how often."""
        starts, ends = self.quarter(period_id)
        spells = self.rows("SELECT person, starts_on, ends_on FROM {}employmentspell")
        steps = self.rows(
            "SELECT person, \"on\" FROM {}careerevent WHERE kind = 'promotion' AND is_verified"
        )
        found = self.mentees(period_id).merge(spells, on="person")
        left = self._day(found["left_at"]).fillna(ends)
        last_day = pd.to_datetime(found["ends_on"]) + pd.Timedelta(days=1)
        bounds_from = [pd.to_datetime(found["starts_on"]), self._day(found["joined_at"])]
        found["from"] = pd.concat(bounds_from, axis=1).max(axis=1).clip(lower=starts)
        found["to"] = pd.concat([left, last_day.fillna(ends)], axis=1).min(axis=1).clip(upper=ends)
        found = found[found["from"] < found["to"]]
        promoted = steps.assign(on=pd.to_datetime(steps["on"])).merge(found, on="person")
        within = promoted[(promoted["on"] >= promoted["from"]) & (promoted["on"] < promoted["to"])]
        events = within.groupby("person").size()
        return found.assign(
            years=(found["to"] - found["from"]).dt.days / DAYS_PER_YEAR,
            events=found["person"].map(events).fillna(0),
        )

    def _counts(self, cohort_ids: pd.Series) -> dict[str, int]:
        counted = cohort_ids.map(self.cohorts).value_counts()
        return {**counted.to_dict(), "": len(cohort_ids)}

    def _moment(self, day: pd.Timestamp) -> pd.Timestamp:
        return day.tz_localize(ZoneInfo(self.program["time_zone"])).tz_convert("UTC")

    def _day(self, moments: pd.Series) -> pd.Series:
        local = moments.dt.tz_convert(self.program["time_zone"])
        return local.dt.tz_localize(None).dt.normalize()


def _scored(answers: dict[str, object], rules: list[dict]) -> list[dict]:
    """Every score for which enough was answered; a reversed answer x of 1 to 5 counts as 6 − x."""
    found = []
    for rule in rules:
        given = {key: answers[key] for key in rule["items"] if isinstance(answers.get(key), int)}
        values = [6 - one if key in rule["reverse_keyed"] else one for key, one in given.items()]
        if len(values) >= rule["minimum_answered"]:
            found.append({"score": rule["key"], "value": round(sum(values) / len(values), 6)})
    return found

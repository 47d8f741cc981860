"""Every released number is computed a second time, from raw rows, by pandas and SciPy alone."""

import math
from datetime import date

import pandas as pd
import pytest
from scipy import stats as scipy_stats

from outcomes_plugin.actors.models import Person
from outcomes_plugin.progression.data import EventKind, HrKind
from outcomes_plugin.progression.models import CareerEvent, CourseFact, EmploymentSpell
from outcomes_plugin.reporting import api as reporting_api
from outcomes_plugin.reporting.models import Release, ReleaseCell
from outcomes_plugin.surveys.models import ConfidentialResponse, FrameRow, Window
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_linked_course
from tests.reporting import scenes

pytestmark = pytest.mark.django_db

ASKED = {"autumn": 9, "spring": 8, "summer": 12}


def raw_scores(window_id):
    """One row per answer and score, from the answers as they were given."""
    document = Window.objects.get(id=window_id).version.document
    rows = []
    for response in ConfidentialResponse.objects.filter(window_id=window_id):
        for score in document["scores"]:
            values = [
                6 - response.answers[item]
                if item in score.get("reverse_keyed", ())
                else response.answers[item]
                for item in score["items"]
                if response.answers.get(item) != "does_not_apply"
            ]
            if len(values) >= score["minimum_answered"]:
                rows.append(
                    {
                        "code": response.pseudonym,
                        "cohort": response.cohort.slug,
                        "score": score["key"],
                        "value": sum(values) / len(values),
                    }
                )
    return pd.DataFrame(rows)


def by_place(frame):
    """The values of each cohort, and of all of them under the empty slug."""
    places = {cohort: group["value"] for cohort, group in frame.groupby("cohort")}
    return {**places, "": frame["value"]}


def assert_mean(cell, values):
    mean, half = values.mean(), values.sem() * scipy_stats.t.ppf(0.975, len(values) - 1)
    assert cell.n == len(values)
    assert (cell.estimate, cell.low, cell.high) == pytest.approx((mean, mean - half, mean + half))


def shown_cells(release_id, key):
    cells = ReleaseCell.objects.filter(release_id=release_id, indicator_key=key, hidden=False)
    assert cells.filter(cohort="").exists()
    return cells


def test_means_and_their_intervals_come_out_the_same():
    program = gs.an_asking_program()
    scenes.people(program, ASKED)
    release = scenes.a_release(program, {"autumn": 8, "spring": 8, "summer": 11})
    frame = raw_scores(release.window_id)
    asked = FrameRow.objects.filter(window_id=release.window_id)
    for key in ("usefulness", "trust", "accessibility", "reciprocity"):
        values = by_place(frame[frame["score"] == key])
        cells = shown_cells(release.id, key)
        assert cells.count() == 4
        for cell in cells:
            assert_mean(cell, values[cell.cohort])
            people = asked.filter(cohort__slug=cell.cohort) if cell.cohort else asked
            assert cell.asked == people.count()


def test_a_change_pairs_the_same_people_and_leaves_the_others_out():
    program = gs.an_asking_program()
    scenes.people(program, ASKED)
    baseline = gs.an_open_window(program, key="start", instrument="skill", wave="baseline")
    scenes.answered(baseline, {"autumn": 9, "spring": 6, "summer": 12}, skips=0)
    reporting_api.close_and_release(scenes.SYSTEM, baseline.id, at=baseline.closes_at)
    endline = gs.an_open_window(
        program,
        key="finish",
        instrument="skill",
        wave="endline",
        opens_at=given.NEXT_MONDAY,
        closes_at=given.A_MONTH_LATER,
    )
    scenes.answered(endline, {"autumn": 7, "spring": 8, "summer": 10}, skips=0)
    release = scenes.released(endline)
    pairs = raw_scores(baseline.id).merge(raw_scores(endline.id), on="code")
    pairs = pairs.assign(value=pairs["value_y"] - pairs["value_x"], cohort=pairs["cohort_y"])
    values = by_place(pairs)
    assert {place: len(one) for place, one in values.items()} == {
        "autumn": 7,
        "spring": 6,
        "summer": 10,
        "": 23,
    }
    cells = shown_cells(release.id, "skill_change")
    assert cells.count() == 4
    for cell in cells:
        assert_mean(cell, values[cell.cohort])


def wilson(count, n):
    z = scipy_stats.norm.ppf(0.975)
    middle = (count + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(count * (n - count) / n + z * z / 4)
    return count / n, middle - half, middle + half


def garwood(events, years):
    low = scipy_stats.chi2.ppf(0.025, 2 * events) / 2 / years if events else 0.0
    return events / years, low, scipy_stats.chi2.ppf(0.975, 2 * events + 2) / 2 / years


def test_shares_and_rates_of_a_quarter_come_out_the_same():
    program = gs.an_asking_program()
    scenes.people(program, ASKED)
    course = a_linked_course(program)
    for cohort, count in ASKED.items():
        for index in range(count):
            name = f"{cohort}_{index}"
            scenes.learned(name, course, EventKind.ENROLLED, given.TUESDAY)
            if index % 3 == 0:
                scenes.learned(name, course, EventKind.PASSED, given.NEXT_MONDAY)
    names = [f"{cohort}_{index}" for cohort, count in ASKED.items() for index in range(count)]
    spells = ["source_key,user,starts_on,ends_on,leave_reason"]
    for name in names:
        left = "2026-03-20,voluntary" if name.endswith("_1") else ","
        spells.append(f"s_{name},{name},2020-01-01,{left}")
    events = ["source_key,user,kind,on,verified"]
    events += [f"e_{name},{name},promotion,2026-03-10,true" for name in names[::4]]
    events += [f"f_{name},{name},promotion,2026-03-25,true" for name in names if "_1" in name[-2:]]
    scenes.hr_file(program, HrKind.SPELLS, "\n".join(spells), at=given.TUESDAY)
    scenes.hr_file(program, HrKind.EVENTS, "\n".join(events), at=given.TUESDAY)
    reporting_api.close_due(at=scenes.AFTER_THE_QUARTER)
    release = Release.objects.get(period__starts_on=date(2026, 1, 1))

    cohort_of = {
        Person.objects.get(user__username=name).id: name.rsplit("_", 1)[0] for name in names
    }
    facts = pd.DataFrame(CourseFact.objects.values("person", "kind", "value"))
    facts["cohort"] = facts["person"].map(cohort_of)
    for cell in shown_cells(release.pk, "course_progress"):
        own = facts if not cell.cohort else facts[facts["cohort"] == cell.cohort]
        n = own[own["kind"] == "enrolled"]["person"].nunique()
        passed = own[own["kind"] == "passed"]["person"].nunique()
        assert cell.n == n
        assert (cell.estimate, cell.low, cell.high) == pytest.approx(wilson(passed, n))

    spell_rows = pd.DataFrame(EmploymentSpell.objects.values("person", "ends_on"))
    promoted = pd.DataFrame(CareerEvent.objects.values("person", "on"))
    ends = {row.person: row.ends_on or date(2026, 3, 31) for row in spell_rows.itertuples()}
    for cell in shown_cells(release.pk, "promotions"):
        own = [p for p in ends if not cell.cohort or cohort_of[p] == cell.cohort]
        years = sum(((ends[p] - date(2026, 3, 2)).days + 1) / 365.25 for p in own)
        counted = sum(
            row.person in own and row.on <= ends[row.person] for row in promoted.itertuples()
        )
        assert cell.n == len(own)
        assert cell.exposure == pytest.approx(years)
        assert (cell.estimate, cell.low, cell.high) == pytest.approx(garwood(counted, years))

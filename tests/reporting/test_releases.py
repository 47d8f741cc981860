"""A release is made once, whatever happens on the way, and nothing changes it afterwards."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.progression.data import EventKind
from outcomes_plugin.reporting import api, closing, freezing
from outcomes_plugin.reporting.data import Scope, Status
from outcomes_plugin.reporting.freezing import digest_of
from outcomes_plugin.reporting.models import (
    FrozenError,
    Period,
    Release,
    ReleaseCell,
    ReleaseChart,
    ReleaseQuality,
    Rollup,
)
from outcomes_plugin.reporting.suppression import NotProtectedError
from outcomes_plugin.surveys import api as surveys_api
from tests import given
from tests import given_surveys as gs
from tests.given_frameworks import a_draft
from tests.given_programs import a_linked_course, a_member, the_coordinator
from tests.reporting import scenes
from tests.worlds import made_once

pytestmark = pytest.mark.django_db

ASKED = {"autumn": 7, "spring": 7}


def an_asked_program():
    """Return a program whose people can be asked."""
    program = gs.an_asking_program()
    scenes.people(program, ASKED)
    return program


_world = made_once(an_asked_program)


@pytest.fixture
def program(_world, db):
    """Return a program with people. What a test does to it is undone after the test."""
    return _world


@pytest.fixture
def window(program):
    window = gs.an_open_window(program)
    scenes.answered(window, {"autumn": 6, "spring": 6})
    return window


def everything():
    """All that releases have written."""
    models = (Release, ReleaseCell, ReleaseChart, ReleaseQuality, Rollup)
    return [list(model.objects.order_by("pk").values()) for model in models]


def entries():
    return LedgerEntry.objects.filter(type="release.made").count()


def test_a_release_says_what_it_belongs_to_and_is_one_entry(program, window):
    release = scenes.released(window)
    assert (release.number, release.scope, release.window_id) == (1, Scope.WINDOW, window.id)
    assert (release.closed_at, release.k, release.asked) == (window.closes_at, program.k, 14)
    entry = LedgerEntry.objects.get(type="release.made")
    assert entry.payload == {"release": 1, "scope": "window", "cells": 12, "hidden": 0}
    assert (entry.program, entry.actor_system) == (program.slug, "close")


def test_nothing_changes_or_deletes_a_release(window):
    release = Release.objects.get(id=scenes.released(window).id)
    before = everything()
    cell, chart = release.cells.first(), release.charts.first()
    attempts = [
        release.save,
        cell.save,
        release.delete,
        chart.delete,
        lambda: Release.objects.update(k=1),
        lambda: ReleaseCell.objects.filter(pk=cell.pk).update(estimate=5.0),
        lambda: ReleaseCell.objects.all().delete(),
        lambda: ReleaseCell.objects.bulk_update([cell], ["estimate"]),
        lambda: release.cells.all().update(hidden=False),
        lambda: ReleaseCell.objects.update_or_create({"estimate": 5.0}, pk=cell.pk),
    ]
    for attempt in attempts:
        with pytest.raises(FrozenError):
            attempt()
    assert everything() == before


def test_a_row_with_the_id_of_another_cannot_take_its_place(window):
    release = scenes.released(window)
    impostor = Release.objects.get(id=release.id)
    impostor._state.adding = True
    with pytest.raises(IntegrityError):
        impostor.save()


def test_the_seal_covers_cells_charts_and_certificate(window):
    release = Release.objects.get(id=scenes.released(window).id)
    cells, charts = list(release.cells.order_by("id")), list(release.charts.order_by("id"))
    quality = list(release.quality.order_by("id"))
    assert digest_of(release, cells, charts, quality) == release.digest
    cells[0].estimate += 0.01
    assert digest_of(release, cells, charts, quality) != release.digest
    cells[0].estimate -= 0.01
    charts[0].alt += "."
    assert digest_of(release, cells, charts, quality) != release.digest
    charts[0].alt = charts[0].alt[:-1]
    release.certificate["reasons"]["trust"] = {"spring": "small"}
    assert digest_of(release, cells, charts, quality) != release.digest


def test_closing_and_releasing_twice_is_doing_it_once(window):
    first = scenes.released(window)
    before = everything()
    assert api.close_and_release(the_coordinator(), window.id, at=given.A_MONTH_LATER) == first
    assert api.close_due(at=given.TUESDAY).releases == []
    assert (everything(), entries()) == (before, 1)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (surveys_api, "close_window"),
        (closing, "sums_of_window"),
        (closing, "freeze"),
        (freezing, "rolled_up"),
        (freezing, "protect_release"),
        (freezing, "draw_trends"),
        (type(freezing.ReleaseChart.objects), "bulk_create"),
    ],
)
def test_a_run_that_was_killed_at_any_step_is_gone_on_with(window, monkeypatch, module, name):
    class KilledError(BaseException):
        pass

    def killed(*_args, **_kwargs):
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(module, name, killed)
        with pytest.raises(KilledError):
            scenes.released(window)
    assert [Release.objects.count(), ReleaseCell.objects.count(), entries()] == [0, 0, 0]
    (release,) = api.close_due(at=window.closes_at + timedelta(minutes=5)).releases
    assert (release.number, release.closed_at >= window.closes_at) == (1, True)
    assert (ReleaseCell.objects.count(), entries()) == (12, 1)


def test_without_a_certificate_there_is_no_release(window, monkeypatch):
    def refused(*_args, **_kwargs):
        raise NotProtectedError("A small cell would be known too well.")

    with monkeypatch.context() as patch:
        patch.setattr(freezing, "protect_release", refused)
        with pytest.raises(NotProtectedError):
            scenes.released(window)
    assert (Release.objects.count(), ReleaseCell.objects.count(), entries()) == (0, 0, 0)
    assert surveys_api.find_window(window.id).state == "closed"
    assert scenes.released(window).number == 1


def test_of_two_who_take_the_same_number_the_second_takes_the_next(program, window, monkeypatch):
    other = gs.an_open_window(program, key="other", title="Other")
    scenes.answered(other, {"autumn": 6, "spring": 6})
    prepared = freezing._prepared
    overtaken = []

    def slowly(*args, **fields):
        found = prepared(*args, **fields)
        if not overtaken:
            overtaken.append(True)
            overtaken.append(scenes.released(other))
        return found

    monkeypatch.setattr(freezing, "_prepared", slowly)
    assert (scenes.released(window).number, overtaken[1].number) == (2, 1)


def test_each_program_counts_its_own_releases(program, window):
    second = gs.an_asking_program("other")
    scenes.people(second, ASKED)
    scenes.released(window)
    assert scenes.a_release(second, {"autumn": 6, "spring": 6}).number == 1
    assert scenes.a_release(program, {"autumn": 5}, key="late", seed=3).number == 2


def test_a_later_target_never_recolors_what_was_released(program, window):
    scenes.released(window)
    before = everything()
    figure = scenes.indicator(scenes.report_of(program), "trust").figure
    frameworks_api.set_target(
        the_coordinator(), program.id, "trust", value=1.0, at=given.A_MONTH_LATER
    )
    assert scenes.indicator(scenes.report_of(program), "trust").figure == figure
    assert (everything(), figure.target) == (before, 4.0)


def test_the_target_in_force_when_the_window_closed_decides(program, window):
    frameworks_api.set_target(
        the_coordinator(), program.id, "trust", value=1.0, at=window.closes_at - timedelta(hours=1)
    )
    frameworks_api.set_target(
        the_coordinator(), program.id, "usefulness", value=1.0, at=window.closes_at + timedelta(1)
    )
    release = scenes.released(window)
    cells = ReleaseCell.objects.filter(release_id=release.id, cohort="")
    assert cells.get(indicator_key="trust").status == Status.MET
    assert cells.get(indicator_key="usefulness").target == 4.0


def test_a_revised_formula_leaves_the_old_result_with_its_version(program, window):
    scenes.released(window)
    before = scenes.indicator(scenes.report_of(program), "trust")
    draft = a_draft("trust", source={"score": "trust", "role": "mentee"}, scale_high=7.0)
    frameworks_api.revise_indicator(the_coordinator(), program.id, draft, at=given.A_MONTH_LATER)
    assert scenes.indicator(scenes.report_of(program), "trust") == before


def test_leaving_erases_no_one_from_a_release(program, window):
    scenes.released(window)
    before = everything()
    surveys_api.erase_person(given.a_person("autumn_0"), at=given.A_MONTH_LATER)
    api.close_due(at=given.A_MONTH_LATER - timedelta(days=20))
    assert everything() == before


def test_only_coordinators_close_and_only_analysts_release_on_demand(program, window):
    a_member(program, "anna", role="analyst")
    a_member(program, "sid", role="sponsor")
    for name in ("anna", "sid", "autumn_0", "stranger"):
        with pytest.raises(NotFound):
            api.close_and_release(given.an_actor(name), window.id, at=window.closes_at)
    with pytest.raises(NotFound):
        api.release_window(given.an_actor("anna"), window.id, at=window.closes_at)
    closed = surveys_api.close_window(the_coordinator(), window.id, at=window.closes_at)
    for name in ("sid", "autumn_0", "stranger"):
        with pytest.raises(NotFound):
            api.release_window(given.an_actor(name), closed.id, at=window.closes_at)
    with pytest.raises(NotFound):
        api.release_window(Actor.system("relay"), closed.id, at=window.closes_at)
    made = api.release_window(given.an_actor("anna"), closed.id, at=window.closes_at)
    assert made is not None
    assert api.release_window(given.an_actor("anna"), closed.id, at=given.A_YEAR_LATER) == made


def test_a_window_that_nobody_answered_has_no_release(program):
    window = gs.an_open_window(program)
    assert api.close_and_release(the_coordinator(), window.id, at=window.closes_at) is None
    assert Release.objects.count() == 0


def test_what_is_due_is_opened_closed_and_released_by_the_system(program):
    planned = gs.a_window(program)
    first = api.close_due(at=given.MONDAY)
    assert [one.id for one in first.opened.opened] == [planned.id]
    scenes.answered(surveys_api.find_window(planned.id), {"autumn": 6, "spring": 6})
    a_member(program, "late", cohort="spring")
    assert api.close_due(at=given.TUESDAY).joined == 1
    last = api.close_due(at=given.NEXT_MONDAY)
    assert [one.id for one in last.closed] == [planned.id]
    assert [(one.window_id, one.asked) for one in last.releases] == [(planned.id, 15)]


def test_what_closed_long_ago_is_looked_at_no_more(program):
    window = gs.an_open_window(program)
    closed_at = window.closes_at
    surveys_api.close_window(the_coordinator(), window.id, at=closed_at)
    assert [one.id for one in surveys_api.find_windows(closed_since=closed_at)] == [window.id]
    assert surveys_api.find_windows(closed_since=closed_at + timedelta(seconds=1)) == []
    assert api.close_due(at=closed_at + timedelta(days=8)).releases == []


def passed_release(program):
    period = Period.objects.get(program_id=program.id, starts_on=date(2026, 1, 1))
    return Release.objects.filter(period=period).first()


@pytest.fixture
def enrolled(program):
    course = a_linked_course(program)
    for cohort, count in ASKED.items():
        for index in range(count):
            scenes.learned(f"{cohort}_{index}", course, EventKind.ENROLLED, given.TUESDAY)
    scenes.learned("autumn_0", course, EventKind.PASSED, given.NEXT_MONDAY)
    return course


def share(program):
    return ReleaseCell.objects.get(
        release=passed_release(program), indicator_key="course_progress", cohort=""
    ).estimate


def test_a_quarter_is_released_when_it_has_ended_in_the_programs_zone(program, enrolled):
    midnight = scenes.AFTER_THE_QUARTER.replace(hour=0) - timedelta(hours=2)
    assert api.close_due(at=midnight - timedelta(seconds=1)).releases == []
    (release,) = api.close_due(at=midnight).releases
    assert (release.scope, release.title, release.closed_at) == (Scope.PERIOD, "2026 Q1", midnight)
    assert share(program) == pytest.approx(1 / 14)
    assert api.close_due(at=midnight).releases == []


def test_a_grade_that_comes_late_changes_no_release(program, enrolled):
    api.close_due(at=scenes.AFTER_THE_QUARTER)
    before = everything()
    scenes.learned("spring_0", enrolled, EventKind.PASSED, given.NEXT_MONDAY)
    api.close_due(at=scenes.AFTER_THE_QUARTER + timedelta(days=1))
    assert everything() == before


def test_a_grade_that_comes_between_close_and_release_changes_nothing_either(
    program, enrolled, monkeypatch
):
    def killed(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(closing, "freeze", killed)
        with pytest.raises(KeyboardInterrupt):
            api.close_due(at=scenes.AFTER_THE_QUARTER)
    assert passed_release(program) is None
    scenes.learned("spring_0", enrolled, EventKind.PASSED, given.NEXT_MONDAY)
    api.close_due(at=scenes.AFTER_THE_QUARTER + timedelta(days=1))
    assert share(program) == pytest.approx(1 / 14)


def test_an_analyst_releases_a_quarter_on_demand_only_when_it_has_ended(program, enrolled):
    a_member(program, "anna", role="analyst")
    api.close_due(at=given.TUESDAY)
    (period,) = api.find_periods(program.id)
    anna = given.an_actor("anna")
    with pytest.raises(NotFound):
        api.release_period(anna, period.id, at=given.A_MONTH_LATER - timedelta(days=10))
    with pytest.raises(NotFound):
        api.release_period(the_coordinator(), period.id, at=scenes.AFTER_THE_QUARTER)
    made = api.release_period(anna, period.id, at=scenes.AFTER_THE_QUARTER)
    assert api.release_period(anna, period.id, at=given.A_YEAR_LATER) == made


def test_an_ended_program_still_gets_its_last_quarter(program, enrolled):
    api.close_due(at=given.TUESDAY)
    programs_api.end_program(the_coordinator(), program.id, at=given.NEXT_MONDAY)
    (release,) = api.close_due(at=scenes.AFTER_THE_QUARTER).releases
    assert release.program_id == program.id

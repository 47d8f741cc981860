"""A site that has run since the first migration goes on as it was, through the front door."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from demo.courses import retirement
from outcomes_plugin import api
from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.progression import api as progression_api
from outcomes_plugin.relay import api as relay_api
from outcomes_plugin.reporting import api as reporting_api
from outcomes_plugin.reporting.freezing import digest_of
from outcomes_plugin.reporting.models import Release
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.models import FrameRow
from tests import given
from tests import given_surveys as gs
from tests.given_programs import course_staff, the_coordinator
from tests.upgrade.stored import FIRST, SAID, as_stored, migrate, site, stored

pytestmark = pytest.mark.xdist_group("upgrade")

ANSWERED, HAS_NOT_ANSWERED, DECLINED, ERASED = "autumn_0", "spring_6", "spring_5", "autumn_6"
MODES = ("anonymous", "confidential", "identified")
ANSWERED_BY, ONE_WAS_ERASED = 12, 1
OPEN_FROM = datetime(2026, 4, 6, 9, 0, tzinfo=UTC)
A_DAY_LATER = OPEN_FROM + timedelta(days=1)
A_WEEK_LATER = OPEN_FROM + timedelta(days=7)


@pytest.fixture(scope="module")
def _upgraded(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), site(tmp_path_factory.mktemp("upgrade")):
        migrate()
        yield


@pytest.fixture
def program(_upgraded, db):
    """The stored program. What a test does to it is undone after the test."""
    course_staff("cleo")
    return programs_api.find_program("leap")


def window_of(program, key):
    return next(one for one in surveys_api.find_windows(program.id) if one.key == key)


def person(name):
    return actors_api.actor_for(given.a_user(name).pk)


def figures(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_report_shows_the_numbers_that_it_showed(program):
    before = figures(SAID["report"])
    now = figures(reporting_api.report_csv(the_coordinator(), program.slug, language="en"))
    assert [{name: one[name] for name in before[0]} for one in now] == before


def test_every_release_is_still_under_its_seal(program):
    releases = Release.objects.all()
    assert len(releases) == len(stored()["outcomes_plugin_release"]) == 4
    for release in releases:
        rows = (release.cells, release.charts, release.quality)
        parts = [list(one.order_by("id")) for one in rows]
        assert digest_of(release, *parts) == release.digest
        parts[0][0].n = 99
        assert digest_of(release, *parts) != release.digest


@pytest.mark.parametrize("mode", MODES)
def test_a_window_that_was_open_is_answered_closed_and_released(program, mode):
    window = window_of(program, f"open_{mode}")
    gs.answer(window, HAS_NOT_ANSWERED, at=A_DAY_LATER)
    release = reporting_api.close_and_release(the_coordinator(), window.id, at=A_WEEK_LATER)
    assert (release.number, release.asked) == (5, 14)
    found = surveys_api.participation(the_coordinator(), window.id)
    assert found.done == ANSWERED_BY + 1


@pytest.mark.parametrize(
    ("mode", "counted"),
    [("anonymous", ANSWERED_BY + 1), ("confidential", ANSWERED_BY + 1 - ONE_WAS_ERASED)],
)
def test_the_release_of_such_a_window_counts_old_answers_and_new_ones(program, mode, counted):
    window = window_of(program, f"open_{mode}")
    gs.answer(window, HAS_NOT_ANSWERED, at=A_DAY_LATER)
    reporting_api.close_and_release(the_coordinator(), window.id, at=A_WEEK_LATER)
    text = reporting_api.report_csv(the_coordinator(), program.slug, language="en", release=5)
    found = [one for one in figures(text) if one["cohort"] == "Whole program"]
    assert {one["people"] for one in found if one["release"] == "5"} == {str(counted)}


def test_what_is_due_closes_by_itself(program):
    api.run_due(at=A_WEEK_LATER)
    assert {window_of(program, f"open_{mode}").state for mode in MODES} == {"closed"}
    assert len(reporting_api.releases(the_coordinator(), program.slug)) == 4 + len(MODES)


def test_answers_with_names_are_read_in_the_words_in_which_they_were_given(program):
    window = window_of(program, "closed_identified")
    found = surveys_api.identified_answers(the_coordinator(), window.id, language="en")
    words = [row["answers"] for row in stored()["outcomes_plugin_identifiedresponse"]]
    note = json.loads(words[0])["note"]
    assert len(found) == ANSWERED_BY - ONE_WAS_ERASED
    assert all(note in str(one) for one in found)


def test_the_sites_secret_still_opens_what_one_said_under_a_code(program):
    mentee = person(ANSWERED)
    found = surveys_api.export_person(mentee.person)
    assert contains(found, SAID["surveys"])
    assert contains(progression_api.export_person(mentee.person), SAID["progress"])


def test_the_way_back_restores_every_row_and_the_way_forward_every_number(
    _upgraded, django_db_blocker
):
    with django_db_blocker.unblock():
        migrate(FIRST)
        assert as_stored() == stored()
        migrate()
        now = reporting_api.report_csv(the_coordinator(), "leap", language="en")
        assert [one["value"] for one in figures(now)] == [
            one["value"] for one in figures(SAID["report"])
        ]


def contains(now, before):
    """Return whether all that was said is said now, whatever is said beside it."""
    if isinstance(before, dict):
        return all(key in now and contains(now[key], value) for key, value in before.items())
    if isinstance(before, list):
        return len(now) == len(before) and all(map(contains, now, before))
    return now == before


def test_an_answer_under_a_code_is_changed_not_given_twice(program):
    window = window_of(program, "open_confidential")
    view = gs.look(window, ANSWERED, at=A_DAY_LATER)
    assert view.answers == gs.all_answers(value=1)
    gs.answer(
        window,
        ANSWERED,
        gs.all_answers(value=5),
        at=A_DAY_LATER,
        response_version=view.response_version,
    )
    assert gs.look(window, ANSWERED, at=A_DAY_LATER).answers == gs.all_answers(value=5)
    release = reporting_api.close_and_release(the_coordinator(), window.id, at=A_WEEK_LATER)
    assert release.number == 5


def test_who_had_read_the_notice_is_not_shown_it_again(program):
    notice, was_shown = consent_api.notice_for(person(ANSWERED).person, program.id)
    assert (notice.version, was_shown) == (1, True)
    assert not consent_api.notice_for(person(HAS_NOT_ANSWERED).person, program.id)[1]


def test_what_waited_in_the_outbox_goes_out_once(program):
    waiting = len(stored()["outcomes_plugin_delivery"])
    assert ledger_api.backlog() == {"tracking_log": waiting}
    report = relay_api.deliver_due(Actor.system("relay"), at=timezone.now())
    assert (report.delivered, report.failed) == (waiting, 0)
    assert ledger_api.backlog() == {}


def test_what_waited_in_the_inbox_becomes_a_fact(program):
    actor = Actor.system("progress")
    (row,) = progression_api.waiting_rows(actor, received_before=A_DAY_LATER, limit=9)
    assert progression_api.take_row(actor, row, at=A_DAY_LATER)
    (found,) = progression_api.my_course_progress(person("spring_2"))
    assert found.is_enrolled


def test_pairings_are_in_the_state_in_which_they_were(program):
    found = pairings_api.pairings(the_coordinator(), program.id)
    assert sorted(one.state for one in found) == ["active"] * 3 + ["ended", "proposed"]
    assert {one.mentee for one in pairings_api.my_pairings(person("ilse"))} == {
        person(f"autumn_{number}").person for number in range(3)
    }


def test_who_was_asked_was_asked_when_the_window_opened(program):
    for mode in MODES:
        rows = FrameRow.objects.filter(window__key=f"open_{mode}")
        assert {(row.asked_at, row.minutes > 0) for row in rows} == {(OPEN_FROM, True)}


def test_a_person_is_erased_as_one_who_joined_today(program):
    user, one = given.a_user(ANSWERED), person(ANSWERED)
    before = places_of(one.person)
    assert {"IdentifiedResponse", "NoticeShowing", "CourseProgress", "EmploymentSpell"} <= before
    retirement.retire(user)
    assert actors_api.person_for(user.pk) is None
    assert places_of(one.person) == {"Pairing"} | places_of(who_was_erased_before())


def who_was_erased_before():
    cut = [row["id"] for row in stored()["outcomes_plugin_person"] if row["cut_at"]]
    assert len(cut) == 1
    return cut[0]


def places_of(text):
    """Return the names of the product's tables in which the text stands."""
    found = set()
    for model in apps.get_app_config("outcomes_plugin").get_models():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            if any(text in str(value) for row in cursor.fetchall() for value in row):
                found.add(model.__name__)
    return found

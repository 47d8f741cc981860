"""Keys die on the day that was named, and answers go when their period is over."""

from datetime import UTC, datetime, timedelta

import pytest

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import NotFound
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys import retention
from outcomes_plugin.surveys.data import WindowState
from outcomes_plugin.surveys.models import (
    AnonymousRecord,
    ConfidentialResponse,
    ConfidentialScore,
    FrameRow,
    IdentifiedResponse,
    ProgramKey,
)
from tests import given
from tests import given_surveys as gs
from tests.given_programs import the_coordinator

pytestmark = pytest.mark.django_db

RETENTION = Actor.system("retention")
# 00:30 in Berlin, the program's zone, on the day; still the day before in London.
THE_DAY = datetime(2027, 6, 29, 22, 30, tzinfo=UTC)
THE_EVENING_BEFORE = THE_DAY - timedelta(hours=1)


class Killed(BaseException):
    """The process ended here."""


@pytest.fixture
def program():
    program = gs.an_asking_program()
    gs.mentees(program, 6, cohort="spring")
    return program


@pytest.fixture
def window(program):
    names = [f"mia{index}" for index in range(5)]
    return gs.a_closed_window(
        program, {name: gs.all_answers(value=index % 5 + 1) for index, name in enumerate(names)}
    )


def answers() -> list[int]:
    return sorted(row.answers["use_1"] for row in ConfidentialResponse.objects.all())


def test_a_key_dies_on_the_named_day_of_the_program_and_not_before(window):
    assert surveys_api.keys_due(at=THE_EVENING_BEFORE) == {}
    assert surveys_api.destroy_keys(RETENTION, at=THE_EVENING_BEFORE) == {}
    assert ProgramKey.objects.exists()
    assert surveys_api.keys_due(at=THE_DAY) == {"leap": 5}
    assert surveys_api.destroy_keys(RETENTION, at=THE_DAY) == {"leap": 5}
    assert not ProgramKey.objects.exists()
    assert surveys_api.destroy_keys(RETENTION, at=THE_DAY) == {}
    entry = LedgerEntry.objects.get(type="key.destroyed")
    assert entry.payload == {"rows": 5}


def test_afterwards_the_rows_are_others_without_code_counter_or_small_cohort(window):
    before = set(ConfidentialResponse.objects.values_list("id", flat=True))
    sums = surveys_api.score_sums(window.id)
    assert ConfidentialResponse.objects.filter(cohort=None).count() == 0
    surveys_api.destroy_keys(RETENTION, at=THE_DAY)
    rows = ConfidentialResponse.objects.all()
    assert before.isdisjoint(row.pk for row in rows)
    assert {(row.pseudonym, row.version, row.cohort_id) for row in rows} == {(None, 1, None)}
    assert answers() == [1, 2, 3, 4, 5]
    totals = [one for one in sums if one.cohort_id is None]
    assert surveys_api.score_sums(window.id) == totals
    assert ConfidentialScore.objects.count() == 20


def test_afterwards_nobody_can_export_or_erase_what_before_both_could(window):
    mia = given.a_person("mia0")
    assert len(surveys_api.export_person(mia)["answers"]) == 1
    surveys_api.destroy_keys(RETENTION, at=THE_DAY)
    assert surveys_api.export_person(mia)["answers"] == []
    surveys_api.erase_person(mia, at=THE_DAY)
    assert ConfidentialResponse.objects.count() == 5


@pytest.mark.parametrize("chunks", [1, 2])
def test_a_run_cut_short_is_gone_on_with(window, monkeypatch, chunks):
    monkeypatch.setattr(retention, "_ROWS_AT_ONCE", 2)
    whole = retention._rewrite_some
    done = []

    def cut_short(key):
        if len(done) == chunks:
            raise Killed
        done.append(key)
        return whole(key)

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(retention, "_rewrite_some", cut_short)
        surveys_api.destroy_keys(RETENTION, at=THE_DAY)
    assert ProgramKey.objects.exists()
    assert answers() == [1, 2, 3, 4, 5]
    surveys_api.destroy_keys(RETENTION, at=THE_DAY)
    assert not ProgramKey.objects.exists()
    assert answers() == [1, 2, 3, 4, 5]


def test_a_window_that_is_still_open_is_closed_before_its_key_dies(program):
    window = gs.an_open_window(program)
    gs.answer(window, "mia0")
    surveys_api.destroy_keys(RETENTION, at=THE_DAY)
    assert surveys_api.find_window(window.id).state is WindowState.CLOSED
    assert ConfidentialResponse.objects.get().pseudonym is None


def test_only_retention_destroys_keys(window):
    for other in (the_coordinator(), Actor.system("close"), given.global_staff()):
        with pytest.raises(NotFound):
            surveys_api.destroy_keys(other, at=THE_DAY)
    assert surveys_api.destroy_keys(RETENTION, at=THE_DAY)


def test_what_people_answered_in_an_expired_program_goes_but_for_what_is_nobodys(program, window):
    gs.a_closed_window(program, {"mia0": None}, key="named", mode="identified")
    gs.a_closed_window(program, {"mia0": None}, key="unlinked", mode="anonymous")
    assert surveys_api.expire_program(program.id) == 5 + 1 + 3 * 6
    for table in (IdentifiedResponse, ConfidentialResponse, ConfidentialScore, FrameRow):
        assert table.objects.count() == 0
    assert AnonymousRecord.objects.count() == 1
    assert surveys_api.expire_program(program.id) == 0

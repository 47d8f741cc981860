"""Windows are planned, opened and joined; the mode is the window's and can be kept."""

from datetime import date, timedelta

import pytest
from django.test import override_settings

from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import Mode, WindowState
from outcomes_plugin.surveys.models import FrameRow, ProgramKey
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_cohort, a_draft_program, a_member, a_program, the_coordinator
from tests.surveys.test_documents import A_DOCUMENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    return gs.an_asking_program()


def asked(window) -> dict:
    return dict(FrameRow.objects.filter(window_id=window.id).values_list("person", "cohort_id"))


def columns(caught) -> list[str]:
    return [problem.column for problem in caught.value.problems]


def test_a_window_takes_the_usual_mode_of_its_instrument(program):
    modes = {
        key: gs.a_window(program, key=key, instrument=key).mode
        for key in ("satisfaction_mentee", "skill", "pulse")
    }
    assert modes == {
        "satisfaction_mentee": Mode.CONFIDENTIAL,
        "skill": Mode.CONFIDENTIAL,
        "pulse": Mode.IDENTIFIED,
    }


def test_leaving_the_usual_mode_takes_a_reason(program):
    with pytest.raises(Invalid) as caught:
        gs.a_window(program, mode="anonymous", mode_reason="")
    assert columns(caught) == ["mode_reason"]
    assert gs.a_window(program, mode="anonymous").mode is Mode.ANONYMOUS


def test_only_a_coordinator_plans_opens_closes_and_changes_the_mode(program):
    window = gs.a_window(program)
    stranger = given.an_actor("ben")
    a_member(program, "ben", role="analyst")
    with pytest.raises(NotFound):
        surveys_api.open_window(stranger, window.id, at=given.MONDAY)
    with pytest.raises(NotFound):
        surveys_api.close_window(stranger, window.id, at=given.MONDAY)
    with pytest.raises(NotFound):
        surveys_api.change_mode(
            stranger, window.id, mode="identified", reason=gs.A_REASON, at=given.MONDAY
        )
    assert gs.an_open_window(program, key="other").state is WindowState.OPEN


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"key": "Half way"}, "key"),
        ({"wave": "Half way"}, "wave"),
        ({"title": " "}, "title"),
        ({"role": "sponsor"}, "role"),
        ({"closes_at": given.MONDAY}, "closes_at"),
        ({"at": given.A_MONTH_LATER}, "closes_at"),
        ({"instrument": "nothing"}, "instrument"),
        ({"cohorts": ["nowhere"]}, "cohorts"),
        ({"mode": "secret"}, "mode"),
    ],
)
def test_a_window_that_cannot_be_names_the_field(program, fields, column):
    with pytest.raises(Invalid) as caught:
        gs.a_window(program, **fields)
    assert columns(caught) == [column]
    assert surveys_api.windows(the_coordinator(), program.id) == []


def test_two_windows_of_a_program_never_share_a_key(program):
    gs.a_window(program)
    with pytest.raises(Conflict):
        gs.a_window(program)


def test_a_site_without_secrets_refuses_confidential_windows_and_no_others(program):
    with override_settings(OUTCOMES_SITE_SECRETS=[]):
        with pytest.raises(Invalid) as caught:
            gs.a_window(program)
        assert columns(caught) == ["mode"]
        gs.a_window(program, mode="anonymous")


def test_words_are_asked_for_with_the_name_unless_somebody_says_why_not(program):
    assert gs.a_window(program, instrument="pulse").mode is Mode.IDENTIFIED
    for mode in ("confidential", "anonymous"):
        with pytest.raises(Invalid) as caught:
            gs.a_window(program, key=mode, instrument="pulse", mode=mode, mode_reason="")
        assert columns(caught) == ["mode_reason"]
        assert gs.a_window(program, key=mode, instrument="pulse", mode=mode).mode == mode


def test_one_side_of_a_before_and_after_is_never_anonymous(program):
    for wave in ("baseline", "endline"):
        with pytest.raises(Invalid) as caught:
            gs.a_window(program, instrument="skill", wave=wave, mode="anonymous")
        assert columns(caught) == ["mode"]
    window = gs.a_window(program, instrument="skill", wave="baseline")
    with pytest.raises(Invalid):
        surveys_api.change_mode(
            the_coordinator(), window.id, mode="anonymous", reason=gs.A_REASON, at=given.MONDAY
        )
    assert gs.a_window(program, key="once", instrument="skill", mode="anonymous")


def test_opening_freezes_the_people_asked_with_their_cohort(program):
    spring = a_cohort(program, "spring").id
    a_member(program, "mia", cohort="spring")
    a_member(program, "max")
    a_member(program, "ben", role="mentor")
    window = gs.an_open_window(program)
    assert asked(window) == {given.a_person("mia"): spring, given.a_person("max"): None}
    assert window.asked == 2
    (mia,) = programs_api.active_members(program.id, cohort_ids=[spring])
    programs_api.end_membership(the_coordinator(), mia.id, at=given.TUESDAY)
    assert given.a_person("mia") in asked(window)


def test_a_window_for_one_cohort_asks_that_cohort(program):
    a_member(program, "mia", cohort="spring")
    a_member(program, "max", cohort="autumn")
    assert set(asked(gs.an_open_window(program, cohorts=["spring"]))) == {given.a_person("mia")}


def test_people_who_join_are_asked_until_the_window_closes(program):
    a_member(program, "mia", cohort="spring")
    window = gs.an_open_window(program, cohorts=["spring"])
    a_member(program, "max", cohort="spring", at=given.TUESDAY)
    a_member(program, "ada", cohort="autumn", at=given.TUESDAY)
    assert surveys_api.admit_joiners(at=given.TUESDAY) == 1
    assert surveys_api.admit_joiners(at=given.TUESDAY) == 0
    assert set(asked(window)) == {given.a_person("mia"), given.a_person("max")}
    assert surveys_api.find_window(window.id).asked == 2
    gs.close(window)
    a_member(program, "eva", cohort="spring", at=given.TUESDAY)
    assert surveys_api.admit_joiners(at=given.TUESDAY) == 0


def test_a_score_that_no_indicator_uses_is_named_and_the_window_stays_shut():
    program = a_program()
    gs.a_notice(program)
    surveys_api.publish_instrument(
        the_coordinator(), program.id, A_DOCUMENT, key="check", at=given.MONDAY
    )
    window = gs.a_window(program, instrument="check")
    with pytest.raises(Invalid) as caught:
        surveys_api.open_window(the_coordinator(), window.id, at=given.MONDAY)
    assert columns(caught) == ["scores.use", "items.likely"]
    assert surveys_api.find_window(window.id).state is WindowState.PLANNED
    unscored = A_DOCUMENT | {"scores": []}
    surveys_api.publish_instrument(
        the_coordinator(), program.id, unscored, key="check", at=given.MONDAY
    )
    other = gs.a_window(program, key="other", instrument="check")
    with pytest.raises(Invalid) as caught:
        surveys_api.open_window(the_coordinator(), other.id, at=given.MONDAY)
    assert columns(caught) == ["items.use_1", "items.use_2", "items.likely"]


def test_nobody_is_asked_before_a_notice_tells_of_surveys():
    from outcomes_plugin.frameworks import api as frameworks_api

    program = a_program()
    frameworks_api.copy_example(the_coordinator(), program.id, at=given.MONDAY)
    window = gs.a_window(program)
    with pytest.raises(Invalid):
        surveys_api.open_window(the_coordinator(), window.id, at=given.MONDAY)
    gs.a_notice(program, purposes=["run_program"])
    with pytest.raises(Invalid):
        surveys_api.open_window(the_coordinator(), window.id, at=given.MONDAY)
    gs.a_notice(program)
    assert surveys_api.open_window(the_coordinator(), window.id, at=given.MONDAY)


def test_a_confidential_window_never_outlives_its_key():
    program = gs.an_asking_program()
    late = gs.KEY_DESTROYED_ON
    closes = given.MONDAY.replace(year=late.year, month=late.month, day=late.day)
    window = gs.a_window(program, closes_at=closes)
    with pytest.raises(Invalid):
        surveys_api.open_window(the_coordinator(), window.id, at=given.MONDAY)
    earlier = gs.a_window(program, key="earlier", closes_at=closes - timedelta(days=1))
    assert surveys_api.open_window(the_coordinator(), earlier.id, at=given.MONDAY)


def test_a_later_notice_never_postpones_the_day_on_which_the_key_dies(program):
    gs.an_open_window(program)
    gs.a_notice(program, key_destroyed_on=date(2028, 1, 1))
    gs.an_open_window(program, key="second")
    assert ProgramKey.objects.get().destroy_on == gs.KEY_DESTROYED_ON
    gs.a_notice(program, key_destroyed_on=date(2026, 12, 31))
    gs.an_open_window(program, key="third")
    assert ProgramKey.objects.get().destroy_on == date(2026, 12, 31)


def test_a_window_opens_only_in_a_live_program_and_in_its_time(program):
    draft = a_draft_program("draft")
    window = gs.a_window(draft)
    with pytest.raises(Conflict):
        surveys_api.open_window(the_coordinator(), window.id, at=given.MONDAY)
    late = gs.a_window(program)
    with pytest.raises(Conflict):
        surveys_api.open_window(the_coordinator(), late.id, at=given.NEXT_MONDAY)
    opened = surveys_api.open_window(the_coordinator(), late.id, at=given.TUESDAY)
    assert opened == surveys_api.open_window(the_coordinator(), late.id, at=given.TUESDAY)


def test_the_system_opens_what_is_due_and_says_what_it_could_not(program):
    due = gs.a_window(program, key="due")
    gs.a_window(program, key="later", opens_at=given.TUESDAY)
    untied = surveys_api.publish_instrument(
        the_coordinator(), program.id, A_DOCUMENT, key="check", at=given.MONDAY
    )
    stuck = gs.a_window(program, key="stuck", instrument=untied.key)
    done = surveys_api.open_due(at=given.MONDAY)
    assert [window.key for window in done.opened] == [due.key]
    assert isinstance(done.refused[stuck.id], Invalid)
    assert surveys_api.find_window(stuck.id).state is WindowState.PLANNED


def test_the_mode_is_locked_by_the_first_answer(program):
    a_member(program, "mia")
    window = gs.an_open_window(program)
    changed = surveys_api.change_mode(
        the_coordinator(), window.id, mode="anonymous", reason=gs.A_REASON, at=given.MONDAY
    )
    assert changed.mode is Mode.ANONYMOUS
    gs.answer(changed, "mia")
    with pytest.raises(Conflict):
        surveys_api.change_mode(
            the_coordinator(), window.id, mode="identified", reason=gs.A_REASON, at=given.MONDAY
        )
    assert surveys_api.find_window(window.id).mode is Mode.ANONYMOUS


def test_a_change_of_mode_takes_a_reason(program):
    window = gs.a_window(program)
    with pytest.raises(Invalid) as caught:
        surveys_api.change_mode(
            the_coordinator(), window.id, mode="identified", reason=" ", at=given.MONDAY
        )
    assert columns(caught) == ["mode_reason"]


@pytest.mark.parametrize(
    ("spring", "autumn", "nobody", "split"),
    [
        (10, 10, 0, True),
        (10, 9, 0, False),
        (10, 10, 1, False),
        (10, 10, 10, True),
        (30, 0, 0, False),
    ],
)
def test_anonymous_answers_are_told_apart_only_where_every_group_has_twice_k(
    program, spring, autumn, nobody, split
):
    cohorts = {a_cohort(program, slug).id for slug in ("spring", "autumn")}
    gs.mentees(program, spring, cohort="spring", name="spring")
    gs.mentees(program, autumn, cohort="autumn", name="autumn")
    gs.mentees(program, nobody, name="nobody")
    window = gs.an_open_window(program, mode="anonymous")
    assert set(window.split_cohorts) == (cohorts if split else set())


def test_a_newcomer_who_would_stand_alone_among_anonymous_answers_is_not_asked(program):
    gs.mentees(program, 10, cohort="spring", name="spring")
    gs.mentees(program, 10, cohort="autumn", name="autumn")
    window = gs.an_open_window(program, mode="anonymous")
    a_member(program, "ada", cohort="winter", at=given.TUESDAY)
    a_member(program, "eva", at=given.TUESDAY)
    a_member(program, "max", cohort="spring", at=given.TUESDAY)
    assert surveys_api.admit_joiners(at=given.TUESDAY) == 1
    assert given.a_person("max") in asked(window)


def test_course_staff_and_coordinators_pick_windows_and_others_do_not(program):
    from tests.given_programs import a_linked_course, course_staff

    a_linked_course(program)
    gs.a_window(program)
    for actor in (the_coordinator(), course_staff("carl")):
        (choice,) = surveys_api.window_choices(actor, program.slug, language="en")
        assert (choice.key, choice.mode, choice.minutes) == ("halfway", Mode.CONFIDENTIAL, 4)
    a_member(program, "ben", role="analyst")
    with pytest.raises(NotFound):
        surveys_api.window_choices(given.an_actor("ben"), program.slug, language="en")

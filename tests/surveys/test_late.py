"""People who were asked and have not answered still can after the close, where it is allowed."""

from datetime import date, timedelta

import pytest

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.mail import api as mail_api
from outcomes_plugin.mail.models import Mail
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys import receipts
from outcomes_plugin.surveys.data import Mode, Outcome, SurveyState, Values
from outcomes_plugin.surveys.lateness import late
from outcomes_plugin.surveys.models import (
    Comment,
    ConfidentialDraft,
    ConfidentialResponse,
    FrameRow,
    IdentifiedResponse,
    Window,
)
from tests import given, given_late
from tests import given_surveys as gs
from tests.given_comments import ITEM, a_window_with_words
from tests.given_late import LATE, THE_END, answer_late
from tests.given_programs import the_coordinator

pytestmark = pytest.mark.django_db

LINKED = ["identified", "confidential"]
RESPONSES = {"identified": IdentifiedResponse, "confidential": ConfidentialResponse}
A_LAST_DAY = date(2026, 3, 20)


@pytest.fixture
def program():
    program = gs.an_asking_program()
    gs.mentees(program, 20)
    return program


@pytest.fixture(params=LINKED)
def window(request, program):
    """Return a closed window that takes late answers; six of twenty answered on time."""
    return given_late.closed_on(program, [f"mia{one}" for one in range(6)], mode=request.param)


def late_rows(window):
    rows = RESPONSES[window.mode].objects.filter(window_id=window.id)
    return late(rows, Window.objects.get(id=window.id))


def test_a_window_refuses_late_answers_unless_it_was_set_up_to_take_them(program):
    refusing = gs.a_closed_window(program, {"mia0": gs.all_answers()}, mode="identified")
    with pytest.raises(Conflict) as refused:
        answer_late(refusing, "mia1")
    assert refused.value.details["reason"] == "closed"
    assert gs.look(refusing, "mia1", at=LATE).state is SurveyState.CLOSED
    assert not FrameRow.objects.filter(is_late=True).exists()


def test_who_has_not_answered_can_answer_late_and_is_told_so_first(window):
    seen = gs.look(window, "mia7", at=LATE)
    assert (seen.state, seen.is_late) == (SurveyState.NOTICE_FIRST, True)
    assert seen.items
    receipt = answer_late(window, "mia7")
    assert (receipt.outcome, receipt.can_edit_until) == (Outcome.RECEIVED, None)
    assert late_rows(window).count() == 1
    after = gs.look(window, "mia7", at=LATE)
    assert (after.state, after.is_late, after.can_edit) == (SurveyState.RECEIVED, True, False)


def test_a_late_answer_takes_no_more_than_fourteen_queries(window):
    gs.has_read_the_notice(window, "mia7")
    with gs.own_queries() as asked:
        surveys_api.submit(
            given.an_actor("mia7"),
            "leap",
            window.key,
            answers=gs.all_answers(),
            mode=window.mode,
            notice_version=1,
            instrument_version=1,
            late=True,
            at=LATE,
        )
    assert len(asked) <= 14
    with gs.own_queries() as asked:
        gs.look(window, "mia8", at=LATE)
    assert len(asked) <= 9


def test_an_answer_that_was_meant_to_be_on_time_is_not_made_late_unasked(window):
    with pytest.raises(Conflict) as refused:
        answer_late(window, "mia7", late=False)
    assert refused.value.details["reason"] == "late"
    assert not late_rows(window).exists()
    answer_late(window, "mia7")
    assert late_rows(window).count() == 1


def test_a_late_answer_is_final_and_the_same_one_again_is_received_once(window):
    answer_late(window, "mia7")
    assert answer_late(window, "mia7").already_received
    with pytest.raises(Conflict) as refused:
        answer_late(window, "mia7", gs.all_answers(value=1), response_version=1)
    assert refused.value.details["reason"] == "closed"
    assert late_rows(window).count() == 1


def test_answers_on_time_stay_final(window):
    with pytest.raises(Conflict) as refused:
        answer_late(window, "mia0", gs.all_answers(value=1), response_version=1)
    assert refused.value.details["reason"] == "closed"
    assert not gs.look(window, "mia0", at=LATE).can_edit


def test_nobody_who_was_not_asked_answers_late(window):
    given.a_user("stranger")
    with pytest.raises(NotFound):
        answer_late(window, "stranger")


def test_late_answers_end_with_the_program(program, window):
    given_late.answer_late(window, "mia7")
    given_late.end_program(program)
    assert surveys_api.find_window(window.id).late_ended_at == THE_END
    assert gs.look(window, "mia8", at=THE_END).state is SurveyState.CLOSED
    with pytest.raises(Conflict) as refused:
        answer_late(window, "mia8", at=THE_END)
    assert refused.value.details["reason"] == "closed"
    assert LedgerEntry.objects.filter(type="window.late_ended").count() == 1


def test_late_answers_end_after_their_last_day(program):
    window = given_late.closed_on(program, [], mode="identified", last_day=A_LAST_DAY)
    evening = LATE.replace(day=20, hour=22)
    answer_late(window, "mia7", at=evening)
    next_day = evening + timedelta(hours=2)
    with pytest.raises(Conflict):
        answer_late(window, "mia8", at=next_day)
    assert surveys_api.late_due_to_end(at=evening) == []
    assert surveys_api.late_due_to_end(at=next_day) == [window.id]


def test_ending_late_answers_twice_is_ending_them_once_and_only_the_system_may(window):
    with pytest.raises(NotFound):
        surveys_api.end_late(the_coordinator(), window.id, at=LATE)
    system = Actor.system("close")
    first = surveys_api.end_late(system, window.id, at=LATE)
    assert surveys_api.end_late(system, window.id, at=THE_END) == first
    assert LedgerEntry.objects.filter(type="window.late_ended").count() == 1


@pytest.mark.parametrize("is_planned", [True, False])
def test_an_anonymous_window_takes_no_late_answers(program, is_planned):
    make = gs.a_window if is_planned else gs.an_open_window
    window = make(program, mode="anonymous")
    with pytest.raises(Invalid) as refused:
        surveys_api.take_late_answers(the_coordinator(), window.id, last_day=None, at=given.MONDAY)
    assert "tell whose they are" in str(refused.value)
    assert not surveys_api.find_window(window.id).takes_late


def test_a_window_that_takes_late_answers_does_not_become_anonymous(program):
    window = given_late.a_late_window(program, mode="identified")
    with pytest.raises(Invalid):
        surveys_api.change_mode(
            the_coordinator(), window.id, mode="anonymous", reason="Asked for.", at=given.MONDAY
        )
    assert surveys_api.find_window(window.id).mode is Mode.IDENTIFIED
    surveys_api.refuse_late_answers(the_coordinator(), window.id, at=given.MONDAY)
    changed = surveys_api.change_mode(
        the_coordinator(), window.id, mode="anonymous", reason="Asked for.", at=given.MONDAY
    )
    assert changed.mode is Mode.ANONYMOUS


def test_the_policy_is_a_coordinators_and_ends_with_the_close(window, program):
    with pytest.raises(NotFound):
        surveys_api.refuse_late_answers(given.an_actor("mia1"), window.id, at=LATE)
    with pytest.raises(Conflict):
        surveys_api.refuse_late_answers(the_coordinator(), window.id, at=LATE)


def test_a_last_day_before_the_close_is_refused(program):
    window = gs.a_window(program, mode="identified")
    with pytest.raises(Invalid):
        surveys_api.take_late_answers(
            the_coordinator(), window.id, last_day=given.MONDAY.date(), at=given.MONDAY
        )


def test_what_was_begun_is_kept_until_the_close_as_people_were_told(program):
    window = given_late.a_late_window(program, mode="confidential")
    actor = gs.has_read_the_notice(window, "mia7")
    told = {"mode": "confidential", "notice_version": 1, "instrument_version": 1}

    def keep(at):
        return surveys_api.keep_draft(
            actor, "leap", window.key, answers=gs.all_answers(), at=at, **told
        )

    keep(given.TUESDAY)
    gs.close(window)
    assert not ConfidentialDraft.objects.exists()
    with pytest.raises(Conflict) as refused:
        keep(LATE)
    assert refused.value.details["reason"] == "late"
    assert not ConfidentialDraft.objects.exists()


def test_late_answers_change_no_sum(window):
    before = surveys_api.score_sums(window.id), surveys_api.answer_quality(window.id)
    given_late.all_answer_late(window, ["mia7", "mia8", "mia9"])
    surveys_api.end_late(Actor.system("close"), window.id, at=THE_END)
    assert (surveys_api.score_sums(window.id), surveys_api.answer_quality(window.id)) == before
    assert {one.n for one in surveys_api.late_score_sums(window.id)} == {3}
    assert surveys_api.answered(window.id) == {None: 6}


def test_no_row_under_a_code_tells_that_it_came_late(program):
    """With the receipts it would tell whose it is, without any key."""
    window = given_late.closed_on(program, [f"mia{one}" for one in range(6)], mode="confidential")
    answer_late(window, "mia7")
    assert list(FrameRow.objects.filter(is_late=True).values_list("person", flat=True)) == [
        given.an_actor("mia7").person
    ]
    rows = ConfidentialResponse.objects.filter(window_id=window.id)
    alike = rows.values_list("is_late", "is_scored", "version", "cohort_id", "was_fast")
    assert (len(alike), len(set(alike))) == (7, 1)
    assert {one.scores.count() for one in rows} == {4}
    assert {one.n for one in surveys_api.late_score_sums(window.id)} == {1}
    assert {one.n for one in surveys_api.score_sums(window.id)} == {6}


def test_a_late_answer_is_no_before_of_a_later_change(program):
    first = given_late.closed_on(
        program, ["mia0", "mia1"], mode="confidential", instrument="skill", wave="baseline"
    )
    answer_late(first, "mia2")
    last = gs.a_window(
        program,
        key="end",
        mode="confidential",
        instrument="skill",
        wave="endline",
        opens_at=LATE,
        closes_at=THE_END,
    )
    surveys_api.open_window(the_coordinator(), last.id, at=LATE)
    for name in ("mia0", "mia1", "mia2"):
        gs.answer(last, name, at=LATE)
    gs.close(last)
    (score,) = {one.score for one in surveys_api.score_sums(last.id)}
    (whole,) = surveys_api.change_sums([first.id], last.id, score)
    assert whole.n == 2


def test_an_answer_late_for_its_own_cohort_waits_for_no_other(program, monkeypatch):
    window = given_late.a_late_window(program, mode="identified")
    FrameRow.objects.filter(person=given.an_actor("mia7").person).update(closes_at=given.MONDAY)
    answer_late(window, "mia7", at=given.TUESDAY)
    gs.answer(window, "mia1")
    gs.close(window)
    assert {one.n for one in surveys_api.score_sums(window.id)} == {1}
    assert {one.n for one in surveys_api.late_score_sums(window.id)} == {1}


def test_an_answer_that_the_close_overtakes_can_be_sent_late(program, monkeypatch):
    window = given_late.a_late_window(program, mode="identified")
    write = receipts.mark_done

    def overtaken(*args, **fields):
        surveys_api.begin_closing(the_coordinator(), window.id, at=given.TUESDAY)
        return write(*args, **fields)

    with monkeypatch.context() as patch, pytest.raises(Conflict) as refused:
        patch.setattr("outcomes_plugin.surveys.answering.mark_done", overtaken)
        gs.answer(window, "mia1")
    assert refused.value.details["reason"] == "late"
    assert not IdentifiedResponse.objects.exists()
    surveys_api.begin_closing(the_coordinator(), window.id, at=given.TUESDAY)
    answer_late(window, "mia1", at=given.TUESDAY)
    surveys_api.close_window(the_coordinator(), window.id, at=given.TUESDAY)
    assert not surveys_api.score_sums(window.id)
    assert late_rows(window).count() == 1


def test_who_would_rather_not_can_say_so_late_and_is_counted_when_nobody_can_answer_any_more(
    program, window
):
    for name in [f"mia{one}" for one in range(7, 12)]:
        surveys_api.decline(given.an_actor(name), "leap", window.key, at=LATE)
    counts = surveys_api.participation(the_coordinator(), window.id)
    assert (counts.done, counts.late, counts.declined) == (6, 0, None)
    given_late.end_program(program)
    assert surveys_api.participation(the_coordinator(), window.id).declined == 5


def test_the_number_who_would_rather_not_stays_hidden_where_late_answers_leave_few_others(
    program, window
):
    for name in [f"mia{one}" for one in range(7, 12)]:
        surveys_api.decline(given.an_actor(name), "leap", window.key, at=LATE)
    given_late.all_answer_late(window, [f"mia{one}" for one in range(12, 18)])
    given_late.end_program(program)
    assert surveys_api.participation(the_coordinator(), window.id).declined is None


def test_staff_see_how_many_answered_late_and_who(window):
    given_late.all_answer_late(window, ["mia7", "mia8"])
    counts = surveys_api.participation(the_coordinator(), window.id)
    assert (counts.asked, counts.done, counts.late) == (20, 6, 2)
    assert sum(one.is_late and one.has_answered for one in counts.people) == 2
    (cohort,) = counts.cohorts
    assert cohort.done == 6


def test_the_file_of_answers_with_names_says_who_was_late(program):
    window = given_late.closed_on(program, ["mia0"], mode="identified")
    answer_late(window, "mia7")
    table = surveys_api.answer_table(
        the_coordinator(), window.id, values=Values.CODES, language="en"
    )
    assert [row.is_late for row in table.rows] == [False, True]


def test_words_that_come_late_join_no_comments(program):
    window = a_window_with_words(program, writers=9)
    surveys_api.take_late_answers(the_coordinator(), window.id, last_day=None, at=given.MONDAY)
    tenth = given.an_actor("mia9").person
    FrameRow.objects.filter(person=tenth).update(closes_at=given.MONDAY)
    answer_late(window, "mia9", {"liked": 7, ITEM: "I come late."}, at=given.TUESDAY)
    gs.close(window)
    assert late_rows(window).count() == 1
    assert not Comment.objects.exists()


def test_my_surveys_list_it_while_it_can_be_answered_late_and_calendars_do_not(program, window):
    def listed(name, at=LATE):
        return [one.is_late for one in surveys_api.own_windows(given.an_actor(name), "leap", at=at)]

    assert (listed("mia7"), listed("mia0")) == ([True], [])
    assert surveys_api.calendar_windows(given.an_actor("mia7").person, at=LATE) == []
    answer_late(window, "mia7")
    assert listed("mia7") == []
    given_late.end_program(program)
    assert listed("mia8", at=THE_END) == []


def test_my_surveys_say_when_it_closed_also_where_that_was_early(program):
    window = given_late.a_late_window(program, mode="identified")
    surveys_api.close_window(the_coordinator(), window.id, at=given.TUESDAY)
    (found,) = surveys_api.own_windows(given.an_actor("mia7"), "leap", at=given.TUESDAY)
    assert (found.is_late, found.closes_at) == (True, given.TUESDAY)


def test_nobody_is_reminded_of_late_answers(window):
    before = Mail.objects.count()
    for day in range(10):
        mail_api.queue_reminders(Actor.system("mail"), at=LATE + timedelta(days=day))
    assert Mail.objects.count() == before


def test_erasing_takes_late_answers_along_and_subject_access_shows_them(window):
    answer_late(window, "mia7")
    person = given.an_actor("mia7").person
    (told,) = surveys_api.export_person(person)["answers"]
    assert told.get("late", window.mode == "confidential") is True
    assert surveys_api.export_person(person)["surveys"][0]["late"] is True
    surveys_api.erase_person(person, at=LATE)
    assert not late_rows(window).exists()
    assert surveys_api.score_sums(window.id)


@pytest.mark.parametrize(
    ("on_time", "late_ones", "stay"), [(6, 2, (6, 0)), (2, 6, (0, 6)), (6, 5, (6, 5))]
)
def test_with_the_key_goes_the_side_that_receipts_would_name(program, on_time, late_ones, stay):
    window = given_late.closed_on(
        program, [f"mia{one}" for one in range(on_time)], mode="confidential"
    )
    given_late.all_answer_late(window, [f"mia{on_time + one}" for one in range(late_ones)])
    day = LATE.replace(year=2027, month=7, day=1)
    assert surveys_api.destroy_keys(Actor.system("retention"), at=day) == {"leap": sum(stay)}
    rows = ConfidentialResponse.objects.filter(pseudonym=None)
    assert (rows.filter(is_late=False).count(), rows.filter(is_late=True).count()) == stay
    assert surveys_api.find_window(window.id).late_ended_at == day
    assert not rows.filter(is_late=True).exclude(cohort=None).exists()


def test_without_the_key_nobody_can_answer_late(program):
    window = given_late.closed_on(program, [], mode="confidential")
    day = LATE.replace(year=2027, month=7, day=1)
    surveys_api.destroy_keys(Actor.system("retention"), at=day)
    with pytest.raises(Conflict) as refused:
        answer_late(window, "mia7", at=day)
    assert refused.value.details["reason"] == "closed"

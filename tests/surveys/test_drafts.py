"""What one has begun comes along to another device, and goes once it is no longer needed."""

import pytest
from django.db.utils import IntegrityError

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.models import ConfidentialDraft, IdentifiedDraft
from tests import given
from tests import given_surveys as gs
from tests.given_programs import the_coordinator

pytestmark = pytest.mark.django_db

KEPT = {"identified": IdentifiedDraft, "confidential": ConfidentialDraft}
BEGUN = {"use_1": 4}


@pytest.fixture
def program(db):
    program = gs.an_asking_program()
    gs.mentees(program, 3)
    return program


@pytest.fixture(params=list(KEPT))
def window(request, program):
    return gs.an_open_window(program, mode=request.param)


def begin(window, answers=BEGUN, *, name="mia0", version=0, at=given.TUESDAY, **told):
    actor = gs.has_read_the_notice(window, name)
    facts = {
        "mode": window.mode,
        "notice_version": 1,
        "instrument_version": window.instrument_version,
        "draft_version": version,
        **told,
    }
    return surveys_api.keep_draft(
        actor, window.program_slug, window.key, answers=answers, at=at, **facts
    )


def begun(window, name="mia0"):
    draft = gs.look(window, name).draft
    return None if draft is None else dict(draft.answers)


def rows():
    return IdentifiedDraft.objects.count() + ConfidentialDraft.objects.count()


def refusal(*args, **fields):
    with pytest.raises(Conflict) as refused:
        begin(*args, **fields)
    return refused.value.details["reason"]


def test_what_was_begun_is_seen_by_its_person_alone_on_any_device(window):
    before = LedgerEntry.objects.count()
    assert begin(window).version == 1
    assert begun(window) == BEGUN
    assert begun(window, "mia1") is None
    assert begin(window, {"use_1": 5}, version=1).version == 2
    assert begun(window) == {"use_1": 5}
    assert rows() == 1
    assert LedgerEntry.objects.filter(type__startswith="survey").count() == 0
    assert LedgerEntry.objects.count() - before <= 2


def test_only_with_a_name_a_time_is_kept_beside_it(window):
    begin(window)
    kept_at = gs.look(window, "mia0").draft.kept_at
    assert kept_at == (given.TUESDAY if window.mode == "identified" else None)


def test_of_two_devices_the_later_one_is_told_and_overwrites_nothing(window):
    begin(window)
    begin(window, {"use_1": 5}, version=1)
    assert refusal(window, {"use_1": 1}, version=1) == "draft"
    assert refusal(window, {"use_1": 1}) == "draft"
    assert begun(window) == {"use_1": 5}
    assert begin(window, {"use_1": 5}, version=1).version == 2


def test_a_draft_that_is_not_whole_is_kept_as_far_as_it_could_be_an_answer(window):
    odd = {"gone": 4, "use_1": 99, "trust_1": "\x00", "use_2": "Half a sent", "x": {"y": 1}}
    begin(window, odd)
    assert begun(window) == {"use_1": 99, "use_2": "Half a sent"}


@pytest.mark.parametrize(
    "value", [True, None, float("nan"), float("inf"), 10**18, "x" * 4001, [], [[1]], {"other": 1}]
)
def test_what_no_item_could_have_is_left_out(window, value):
    begin(window, {"use_1": value})
    assert rows() == 0


@pytest.mark.parametrize("value", [4, 2.5, "words", ["a", {"other": "b"}], {"other": "b"}])
def test_what_an_item_may_have_is_kept(window, value):
    begin(window, {"use_1": value})
    assert begun(window) == {"use_1": value}


def test_what_is_no_survey_at_all_is_refused(window):
    with pytest.raises(Invalid):
        begin(window, ["use_1"])
    with pytest.raises(Invalid):
        begin(window, {"use_1": ["x" * 4000] * 100})
    assert rows() == 0


def test_an_anonymous_survey_keeps_nothing_and_says_so(program):
    window = gs.an_open_window(program, mode="anonymous")
    assert refusal(window, gs.all_answers()) == "anonymous"
    assert rows() == 0
    assert begun(window) is None


def test_nobody_else_keeps_a_draft(window, program):
    for who in (the_coordinator(), given.an_actor("stranger"), Actor.system("close")):
        with pytest.raises(NotFound):
            surveys_api.keep_draft(
                who,
                window.program_slug,
                window.key,
                answers=BEGUN,
                mode=window.mode,
                notice_version=1,
                instrument_version=1,
                at=given.TUESDAY,
            )


def test_a_draft_is_refused_where_an_answer_would_be(window):
    assert refusal(window, mode="anonymous") == "mode"
    assert refusal(window, instrument_version=7) == "instrument"
    assert refusal(window, notice_version=7) == "notice"
    assert refusal(window, at=window.closes_at) == "closed"
    assert refusal(window, response_version=3) == "answers"
    assert rows() == 0


def test_sending_forgets_it_and_changes_are_kept_until_they_are_sent(window):
    begin(window)
    gs.answer(window, "mia0")
    assert rows() == 0
    assert refusal(window) == "answers"
    begin(window, {"use_1": 1}, response_version=1)
    seen = gs.look(window, "mia0")
    assert (seen.state, dict(seen.draft.answers)) == ("received", {"use_1": 1})
    gs.answer(window, "mia0", gs.all_answers(value=1), response_version=1)
    assert rows() == 0


def test_who_would_rather_not_answer_leaves_nothing_behind(window):
    begin(window)
    surveys_api.decline(given.an_actor("mia0"), "leap", window.key, at=given.TUESDAY)
    assert rows() == 0
    assert refusal(window) == "declined"


def test_closing_forgets_what_was_not_sent(window):
    begin(window)
    begin(window, name="mia1")
    gs.close(window)
    assert rows() == 0
    assert gs.look(window, "mia0").draft is None


def test_a_new_mode_forgets_what_was_begun_under_the_old_one(window):
    begin(window)
    surveys_api.change_mode(
        the_coordinator(), window.id, mode="anonymous", reason=gs.A_REASON, at=given.TUESDAY
    )
    assert rows() == 0


def test_it_is_handed_out_and_erased_with_its_person(window):
    begin(window)
    begin(window, name="mia1")
    person = given.a_person("mia0")
    (found,) = surveys_api.export_person(person)["begun"]
    assert found["answers"] == BEGUN
    surveys_api.erase_person(person, at=given.TUESDAY)
    assert surveys_api.export_person(person)["begun"] == []
    assert rows() == 1


def test_a_person_has_one_draft_in_a_window(window):
    begin(window)
    row = KEPT[window.mode].objects.get()
    row.pk = None if window.mode == "identified" else row.pk + 1
    row._state.adding = True
    with pytest.raises(IntegrityError):
        row.save(force_insert=True)


def test_keeping_a_draft_takes_few_queries(window):
    begin(window)
    actor = given.an_actor("mia0")
    for version, answers in enumerate([{"use_1": 2}, {"use_1": 3, "use_2": "More"}], start=1):
        with gs.own_queries() as queries:
            surveys_api.keep_draft(
                actor,
                window.program_slug,
                window.key,
                answers=answers,
                mode=window.mode,
                notice_version=1,
                instrument_version=1,
                draft_version=version,
                at=given.TUESDAY,
            )
        assert len(queries) <= 7, "\n".join(queries)

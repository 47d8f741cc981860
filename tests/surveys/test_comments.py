"""Comments of protected windows: from ten writers on, in no order, reviewed, then released."""

import json
import re

import pytest
from django.apps import apps
from hypothesis import given as made
from hypothesis import strategies as st

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.comment_sets import fewest_writers
from outcomes_plugin.surveys.data import CommentState
from outcomes_plugin.surveys.models import AnonymousRecord, Comment, ConfidentialResponse
from outcomes_plugin.surveys.own_words import black_out, pieces_of
from tests import given
from tests import given_surveys as gs
from tests.given_comments import CHOICE, ITEM, a_window_with_words, what
from tests.given_programs import a_member, the_coordinator

pytestmark = pytest.mark.django_db

PROTECTED = pytest.mark.parametrize("mode", ["confidential", "anonymous"])


@pytest.fixture
def program():
    program = gs.an_asking_program()
    a_member(program, "sid", role="sponsor")
    return program


def closed(program, **fields):
    return gs.close(a_window_with_words(program, **fields))


def read(window, who="cleo", item=ITEM, **asked):
    return surveys_api.window_comments(
        given.an_actor(who), window.id, language="en", item=item, **asked
    )


def begin(window, item=ITEM):
    return surveys_api.begin_comment_review(
        the_coordinator(), window.id, item, at=given.A_MONTH_LATER
    )


def release(window, item=ITEM):
    surveys_api.release_comments(the_coordinator(), window.id, item, at=given.A_MONTH_LATER)


def said(found) -> list[str]:
    return [
        "".join("[hidden]" if one.hidden else one.text for one in comment.pieces)
        for comment in found.shown.comments
    ]


def everything_but_answers() -> str:
    models = apps.get_app_config("outcomes_plugin").get_models()
    kept = [model for model in models if model not in (Comment, ConfidentialResponse)]
    return json.dumps([list(model.objects.values()) for model in kept], default=str)


@PROTECTED
def test_comments_are_read_after_the_close_by_those_who_review_and_after_release_by_others(
    program, mode
):
    window = a_window_with_words(program, writers=10, mode=mode)
    with pytest.raises(NotFound):
        read(window)
    gs.close(window)
    assert read(window).shown.state is CommentState.WAITING
    assert said(read(window)) == []
    assert begin(window) is CommentState.IN_REVIEW
    assert sorted(said(read(window))) == sorted(what(index) for index in range(10))
    assert said(read(window, "sid")) == []
    release(window)
    assert said(read(window, "sid")) == said(read(window))
    assert len(said(read(window, "sid"))) == 10


@PROTECTED
@pytest.mark.parametrize("writers", [0, 1, 9])
def test_of_fewer_than_ten_nothing_is_kept_and_how_many_is_not_told(program, mode, writers):
    window = closed(program, writers=writers, mode=mode)
    for who in ("cleo", "sid"):
        found = read(window, who).shown
        assert (found.state, found.pages, found.comments) == (CommentState.TOO_FEW, 0, ())
    assert not Comment.objects.exists()
    with pytest.raises(NotFound):
        begin(window)


def test_where_groups_have_to_be_larger_so_have_writers_to_be_more():
    assert [fewest_writers(k) for k in (3, 5, 10, 12)] == [10, 10, 10, 12]


def test_words_beside_a_choice_are_comments_of_their_question(program):
    window = closed(program, writers=9, others=10)
    assert [one.item for one in read(window).items] == [CHOICE, ITEM]
    assert read(window).shown.state is CommentState.TOO_FEW
    begin(window, CHOICE)
    assert sorted(said(read(window, item=CHOICE)))[0] == "By post 0"
    with pytest.raises(NotFound):
        read(window, item="liked")


@PROTECTED
def test_comments_stand_in_the_order_of_random_ids_without_anything_else(program, mode):
    window = closed(program, writers=30, mode=mode)
    begin(window)
    order = said(read(window))
    assert order != sorted(order, key=lambda one: int(re.search(r"\d+", one)[0]))
    assert order == said(read(window))
    assert {field.name for field in Comment._meta.fields} == {
        "id",
        "comment_set",
        "source",
        "text",
        "hidden_words",
        "hide_reason",
    }
    table = {AnonymousRecord: "anonymous", ConfidentialResponse: "confidential"}
    rows = next(model for model, name in table.items() if name == mode)
    by_row = [one.answers.get(ITEM) for one in rows.objects.order_by("id")]
    assert order != by_row


def test_words_of_anonymous_answers_stand_in_the_comments_alone(program):
    closed(program, writers=9, others=12, mode="anonymous")
    kept = [one.answers for one in AnonymousRecord.objects.all()]
    assert len(kept) == 13
    assert not any(ITEM in one for one in kept)
    assert sorted(str(one.get(CHOICE)) for one in kept)[-12:] == ["{'other': ''}"] * 12
    assert "Writer" not in everything_but_answers()


def test_hidden_words_are_told_to_nobody_and_a_hidden_comment_stays_one(program):
    window = closed(program, writers=10)
    begin(window)
    first, second = read(window).shown.comments[:2]
    places = [place for place, one in enumerate(first.pieces) if one.text in ("Ilse", "to")]
    reviewer = the_coordinator()
    surveys_api.hide_words(reviewer, window.id, ITEM, first.id, places=places)
    surveys_api.hide_comment(reviewer, window.id, ITEM, second.id, reason="hurts_somebody")
    assert "Ilse" in said_in_full(read(window))[0]
    release(window)
    found = said(read(window, "sid"))
    assert re.fullmatch(r"Writer \d wants \[hidden\] call more often\.", found[0])
    assert found[1] == "[hidden]"
    entry = LedgerEntry.objects.get(type="comments.released")
    assert entry.payload == {
        "window": "words",
        "instrument": "own_words",
        "item": ITEM,
        "comments": 10,
        "hidden": 2,
    }


def said_in_full(found) -> list[str]:
    return ["".join(one.text for one in comment.pieces) for comment in found.shown.comments]


def test_what_is_hidden_can_be_shown_again_until_the_release(program):
    window = closed(program, writers=10)
    begin(window)
    one, reviewer = read(window).shown.comments[0], the_coordinator()
    surveys_api.hide_words(reviewer, window.id, ITEM, one.id, places=[0])
    surveys_api.hide_words(reviewer, window.id, ITEM, one.id, places=[])
    surveys_api.hide_comment(reviewer, window.id, ITEM, one.id, reason="says_nothing")
    surveys_api.show_comment(reviewer, window.id, ITEM, one.id)
    release(window)
    assert "[hidden]" not in " ".join(said(read(window, "sid")))
    for change in (
        lambda: surveys_api.hide_words(reviewer, window.id, ITEM, one.id, places=[0]),
        lambda: surveys_api.show_comment(reviewer, window.id, ITEM, one.id),
        lambda: release(window),
        lambda: begin(window),
    ):
        with pytest.raises(Conflict):
            change()


@pytest.mark.parametrize("places", [[1], [-1], [999], ["0"], [True], None, {"0": 1}, [0.0]])
def test_only_words_of_the_comment_can_be_hidden(program, places):
    window = closed(program, writers=10)
    begin(window)
    one = read(window).shown.comments[0]
    with pytest.raises(Invalid):
        surveys_api.hide_words(the_coordinator(), window.id, ITEM, one.id, places=places)
    with pytest.raises(Invalid):
        surveys_api.hide_comment(the_coordinator(), window.id, ITEM, one.id, reason="because")


def test_who_is_erased_before_anybody_looks_takes_the_comment_along(program):
    window = closed(program, writers=11)
    surveys_api.erase_person(given.a_person("wren3"), at=given.A_MONTH_LATER)
    begin(window)
    assert len(said(read(window))) == 10
    assert what(3) not in said(read(window))


def test_an_erasure_after_the_first_look_tells_nobody_whose_comment_it_was(program):
    window = closed(program, writers=10)
    begin(window)
    before = said(read(window))
    surveys_api.erase_person(given.a_person("wren3"), at=given.A_MONTH_LATER)
    assert ConfidentialResponse.objects.count() == 10
    assert said(read(window)) == before
    assert not Comment.objects.exclude(source=None).exists()


def test_when_erasures_leave_too_few_nobody_ever_reads_the_others(program):
    window = closed(program, writers=10)
    surveys_api.erase_person(given.a_person("wren3"), at=given.A_MONTH_LATER)
    assert begin(window) is CommentState.TOO_FEW
    assert read(window).shown.state is CommentState.TOO_FEW
    assert not Comment.objects.exists()


def test_comments_outlive_the_key_and_the_answers_lose_their_words(program):
    window = closed(program, writers=10)
    surveys_api.destroy_keys(Actor.system("retention"), at=given.A_YEAR_LATER.replace(year=2028))
    assert not any(ITEM in one.answers for one in ConfidentialResponse.objects.all())
    begin(window)
    assert len(said(read(window))) == 10


def test_comments_go_with_the_period_of_their_program(program):
    window = closed(program, writers=10, mode="anonymous")
    begin(window)
    release(window)
    surveys_api.expire_program(program.id)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("who", ["wren0", "mona", "carl", "zoe"])
def test_who_was_asked_and_who_is_a_stranger_find_nothing(program, who):
    a_member(program, "mona", role="mentor")
    window = closed(program, writers=10)
    begin(window)
    release(window)
    with pytest.raises(NotFound):
        read(window, who)
    with pytest.raises(NotFound):
        surveys_api.windows_with_comments(given.an_actor(who), program.id)


def test_only_those_whom_the_notice_names_review(program):
    window = closed(program, writers=10)
    with pytest.raises(NotFound):
        surveys_api.begin_comment_review(
            given.an_actor("sid"), window.id, ITEM, at=given.A_MONTH_LATER
        )
    gs.a_notice(program, purposes=("run_program", "course_progress"))
    with pytest.raises(NotFound):
        begin(window)
    assert not read(window).may_review


@PROTECTED
def test_no_entry_no_log_and_no_receipt_holds_a_word(program, mode, caplog):
    window = closed(program, writers=10, mode=mode)
    begin(window)
    one = read(window).shown.comments[0]
    surveys_api.hide_words(the_coordinator(), window.id, ITEM, one.id, places=[0])
    release(window)
    assert "call more often" not in everything_but_answers() + caplog.text


def test_reading_takes_as_many_queries_for_many_comments_as_for_few(program):
    window = closed(program, writers=120)
    begin(window)
    with gs.own_queries() as found:
        assert len(read(window, page=3).shown.comments) == 20
    assert len(found) <= 10
    assert read(window).shown.pages == 3
    for page in (0, 4):
        with pytest.raises(NotFound):
            read(window, page=page)


@made(st.text(max_size=60), st.sets(st.integers(0, 60)))
def test_pieces_are_the_text_and_blacking_out_leaves_nothing_of_what_is_hidden(text, hidden):
    pieces = pieces_of(text)
    assert "".join(one.text for one in pieces) == text
    words = {place for place in hidden if place < len(pieces) and pieces[place].is_word}
    shown = black_out(pieces_of(text, words))
    assert all(one.text == "" for one in shown if one.hidden)
    left = "".join(one.text for one in shown).split()
    kept = (" " if place in words else one.text for place, one in enumerate(pieces))
    assert left == "".join(kept).split()

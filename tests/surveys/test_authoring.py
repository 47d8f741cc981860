"""A questionnaire is written as a draft, by those who may, and nobody's words are written over."""

import copy

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from outcomes_plugin import api
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.ledger.models import LedgerEntry
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys import coverage
from outcomes_plugin.surveys.authoring_data import ChangeKind
from outcomes_plugin.surveys.documents import problems_of
from outcomes_plugin.surveys.draft_documents import askable_part, check_can_be_drafted
from tests import given
from tests import given_programs as gp
from tests import given_surveys as gs
from tests.given_authoring import KEY, a_check, a_draft, kept, outsiders, published
from tests.given_questionnaires import an_item

pytestmark = pytest.mark.django_db
OTHER_COURSE = "course-v1:Northlight+OTHER+2026"


@pytest.fixture
def program(db):
    return gs.an_asking_program()


def read(program, key=KEY, actor=None):
    return api.questionnaire_draft(actor or gp.the_coordinator(), program.id, key)


def everything(program, key):
    """Return every way into a draft, as a call with an actor."""
    document = a_check(title="Else")
    place = {"document": document, "draft_version": 0, "at": given.MONDAY}
    return [
        lambda actor: api.questionnaire_draft(actor, program.slug, key),
        lambda actor: api.workbench(actor, program.slug, key),
        lambda actor: api.questionnaires_begun(actor, program.slug, language="en"),
        lambda actor: api.check_draft(actor, program.slug, key, document),
        lambda actor: api.preview_document(
            actor, program.slug, document, role="mentee", language="en"
        ),
        lambda actor: api.start_questionnaire(actor, program.slug, document, at=given.MONDAY),
        lambda actor: api.keep_questionnaire_draft(actor, program.slug, key, **place),
        lambda actor: api.discard_questionnaire_draft(actor, program.slug, key, draft_version=1),
        lambda actor: api.publish_questionnaire(
            actor, program.slug, key, **{**place, "draft_version": 2}, publish_as="version"
        ),
    ]


@pytest.mark.parametrize("place", range(9))
def test_nobody_but_coordinators_and_staff_of_a_linked_course_authors(program, place):
    gp.a_linked_course(program)
    gp.course_staff("sten")
    gp.course_staff("otto", OTHER_COURSE)
    strangers = [*outsiders(program), given.an_actor("otto"), given.global_staff()]
    for stranger in strangers:
        with pytest.raises(NotFound):
            everything(program, "pulse")[place](stranger)


@pytest.mark.parametrize("name", ["cleo", "sten"])
def test_a_coordinator_and_staff_of_a_linked_course_find_every_way_open(program, name):
    gp.a_linked_course(program)
    gp.course_staff("sten")
    author = gp.the_coordinator() if name == "cleo" else given.an_actor("sten")
    for way in everything(program, "pulse"):
        way(author)
    assert read(program, "pulse").published == 1


def test_staff_of_a_linked_course_write_and_publish_until_the_course_is_unlinked(program):
    gp.a_linked_course(program)
    sten = gp.course_staff("sten")
    draft = a_draft(program, actor=sten)
    draft = kept(program, draft, a_check(title="Ours"), actor=sten)
    made = api.publish_questionnaire(
        sten,
        program.slug,
        KEY,
        document=draft.document,
        draft_version=draft.version,
        publish_as="version",
        at=given.MONDAY,
    )
    assert (made.version, made.document["title"]) == (1, "Ours")
    gp.course_staff("cleo")
    api.unlink_course(gp.the_coordinator(), program.slug, gp.COURSE, at=given.MONDAY)
    with pytest.raises(NotFound):
        read(program, actor=sten)


def test_staff_of_a_course_leave_windows_and_their_modes_to_the_coordinator(program):
    gp.a_linked_course(program)
    sten = gp.course_staff("sten")
    window = gs.a_window(program)
    with pytest.raises(NotFound):
        api.change_window_mode(
            sten, window.id, mode="anonymous", reason="Because.", at=given.MONDAY
        )
    bench = api.workbench(sten, program.slug, "satisfaction_mentee")
    (seen,) = bench.windows
    assert not seen.may_change_mode
    assert list(bench.coordinators) == ["cleo"]
    (mine,) = api.workbench(gp.the_coordinator(), program.slug, "satisfaction_mentee").windows
    assert mine.may_change_mode


def test_a_draft_is_kept_with_all_its_problems_and_published_without_any(program):
    draft = a_draft(program)
    broken = a_check(an_item("zero_to_ten", "helpful", prompt=""))
    draft = kept(program, draft, broken)
    assert read(program).document == broken
    check = api.check_draft(gp.the_coordinator(), program.id, KEY, broken)
    assert [one.column for one in check.problems] == ["items[0].prompt"]
    with pytest.raises(Invalid) as refused:
        published(program, broken, draft=draft)
    assert [one.column for one in refused.value.problems] == ["items[0].prompt"]
    assert read(program).version == draft.version
    draft = kept(program, draft, a_check())
    assert published(program, a_check(), draft=draft).version == 1
    assert read(program).kept_at is None


def test_the_same_sent_twice_is_kept_once(program):
    draft = a_draft(program)
    once = kept(program, draft, a_check(title="Twice"))
    assert kept(program, draft, a_check(title="Twice")).version == once.version


def test_what_somebody_else_has_kept_is_never_written_over(program):
    draft = a_draft(program)
    kept(program, draft, a_check(title="Hers"))
    for late in (
        lambda: kept(program, draft, a_check(title="His")),
        lambda: published(program, a_check(title="His"), draft=draft),
        lambda: api.discard_questionnaire_draft(
            gp.the_coordinator(), program.id, KEY, draft_version=draft.version
        ),
    ):
        with pytest.raises(Conflict) as refused:
            late()
        assert refused.value.details == {"reason": "draft", "draft_version": 2}
    assert read(program).document["title"] == "Hers"


def test_an_old_tab_cannot_write_over_what_was_begun_after_its_draft_was_thrown_away(program):
    published(program)
    old = kept(program, read(program), a_check(title="Old"))
    gone = api.discard_questionnaire_draft(
        gp.the_coordinator(), program.id, KEY, draft_version=old.version
    )
    assert gone.document == a_check()
    new = kept(program, gone, a_check(title="New"))
    assert new.version > old.version
    with pytest.raises(Conflict):
        kept(program, old, a_check(title="Older"))


def test_of_a_questionnaire_that_never_was_nothing_stays_to_be_thrown_away(program):
    draft = a_draft(program)
    with pytest.raises(NotFound):
        api.discard_questionnaire_draft(
            gp.the_coordinator(), program.id, "nothing", draft_version=0
        )
    api.discard_questionnaire_draft(
        gp.the_coordinator(), program.id, KEY, draft_version=draft.version
    )
    with pytest.raises(NotFound):
        read(program)
    assert a_draft(program).key == KEY


def test_other_words_keep_the_number_and_anything_else_makes_the_next(program):
    published(program)
    words = a_check(title="Better words")
    draft = kept(program, read(program), words)
    made = published(program, words, draft=draft, publish_as="wording")
    assert (made.version, made.wording) == (1, 2)
    more = a_check(an_item("zero_to_ten", "helpful"), an_item("text"), title="Better words")
    draft = kept(program, read(program), more)
    with pytest.raises(Invalid):
        published(program, more, draft=draft, publish_as="wording")
    assert published(program, more, draft=draft).version == 2
    with pytest.raises(Invalid):
        published(program, more, draft=read(program), publish_as="nothing")


def test_a_version_that_somebody_published_meanwhile_is_not_passed_over(program):
    published(program)
    draft = kept(program, read(program), a_check(title="Mine"))
    surveys_api.publish_instrument(
        gp.the_coordinator(), program.id, a_check(title="Theirs"), key=KEY, at=given.MONDAY
    )
    with pytest.raises(Conflict) as refused:
        published(program, a_check(title="Mine"), draft=draft)
    assert refused.value.details == {"reason": "version", "version": 2}


def test_a_draft_has_no_entry_in_the_ledger_and_publishing_has_one(program):
    before = LedgerEntry.objects.count()
    draft = kept(program, a_draft(program), a_check(title="Kept"))
    assert LedgerEntry.objects.count() == before
    published(program, a_check(title="Kept"), draft=draft)
    assert LedgerEntry.objects.count() == before + 1
    assert LedgerEntry.objects.latest("id").payload == {"instrument": KEY, "version": 1}


def test_what_came_with_the_product_becomes_the_programs_own_when_it_is_published(program):
    shipped = read(program, "pulse")
    assert (shipped.version, shipped.published) == (0, 0)
    ours = {**copy.deepcopy(shipped.document), "title": "Our pulse"}
    draft = kept(program, shipped, ours)
    assert published(program, ours, draft=draft).version == 1
    assert surveys_api.shipped_instruments()["pulse"] == shipped.document
    assert read(program, "pulse").document["title"] == "Our pulse"


def test_a_new_questionnaire_never_takes_the_key_of_another(program):
    keys = [a_draft(program).key for _once in range(3)]
    assert keys == ["check", "check_2", "check_3"]
    assert a_draft(program, a_check(title="Pulse")).key == "pulse_2"


@pytest.mark.parametrize(
    "document",
    [
        ["a list"],
        {"title": "x" * 500_001},
        {"title": "NUL \x00"},
        {"title": "half \ud800"},
        {"minutes": float("nan")},
        {"minutes": float("inf")},
    ],
)
def test_what_no_database_keeps_is_refused(program, document):
    with pytest.raises(Invalid):
        api.keep_questionnaire_draft(
            gp.the_coordinator(),
            program.id,
            "pulse",
            document=document,
            draft_version=0,
            at=given.MONDAY,
        )


def test_a_document_of_endless_depth_is_refused():
    deep = {}
    for _level in range(5000):
        deep = {"deeper": deep}
    with pytest.raises(Invalid):
        check_can_be_drafted(deep)


def test_what_a_draft_would_change_is_told_before_it_is_published(program):
    published(program)

    def checked(document):
        return api.check_draft(gp.the_coordinator(), program.id, KEY, document)

    assert checked(a_check()).kind is ChangeKind.NONE
    words = checked(a_check(title="Better"))
    assert (words.kind, words.next_version) == (ChangeKind.WORDING, 1)
    more = checked(a_check(an_item("zero_to_ten", "helpful"), an_item("number")))
    assert (more.kind, more.next_version) == (ChangeKind.VERSION, 2)
    assert [(one.key, one.change) for one in more.bridge.changes] == [("number", "added")]
    new = api.check_draft(gp.the_coordinator(), program.id, "else", a_check())
    assert (new.kind, new.next_version, new.bridge) == (ChangeKind.NEW, 1, None)


def test_those_who_have_answered_the_version_in_use_are_counted(program):
    gp.a_member(program, "mia")
    document = api.instrument_document(gp.the_coordinator(), program.id, "satisfaction_mentee")
    surveys_api.publish_instrument(
        gp.the_coordinator(), program.id, document, key="satisfaction_mentee", at=given.MONDAY
    )
    window = gs.an_open_window(program)
    gs.answer(window, "mia", gs.all_answers())
    bench = api.workbench(gp.the_coordinator(), program.id, "satisfaction_mentee")
    assert bench.answered == 1
    assert not bench.windows[0].may_change_mode
    assert api.workbench(gp.the_coordinator(), program.id, "pulse").answered == 0


def test_all_that_stands_around_a_draft_takes_as_many_queries_whatever_the_size(program):
    def queries():
        with gs.own_queries() as seen:
            api.workbench(gp.the_coordinator(), program.id, "satisfaction_mentee")
        return len(seen)

    gs.a_window(program, key="w0")
    before = queries()
    for number in range(1, 5):
        gs.a_window(program, key=f"w{number}")
    assert queries() == before <= 14


@hypothesis_given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["title", "items", "key", "kind", "scores", "scales", "sections"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_no_draft_however_odd_makes_a_check_or_a_preview_stumble(document):
    if isinstance(document, dict):
        part = askable_part(document)
        assert part is None or problems_of(part) == ()
        assert isinstance(coverage.untied_items(document, []), list)
        assert isinstance(coverage.uncovered_indicators(document, []), list)

"""A source says how its files are read: which column is which field, and which word means what."""

from dataclasses import replace
from datetime import date

import pytest

from outcomes_plugin import api
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.hr.data import (
    ANY_OTHER,
    DateForm,
    Encoding,
    HrMapping,
    Separator,
)
from outcomes_plugin.progression.models import CareerEvent, EmploymentSpell
from tests import given

from .given_hr import (
    HEAD,
    PAYROLL,
    a_program_with_steward,
    a_source,
    check,
    lines,
    own_columns,
    send,
    the_steward,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    return a_program_with_steward()


def test_a_file_is_read_by_the_mapping_of_its_source(program):
    a_source(program)
    raw = lines("V-1;0017;amara@example.com;beförderung;04.05.2026")
    assert send(program, raw).adds == 1
    event = CareerEvent.objects.get()
    assert (event.kind, event.on, event.is_verified) == ("promotion", date(2026, 5, 4), True)
    assert (event.source, event.source_key) == ("payroll", "V-1")
    assert event.person == given.a_person("amara")


def test_problems_stand_where_the_file_has_them(program):
    a_source(program)
    plan = check(program, lines("V-1;1;amara;Beförderung;31.02.2026", "V-2;2;bela;Kündigung;x"))
    assert [(one.line, one.column) for one in plan.problems] == [
        (2, "Wirksam ab"),
        (3, "Maßnahme"),
        (3, "Wirksam ab"),
    ]
    assert str(plan.problems[0]) == "Line 2, “Wirksam ab”: 31.02.2026 is not a date."


def test_two_sources_may_use_the_same_keys(program):
    for key in ("payroll", "portal"):
        a_source(program, key)
        assert send(program, lines("V-1;1;amara;Versetzung;04.05.2026"), key).adds == 1
    assert sorted(CareerEvent.objects.values_list("source", flat=True)) == ["payroll", "portal"]


def test_a_word_without_a_translation_can_have_one_for_all_others(program):
    columns = ("source_key", "user", "starts_on", "ends_on", "leave_reason")
    words = {"leave_reason": {"Eigenkündigung": "voluntary", ANY_OTHER: "other", "": ""}}
    a_source(program, kind=HrKind.SPELLS, mapping=replace(own_columns(*columns), words=words))
    raw = lines(
        "1,amara,2020-01-01,2026-02-28,EIGENKÜNDIGUNG",
        "2,bela,2020-01-01,2026-02-28,Standortschließung",
        "3,bela,2026-03-01,,",
        head=",".join(columns),
    )
    assert send(program, raw).adds == 3
    found = EmploymentSpell.objects.order_by("source_key").values_list("leave_reason", flat=True)
    assert list(found) == ["voluntary", "other", ""]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (DateForm.BRITISH, "04/05/2026"),
        (DateForm.AMERICAN, "05/04/2026"),
        (DateForm.HYPHENS, "04-05-2026"),
        (DateForm.BARE, "20260504"),
        (DateForm.BARE, "2026-05-04"),
    ],
)
def test_days_are_read_as_the_source_writes_them(program, form, text):
    a_source(program, mapping=replace(PAYROLL, date_forms=(form,)))
    send(program, lines(f"V-1;1;amara;Versetzung;{text}"))
    assert CareerEvent.objects.get().on == date(2026, 5, 4)


@pytest.mark.parametrize("encoding", list(Encoding))
def test_letters_and_separators_are_read_as_the_source_writes_them(program, encoding):
    mapping = replace(PAYROLL, encoding=encoding, separator=Separator.TAB)
    a_source(program, mapping=mapping)
    text = f"{HEAD}\nV-1;1;amara;Beförderung;04.05.2026".replace(";", "\t")
    assert send(program, text.encode(encoding)).adds == 1


@pytest.mark.parametrize("encoding", list(Encoding))
def test_bytes_that_are_no_letters_are_a_problem(program, encoding):
    a_source(program, mapping=replace(PAYROLL, encoding=encoding))
    plan = check(program, b"Vorgang\xff\xfe\x81;\xd8")
    assert plan.problems


def test_a_file_without_a_column_of_the_mapping_is_refused(program):
    a_source(program)
    plan = check(program, lines("V-1;amara;04.05.2026", head="Vorgang;E-Mail;Wirksam ab"))
    assert "Maßnahme" in str(plan.problems[0])


def test_a_file_that_was_checked_before_the_source_changed_is_a_conflict(program):
    a_source(program)
    raw = lines("V-1;1;amara;Versetzung;04.05.2026")
    digest = check(program, raw).digest
    a_source(program, mapping=replace(PAYROLL, fixed={"verified": "no"}))
    with pytest.raises(Conflict):
        api.apply_hr_file(the_steward(), program.id, "payroll", raw, digest=digest, at=given.MONDAY)
    assert CareerEvent.objects.count() == 0
    assert send(program, raw).adds == 1


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"columns": {"source_key": "A", "user": "B", "kind": "C"}}, "on"),
        ({"columns": {**PAYROLL.columns, "starts_on": "A"}}, "starts_on"),
        ({"columns": {**PAYROLL.columns, "verified": "A"}}, "verified"),
        ({"columns": {**PAYROLL.columns, "on": " "}}, "on"),
        ({"fixed": {"verified": "perhaps"}}, "verified"),
        ({"fixed": {"source_key": "1"}}, "source_key"),
        ({"fixed": {"retracted": "yes"}}, "retracted"),
        ({"words": {"kind": {"Kündigung": "dismissal"}}}, "kind"),
        ({"words": {"kind": {"Kündigung": ""}}}, "kind"),
        ({"words": {"user": {"a\0b": "amara"}}}, "user"),
        ({"date_forms": ()}, "date_forms"),
        ({"date_forms": (DateForm.BRITISH, DateForm.AMERICAN)}, "date_forms"),
        ({"sheet": "s" * 200}, "sheet"),
    ],
)
def test_a_mapping_that_cannot_be_read_by_is_refused_beside_its_field(program, change, column):
    with pytest.raises(Invalid) as refused:
        a_source(program, mapping=replace(PAYROLL, **change))
    assert column in {one.column for one in refused.value.problems}
    assert api.hr_sources(the_steward(), program.id) == []
    a_source(program)


@pytest.mark.parametrize(
    ("key", "title", "column"), [("Pay Roll", "P", "key"), ("p", " ", "title")]
)
def test_a_source_has_a_key_and_a_title(program, key, title, column):
    with pytest.raises(Invalid) as refused:
        api.save_hr_source(
            the_steward(),
            program.id,
            key,
            title=title,
            kind=HrKind.EVENTS,
            mapping=PAYROLL,
            at=given.MONDAY,
        )
    assert [one.column for one in refused.value.problems] == [column]


def test_a_source_is_kept_as_it_was_saved_and_the_ledger_says_which(program):
    saved = a_source(program)
    assert api.hr_sources(the_steward(), program.id) == [saved]
    assert saved.mapping == PAYROLL
    assert ledger_api.entry_counts()["hr.source_saved"] == 1


def test_a_source_with_rows_keeps_its_kind_and_is_not_removed(program):
    a_source(program)
    send(program, lines("V-1;1;amara;Versetzung;04.05.2026"))
    spells = own_columns("source_key", "user", "starts_on")
    with pytest.raises(Conflict):
        a_source(program, kind=HrKind.SPELLS, mapping=spells)
    with pytest.raises(Conflict):
        api.remove_hr_source(the_steward(), program.id, "payroll", at=given.MONDAY)
    assert api.retract_hr_facts(
        the_steward(), program.id, "payroll", ["V-1"], at=given.MONDAY
    ) == 1  # fmt: skip
    assert a_source(program, kind=HrKind.SPELLS, mapping=spells).kind is HrKind.SPELLS
    api.remove_hr_source(the_steward(), program.id, "payroll", at=given.MONDAY)
    assert api.hr_sources(the_steward(), program.id) == []


def test_only_the_hr_steward_sets_how_files_are_read(program):
    for name in ("cleo", "amara", "gudrun"):
        given.global_staff()
        actor = given.an_actor(name)
        with pytest.raises(NotFound):
            api.hr_sources(actor, program.id)
        with pytest.raises(NotFound):
            api.guess_hr_mapping(actor, program.id, HrKind.EVENTS, b"")
        with pytest.raises(NotFound):
            api.preview_hr_file(actor, program.id, HrKind.EVENTS, PAYROLL, b"")
        with pytest.raises(NotFound):
            api.remove_hr_source(actor, program.id, "payroll", at=given.MONDAY)
        with pytest.raises(NotFound):
            api.save_hr_source(
                actor,
                program.id,
                "payroll",
                title="P",
                kind=HrKind.EVENTS,
                mapping=PAYROLL,
                at=given.MONDAY,
            )
    assert a_source(program).key == "payroll"


def test_a_mapping_goes_through_json_and_back():
    mapping = replace(PAYROLL, encoding=Encoding.WINDOWS_1252, separator=Separator.BAR, sheet="S")
    assert api.mapping_of(api.mapping_document(mapping)) == mapping
    assert api.mapping_of({}) == HrMapping()


@pytest.mark.parametrize(
    "document",
    [
        [],
        {"unheard": 1},
        {"columns": {"user": 1}},
        {"columns": []},
        {"words": {"kind": "x"}},
        {"words": []},
        {"date_forms": ["whenever"]},
        {"date_forms": "YYYY-MM-DD"},
        {"encoding": "rot13"},
        {"separator": None},
        {"sheet": 1},
    ],
)
def test_json_that_is_no_mapping_is_refused(document):
    with pytest.raises(Invalid):
        api.mapping_of(document)

"""A request is private, acknowledged and answered; nobody but its readers learns what it was."""

import pytest

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.requests import api as requests_api
from outcomes_plugin.requests.data import RequestKind, RequestOutcome, RequestReason, RequestState
from tests import given
from tests.given_pairings import a_pairing
from tests.given_programs import a_member
from tests.programs.entries import entries_of

WORDS = "We never find an hour. \U0001f615 <b>qumranix</b>"
KINDS = {
    "not_working": {"reason": "hard_to_meet", "text": WORDS},
    "help": {"text": WORDS},
    "objection": {"about": "surveys", "text": WORDS},
    "hr_wrong": {"about": "event:12", "text": WORDS},
}


def ask(name, pairing, kind="not_working", **said):
    facts = {**KINDS[kind], "at": given.TUESDAY}
    if kind == "not_working":
        facts["pairing_id"] = pairing.id
    return requests_api.ask(given.an_actor(name), "leap", kind=kind, **{**facts, **said})


def reads(name) -> list[int]:
    try:
        found = requests_api.open_requests(given.an_actor(name), "leap")
    except NotFound:
        return []
    return [one.id for one in found]


@pytest.mark.parametrize("name", ["amara", "ben"])
def test_either_side_tells_the_coordinators_that_it_does_not_work(pairing, name):
    made = ask(name, pairing)
    assert (made.state, made.reason, made.text) == (
        RequestState.OPEN,
        RequestReason.HARD_TO_MEET,
        WORDS,
    )
    assert made.pairing_id == pairing.id
    for coordinator in ("cleo", "cora"):
        (seen,) = requests_api.open_requests(given.an_actor(coordinator), "leap")
        assert (seen.id, seen.person, seen.text) == (made.id, given.a_person(name), WORDS)
    assert requests_api.my_requests(given.an_actor(name), pairing.program_id) == [made]


@pytest.mark.parametrize("kind", set(KINDS) - {"hr_wrong"})
@pytest.mark.parametrize("name", ["ben", "carl", "hana", "nora", "gudrun"])
def test_nobody_else_reads_or_answers_it(pairing, kind, name):
    given.global_staff()
    made = ask("amara", pairing, kind)
    stranger = given.an_actor(name)
    assert reads(name) == []
    assert requests_api.my_requests(stranger, pairing.program_id) == []
    for act in (
        lambda: requests_api.acknowledge(stranger, made.id, at=given.TUESDAY),
        lambda: requests_api.answer(stranger, made.id, outcome="talked", at=given.TUESDAY),
        lambda: requests_api.withdraw(stranger, made.id, at=given.TUESDAY),
    ):
        with pytest.raises(NotFound):
            act()
    assert reads("cleo") == [made.id]


def test_a_partner_who_coordinates_does_not_read_it_even_after_the_end(program, pairing):
    a_member(program, "ben", role="coordinator")
    made = [ask("amara", pairing, kind).id for kind in ("not_working", "help", "objection")]
    pairings_api.end_pairing(
        given.an_actor("amara"), pairing.id, reason=EndReason.OTHER, at=given.TUESDAY
    )
    assert (reads("ben"), reads("cora")) == ([], made)
    with pytest.raises(NotFound):
        requests_api.acknowledge(given.an_actor("ben"), made[0], at=given.TUESDAY)
    ben = given.a_person("ben")
    readers = requests_api.who_reads(given.an_actor("amara"), "leap")
    assert {ben} & {person for found in readers.values() for person in found} == set()
    assert given.a_person("cora") in readers[RequestKind.HELP]


def test_nobody_reads_or_answers_their_own(program):
    a_member(program, "carl", role="coordinator")
    made = ask("carl", None, "help")
    assert (reads("carl"), reads("cleo")) == ([], [made.id])
    with pytest.raises(NotFound):
        requests_api.acknowledge(given.an_actor("carl"), made.id, at=given.TUESDAY)


def test_a_request_that_nobody_could_read_is_not_taken(program):
    a_member(program, "cleo", role="mentor")
    with_cleo = a_pairing(program, "carl", "cleo")
    cora = next(
        one
        for one in programs_api.active_members(program.id, role="coordinator")
        if one.person == given.a_person("cora")
    )
    programs_api.end_membership(given.an_actor("cleo"), cora.id, at=given.TUESDAY)
    with pytest.raises(Conflict, match="Nobody but your mentoring partner"):
        ask("carl", with_cleo)
    assert requests_api.my_requests(given.an_actor("carl"), program.id) == []


def test_what_hr_has_wrong_goes_to_the_steward_alone(program, pairing):
    made = ask("amara", pairing, "hr_wrong")
    assert (reads("hana"), reads("cleo")) == ([made.id], [])
    with pytest.raises(NotFound):
        requests_api.acknowledge(given.an_actor("cleo"), made.id, at=given.TUESDAY)
    done = requests_api.answer(
        given.an_actor("hana"), made.id, outcome="corrected", text="Done.", at=given.TUESDAY
    )
    assert (done.outcome, done.answer) == (RequestOutcome.CORRECTED, "Done.")


def test_without_a_steward_hr_facts_cannot_be_disputed_yet(program, pairing):
    hana = programs_api.active_members(program.id, role="hr_steward")[0]
    programs_api.end_membership(given.global_staff(), hana.id, at=given.TUESDAY)
    with pytest.raises(Conflict, match="no HR data steward"):
        ask("amara", pairing, "hr_wrong")


def test_who_may_ask_what(program, pairing):
    for name in ("cleo", "hana", "nora"):
        for kind in ("help", "not_working", "hr_wrong"):
            with pytest.raises(NotFound):
                ask(name, pairing, kind)
    with pytest.raises(NotFound):
        ask("carl", pairing)
    with pytest.raises(NotFound):
        ask("nora", pairing, "objection")
    with pytest.raises(NotFound):
        requests_api.ask(Actor(), "leap", kind="help", text="x", at=given.TUESDAY)
    with pytest.raises(NotFound):
        requests_api.ask(given.an_actor("amara"), "elsewhere", kind="help", at=given.TUESDAY)


def test_who_has_left_can_still_object(program, pairing):
    member = programs_api.membership(given.a_person("amara"), program.id, "mentee")
    pairings_api.end_membership(given.an_actor("amara"), member.id, at=given.TUESDAY)
    made = ask("amara", pairing, "objection")
    assert reads("cleo") == [made.id]
    with pytest.raises(NotFound):
        ask("amara", pairing, "help")


@pytest.mark.parametrize(
    ("kind", "said", "column"),
    [
        ("not_working", {"reason": ""}, "reason"),
        ("not_working", {"reason": ["no_time"]}, "reason"),
        ("not_working", {"text": "x" * 2001}, "text"),
        ("help", {"text": "  "}, "text"),
        ("help", {"text": "nul \x00"}, "text"),
        ("help", {"text": {"a": 1}}, "text"),
        ("objection", {"about": "everything"}, "about"),
        ("objection", {"about": {}}, "about"),
        ("hr_wrong", {"about": ""}, "about"),
        ("hr_wrong", {"about": "x" * 81}, "about"),
    ],
)
def test_what_cannot_be_asked_is_refused_beside_its_field(pairing, kind, said, column):
    with pytest.raises(Invalid) as refusal:
        ask("amara", pairing, kind, **said)
    assert [problem.column for problem in refusal.value.problems] == [column]
    ask("amara", pairing, kind)


@pytest.mark.parametrize("kind", ["", "gossip", None, 3, ["help"]])
def test_there_are_only_these_kinds(pairing, kind):
    with pytest.raises(Invalid):
        requests_api.ask(given.an_actor("amara"), "leap", kind=kind, at=given.TUESDAY)


def test_it_is_acknowledged_once_and_then_answered_once(pairing):
    made = ask("amara", pairing)
    cleo, cora = given.an_actor("cleo"), given.an_actor("cora")
    seen = requests_api.acknowledge(cleo, made.id, at=given.TUESDAY)
    assert (seen.state, seen.handled_by) == (RequestState.ACKNOWLEDGED, cleo.person)
    with pytest.raises(Conflict):
        requests_api.acknowledge(cora, made.id, at=given.TUESDAY)
    assert reads("cora") == [made.id]
    requests_api.answer(
        cora, made.id, outcome="talked", text="We talk on Friday.", at=given.NEXT_MONDAY
    )
    (mine,) = requests_api.my_requests(given.an_actor("amara"), pairing.program_id)
    assert (mine.outcome, mine.answer, mine.handled_by) == (
        RequestOutcome.TALKED,
        "We talk on Friday.",
        cora.person,
    )
    assert reads("cleo") == []
    assert len(requests_api.answered_requests(cleo, "leap")) == 1
    for act in (
        lambda: requests_api.acknowledge(cleo, made.id, at=given.NEXT_MONDAY),
        lambda: requests_api.answer(cleo, made.id, outcome="talked", at=given.NEXT_MONDAY),
        lambda: requests_api.withdraw(given.an_actor("amara"), made.id, at=given.NEXT_MONDAY),
    ):
        with pytest.raises(Conflict):
            act()


@pytest.mark.parametrize(
    ("kind", "answer", "columns"),
    [
        ("not_working", {"outcome": "corrected"}, ["outcome"]),
        ("not_working", {"outcome": []}, ["outcome"]),
        ("objection", {"outcome": "accepted"}, ["answer"]),
        ("objection", {"outcome": "", "text": "x" * 2001}, ["outcome", "answer"]),
    ],
)
def test_an_answer_says_what_became_of_it(pairing, kind, answer, columns):
    made, cleo = ask("amara", pairing, kind), given.an_actor("cleo")
    with pytest.raises(Invalid) as refusal:
        requests_api.answer(cleo, made.id, at=given.TUESDAY, **answer)
    assert [problem.column for problem in refusal.value.problems] == columns
    outcome = requests_api.outcomes_of(RequestKind(kind))[0]
    requests_api.answer(cleo, made.id, outcome=outcome, text="So it is.", at=given.TUESDAY)


def test_the_same_is_asked_once_at_a_time_and_the_same_words_sent_twice_are_one_request(pairing):
    made = ask("amara", pairing)
    assert ask("amara", pairing, at=given.NEXT_MONDAY) == made
    for other in ({"text": "Something else."}, {"reason": "no_time"}):
        with pytest.raises(Conflict, match="already"):
            ask("amara", pairing, **other)
    assert [entry.type for entry in entries_of("leap")].count("request.made") == 1
    ask("amara", pairing, "objection")
    ask("amara", pairing, "objection", about="career_facts")
    taken = requests_api.withdraw(given.an_actor("amara"), made.id, at=given.TUESDAY)
    assert (taken.outcome, taken.text) == (RequestOutcome.WITHDRAWN, "")
    assert made.id not in reads("cleo")
    assert requests_api.answered_requests(given.an_actor("cleo"), "leap") == []
    ask("amara", pairing)


def test_the_ledger_does_not_say_what_was_asked(pairing):
    made = ask("amara", pairing)
    ask("amara", pairing, "hr_wrong")
    requests_api.acknowledge(given.an_actor("cleo"), made.id, at=given.TUESDAY)
    requests_api.answer(given.an_actor("cleo"), made.id, outcome="talked", at=given.TUESDAY)
    entries = [entry for entry in entries_of("leap") if entry.type.startswith("request.")]
    assert [entry.type for entry in entries] == [
        "request.made",
        "request.made",
        "request.acknowledged",
        "request.closed",
    ]
    assert {entry.person for entry in entries} == {given.a_person("amara")}
    assert [entry.payload for entry in entries] == [{}] * 4


def test_reading_costs_the_same_for_one_and_for_many(
    program, pairing, django_assert_max_num_queries
):
    cleo = given.an_actor("cleo")
    for number in range(12):
        a_member(program, f"mia{number}", cohort="spring")
        ask(f"mia{number}", None, "help")
    with django_assert_max_num_queries(4):
        assert len(requests_api.open_requests(cleo, "leap")) == 12


def test_a_person_takes_their_requests_along_and_is_erased(program, pairing):
    made = ask("amara", pairing)
    requests_api.answer(
        given.an_actor("cleo"), made.id, outcome="talked", text="Yes.", at=given.TUESDAY
    )
    amara, cleo = given.a_person("amara"), given.a_person("cleo")
    (taken,) = requests_api.export_person(amara)["requests"]
    assert (taken["text"], taken["answer"], taken["kind"]) == (WORDS, "Yes.", "not_working")
    assert cleo not in str(taken)
    for _time in range(2):
        requests_api.erase_person(cleo, at=given.NEXT_MONDAY)
    (mine,) = requests_api.my_requests(given.an_actor("amara"), program.id)
    assert (mine.handled_by, mine.answer) == (None, "Yes.")
    for _time in range(2):
        requests_api.erase_person(amara, at=given.NEXT_MONDAY)
    assert requests_api.export_person(amara) == {"requests": []}
    ask("carl", None, "help")
    assert requests_api.expire_program(program.id) == 1

"""Who reads an entry: those whom its writer was shown, and only while they are paired."""

import pytest

from outcomes_plugin.errors import Conflict, Invalid, NotFound
from outcomes_plugin.journals import api as journals_api
from outcomes_plugin.journals.data import Visibility
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import EndReason
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests import given_journals as gj
from tests.given_pairings import a_pairing, a_proposal
from tests.given_programs import a_member, course_staff, the_coordinator

pytestmark = pytest.mark.django_db


def as_mentor(program, name="ilse", mentee="amara"):
    """Return the texts that the mentor reads of the mentee."""
    actor = given.an_actor(name)
    shared = journals_api.shared_with_mentor(actor, program.id, mentee=given.a_person(mentee))
    return [one.text for one in shared.entries]


def as_staff(program, actor):
    return [one.text for one in journals_api.shared_with_staff(actor, program.id)]


def ends(pairing, *, at=given.NEXT_MONDAY):
    pairings_api.end_pairing(the_coordinator(), pairing.id, reason=EndReason.OTHER, at=at)


def answers(program, entry, text="Why?", name="ilse"):
    return journals_api.reply(
        given.an_actor(name), program.id, entry.id, text=text, at=given.NEXT_MONDAY
    )


def test_a_mentor_reads_what_is_shared_and_nothing_else(program, pairing):
    gj.writes(program, text="Mine alone.")
    gj.writes(program, text="For Ilse.", visibility=Visibility.MENTOR, tags=["ilse"])
    gj.writes(program, text="For staff too.", visibility=Visibility.STAFF)
    journals_api.autosave(
        given.an_actor("amara"),
        program.id,
        gj.an_id(),
        text="Not kept.",
        expected_version=0,
        at=given.TUESDAY,
    )
    assert sorted(as_mentor(program)) == ["For Ilse.", "For staff too."]
    shared = journals_api.shared_with_mentor(
        given.an_actor("ilse"), program.id, mentee=given.a_person("amara")
    )
    assert {(one.draft, one.tags) for one in shared.entries} == {(None, ())}
    assert as_staff(program, the_coordinator()) == ["For staff too."]


@pytest.mark.parametrize("name", ["bela", "cleo", "gudrun", "stranger", "staff", "otto"])
def test_nobody_else_reads_as_a_mentor(program, pairing, name):
    gj.a_writer(program, "bela")
    a_member(program, "otto", role="mentor")
    course_staff("staff")
    given.global_staff("gudrun")
    gj.writes(program, visibility=Visibility.STAFF)
    with pytest.raises(NotFound):
        as_mentor(program, name)
    assert as_mentor(program) == [gj.WORDS]


@pytest.mark.parametrize("name", ["ilse", "amara", "bela", "gudrun", "stranger", "staff"])
def test_nobody_but_a_coordinator_reads_as_staff(program, pairing, name):
    course_staff("staff")
    actor = given.global_staff() if name == "gudrun" else given.an_actor(name)
    gj.writes(program, visibility=Visibility.STAFF)
    with pytest.raises(NotFound):
        as_staff(program, actor)
    assert as_staff(program, the_coordinator()) == [gj.WORDS]


def test_the_writer_is_told_who_reads_each_entry_now(program, pairing):
    entry = gj.writes(program, visibility=Visibility.STAFF)
    assert (entry.mentor_names, entry.coordinator_names) == (("ilse",), ("cleo",))
    ends(pairing)
    (entry,) = journals_api.entries_of(given.an_actor("amara"), program.id)
    assert (entry.mentor_names, entry.coordinator_names) == ((), ("cleo",))


def test_when_the_pairing_ends_the_mentor_reads_nothing_more(program, pairing):
    gj.writes(program, visibility=Visibility.MENTOR)
    assert as_mentor(program) == [gj.WORDS]
    pairings_api.pause_pairing(the_coordinator(), pairing.id, at=given.TUESDAY)
    assert as_mentor(program) == [gj.WORDS]
    ends(pairing)
    with pytest.raises(NotFound):
        as_mentor(program)


def test_a_mentor_who_is_removed_reads_nothing_more(program, pairing):
    entry = gj.writes(program, visibility=Visibility.MENTOR)
    membership = programs_api.membership(given.a_person("ilse"), program.id, "mentor")
    pairings_api.end_membership(the_coordinator(), membership.id, at=given.NEXT_MONDAY)
    with pytest.raises(NotFound):
        as_mentor(program)
    with pytest.raises(NotFound):
        answers(program, entry)


def test_a_new_mentor_or_a_new_pairing_is_shown_nothing_of_before(program, pairing):
    gj.writes(program, text="Of then.", visibility=Visibility.MENTOR)
    ends(pairing)
    a_member(program, "otto", role="mentor")
    a_pairing(program, "amara", "otto", at=given.NEXT_MONDAY)
    a_pairing(program, "amara", "ilse", at=given.NEXT_MONDAY)
    assert (as_mentor(program, "otto"), as_mentor(program)) == ([], [])
    gj.writes(program, text="Of now.", visibility=Visibility.MENTOR, at=given.A_MONTH_LATER)
    assert (as_mentor(program, "otto"), as_mentor(program)) == (["Of now."], ["Of now."])


def test_a_proposed_mentor_reads_nothing(program):
    a_proposal(program, "amara", "ilse")
    assert gj.the_token(given.an_actor("amara"), program, Visibility.MENTOR) == ""
    with pytest.raises(NotFound):
        as_mentor(program)


def test_a_pairing_that_ends_while_one_types_is_a_conflict_and_nothing_is_shared(program, pairing):
    amara = given.an_actor("amara")
    told = gj.the_token(amara, program, Visibility.STAFF)
    ends(pairing)
    with pytest.raises(Conflict) as refused:
        gj.writes(program, visibility=Visibility.STAFF, audience=told)
    assert refused.value.details["reason"] == "audience"
    assert journals_api.entries_of(amara, program.id) == []
    assert gj.writes(program, visibility=Visibility.ONLY_ME, audience=told).text == gj.WORDS


def test_a_new_coordinator_whom_the_writer_was_not_shown_is_a_conflict(program, pairing):
    told = gj.the_token(given.an_actor("amara"), program, Visibility.STAFF)
    a_member(program, "cora", role="coordinator")
    with pytest.raises(Conflict):
        gj.writes(program, visibility=Visibility.STAFF, audience=told)
    assert gj.writes(program, visibility=Visibility.STAFF).coordinator_names == ("cleo", "cora")


@pytest.mark.parametrize("audience", ["", "invented", None, 5])
def test_without_having_been_shown_who_reads_nothing_is_shared(program, pairing, audience):
    with pytest.raises(Conflict):
        gj.writes(program, visibility=Visibility.MENTOR, audience=audience)


def test_an_entry_is_shared_later_and_taken_back(program, pairing):
    amara = given.an_actor("amara")
    entry = gj.writes(program)
    shared = journals_api.share(
        amara,
        program.id,
        entry.id,
        visibility=Visibility.MENTOR,
        audience=gj.the_token(amara, program, Visibility.MENTOR),
        expected_version=entry.version,
        at=given.TUESDAY,
    )
    assert (shared.mentor_names, as_mentor(program)) == (("ilse",), [gj.WORDS])
    for _twice in range(2):
        journals_api.stop_sharing(amara, program.id, entry.id, at=given.TUESDAY)
    assert as_mentor(program) == []
    counts = ledger_api.entry_counts()
    assert (counts["journal.shared"], counts["journal.unshared"]) == (1, 1)


def test_a_draft_cannot_be_shared(program, pairing):
    amara = given.an_actor("amara")
    entry = gj.an_id()
    journals_api.autosave(
        amara, program.id, entry, text="A begin", expected_version=0, at=given.TUESDAY
    )
    with pytest.raises(Invalid):
        journals_api.share(
            amara,
            program.id,
            entry,
            visibility=Visibility.MENTOR,
            audience=gj.the_token(amara, program, Visibility.MENTOR),
            expected_version=1,
            at=given.TUESDAY,
        )


def test_what_was_chosen_last_is_chosen_again_as_long_as_it_can_be(program, pairing):
    amara = given.an_actor("amara")

    def chosen():
        return journals_api.journal_view(amara, program.id, language="en").visibility

    assert chosen() is Visibility.ONLY_ME
    gj.writes(program, visibility=Visibility.MENTOR)
    assert chosen() is Visibility.MENTOR
    ends(pairing)
    assert chosen() is Visibility.ONLY_ME


def test_a_reply_stays_with_the_entry_and_its_two_people_read_it(program, pairing):
    entry = gj.writes(program, visibility=Visibility.STAFF)
    made = answers(program, entry, "What made it possible?")
    assert answers(program, entry, "What made it possible?").id == made.id
    (own,) = journals_api.entries_of(given.an_actor("amara"), program.id)
    assert [(one.name, one.text) for one in own.replies] == [("ilse", "What made it possible?")]
    shared = journals_api.shared_with_mentor(
        given.an_actor("ilse"), program.id, mentee=given.a_person("amara")
    )
    assert [one.text for one in shared.entries[0].replies] == ["What made it possible?"]
    (seen,) = journals_api.shared_with_staff(the_coordinator(), program.id)
    assert seen.replies == ()
    assert ledger_api.entry_counts()["journal.replied"] == 1
    ends(pairing)
    (own,) = journals_api.entries_of(given.an_actor("amara"), program.id)
    assert [one.name for one in own.replies] == ["ilse"]


def test_one_mentor_does_not_read_what_the_other_answered(program, pairing):
    a_member(program, "otto", role="mentor")
    a_pairing(program, "amara", "otto")
    entry = gj.writes(program, visibility=Visibility.MENTOR)
    answers(program, entry, "Between us.")
    shared = journals_api.shared_with_mentor(
        given.an_actor("otto"), program.id, mentee=given.a_person("amara")
    )
    assert shared.entries[0].replies == ()


@pytest.mark.parametrize("name", ["amara", "cleo", "bela", "otto"])
def test_nobody_else_answers(program, pairing, name):
    a_member(program, "otto", role="mentor")
    entry = gj.writes(program, visibility=Visibility.STAFF)
    with pytest.raises(NotFound):
        answers(program, entry, name=name)
    assert answers(program, entry).text == "Why?"


def test_a_private_entry_cannot_be_answered(program, pairing):
    entry = gj.writes(program)
    with pytest.raises(NotFound):
        answers(program, entry)


@pytest.mark.parametrize("text", ["", " ", "x" * 10_001, None])
def test_a_reply_without_words_or_with_too_many_is_refused(program, pairing, text):
    entry = gj.writes(program, visibility=Visibility.MENTOR)
    with pytest.raises(Invalid):
        answers(program, entry, text)


def test_a_mentor_writes_a_journal_too_and_shares_it_with_staff_alone(program, pairing):
    gj.has_read(program, "ilse")
    view = journals_api.journal_view(given.an_actor("ilse"), program.id, language="en")
    assert set(view.audience.tokens) == {Visibility.ONLY_ME, Visibility.STAFF}
    entry = gj.writes(program, "ilse", visibility=Visibility.STAFF)
    assert (entry.mentor_names, entry.coordinator_names) == ((), ("cleo",))


def test_a_mentor_is_told_which_mentees_wait_for_an_answer(program, pairing):
    ilse, amara = given.an_actor("ilse"), given.a_person("amara")

    def waiting():
        return journals_api.waiting_for_reply(ilse, [pairing.id])

    gj.writes(program, text="Mine alone.")
    assert waiting() == {}
    first = gj.writes(program, text="For Ilse.", visibility=Visibility.MENTOR)
    gj.writes(program, text="And this.", visibility=Visibility.MENTOR, at=given.NEXT_MONDAY)
    assert waiting() == {amara: given.NEXT_MONDAY}
    answers(program, first)
    assert waiting() == {amara: given.NEXT_MONDAY}
    for other in (given.an_actor("amara"), the_coordinator(), given.global_staff()):
        assert journals_api.waiting_for_reply(other, [pairing.id]) == {}
    ends(pairing)
    assert waiting() == {}

"""Everyone reads the same numbers; a role can only see fewer of them."""

import pytest

from outcomes_plugin.errors import Invalid, NotFound
from outcomes_plugin.reporting import api
from outcomes_plugin.reporting.data import ReportState, Status
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_linked_course, a_member, course_staff, the_coordinator
from tests.reporting import scenes
from tests.worlds import made_once

pytestmark = pytest.mark.django_db


def both_have_answered():
    """Return a program whose mentees and mentors have both answered."""
    program = gs.an_asking_program()
    scenes.people(program, {"autumn": 7, "spring": 7})
    for index in range(11):
        a_member(program, f"mentor_{index}", role="mentor")
    scenes.a_release(program, {"autumn": 6, "spring": 6})
    mentors = gs.an_open_window(
        program, key="mentors", instrument="satisfaction_mentor", role="mentor", title="Mentors"
    )
    for index in range(10):
        answers = scenes.random_answers("satisfaction_mentor", seed=index)
        gs.answer(mentors, f"mentor_{index}", answers, at=mentors.opens_at)
    scenes.released(mentors)
    return program


_world = made_once(both_have_answered)


@pytest.fixture
def program(_world, db):
    """Return a program that both have answered. What a test does to it is undone after the test."""
    return _world


def shown(report):
    """The numbers that a report shows, by indicator, release and cohort."""
    return {
        (one.key, figure.release_number, figure.cohort): (figure.estimate, figure.n, figure.hidden)
        for domain in report.domains
        for one in domain.indicators
        for figure in (one.figure, *one.by_cohort, *one.trend)
    }


def test_coordinator_analyst_sponsor_and_global_staff_read_all_of_the_same(program):
    a_member(program, "anna", role="analyst")
    a_member(program, "sid", role="sponsor")
    whole = shown(scenes.report_of(program))
    assert {cohort for _key, _number, cohort in whole} == {"", "autumn", "spring"}
    for actor in (given.an_actor("anna"), given.an_actor("sid"), given.global_staff()):
        assert shown(scenes.report_of(program, actor)) == whole


def test_course_staff_read_totals_alone(program):
    whole = shown(scenes.report_of(program))
    a_linked_course(program)
    found = shown(scenes.report_of(program, course_staff("carl")))
    assert found == {place: cell for place, cell in whole.items() if place[2] == ""}


@pytest.mark.parametrize(("name", "is_own"), [("autumn_0", False), ("mentor_0", True)])
def test_mentees_and_mentors_read_totals_of_their_own_instruments(program, name, is_own):
    whole = shown(scenes.report_of(program))
    found = shown(scenes.report_of(program, given.an_actor(name)))
    assert found == {
        place: cell
        for place, cell in whole.items()
        if place[2] == "" and place[0].endswith("_mentor") is is_own
    }
    assert found


def test_nobody_else_learns_that_there_is_anything(program):
    a_member(program, "linus", role="line_manager")
    a_member(program, "hana", role="hr_steward")
    for name in ("linus", "hana", "stranger"):
        actor = given.an_actor(name)
        with pytest.raises(NotFound):
            scenes.report_of(program, actor)
        with pytest.raises(NotFound):
            api.releases(actor, program.slug)
        with pytest.raises(NotFound):
            api.report_csv(actor, program.slug, language="en")
        with pytest.raises(NotFound):
            api.explain(actor, program.slug, indicator="trust", release=1, language="en")
    with pytest.raises(NotFound):
        api.report(the_coordinator(), "unknown", language="en")


def test_a_filter_outside_the_lattice_is_refused(program):
    with pytest.raises(Invalid):
        scenes.report_of(program, cohort="winter")
    with pytest.raises(Invalid):
        scenes.report_of(program, release=99)
    with pytest.raises(Invalid):
        scenes.report_of(program, given.an_actor("autumn_0"), cohort="autumn")
    assert scenes.report_of(program, cohort="autumn", release=1).cohort.slug == "autumn"


def test_one_release_shows_its_own_cells_and_the_page_the_latest_of_each(program):
    later = scenes.a_release(
        program, {"autumn": 7, "spring": 7}, key="end", seed=5, title="End", opens_at=given.TUESDAY
    )
    latest, first = scenes.report_of(program), scenes.report_of(program, release=1)
    assert scenes.indicator(latest, "trust").figure.release_number == later.number
    assert scenes.indicator(latest, "trust_mentor").figure.release_number == 2
    assert [one.release_title for one in scenes.indicator(latest, "trust").trend] == [
        "Halfway survey",
        "End",
    ]
    assert scenes.indicator(first, "trust").figure.release_number == 1
    assert len(scenes.indicator(first, "trust").trend) == 1
    assert [one.number for one in latest.releases] == [3, 2, 1]


def test_a_report_says_what_was_found_and_how_sure_it_is(program):
    report = scenes.report_of(program)
    one = scenes.indicator(report, "trust")
    figure = one.figure
    assert figure.text.people == f"{figure.n} of 14 people"
    assert figure.text.unit == "of 5"
    assert figure.text.interval == f"{figure.low:.2f} to {figure.high:.2f}"
    assert one.finding.startswith(f"Trust was {figure.estimate:.2f} of 5 in “Halfway survey”")
    expected = {
        Status.MET: "The whole range meets the target of 4.00.",
        Status.BELOW: "The whole range misses the target of 4.00.",
        Status.NOT_SETTLED: (
            "The range still includes the target of 4.00, so this is not settled."
        ),
    }
    assert one.finding.endswith(expected[figure.status])
    assert sum(report.counts.values()) == sum(len(one.indicators) for one in report.domains)
    assert any("Student’s t" in method for method in report.methods)


def test_a_number_explains_itself(program):
    told = api.explain(the_coordinator(), program.slug, indicator="trust", release=1, language="en")
    figure = scenes.indicator(scenes.report_of(program), "trust").figure
    assert told.people == f"{figure.n} of 14 people"
    assert told.source == "Survey “Halfway survey”"
    assert told.indicator == "Indicator “trust”, version 1"
    assert told.release.startswith("Release 1, “Halfway survey”, frozen on ")
    assert "questions about trust" in told.definition
    assert told.code_version
    with pytest.raises(NotFound):
        api.explain(the_coordinator(), program.slug, indicator="unknown", release=1, language="en")


def test_a_report_is_written_in_the_readers_language(every_language):
    program = gs.an_asking_program("read")
    scenes.people(program, {"autumn": 6, "spring": 6})
    scenes.a_release(program, {"autumn": 6, "spring": 6})
    spanish = scenes.indicator(scenes.report_of(program, language="es-419"), "trust")
    arabic = scenes.indicator(scenes.report_of(program, language="ar"), "trust")
    assert (spanish.title, arabic.title) == ("Confianza", "الثقة")
    assert spanish.chart.svg != arabic.chart.svg


def test_before_anything_has_closed_the_report_says_so():
    program = gs.an_asking_program("young")
    report = scenes.report_of(program)
    assert (report.state, report.domains) == (ReportState.NOTHING_CLOSED, [])
    assert "Nothing has closed yet." in report.state_sentence


def test_a_program_of_fewer_than_twice_k_shows_participation_only():
    program = gs.an_asking_program("small")
    scenes.people(program, {"autumn": 9})
    scenes.a_release(program, {"autumn": 9})
    report = scenes.report_of(program)
    assert (report.state, report.domains) == (ReportState.PARTICIPATION_ONLY, [])
    assert report.releases[0].asked is None
    assert report.state_sentence.startswith("Fewer than 10 people take part")
    text = api.report_csv(the_coordinator(), program.slug, language="en")
    assert len(text.splitlines()) == 1


def test_a_cohort_of_which_nobody_was_asked_has_no_data_and_shows_the_whole(program):
    scenes.people(program, {"winter": 6})
    scenes.a_release(
        program, {"winter": 6, "autumn": 6, "spring": 6}, key="end", instrument="pulse"
    )
    one = scenes.indicator(scenes.report_of(program, cohort="winter"), "trust")
    assert (one.figure.status, one.figure.hidden) == (Status.NO_DATA, False)
    assert one.parent.cohort == ""
    assert scenes.indicator(scenes.report_of(program, cohort="winter"), "pulse").parent is None

"""The tab of a course, and the page behind it: for learners, for its team, for nobody else."""

import html

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from demo.blocks.authoring import load_course
from demo.courses import learning, tabs
from tests import given
from tests.blocks import given_blocks as gb
from tests.given_programs import COURSE, a_member

pytestmark = pytest.mark.django_db

OLX = """
<course org="Northlight" course="MENTOR" url_name="2026" display_name="Mentoring">
  <chapter url_name="c" display_name="Week 1"><sequential url_name="s" display_name="Start">
    <vertical url_name="one" display_name="Unit one">
      <mentoring-survey url_name="a" display_name="A survey" program="leap" window="halfway"/>
      <mentoring-survey url_name="b" display_name="Chosen not" program="leap"/>
      <mentoring-survey url_name="c" display_name="Gone" program="leap" window="long_ago"/>
    </vertical>
    <vertical url_name="two" display_name="Unit two">
      <mentoring-goals url_name="d" display_name="My goals" program="leap"/>
      <mentoring-journal url_name="e" display_name="Of no program"/>
      <mentoring-journal url_name="f" display_name="Of another" program="elsewhere"/>
    </vertical>
  </sequential></chapter>
</course>
"""
ADDRESS = "/mentoring/courses/" + COURSE + "/"


@pytest.fixture
def course(program):
    """Return a course with six blocks that belongs to a live program."""
    oskar = gb.a_platform_user("oskar")
    made = load_course(OLX, author=oskar)
    learning.give_course_role(made, oskar)
    gb.linked(made)
    return made


@pytest.fixture
def program():
    """Return the live program, with a survey that is open now."""
    return gb.a_program()


def client_of(name):
    client = Client()
    client.force_login(given.a_user(name))
    return client


def tabs_of(course, name):
    return tabs.tabs_of(course.key, given.a_user(name))


def page_for(name):
    return client_of(name).get(ADDRESS)


def test_the_address_is_that_of_the_course():
    assert reverse("outcomes_plugin:course", args=[COURSE]) == ADDRESS


@pytest.mark.parametrize("name", ["amara", "oskar", "cleo", "gudrun"])
def test_whoever_is_something_to_a_program_of_the_course_sees_the_tab(course, name):
    given.global_staff()
    assert tabs_of(course, name) == [("Mentoring", ADDRESS)]


def test_whoever_is_nothing_to_it_sees_no_tab(course):
    assert tabs_of(course, "zoe") == []


def test_a_course_of_no_program_has_no_tab():
    course = gb.a_course()
    assert tabs_of(course, "oskar") == tabs_of(course, "amara") == []


def test_a_course_of_no_program_asks_one_question_for_its_tab(django_assert_num_queries):
    course, oskar = gb.a_course(), given.a_user("oskar")
    tabs.tabs_of(course.key, oskar)
    with django_assert_num_queries(1):
        tabs.tabs_of(course.key, oskar)


@pytest.mark.parametrize(("role", "own"), [("mentee", "mine"), ("mentor", "desk")])
def test_mentees_and_mentors_are_led_to_their_own_page(program, course, role, own):
    a_member(program, "nadia", role=role)
    response = page_for("nadia")
    assert response.url == reverse(f"outcomes_plugin:{own}", args=["leap"])


def test_the_team_of_the_course_sees_how_many_have_answered_and_no_name(course):
    shown = page_for("oskar").content.decode()
    assert "0 of 6 have answered" in shown
    assert "Amara" not in shown.partition("<main")[2]


def test_the_team_sees_how_the_course_is_linked_and_the_survey_that_is_open(course):
    (card,) = page_for("oskar").context["cards"]
    assert "primary course" in card.link
    assert [(row.title, row.is_closed, row.asked, row.answered) for row in card.windows] == [
        ("Halfway survey", False, 6, 0)
    ]


def test_the_team_reads_why_there_are_no_numbers_yet(course):
    (card,) = page_for("oskar").context["cards"]
    assert card.totals.rows == []
    assert card.totals.why_not
    assert card.totals.why_not in html.unescape(page_for("oskar").content.decode())


def test_who_is_not_of_the_team_is_told_no_numbers_here(program, course):
    a_member(program, "anna", role="analyst")
    (card,) = page_for("anna").context["cards"]
    assert card.totals is None


def test_the_team_sees_every_block_with_what_keeps_it_from_being_used(course):
    blocks = page_for("oskar").context["blocks"]
    assert [(row.title, row.unit, row.window or row.trouble) for row in blocks] == [
        ("A survey", "Unit one", "Halfway survey"),
        ("Chosen not", "Unit one", "No survey is chosen."),
        ("Gone", "Unit one", "The survey of this block is gone."),
        ("My goals", "Unit two", ""),
        ("Of no program", "Unit two", "No program is chosen."),
        (
            "Of another",
            "Unit two",
            "The course does not belong to the program of this block.",
        ),
    ]


def test_the_team_of_a_course_without_a_program_learns_how_to_link_it():
    gb.a_course()
    gb.a_program()
    shown = page_for("oskar").content.decode()
    assert "The course belongs to no program yet." in shown
    assert shown.count("The course does not belong to the program of this block.") == 2
    assert "Leap" not in shown


def test_who_is_not_of_the_team_sees_the_program_and_no_blocks(program, course):
    a_member(program, "anna", role="analyst")
    shown = page_for("anna").content.decode()
    assert "Leap" in shown
    assert "Blocks in this course" not in shown


@pytest.mark.parametrize("course_key", [COURSE, "course-v1:No+Such+course", "no course"])
def test_absent_and_forbidden_look_the_same(course, course_key):
    response = client_of("zoe").get(f"/mentoring/courses/{course_key}/")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_the_page_asks_the_same_for_few_blocks_and_for_many(course, django_assert_num_queries):
    client = client_of("oskar")
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    more = '<mentoring-goals url_name="g" program="leap"/></vertical>'
    load_course(OLX.replace("</vertical>", more, 1), author=given.a_user("oskar"))
    with django_assert_num_queries(len(few)):
        assert len(client.get(ADDRESS).context["blocks"]) > 6

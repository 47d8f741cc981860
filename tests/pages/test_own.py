"""What is one's own: the first page, the notice, and what is kept about oneself."""

import pytest

from outcomes_plugin.edxapp import platform
from outcomes_plugin.programs.models import Member
from tests.given_programs import COURSE
from tests.pages.world import PERSONS, address, client_of

pytestmark = pytest.mark.django_db


def test_the_first_page_names_roles_in_words(program):
    page = client_of("hr_steward").get(address("home")).content.decode()
    assert "HR data steward" in page
    assert program.title in page


def test_the_first_page_leads_to_the_course(program):
    page = client_of("mentee").get(address("home"), follow=True).content.decode()
    assert f'href="{platform().course_url(COURSE)}"' in page


def test_course_staff_find_the_programs_of_their_courses(program):
    page = client_of("course_staff").get(address("home")).content.decode()
    assert "Course staff" in page
    assert f'href="{address("report", program.slug)}"' in page
    assert f'href="{address("people", program.slug)}"' not in page


def test_a_person_without_a_program_is_told_what_to_expect(program):
    page = client_of("stranger").get(address("home")).content.decode()
    assert "You are in no mentoring program yet" in page
    assert program.title not in page


def test_the_notice_is_read_in_ones_language(program):
    client = client_of("mentee")
    english = client.get(address("notice", program.slug)).content.decode()
    spanish = client.get(
        address("notice", program.slug), headers={"Accept-Language": "es-419"}
    ).content.decode()
    assert "Legitimate interest of Northlight." in english
    assert "30 de junio de 2027" in spanish
    assert "30 de junio de 2027" not in english


def test_everybody_reads_and_takes_what_is_kept_about_them_alone(program):
    client = client_of("mentee")
    page = client.get(address("my_data")).content.decode()
    file = client.get(address("my_data_file"))
    assert "attachment" in file["Content-Disposition"]
    kept = file.json()
    assert [one["role"] for one in kept["programs"]["memberships"]] == ["mentee"]
    assert "Halfway survey" in page
    assert "Halfway survey" in file.content.decode()
    others = {row.person for row in Member.objects.exclude(role="mentee")}
    assert not any(person in file.content.decode() for person in others)


def test_of_a_stranger_nothing_is_kept(program):
    assert PERSONS["stranger"] == "zoe"
    page = client_of("stranger").get(address("my_data")).content.decode()
    assert "Nothing is kept about you" in page

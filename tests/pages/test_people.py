"""Members, pairings and files: checked first, then the very file that was checked is applied."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.progression.models import CareerEvent
from tests import given
from tests.given_programs import the_coordinator
from tests.pages.world import address, client_of

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}


def send(client, program, name, text, **data):
    file = SimpleUploadedFile("file.csv", text.encode())
    return client.post(address(name, program.slug), {"file": file, **data}, headers=JSON)


def mentors(program):
    return len(programs_api.members(the_coordinator(), program.id, role="mentor"))


def test_a_file_is_checked_and_then_applied(program):
    given.a_user("nora")
    client, text = client_of("coordinator"), "user,role,cohort\nnora,mentor,spring\nmika,mentor,\n"
    before = mentors(program)
    checked = send(client, program, "import_members", text).json()
    assert (mentors(program), checked["applied"]) == (before, False)
    assert "<strong>1</strong> added" in checked["html"]
    assert "<strong>1</strong> unchanged" in checked["html"]
    applied = send(client, program, "import_members", text, digest=checked["digest"]).json()
    assert (mentors(program), applied["applied"]) == (before + 1, True)
    again = send(client, program, "import_members", text).json()
    assert (again["digest"], mentors(program)) == ("", before + 1)


def test_every_problem_is_named_by_line_and_column(program):
    client, text = client_of("coordinator"), "user,role,cohort\nnobody,mentor,\nmika,king,winter\n"
    found = send(client, program, "import_members", text).json()
    for place in ("Line 2, “user”", "Line 3, “role”", "Line 3, “cohort”"):
        assert place in found["html"]
    assert found["digest"] == ""


def test_without_a_script_each_step_is_a_page(program):
    client, text = client_of("coordinator"), "mentee,mentor\nautumn_1,mika\n"

    def post(**data):
        file = SimpleUploadedFile("file.csv", text.encode())
        answer = client.post(address("import_pairings", program.slug), {"file": file, **data})
        return answer.content.decode()

    page = post()
    assert "The file is fine. Nothing was written yet." in page
    assert "Choose the same file again to apply it" in page
    digest = page.split('name="digest" value="')[2].split('"')[0]
    assert "Imported." in post(digest=digest)
    assert client.get(address("import_pairings", program.slug)).status_code == 302


def test_no_file_is_a_bad_request(program):
    client = client_of("coordinator")
    answer = client.post(address("import_members", program.slug), {}, headers=JSON)
    assert (answer.status_code, answer.json()["error"]) == (400, "Choose a file first.")


def test_the_hr_steward_brings_in_career_steps(program):
    client = client_of("hr_steward")
    text = "source_key,user,kind,on\nc1,autumn_0,promotion,2026-03-05\n"
    checked = send(client, program, "import_events", text).json()
    assert CareerEvent.objects.count() == 0
    send(client, program, "import_events", text, digest=checked["digest"])
    assert CareerEvent.objects.count() == 1


def test_the_page_lists_members_by_name_and_leaves_pairings_to_their_own_page(program):
    page = client_of("coordinator").get(address("people", program.slug)).content.decode()
    assert page.count('<th scope="row">autumn_') == 12
    assert "Analyst" in page
    assert "All pairings" not in page
    assert f'href="{address("pairings", program.slug)}"' in page

"""`outcomes_import`: what the pages of import do, from the command line and by the same rights."""

import io

import pytest
from django.core.management import CommandError, call_command

from outcomes_plugin.pairings.models import Pairing
from outcomes_plugin.programs.models import Member
from outcomes_plugin.progression.models import CareerEvent, EmploymentSpell, OrgUnit, ReportingLine
from tests import given
from tests.given_programs import a_cohort, a_member, a_program

pytestmark = pytest.mark.django_db

MEMBERS = "user,role,cohort\namara,mentee,spring\nilse,mentor,\n"
FILES = {
    "members": ("cleo", "user,role\nzoe,mentee\n", Member),
    "pairings": ("cleo", "mentee,mentor\nmia,mika\n", Pairing),
    "spells": ("hana", "source_key,user,starts_on\nE-1,mia,2023-09-07\n", EmploymentSpell),
    "events": ("hana", "source_key,user,kind,on\nC-1,mia,promotion,2026-03-05\n", CareerEvent),
    "units": ("hana", "source_key,unit,parent\nU-1,sales,all\n", OrgUnit),
    "lines": (
        "hana",
        "source_key,user,manager,starts_on\nL-1,mia,mika,2026-01-01\n",
        ReportingLine,
    ),
}


@pytest.fixture
def program():
    found = a_program()
    a_cohort(found, "spring")
    a_member(found, "mia")
    a_member(found, "mika", role="mentor")
    a_member(found, "hana", role="hr_steward")
    for name in ("amara", "ilse", "zoe"):
        given.a_user(name)
    return found


@pytest.fixture
def run(program, tmp_path):
    """Run the command on a text, and return what it prints."""

    def called(kind, text, *options, user="cleo", slug=program.slug):
        file, said = tmp_path / "file.csv", io.StringIO()
        file.write_text(text)
        call_command("outcomes_import", kind, slug, str(file), "--as", user, *options, stdout=said)
        return said.getvalue()

    return called


@pytest.mark.parametrize("kind", FILES)
def test_each_kind_is_checked_first_and_then_brought_in_by_who_may(run, kind):
    user, text, model = FILES[kind]
    before = model.objects.count()
    checked = run(kind, text, user=user)
    assert "Line 2: added" in checked
    assert "1 added, 0 changed, 0 unchanged. Nothing was written yet; use --apply." in checked
    assert model.objects.count() == before
    assert "Imported: 1 added" in run(kind, text, "--apply", user=user)
    assert model.objects.count() == before + 1
    assert "Imported: 0 added, 0 changed, 1 unchanged." in run(kind, text, "--apply", user=user)
    assert model.objects.count() == before + 1


@pytest.mark.parametrize("kind", FILES)
def test_the_rights_are_those_of_the_named_person(run, kind):
    allowed, text, model = FILES[kind]
    other = {"cleo": "hana", "hana": "cleo"}[allowed]
    before = model.objects.count()
    for user in (other, "zoe"):
        with pytest.raises(CommandError, match="There is nothing here for you"):
            run(kind, text, "--apply", user=user)
    assert model.objects.count() == before
    run(kind, text, "--apply", user=allowed)
    assert model.objects.count() == before + 1


def test_every_problem_is_printed_by_line_and_column_and_nothing_is_written(run):
    before = Member.objects.count()
    with pytest.raises(CommandError) as refused:
        run("members", MEMBERS + "nobody,mentee,\nzoe,king,winter\n", "--apply")
    said = str(refused.value).splitlines()
    assert said[0] == "The file has problems. Nothing was imported."
    for place in ("Line 4, “user”", "Line 5, “role”", "Line 5, “cohort”"):
        assert any(line.startswith(place) for line in said), place
    assert Member.objects.count() == before
    run("members", MEMBERS, "--apply")
    assert Member.objects.count() == before + 2


def test_what_cannot_be_found_is_said(run, program):
    with pytest.raises(CommandError, match="No user is named 'nobody'"):
        run("members", MEMBERS, user="nobody")
    with pytest.raises(CommandError, match="There is nothing here for you"):
        run("members", MEMBERS, slug="unknown")
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("outcomes_import", "members", program.slug, "/absent.csv", "--as", "cleo")
    with pytest.raises(CommandError, match="invalid choice"):
        run("goals", MEMBERS)


def test_a_file_that_is_no_csv_is_refused_whole(run):
    with pytest.raises(CommandError, match="The file is empty"):
        run("members", "")


def test_rows_that_wait_or_are_taken_back_are_counted(run):
    said = run("spells", "source_key,user,starts_on\nE-1,amara,2023-09-07\n", user="hana")
    assert "0 added, 0 changed, 0 unchanged, 1 held, 0 retracted." in said
    assert "Line 2: held" in said

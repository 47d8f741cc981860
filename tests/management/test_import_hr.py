"""`outcomes_import_hr`: every file of a folder, in the order of names, moved when it is done."""

import csv
import fcntl
import io

import pytest
from django.core.management import CommandError, call_command

from outcomes_plugin.management import hr_folder
from outcomes_plugin.progression.models import CareerEvent
from tests import given
from tests.progression.given_hr import HEAD, a_program_with_steward, a_source, a_workbook, lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    found = a_program_with_steward()
    a_source(found)
    return found


@pytest.fixture
def run(program, tmp_path):
    """Run the command on the folder, and return what it prints."""

    def called(*options, user="sten", source="payroll"):
        said = io.StringIO()
        call_command(
            "outcomes_import_hr", program.slug, source, str(tmp_path), "--as", user, *options,
            stdout=said, stderr=said,
        )  # fmt: skip
        return said.getvalue()

    return called


def row(number, day="04.05.2026"):
    return f"V-{number};1;amara;Versetzung;{day}"


def names(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_files_are_taken_in_the_order_of_their_names_and_moved(run, tmp_path):
    (tmp_path / "b.csv").write_bytes(lines(row(1, "05.05.2026")))
    (tmp_path / "a.csv").write_bytes(lines(row(1), row(2)))
    (tmp_path / "c.xlsx").write_bytes(
        a_workbook(HEAD.split(";"), ("V-3", 1, "amara", "Versetzung", "04.05.2026"))
    )
    (tmp_path / ".d.csv").write_bytes(lines(row(4)))
    (tmp_path / "notes.md").write_text("no file of HR")
    checked = run()
    assert "a.csv: 2 added" in checked
    assert (CareerEvent.objects.count(), names(tmp_path / "done")) == (0, [])
    applied = run("--apply")
    assert "b.csv: 0 added, 1 changed" in applied
    assert "3 of 3 files are fine." in applied
    assert CareerEvent.objects.count() == 3
    assert CareerEvent.objects.get(source_key="V-1").on.day == 5
    assert names(tmp_path / "done") == ["a.csv", "b.csv", "c.xlsx"]
    assert {".d.csv", "notes.md"} <= set(names(tmp_path))
    assert "0 of 0 files" in run("--apply")


def test_a_file_with_problems_is_put_aside_with_them_and_the_next_goes_on(run, tmp_path):
    (tmp_path / "a.csv").write_bytes(lines(row(1, "31.02.2026"), "=x;1;amara;Versetzung;x"))
    (tmp_path / "b.csv").write_bytes(lines(row(2)))
    with pytest.raises(CommandError, match="1 of 2 files were refused"):
        run()
    assert names(tmp_path / "refused") == []
    with pytest.raises(CommandError, match="1 of 2 files were refused"):
        run("--apply")
    assert [one.source_key for one in CareerEvent.objects.all()] == ["V-2"]
    assert names(tmp_path / "refused") == ["a.csv", "a.csv.problems.csv"]
    with (tmp_path / "refused" / "a.csv.problems.csv").open(encoding="utf-8-sig") as report:
        told = list(csv.DictReader(report))
    assert [(one["line"], one["column"]) for one in told] == [
        ("2", "Wirksam ab"),
        ("3", "Vorgang"),
        ("3", "Wirksam ab"),
    ]
    assert told[0]["problem"] == "31.02.2026 is not a date."


def test_a_run_that_was_killed_before_the_move_is_gone_on_with(run, tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_bytes(lines(row(1)))

    def killed(_file):
        raise KeyboardInterrupt

    monkeypatch.setattr("outcomes_plugin.management.commands.outcomes_import_hr.move_done", killed)
    with pytest.raises(KeyboardInterrupt):
        run("--apply")
    monkeypatch.undo()
    assert CareerEvent.objects.count() == 1
    assert "a.csv: 0 added, 0 changed, 1 unchanged" in run("--apply")
    assert (CareerEvent.objects.count(), names(tmp_path / "done")) == (1, ["a.csv"])


def test_a_second_run_at_the_same_time_leaves(run, tmp_path):
    (tmp_path / "a.csv").write_bytes(lines(row(1)))
    with (tmp_path / ".outcomes.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "Another run is busy" in run("--apply")
        assert CareerEvent.objects.count() == 0
    assert "1 added" in run("--apply")


def test_a_name_that_is_taken_keeps_both_files(run, tmp_path):
    for number in (1, 2, 2):
        (tmp_path / "a.csv").write_bytes(lines(row(number)))
        run("--apply")
    assert len(names(tmp_path / "done")) == 2
    assert CareerEvent.objects.count() == 2


def test_a_complete_file_that_lacks_too_much_is_refused_until_confirmed(run, tmp_path):
    (tmp_path / "a.csv").write_bytes(lines(*map(row, range(4))))
    run("--apply", "--complete")
    (tmp_path / "b.csv").write_bytes(lines(row(1)))
    assert "3 retracted" in run("--complete")
    with pytest.raises(CommandError):
        run("--apply", "--complete")
    assert CareerEvent.objects.count() == 4
    (tmp_path / "refused" / "b.csv").rename(tmp_path / "b.csv")
    run("--apply", "--complete", "--confirm", "3")
    assert CareerEvent.objects.count() == 1


def test_the_rights_are_those_of_the_named_person_and_the_source_has_to_be_there(run, tmp_path):
    (tmp_path / "a.csv").write_bytes(lines(row(1)))
    for wrong in ({"user": "cleo"}, {"user": "amara"}, {"source": "portal"}):
        with pytest.raises(CommandError, match="There is nothing here for you"):
            run("--apply", **wrong)
    with pytest.raises(CommandError, match="No user is named"):
        run(user="nobody")
    assert names(tmp_path / "refused") == []
    assert "1 added" in run("--apply")


def test_a_folder_that_is_not_there_is_said(program):
    given.a_user("sten")
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("outcomes_import_hr", program.slug, "payroll", "/absent", "--as", "sten")


def test_links_are_not_followed(tmp_path):
    (tmp_path / "b.csv").symlink_to(tmp_path / "secret")
    (tmp_path / "a.CSV").write_text("x")
    assert [one.name for one in hr_folder.waiting_files(tmp_path)] == ["a.CSV"]

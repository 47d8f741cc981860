"""The pages that are written from the code are as the code has it now."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from outcomes_plugin.ledger.registry import ENTRY_TYPES, EntryType
from outcomes_plugin.settings import common
from scripts.generate_docs import PAGES
from scripts.reference import data_map, errors, events, settings, tasks_and_commands

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
WRITTEN = sorted(
    path.stem for path in (ROOT / "scripts" / "reference").glob("*.py")
    if path.stem not in {"__init__", "__main__", "markdown"}
)  # fmt: skip


def read(name):
    return (REFERENCE / f"{name.replace('_', '-')}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", WRITTEN)
def test_the_page_is_fresh(name):
    page = import_module(f"scripts.reference.{name}").page()
    assert page == read(name), "Run `make docs`."


@pytest.mark.parametrize("name", WRITTEN)
def test_make_docs_writes_the_page(name):
    page = f"docs/reference/{name.replace('_', '-')}.md"
    assert PAGES[page][-1] == name.replace("_", "-")


def test_every_setting_that_the_code_reads_has_a_line():
    read_by_code = {
        name
        for folder in ("outcomes_plugin", "mentoring_xblock")
        for path in (ROOT / folder).rglob("*.py")
        for name in re.findall(r"settings\.(OUTCOMES_\w+)", path.read_text(encoding="utf-8"))
    }
    assert read_by_code
    assert read_by_code <= set(settings.MEANINGS)


def test_a_setting_without_a_line_is_refused(monkeypatch):
    def with_another(site):
        site.OUTCOMES_UNHEARD_OF = True

    monkeypatch.setattr(common, "plugin_settings", with_another)
    with pytest.raises(KeyError, match="OUTCOMES_UNHEARD_OF"):
        settings.page()


def test_no_line_tells_of_a_setting_that_is_gone():
    assert set(settings.MEANINGS) == {name for name, _value, _where in settings.defaults()}


def test_a_new_entry_makes_the_page_stale(monkeypatch):
    another = EntryType("goal.set", "A goal was set.", {}, frozenset({"tracking_log"}))
    monkeypatch.setattr(events, "ENTRY_TYPES", (*ENTRY_TYPES, another))
    assert events.page() != read("events")


def test_the_example_event_has_only_registered_keys():
    event = events.example()["event"]
    entry = next(one for one in ENTRY_TYPES if one.name == "survey.completed")
    fixed = {"entry_id", "occurred_at", "program", "course_id", "user_id"}
    assert set(event) == fixed | set(entry.payload)


def test_an_error_without_a_line_is_refused(monkeypatch):
    monkeypatch.delitem(errors.CALLER, "Conflict")
    with pytest.raises(KeyError, match="Conflict"):
        errors.page()


def test_no_line_tells_of_an_error_that_is_gone():
    refusals = {one.__name__ for one in errors.refusals_of(errors.OutcomesError)}
    assert set(errors.CALLER) == refusals
    assert set(errors.INTERNAL) == {one.__name__ for one in errors.internal()}


def test_a_table_about_people_without_a_line_is_refused(monkeypatch):
    monkeypatch.delitem(data_map.KEPT, "FrameRow")
    with pytest.raises(KeyError, match="FrameRow"):
        data_map.page()


def test_no_line_tells_of_a_table_that_is_gone_or_about_nobody():
    assert set(data_map.KEPT) == {model.__name__ for model in data_map.personal_tables()}


def test_every_purpose_of_a_table_is_one_of_the_notice():
    named = {one for kept in data_map.KEPT.values() for one in kept.purpose.split(", ")}
    assert named <= set(data_map.PURPOSES)


def test_every_command_and_periodic_task_has_its_part():
    page = read("tasks_and_commands")
    for name in tasks_and_commands.command_names():
        assert f"### {name}\n" in page
    for name in tasks_and_commands.tasks.PERIODIC:
        assert f"| `{name}` |" in page

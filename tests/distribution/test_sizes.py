"""The sizes of modules and functions."""

import pytest

from scripts.check_sizes import too_long


@pytest.fixture
def module(tmp_path):
    """Write a module of the plugin and return what is said of it."""

    def write(text):
        path = tmp_path / "outcomes_plugin" / "goals.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return too_long(tmp_path)

    return write


def function(*, lines, docstring_lines=0):
    docstring = (
        ['    """', *["    Words."] * (docstring_lines - 2), '    """'] if docstring_lines else []
    )
    return "\n".join(["def score():", *docstring, *["    pass"] * (lines - 1)]) + "\n"


def test_a_module_may_have_400_lines_and_no_more(module):
    assert module("x = 1\n" * 400) == []
    assert module("x = 1\n" * 401) == ["outcomes_plugin/goals.py: 401 lines, more than 400."]


def test_a_function_may_have_40_lines_and_no_more(module):
    assert module(function(lines=40)) == []
    assert module(function(lines=41)) == [
        "outcomes_plugin/goals.py:1: score has 41 lines, more than 40."
    ]


def test_a_docstring_is_free(module):
    assert module(function(lines=40, docstring_lines=30)) == []

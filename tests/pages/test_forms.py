"""What every form of ours has in common, whatever page or block it stands in."""

import re
from pathlib import Path

import pytest

import outcomes_plugin

TEMPLATES = Path(outcomes_plugin.__file__).parent / "templates"
FORM = re.compile(r"<form\b(?P<tag>[^>]*)>(?P<inside>.*?)</form>", re.DOTALL)
TYPED = re.compile(r"<textarea|<input(?![^>]*type=\"(?:hidden|radio|checkbox)\")")


def forms():
    for path in sorted(TEMPLATES.rglob("*.html")):
        for form in FORM.finditer(path.read_text(encoding="utf-8")):
            yield pytest.param(form, id=f"{path.relative_to(TEMPLATES)}:{form.start()}")


@pytest.mark.parametrize("form", list(forms()))
def test_what_a_person_types_never_stands_in_an_address_even_before_the_script_has_come(form):
    method = re.search(r'method="(\w+)"', form["tag"])
    assert method, "A form without a method is sent as an address."
    assert method[1] in {"dialog", "post"} or not TYPED.search(form["inside"])

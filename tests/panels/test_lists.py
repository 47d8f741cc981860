"""Several things in one sentence stand apart as the language of the reader has it."""

import pytest
from django.utils import translation

from outcomes_plugin.panels.lists import enumerated


@pytest.mark.parametrize(
    ("things", "said"),
    [([], ""), (["Ada"], "Ada"), (["Ada", "{last}", "Bo"], "Ada, {last}, Bo")],
)
def test_things_stand_one_after_another_as_they_are(things, said):
    assert enumerated(things) == said


def test_what_stands_between_them_is_translated():
    with translation.override("ar"):
        assert enumerated(["Ada", "Bo", "Cy"]) == "Ada، Bo، Cy"

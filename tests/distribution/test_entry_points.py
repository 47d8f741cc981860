"""What the distribution tells the platform about itself."""

from importlib.metadata import distribution

import pytest
from django.apps import AppConfig
from xblock.core import XBlock

from outcomes_plugin.edxapp import platform

ENTRY_POINTS = distribution("openedx-mentoring-outcomes").entry_points


@pytest.mark.parametrize("entry_point", ENTRY_POINTS.select(group="xblock.v1"), ids=str)
def test_every_block_is_a_block_directly_under_its_package(entry_point):
    block = entry_point.load()
    assert issubclass(block, XBlock)
    # The platform serves a block's static files by the parent package of its module.
    assert block.__module__.split(".")[:-1] == ["mentoring_xblock"]


@pytest.mark.parametrize("group", ["lms.djangoapp", "cms.djangoapp"])
def test_the_lms_and_studio_find_the_one_app(group):
    (entry_point,) = ENTRY_POINTS.select(group=group)
    assert issubclass(entry_point.load(), AppConfig)
    assert entry_point.load().name == "outcomes_plugin"


def test_courses_find_the_one_tab_made_of_the_platforms_own_class():
    (entry_point,) = ENTRY_POINTS.select(group="openedx.course_tab")
    assert issubclass(entry_point.load(), platform().course_tab_class())


def test_no_block_is_registered_in_the_plugin_whose_catalogs_the_platform_would_then_skip():
    homes = {
        entry_point.module.split(".")[0] for entry_point in ENTRY_POINTS.select(group="xblock.v1")
    }
    assert homes == {"mentoring_xblock"}

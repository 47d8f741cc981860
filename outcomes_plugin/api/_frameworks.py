"""What a program counts, and how far it wants to come."""

from outcomes_plugin.frameworks.api import adopt_indicator, framework_of, set_target
from outcomes_plugin.frameworks.api import copy_example as copy_example_framework

__all__ = [
    "adopt_indicator",
    "copy_example_framework",
    "framework_of",
    "set_target",
]

"""Tests run inside the demo site, with the plugin loaded through its entry points."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

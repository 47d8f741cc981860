"""What a site loads before anybody asks for a number."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = ("numpy", "pandas", "scipy", "statsmodels", "sklearn", "matplotlib", "vl_convert")
START = """
import sys
from importlib import import_module
import django
django.setup()
from django.conf import settings
import_module(settings.ROOT_URLCONF)
from django.urls import get_resolver
assert get_resolver().url_patterns
for name in {also!r}:
    import_module(name)
print(*sorted(set({heavy!r}) & set(sys.modules)))
"""


def loaded_at_start(*, also=()):
    done = subprocess.run(
        [sys.executable, "-c", START.format(heavy=HEAVY, also=also)],
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": "demo.settings", "PYTHONPATH": str(ROOT)},
        text=True,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_no_heavy_numerics_and_no_chart_engine_are_imported_when_the_site_starts():
    assert loaded_at_start() == []
    assert loaded_at_start(also=["scipy"]) == ["numpy", "scipy"]

"""The catalogs: as new as what translators wrote, and there for the languages of the site."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.utils.translation import to_locale

_PLUGIN = Path(__file__).parents[1]
LOCALES = _PLUGIN / "locale"
# Beside the packages in a checkout; a wheel has the compiled ones alone.
SOURCES = _PLUGIN.parent / "translations" / "outcomes_plugin"
SOURCE_LANGUAGE = "en"
_NAMED = 5


def check_catalogs(**_kwargs: Any) -> Sequence[checks.CheckMessage]:
    """Find catalogs that are older than their source, and languages of the site without one."""
    return [*_stale(), *_absent()]


def _stale() -> Iterator[checks.CheckMessage]:
    for source in sorted(SOURCES.glob("conf/locale/*/LC_MESSAGES/django.po")):
        if source.parents[1].name == SOURCE_LANGUAGE:
            continue  # the code holds its sentences
        compiled = LOCALES / source.parents[1].name / "LC_MESSAGES" / "django.mo"
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            yield checks.Warning(
                f"The catalog {source.parents[1].name} is missing, or older than its source.",
                hint="Run scripts/compile_catalogs.py, or install the built wheel.",
                id="outcomes.W003",
            )


def _absent() -> Iterator[checks.CheckMessage]:
    ours = {path.parents[1].name for path in LOCALES.glob("*/LC_MESSAGES/django.mo")}
    bases = {name.split("_")[0] for name in ours} | {SOURCE_LANGUAGE}
    missing = [
        code for code, _name in settings.LANGUAGES if to_locale(code).split("_")[0] not in bases
    ]
    if missing:
        named = ", ".join(missing[:_NAMED])
        yield checks.Info(
            f"There is no catalog for {len(missing)} of the site's languages ({named}, …).",
            hint="English is shown in them; nothing else is missing.",
            id="outcomes.I002",
        )

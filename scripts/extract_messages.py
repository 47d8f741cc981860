"""
Bring the catalogs of `translations/` up to date with the sentences in the code.

    python -m scripts.extract_messages

New sentences are added without a translation, gone ones are dropped, translations stay. A block's
sentences stand in both packages' catalogs: Django translates them while a page is made, and the
platform's i18n service when it names the block's fields.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from scripts.compile_catalogs import drop_false_format

ROOT = Path(__file__).resolve().parent.parent
# Django's own forms of plurals, in the order that translators and the platform's catalogs use.
PLURALS = {
    "es_419": "nplurals=2; plural=(n != 1);",
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 && n%100<=99 ? 4 : 5);"
    ),
}
SOURCES = {
    "outcomes_plugin": ("outcomes_plugin", "mentoring_xblock"),
    "mentoring_xblock": ("mentoring_xblock",),
}
TEMPLATES = (".html", ".txt")
HEADER = "# The sentences of openedx-mentoring-outcomes."
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def messages_of(package: str) -> Iterator[tuple[str, int, object, str | None]]:
    """Yield place, line, message and context of every sentence in a package's files."""
    for path in sorted((ROOT / package).rglob("*")):
        if path.suffix not in (".py", *TEMPLATES) or "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        source = _templatized(text, path) if path.suffix in TEMPLATES else text
        place = str(path.relative_to(ROOT))
        found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS)
        for line, message, _comments, context in found:
            yield place, line, message, context


def template_catalog(package: str) -> Catalog:
    """Return the catalog of all sentences of the package, without translations."""
    catalog = Catalog(project="openedx-mentoring-outcomes", charset="utf-8", fuzzy=False)
    for source in SOURCES[package]:
        for place, _line, message, context in messages_of(source):
            if isinstance(message, tuple) or message:
                catalog.add(message, None, [(place, None)], context=context)
    return catalog


def updated(po: Path, template: Catalog, language: str) -> Catalog:
    """Return the language's catalog with the sentences of the template and its own translations."""
    if po.exists():
        with po.open("rb") as source:
            catalog = read_po(source, locale=language)
    else:
        catalog = Catalog(locale=language, project=template.project, charset="utf-8", fuzzy=False)
    catalog.mime_headers = [("Plural-Forms", PLURALS[language])]
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def write_all() -> None:
    """Write the source catalog and every language's catalog of both packages."""
    for package in SOURCES:
        template = template_catalog(package)
        _write(_po(package, "en"), template)
        for language in PLURALS:
            po = _po(package, language)
            _write(po, updated(po, template, language))


def _templatized(text: str, path: Path) -> str:
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    from django.utils.translation.template import templatize

    # Read as Python, where the indentation of HTML would mean something.
    lines = templatize(text, origin=str(path)).splitlines(keepends=True)
    return "".join(line.lstrip(" \t") for line in lines)


def _po(package: str, language: str) -> Path:
    return ROOT / "translations" / package / "conf/locale" / language / "LC_MESSAGES/django.po"


def _write(path: Path, catalog: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Nothing that changes with the day: a catalog differs only when its sentences do.
    catalog.header_comment = HEADER
    catalog.creation_date = catalog.revision_date = EPOCH
    catalog.last_translator, catalog.msgid_bugs_address = "", ""
    for message in catalog:
        drop_false_format(message)
    with path.open("wb") as target:
        write_po(target, catalog, width=100, include_lineno=False, sort_output=True)


if __name__ == "__main__":
    write_all()
    sys.stdout.write("The catalogs are up to date.\n")

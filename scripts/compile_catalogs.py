"""
Compile the catalogs of `translations/` into both packages, with Babel alone.

    python -m scripts.compile_catalogs

The source stands as the platform's atlas pulls it,
`translations/<package>/conf/locale/<language>/LC_MESSAGES/*.po`. A block's catalog is looked up as
`<package>/translations/<language>/LC_MESSAGES/text.mo`, an app's catalogs where Django looks.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE_LANGUAGE = "en"
PLACES = {
    ("mentoring_xblock", "django"): "mentoring_xblock/translations/{language}/LC_MESSAGES/text.mo",
    ("outcomes_plugin", "django"): "outcomes_plugin/locale/{language}/LC_MESSAGES/django.mo",
    ("outcomes_plugin", "djangojs"): "outcomes_plugin/locale/{language}/LC_MESSAGES/djangojs.mo",
}


def compile_catalogs(root: Path) -> list[Path]:
    """
    Write every language's compiled catalogs below `root` and return their paths.

    Fuzzy entries are left out: a guess is worse than the English sentence. The English catalog is
    the source for translators: the code holds its sentences, so it needs no compiled one.

    Raises:
        SystemExit: a catalog stands where no package looks for it, or Babel finds an error in one.
    """
    return [
        _compile(po, root)
        for po in sorted((root / "translations").glob("*/conf/locale/*/LC_MESSAGES/*.po"))
        if po.parts[-3] != SOURCE_LANGUAGE
    ]


def drop_false_format(message: Message) -> None:
    """Take the mark of a format string from a sentence that only tells a percentage."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    # Babel, and msgfmt on a marked sentence, read “95% interval” as a number to fill in.
    if not any("%(" in text for text in ids):
        message.flags.discard("python-format")


def _compile(po: Path, root: Path) -> Path:
    language, package = po.parts[-3], po.parts[-6]
    place = PLACES.get((package, po.stem))
    if place is None:
        raise SystemExit(f"{po.relative_to(root)}: no package looks for this catalog.")
    with po.open("rb") as source:
        catalog = read_po(source, locale=language, abort_invalid=True)
    for message in catalog:
        drop_false_format(message)
    errors = [(message, error) for message, found in catalog.check() for error in found]
    if errors:
        lines = "\n".join(
            f"{po.relative_to(root)}:{message.lineno}: {error}" for message, error in errors
        )
        raise SystemExit(lines)
    target = root / place.format(language=language)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as compiled:
        write_mo(compiled, catalog)
    return target


if __name__ == "__main__":
    for path in compile_catalogs(Path(__file__).resolve().parent.parent):
        sys.stdout.write(f"{path}\n")

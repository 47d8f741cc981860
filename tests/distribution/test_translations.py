"""Every sentence of the code, in every language, as translators left it."""

import gettext
import re
import shutil
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from scripts.compile_catalogs import PLACES, compile_catalogs
from scripts.extract_messages import PLURALS, SOURCES, messages_of, template_catalog

ROOT = Path(__file__).resolve().parent.parent.parent
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
ARABIC_LETTER = re.compile("[\u0620-\u064a]")
RUN = "Run `python -m scripts.extract_messages`, then translate what is new."

every_catalog = pytest.mark.parametrize(
    ("package", "language"), [(package, language) for package in SOURCES for language in PLURALS]
)


def read(package, language):
    path = ROOT / "translations" / package / "conf/locale" / language / "LC_MESSAGES/django.po"
    with path.open("rb") as source:
        return read_po(source, locale=language if language in PLURALS else None)


def sentences(catalog):
    return {(message.context, message.id): message for message in catalog if message.id}


def forms(text):
    return (text,) if isinstance(text, str) else text


def placeholders(text):
    return sorted(PLACEHOLDER.findall(text))


def numbers_of_each_form(catalog):
    """Return, for each plural form, which of the first numbers it stands for."""
    choose = gettext.c2py(catalog.plural_expr)
    found = [[] for _form in range(catalog.num_plurals)]
    for number in range(1000):
        found[choose(number)].append(number)
    return found


@pytest.mark.parametrize("language", ["en", *PLURALS])
@pytest.mark.parametrize("package", SOURCES)
def test_a_catalog_holds_exactly_the_sentences_of_the_code(package, language):
    in_code = set(sentences(template_catalog(package)))
    in_catalog = set(sentences(read(package, language)))
    assert in_code - in_catalog == set(), RUN
    assert in_catalog - in_code == set(), RUN


def test_a_sentence_of_code_and_one_of_a_template_are_both_found():
    found = {message for *_place, message, _context in messages_of("outcomes_plugin")}
    assert {"This pairing has already ended.", "Hidden to protect people"} <= found
    assert ("You see one program.", "You see %(count)s programs.") in found


@every_catalog
def test_every_sentence_has_a_translation_in_every_plural_form(package, language):
    untranslated = [
        message.id
        for message in sentences(read(package, language)).values()
        if message.fuzzy or not all(text.strip() for text in forms(message.string))
    ]
    assert untranslated == []


@every_catalog
def test_a_plural_has_as_many_forms_as_the_language(package, language):
    catalog = read(package, language)
    for message in sentences(catalog).values():
        assert len(forms(message.string)) == (catalog.num_plurals if message.pluralizable else 1)


@every_catalog
def test_a_translation_keeps_every_name_to_fill_in(package, language):
    """A form that stands for one number alone may say that number in words."""
    catalog = read(package, language)
    numbers = numbers_of_each_form(catalog)
    for message in sentences(catalog).values():
        expected = placeholders(forms(message.id)[-1])
        for form, text in enumerate(forms(message.string)):
            kept = placeholders(text)
            if message.pluralizable and len(numbers[form]) == 1:
                assert set(kept) <= set(expected), text
                assert len(kept) >= len(expected) - 1, text
            else:
                assert kept == expected, text


def test_arabic_is_written_in_arabic():
    for message in sentences(read("outcomes_plugin", "ar")).values():
        words = PLACEHOLDER.sub("", forms(message.id)[0])
        if any(letter in string.ascii_letters for letter in words):
            assert all(ARABIC_LETTER.search(text) for text in forms(message.string)), message.id


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """Return a checkout whose catalogs are compiled."""
    root = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "translations", root / "translations")
    compile_catalogs(root)
    return root


@every_catalog
def test_a_compiled_catalog_says_what_the_translators_wrote(compiled, package, language):
    catalog = read(package, language)
    place = compiled / PLACES[package, "django"].format(language=language)
    with place.open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    numbers = numbers_of_each_form(catalog)
    for message in sentences(catalog).values():
        context = (message.context,) if message.context else ()
        if message.pluralizable:
            say = spoken.npgettext if context else spoken.ngettext
            said = [say(*context, *message.id, found[0]) for found in numbers]
            assert tuple(said) == message.string
        else:
            say = spoken.pgettext if context else spoken.gettext
            assert say(*context, message.id) == message.string


def test_english_needs_no_compiled_catalog(compiled):
    assert (compiled / "translations/outcomes_plugin/conf/locale/en").is_dir()
    languages = {path.parent.parent.name for path in compiled.rglob("*.mo")}
    assert languages == set(PLURALS)

"""Blocks speak the learner's language from the catalogs of their own root package."""

import io
import sys

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils import translation
from xblock.core import XBlock

from demo.blocks.runtime import DemoRuntime
from demo.blocks.viewer import Viewer
from tests.demo import given_demo as given

CATALOG = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Save"\nmsgstr "حفظ"\n'
)


@pytest.fixture
def translated_block(course, tmp_path, monkeypatch):
    root = tmp_path / "somewhere_else"
    folder = root / "translations" / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (root / "__init__.py").touch()
    with (folder / "text.mo").open("wb") as file:
        write_mo(file, read_po(io.StringIO(CATALOG)))
    monkeypatch.delitem(sys.modules, root.name, raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    block_class = XBlock.needs("i18n")(
        type("TranslatedBlock", (XBlock,), {"__module__": "somewhere_else.block"})
    )
    amara = given.a_person("amara")
    runtime = DemoRuntime(
        Viewer(course_key=course.key, user=amara, real_user=amara, may_view_as=False)
    )
    keys = runtime.get_block(given.key_of(course, "diary")).scope_ids
    return runtime.construct_xblock_from_class(block_class, keys)


@pytest.mark.parametrize(("language", "word"), [("ar", "حفظ"), ("en", "Save"), ("es-419", "Save")])
def test_a_block_speaks_the_learners_language_when_its_package_has_it(
    translated_block, language, word
):
    with translation.override(language):
        service = translated_block.runtime.service(translated_block, "i18n")
        assert service.gettext("Save") == service.ugettext("Save") == word

"""Compiling the catalogs without a gettext binary."""

import gettext

import pytest

from scripts.compile_catalogs import compile_catalogs

ENTRY = '#, python-format\nmsgid "%(n)s people"\nmsgstr "{}"\n'
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def translate(tmp_path):
    """Write a Spanish catalog of a package, compile it and return the checkout."""

    def write(package, *, translation, name="django"):
        folder = tmp_path / "translations" / package / "conf/locale/es_419/LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / f"{name}.po").write_text(HEADER + ENTRY.format(translation), encoding="utf-8")
        compile_catalogs(tmp_path)
        return tmp_path

    return write


@pytest.mark.parametrize(
    ("package", "folder", "domain"),
    [
        ("mentoring_xblock", "mentoring_xblock/translations", "text"),
        ("outcomes_plugin", "outcomes_plugin/locale", "django"),
    ],
)
def test_each_package_finds_its_catalog_where_the_platform_looks(
    translate, package, folder, domain
):
    root = translate(package, translation="%(n)s personas")
    found = gettext.translation(domain, root / folder, ["es_419"])
    assert found.gettext("%(n)s people") == "%(n)s personas"


def test_a_translation_that_lost_its_placeholder_is_refused_with_its_line(translate):
    with pytest.raises(SystemExit, match=r"django\.po:\d+: "):
        translate("outcomes_plugin", translation="%(m)s personas")


@pytest.mark.parametrize(
    ("package", "name"), [("somewhere", "django"), ("mentoring_xblock", "text")]
)
def test_a_catalog_that_nobody_looks_for_is_refused(translate, package, name):
    with pytest.raises(SystemExit, match="no package looks for this catalog"):
        translate(package, translation="%(n)s personas", name=name)

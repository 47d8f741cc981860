"""What the documents point to is there."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "CHANGELOG.md", "demo/README.md")
DOCUMENTS = sorted([*(ROOT / page for page in PAGES), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
PICTURE_KINDS = {".png", ".svg"}


def name_of(path):
    return str(path.relative_to(ROOT))


def prose(document):
    return FENCE.sub("", document.read_text(encoding="utf-8"))


def links(document):
    return [(found["words"], found["target"]) for found in LINK.finditer(prose(document))]


def anchors(document):
    titles = re.findall(r"^#+ (.+)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def broken_links(document):
    for _words, target in links(document):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        path, _hash, anchor = target.partition("#")
        pointed = (document.parent / path).resolve() if path else document
        is_there = pointed.exists() and ROOT in pointed.parents
        if not is_there or (anchor and anchor not in anchors(pointed)):
            yield target


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_link_leads_somewhere(document):
    assert list(broken_links(document)) == []


def test_a_link_to_nowhere_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text("# One\n\n[a](page.md#one) [b](page.md#two) [c](gone.md) ![d](gone.png)\n")
    assert list(broken_links(page)) == ["page.md#two", "gone.md", "gone.png"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_picture_is_told_in_words(document):
    for words, target in links(document):
        if Path(target).suffix in PICTURE_KINDS:
            assert len(words) > 20, target


@pytest.mark.parametrize("picture", sorted((ROOT / "docs").rglob("*.svg")), ids=name_of)
def test_every_drawing_has_a_title_and_a_description(picture):
    drawing = ElementTree.parse(picture).getroot()  # noqa: S314 - a file of the project
    space = {"svg": "http://www.w3.org/2000/svg"}
    for part in ("title", "desc"):
        assert (drawing.findtext(f"svg:{part}", namespaces=space) or "").strip()
    assert "prefers-color-scheme: dark" in picture.read_text(encoding="utf-8")


def test_every_page_is_reached_from_the_index():
    reached, waiting = set(), [ROOT / "docs" / "index.md"]
    while waiting:
        document = waiting.pop()
        if document in reached or document.suffix != ".md" or not document.exists():
            continue
        reached.add(document)
        paths = [target.partition("#")[0] for _words, target in links(document)]
        waiting += [(document.parent / path).resolve() for path in paths if path]
    pages = {path for path in DOCUMENTS if (ROOT / "docs") in path.parents}
    assert pages - reached == set()


def test_decisions_are_numbered_without_a_gap():
    names = [path.name for path in (ROOT / "docs" / "decisions").glob("0*.md")]
    numbers = sorted(int(name[:4]) for name in names)
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_the_make_targets_that_are_named_exist(document):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = re.findall(r"(?:`|^)make ([a-z-]+)", document.read_text("utf-8"), re.MULTILINE)
    assert set(named) <= targets


def test_the_readme_names_the_two_commands():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in text
    assert "make test" in text


def test_the_commands_that_are_named_exist():
    folder = ROOT / "outcomes_plugin" / "management" / "commands"
    commands = {path.stem for path in folder.glob("outcomes_*.py")}
    assert commands
    for document in DOCUMENTS:
        named = set(re.findall(r"\boutcomes_(?!plugin\b)[a-z_]+", document.read_text("utf-8")))
        assert named <= commands, document

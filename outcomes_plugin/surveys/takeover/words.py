"""Words of a file: cleaned, and HTML turned into the little that a prompt keeps."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_RECALL = re.compile(r"\{(?=\{)")
_TAG = re.compile(r"</?[A-Za-z][^>]*>|<!--|&[#a-zA-Z0-9]+;")
_MARKS = re.compile(r"([\\`*_\[\]<>])")
_ADDRESS = re.compile(r"(https?://|mailto:)[^\s<>()]+", re.IGNORECASE)
_LEADING = re.compile(r"^\s*(#{1,6}\s+|>\s+)", re.MULTILINE)

_SILENT = {"script", "style", "template", "noscript", "object", "applet", "svg", "math"}
_MEDIA = {"img", "picture", "video", "audio", "iframe", "embed", "canvas", "source", "track", "map"}
_BLOCKS = {"p", "div", "br", "section", "article", "header", "ul", "ol", "blockquote", "pre", "hr"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_MARKED = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_PLAIN = {"span", "html", "body", "font", "u", "small", "label", "center", "main", "abbr"}


def clean(text: str) -> str:
    """Return the text without what nobody sees, and without what would be a recall here."""
    whole = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _RECALL.sub("{ ", whole).strip()


def one_line(text: str) -> str:
    """Return the text in one line, as labels are."""
    return " ".join(clean(text).split())


def has_markup(text: str) -> bool:
    """Return whether there is HTML in the text."""
    return _TAG.search(text) is not None


def plain(text: str) -> str:
    """Return a label without the marks of HTML and of Markdown that labels do not have."""
    told = _Reader(marks=False).read(text)[0] if has_markup(text) else text
    return one_line(_LEADING.sub("", told))


def prompt(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return HTML as a prompt, and what of it was lost: what it was, and which kind of loss."""
    if not has_markup(text):
        return clean(text), ()
    told, lost = _Reader(marks=True).read(text)
    return clean(re.sub(r"\n{3,}", "\n\n", told)), tuple(dict.fromkeys(lost))


class _Reader(HTMLParser):
    """Reads HTML into Markdown, or into nothing but its words."""

    def __init__(self, *, marks: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._has_marks = marks
        self._parts: list[str] = []
        self._lost: list[tuple[str, str]] = []
        self._silent = 0
        self._links: list[str] = []
        self._numbers: list[int | None] = []

    def read(self, text: str) -> tuple[str, Iterable[tuple[str, str]]]:
        self.feed(text)
        self.close()
        return "".join(self._parts), self._lost

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
            self._lose(f"<{tag}>", "script" if tag == "script" else "markup")
        elif not self._silent:
            self._begin(tag, {name: value or "" for name, value in attrs})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        for name in attributes:
            if name.startswith("on"):
                self._lose(f"<{tag} {name}>", "script")
        if tag in _MEDIA:
            self._lose(f"<{tag}> {attributes.get('alt') or attributes.get('src', '')}", "picture")
        elif tag in _MARKED:
            self._say(_MARKED[tag])
        elif tag in _HEADINGS:
            self._break()
            self._say("**")
        elif tag == "a":
            self._begin_link(attributes.get("href", ""))
        elif tag == "li":
            self._begin_point()
        elif tag in _BLOCKS:
            self._begin_block(tag)
        elif tag not in _PLAIN:
            self._lose(f"<{tag}>", "markup")
            self._parts.append(" ")

    def _begin_block(self, tag: str) -> None:
        self._break()
        if tag in ("ul", "ol"):
            self._numbers.append(0 if tag == "ol" else None)

    def _begin_point(self) -> None:
        number = self._numbers[-1] if self._numbers else None
        if number is not None:
            self._numbers[-1] = number + 1
        self._parts.append("\n")
        self._say("- " if number is None else f"{number + 1}. ")

    def _begin_link(self, href: str) -> None:
        address = href.strip() if _ADDRESS.fullmatch(href.strip()) else ""
        if href and not address:
            self._lose(f"<a> {href}", "address")
        self._links.append(address)
        if address:
            self._say("[")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif self._silent:
            return
        elif tag in _MARKED:
            self._say(_MARKED[tag])
        elif tag in _HEADINGS:
            self._say("**")
            self._break()
        elif tag == "a" and self._links:
            address = self._links.pop()
            if address:
                self._say(f"]({address})")
        elif tag in ("ul", "ol") and self._numbers:
            self._numbers.pop()
            self._break()
        elif tag in _BLOCKS - {"br"}:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            words = re.sub(r"\s+", " ", data)
            self._parts.append(_MARKS.sub(r"\\\1", words) if self._has_marks else words)

    def _say(self, mark: str) -> None:
        if self._has_marks:
            self._parts.append(mark)

    def _break(self) -> None:
        if self._parts:
            self._parts.append("\n\n" if self._has_marks else " ")

    def _lose(self, what: str, kind: str) -> None:
        self._lost.append((what.strip(), kind))

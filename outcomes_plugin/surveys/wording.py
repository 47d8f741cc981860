"""
Texts of a questionnaire as HTML and as plain words: Markdown, and earlier answers recalled in it.

Markdown here is emphasis, links and lists. Whatever else an author writes, HTML included,
is shown as it was typed; a text of one line is never a list. What comes out is safe to put into
a page as it is: links lead to http, https and mailto alone, and an answer that is recalled is
plain text.
"""

import html
import re
from collections.abc import Mapping
from functools import lru_cache

import nh3
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown

from .document_recalls import RECALL, recalled
from .texts import Text, say

# Stand-ins of private use, which no text keeps: the ends of a recall's number, and an ampersand.
_OPEN, _CLOSE, _AND = "\ue000", "\ue001", "\ue002"
_STAND_INS = re.compile(f"[{_OPEN}{_CLOSE}{_AND}]")
_STAND_IN = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_TAGS = {"a", "br", "em", "li", "ol", "p", "strong", "ul"}
_SCHEMES = ("http", "https", "mailto")
_ADDRESS = re.compile(rf"(?:{'|'.join(_SCHEMES)}):[^\s\"'<>{_OPEN}]+", re.IGNORECASE)
_NOT_BLOCKS = ("quote", "code", "hashheader", "setextheader", "hr", "reference")
_LISTS = ("olist", "ulist", "indent")
_NOT_INLINE = (
    # Its pattern takes minutes for a thousand backticks.
    "backtick",
    *("reference", "short_reference", "image_link", "image_reference", "short_image_ref"),
    *("autolink", "automail", "html", "entity"),
)
# What a text holds that may be Markdown. Most texts hold none of it and need no reading.
_MARKS = re.compile(r"[\\*_\[\n]")
# Lists within lists in one line, deeper than anybody means and than Python's stack holds.
_DEEP = re.compile(r"^(?:[ \t]*(?:[-+*]|[0-9]+\.)[ \t]+){6}", re.MULTILINE)
_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)


def html_of(text: Text, language: str, *, words: Mapping[str, str]) -> SafeString:
    """
    Return the text as HTML; `words` are earlier answers by the key of their item.

    A recall is `<span data-recall="key" data-fallback="…">`, so that a script can keep it true.
    """
    said = _STAND_INS.sub("", say(text, language))
    recalls = list(RECALL.finditer(said))
    filled = _html(_with_stand_ins(said)) if recalls else _html(said)
    if not recalls:
        return mark_safe(filled)  # noqa: S308 - cleaned above
    spans = [_recall(match[1], match[2], words) for match in recalls]
    return mark_safe(_STAND_IN.sub(lambda found: spans[int(found[1])], filled))  # noqa: S308 - the same


def plain_of(text: Text, language: str, *, words: Mapping[str, str]) -> str:
    """Return the text in plain words, without marks of Markdown."""
    said = say(text, language)
    if not _MARKS.search(said) and "{{" not in said:
        return said
    filled = html_of(said, language, words=words).replace("<br>", " ")
    parts = re.sub(r"</(?:p|li)>\s*", "\n", filled)
    return html.unescape(nh3.clean(parts, tags=set())).strip()


def recalls_of(*texts: Text, language: str) -> tuple[str, ...]:
    """Return the keys of the items whose answers the texts recall, each once."""
    said = [say(text, language) for text in texts]
    found = [key for one in said if "{{" in one for key in recalled(one)]
    return tuple(dict.fromkeys(found))


def _with_stand_ins(said: str) -> str:
    places = iter(range(len(said)))
    return RECALL.sub(lambda _match: f"{_OPEN}{next(places)}{_CLOSE}", said)


def _recall(key: str, fallback: str, words: Mapping[str, str]) -> SafeString:
    return format_html(
        '<span data-recall="{}" data-fallback="{}">{}</span>',
        key,
        fallback,
        words.get(key) or fallback,
    )


@lru_cache(maxsize=2048)
def _html(said: str) -> str:
    if not _MARKS.search(said):
        return escape(said)
    with_lists = "\n" in said and not _DEEP.search(said)
    made = _converter(with_lists=with_lists).convert(said.replace("&", _AND))
    cleaned = nh3.clean(
        made,
        tags=_TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_kept_attribute,
        link_rel="noopener",
        set_tag_attribute_values={"a": {"target": "_blank"}},
        url_schemes=set(_SCHEMES),
    ).replace(_AND, "&amp;")
    alone = _ONE_PARAGRAPH.fullmatch(cleaned)
    return alone[1] if alone else cleaned


def _kept_attribute(tag: str, name: str, value: str) -> str | None:
    """Return an address as it is kept; one that recalls an answer, or is none, is not."""
    if (tag, name) == ("a", "href") and _ADDRESS.fullmatch(value):
        return value.replace(_AND, "&")
    return value if name in ("rel", "target") else None


def _converter(*, with_lists: bool) -> Markdown:
    made = Markdown()
    made.preprocessors.deregister("html_block")
    for name in _NOT_BLOCKS if with_lists else (*_NOT_BLOCKS, *_LISTS):
        made.parser.blockprocessors.deregister(name)
    for name in _NOT_INLINE:
        made.inlinePatterns.deregister(name)
    return made

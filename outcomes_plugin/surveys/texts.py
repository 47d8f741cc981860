"""Texts of a document: one string, or one string per language."""

from collections.abc import Mapping

Text = str | Mapping[str, str]


def say(text: Text, language: str) -> str:
    """
    Return the text in the language, else in a relative of it, in English, or in what there is.

    A relative shares the base language: `es` reads `es-419`, and `es-mx` reads `es` or `es-419`.
    """
    if isinstance(text, str):
        return text
    if language in text:
        return text[language]
    base = language.split("-", maxsplit=1)[0]
    relatives = [name for name in text if name.split("-", maxsplit=1)[0] == base]
    for candidate in (base, *relatives, "en"):
        if candidate in text:
            return text[candidate]
    return next(iter(text.values()), "")


def said(text: object, language: str) -> str:
    """Return a text of a document that is still being written; empty where it is none."""
    if isinstance(text, Mapping) and all(isinstance(one, str) for one in text.values()):
        return say(text, language)
    return text if isinstance(text, str) else ""

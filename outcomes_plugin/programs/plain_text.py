"""Plain text that a person has typed: what can be kept of it, and what is wrong with the rest."""

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Message


def plain_text(value: object) -> str:
    """Return the text as it is kept: without space around it, and nothing for no text at all."""
    return value.strip().replace("\r\n", "\n") if isinstance(value, str) else ""


def text_problem(value: object, *, longest: int) -> Message:
    """
    Return why the value cannot be kept as text; empty when it can, which no text at all also can.

    A NUL and half a surrogate pair are refused: not every database keeps them.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return _("Write words here.")
    if len(plain_text(value)) > longest:
        return _("This is too long: at most {longest} characters.").format(longest=longest)
    if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
        return _("This text holds a character that cannot be kept.")
    return ""

"""Say whom a form means, before and after it is sent."""

from django.utils.translation import gettext as _

from outcomes_plugin.edxapp import UserFacts
from outcomes_plugin.errors import Invalid, Problem

from .told import Told


def found_sentence(found: UserFacts | None) -> str:
    """
    Return who was found, for the person to see whether that is whom they mean.

    Raises:
        Invalid: nobody was.
    """
    if found is None:
        sentence = _("Nobody has exactly this username or mail address.")
        raise Invalid(sentence, problems=[Problem(sentence, column="person")])
    return _("{name}, username {username}").format(name=found.name, username=found.username)


def user_named(told: Told, found: UserFacts | None) -> int:
    """Return the user's id; when nobody was found, the form's field says so."""
    if found is None:
        told.refuse("person", _("Nobody has exactly this username or mail address."))
        return 0
    return found.user_id

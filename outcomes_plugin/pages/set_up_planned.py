"""What planning a survey has on its page however it is planned: a free key, and what is said."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes_plugin.surveys.data import WindowData

from .set_up_frame import Answer, done

_LONGEST_KEY = 58


def free_key(instrument: str, found: Sequence[WindowData]) -> str:
    """Return a key made from the instrument's, never from words, that no window or series has."""
    taken = {one.key for one in found} | {one.series for one in found}
    base = instrument[:_LONGEST_KEY]
    numbered = (f"{base}_{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (base, *numbered) if key not in taken)


def planned(window: WindowData) -> Answer:
    """Say that the survey is planned."""
    return done(_("“{title}” is planned.").format(title=window.title))


def series_planned(waves: Sequence[WindowData]) -> Answer:
    """Say how many surveys are planned."""
    sentence = ngettext("{count} survey is planned.", "{count} surveys are planned.", len(waves))
    return done(sentence.format(count=len(waves)))

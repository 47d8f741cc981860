"""Words about surveys for those who set them up: how answers live, and who is asked."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from outcomes_plugin.surveys.data import Mode

MODES: Mapping[Mode, tuple[str | Promise, str | Promise]] = {
    Mode.IDENTIFIED: (
        gettext_lazy("With names"),
        gettext_lazy("The coordinators whom the notice names read who answered what."),
    ),
    Mode.CONFIDENTIAL: (
        gettext_lazy("Confidential"),
        gettext_lazy("Kept under a code. Only results of groups are shown."),
    ),
    Mode.ANONYMOUS: (
        gettext_lazy("Anonymous"),
        gettext_lazy("Nothing links an answer to a person. Nobody can change theirs later."),
    ),
}
ASKED: Mapping[str, str | Promise] = {
    "mentee": gettext_lazy("Mentees"),
    "mentor": gettext_lazy("Mentors"),
}

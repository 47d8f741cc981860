"""Words for what HR sends: its kinds, their fields, and the values that a field may have."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.progression.hr.data import DateForm, Encoding, Separator

Words = str | Promise

KINDS: Mapping[HrKind, tuple[Words, Words]] = {
    HrKind.SPELLS: (
        _("Employment"),
        _("One row per employment, leavers included: from when to when, and where."),
    ),
    HrKind.EVENTS: (
        _("Career steps"),
        _("One row per promotion, lateral move, new responsibility or leadership role."),
    ),
    HrKind.UNITS: (_("Units"), _("One row per unit of the organization, and what it belongs to.")),
    HrKind.LINES: (_("Reporting lines"), _("One row per person and whom they report to.")),
}

FIELDS: Mapping[str, tuple[Words, Words]] = {
    "source_key": (
        _("Key of the row"),
        _("HR’s own key. A row whose key is known corrects the one before."),
    ),
    "user": (_("Person"), _("A username or mail address of this site.")),
    "manager": (_("Reports to"), _("A username or mail address of this site.")),
    "starts_on": (_("From"), _("The first day.")),
    "ends_on": (_("Until"), _("The last day. Empty while it goes on.")),
    "leave_reason": (_("Why it ended"), ""),
    "org_unit": (_("Unit"), _("The key of the unit, as HR writes it.")),
    "unit": (_("Unit"), _("The key of the unit, as HR writes it.")),
    "parent": (_("Belongs to"), _("The key of the unit above.")),
    "kind": (_("Kind of step"), ""),
    "on": (_("Day"), _("The day from which it holds.")),
    "verified": (_("Confirmed by HR"), ""),
    "retracted": (_("Taken back"), _("“yes” takes back the fact that has this key.")),
}

VALUES: Mapping[str, Words] = {
    "voluntary": _("By their own wish"),
    "regretted": _("By their own wish, and regretted"),
    "dismissed": _("Dismissed"),
    "retired": _("Retired"),
    "other": _("Another reason"),
    "promotion": _("Promotion"),
    "lateral_move": _("Lateral move"),
    "new_responsibility": _("New responsibility"),
    "leadership_role": _("Leadership role"),
    "yes": _("Yes"),
    "no": _("No"),
}

DATE_FORMS: Mapping[DateForm, Words] = {
    DateForm.ISO: "2026-12-31",
    DateForm.GERMAN: "31.12.2026",
    DateForm.BRITISH: "31/12/2026",
    DateForm.AMERICAN: "12/31/2026",
    DateForm.HYPHENS: "31-12-2026",
    DateForm.BARE: "20261231",
}

ENCODINGS: Mapping[Encoding, Words] = {
    Encoding.UTF_8: _("UTF-8 (usual)"),
    Encoding.UTF_16: _("UTF-16"),
    Encoding.WINDOWS_1252: _("Windows, Western Europe"),
    Encoding.LATIN_1: _("ISO Latin 1"),
}

SEPARATORS: Mapping[Separator, Words] = {
    Separator.GUESSED: _("Found out from the file"),
    Separator.COMMA: _("Comma"),
    Separator.SEMICOLON: _("Semicolon"),
    Separator.TAB: _("Tab"),
    Separator.BAR: _("Vertical bar"),
}

"""
Why personal data are kept: every purpose, its lawful basis, and for how long.

Consent is normally no valid basis at work (WP29 2/2017, EDPB 05/2020), so a purpose that the
program needs rests on legitimate interest and has no grant; an optional one rests on consent and
has.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Basis(StrEnum):
    """The lawful basis of a purpose (GDPR Article 6)."""

    LEGITIMATE_INTEREST = "legitimate_interest"
    CONSENT = "consent"


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """One purpose. The sentences are what the notice says of it."""

    key: str
    basis: Basis
    kept: Promise
    why: Promise
    readers: Promise

    @property
    def is_optional(self) -> bool:
        return self.basis is Basis.CONSENT


PURPOSES: Mapping[str, Purpose] = {
    purpose.key: purpose
    for purpose in (
        Purpose(
            key="run_program",
            basis=Basis.LEGITIMATE_INTEREST,
            kept=_("Your role in the program, your cohort and your pairing, with their dates."),
            why=_("To run the program: to pair people and to see that nobody is left alone."),
            readers=_("You, your mentoring partner and the coordinators of the program."),
        ),
        Purpose(
            key="course_progress",
            basis=Basis.LEGITIMATE_INTEREST,
            kept=_("From the linked courses: enrollment, how far you are, and whether you passed."),
            why=_("To see whether mentoring helps people to move on."),
            readers=_(
                "You. The coordinators see how far you are and when you were last active, never"
                " grades. Reports show only results of groups."
            ),
        ),
        Purpose(
            key="surveys",
            basis=Basis.LEGITIMATE_INTEREST,
            kept=_(
                "Your survey answers: with your name, under a code or without any link to you."
                " Each survey says which before its first question. That you answered is known."
            ),
            why=_("To see how mentoring is experienced and what it changes."),
            readers=_(
                "For surveys with your name, those whom the survey names. For all others nobody:"
                " only results of groups are shown."
            ),
        ),
        Purpose(
            key="career_facts",
            basis=Basis.LEGITIMATE_INTEREST,
            kept=_("From human resources: periods of employment, promotions and moves."),
            why=_("To see whether people in the program move on, and stay."),
            readers=_(
                "You, and the HR data stewards who bring it in. Reports show only results of"
                " groups."
            ),
        ),
        Purpose(
            key="story",
            basis=Basis.CONSENT,
            kept=_("A story about your mentoring that you have read and agreed to."),
            why=_("To show others what mentoring can be."),
            readers=_("Everybody who reads the stories of the program."),
        ),
        Purpose(
            key="demographics",
            basis=Basis.CONSENT,
            kept=_("Groups that you choose to name, kept apart from everything else."),
            why=_("To see whether the program serves everybody alike."),
            readers=_("Nobody. Reports show only results of groups."),
        ),
    )
}

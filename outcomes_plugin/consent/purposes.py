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
            key="meetings",
            basis=Basis.LEGITIMATE_INTEREST,
            kept=_(
                "When you meet, how long and in which way, and what you write about it: for both of"
                " you, or for yourself alone."
            ),
            why=_("To help you keep your meetings going, and to see that nobody is left alone."),
            readers=_(
                "You, and your mentoring partner while you are paired. Your private notes only you."
                " The coordinators see the days of your meetings, never a note."
            ),
        ),
        Purpose(
            key="requests",
            basis=Basis.LEGITIMATE_INTEREST,
            kept=_("What you ask the coordinators or object to, and what they answer."),
            why=_("To help when something does not work, and to answer you."),
            readers=_(
                "You and the coordinators, never your mentoring partner. What you say is wrong in"
                " data from human resources is read by the HR data stewards instead."
            ),
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
            key="certificates",
            basis=Basis.LEGITIMATE_INTEREST,
            kept=_("From the linked courses: whether you have a certificate, and since when."),
            why=_("To see whether mentoring helps people to move on."),
            readers=_("You. Reports show only results of groups."),
        ),
        Purpose(
            key="surveys",
            basis=Basis.LEGITIMATE_INTEREST,
            kept=_(
                "Your survey answers: with your name, under a code or without any link to you."
                " Each survey says which before its first question. That you answered is known."
                " What you have begun to answer is kept until you send it or the survey closes,"
                " for you alone, and never where answers have no link to you. With your name we"
                " keep how long you took; in all other surveys only whether an answer came faster"
                " than its questions can be read."
                " Also when you were asked and for how many minutes, so that all programs together"
                " do not ask too much of you, and other days that a survey has for you alone."
            ),
            why=_("To see how mentoring is experienced and what it changes."),
            readers=_(
                "For surveys with your name, those whom the survey names. For all others nobody:"
                " only results of groups are shown. What at least 10 people wrote in their own"
                " words is read without names after such a survey: by coordinators, who hide what"
                " tells of somebody, then by analysts and sponsors."
                " Coordinators read who has answered, who was asked enough, and other days of"
                " single people."
            ),
        ),
        Purpose(
            key="journals",
            basis=Basis.LEGITIMATE_INTEREST,
            kept=_("What you write in your journal, and what your mentor answers to it."),
            why=_("To give you a place to think, and to share what you choose to share."),
            readers=_(
                "You alone, unless you choose otherwise for an entry: then your mentor while you"
                " are paired, or your mentor and the coordinators. Private entries are read by no"
                " staff, no search and no report."
            ),
        ),
        Purpose(
            key="goals",
            basis=Basis.LEGITIMATE_INTEREST,
            kept=_("The goals that you write, your check-ins on them, and how they changed."),
            why=_("To help you see how you move, and to talk about it where you want to."),
            readers=_(
                "You alone, unless you share a goal: then your mentoring partner while you are"
                " paired. When you ask the coordinators for help they see that you did, not the"
                " goal. Reports show only results of groups."
            ),
        ),
        Purpose(
            key="career_facts",
            basis=Basis.LEGITIMATE_INTEREST,
            kept=_(
                "From human resources: periods of employment, promotions and moves, your unit, and"
                " to whom you report. It may come before you join; it waits then without your name."
            ),
            why=_("To see whether people in the program move on, and stay."),
            readers=_(
                "You, and the HR data stewards who bring it in. Reports show only results of"
                " groups."
            ),
        ),
        Purpose(
            key="mail",
            basis=Basis.LEGITIMATE_INTEREST,
            kept=_(
                "That we wrote to you, why and when, and which mails you want. The mails themselves"
                " are not kept."
            ),
            why=_("To tell you what you must know, and to remind you no more often than promised."),
            readers=_("You. Nobody else reads whom we have written to."),
        ),
        Purpose(
            key="shared_progress",
            basis=Basis.CONSENT,
            kept=_("That your mentor may see how far you are in the courses of the program."),
            why=_("To let your mentor ask at the right time."),
            readers=_(
                "Your mentor while you are paired: how much you have done and when you were last"
                " active, never a grade."
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

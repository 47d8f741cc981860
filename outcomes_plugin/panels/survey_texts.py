"""The sentences that a survey says in the browser."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def survey_texts(*, is_anonymous: bool) -> Mapping[str, str]:
    """Return the sentences by the name that the script has for them."""
    return {**_asking(), **_keeping(is_anonymous=is_anonymous), **_sending()}


def _asking() -> Mapping[str, str]:
    return {
        "page": _("Page {page} of {pages}"),
        "next": _("Next"),
        "look_over": _("Look over my answers"),
        "change": _("Change"),
        "answer": _("Answer"),
        "unanswered": _("Not answered"),
        "apart": _("Does not apply"),
        "comma": pgettext("list", "{these}, {one}").format(these="", one=""),
        "yours": _("Your answer: {answer}"),
        "place": _("{choice}: place {place} of {places}"),
        "no_place": _("{choice}: no place yet"),
        "missing": _("Choose one."),
        "choose": _("Choose one, or “Does not apply”."),
        "one_or_more": _("Choose at least one."),
        "at_most": _("Choose at most {count}."),
        "at_least": _("Choose at least {count}."),
        "which": _("Write it in your own words."),
        "words": _("Write a few words."),
        "number": _("Write a number."),
        "smallest": _("The smallest number here is {number}."),
        "largest": _("The largest number here is {number}."),
        "day": _("Choose a day that fits."),
        "order": _("Put them in your order."),
        "incomplete": _("Some questions still need an answer"),
        "preview": _("This is a preview. Nothing was sent."),
    }


def _keeping(*, is_anonymous: bool) -> Mapping[str, str]:
    return {
        "kept": _("Kept in this tab only. Nothing is on our server before you send it.")
        if is_anonymous
        else _("Kept on this device."),
        "not_kept": _("Nothing is kept on this device. Send before you leave."),
        "saved": _("Saved at {time}. You can stop here and go on later, on any device."),
        "draft": _("What you had chosen before is here again."),
        "resumed": _("You began this on another device. What you had chosen is here."),
        "two_devices": _("You went on with this survey on another device"),
        "both": _("{question} Here: {here}. There: {there}."),
        "keep_mine": _("Go on with what is here"),
        "take_other": _("Take what is on the other device"),
        "reload": _("Load the questions again"),
        "copy": _("Copy my answers"),
        "copied": _("Copied."),
    }


def _sending() -> Mapping[str, str]:
    return {
        "sending": _("Sending…"),
        "safe": _("Nothing was sent. Your answers are still here."),
        "offline": _("No connection. Your answers stay here and are sent when you are online."),
        "down": _("Our server is not answering. Your answers stay here, next try in 30 seconds."),
        "retry": _("That did not go through. Try again in a minute."),
        "signed_out": _("You were signed out. Your answers stay here."),
        "sign_in": _("Sign in"),
    }

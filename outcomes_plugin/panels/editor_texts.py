"""The sentences that the editor says in the browser."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# A number of each kind that languages tell apart: the browser knows which kind its number is.
_SAMPLES: Mapping[str, int] = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


def texts() -> Mapping[str, Any]:
    """Return the sentences by the name that the script has for them."""
    return {
        **_outline(),
        **_question(),
        **_statements(),
        **_choices_and_limits(),
        **_conditions(),
        **_around(),
        **_windows(),
        **_languages_and_files(),
        **_adding(),
        **_keeping(),
        **_saving(),
        "plurals": _plurals(),
    }


def _outline() -> Mapping[str, str]:
    return {
        "title_and_intro": _("Title and introduction"),
        "page": _("Page {page}"),
        "mentors_only": _("{page}, mentors only"),
        "mentees_only": _("{page}, mentees only"),
        "section": _("Section"),
        "outside": _("Outside of sections"),
        "no_words": _("No words yet"),
        "has_problem": _("needs attention"),
        "add_question": _("Add a question"),
        "from_bank": _("From the question bank"),
        "add_page": _("New page"),
        "add_section": _("New section"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "moved": _("Moved."),
    }


def _question() -> Mapping[str, str]:
    return {
        "question": _("Question {number}"),
        "information": _("Information"),
        "matrix": _("Matrix of statements"),
        "move_up": _("Move up"),
        "move_down": _("Move down"),
        "duplicate": _("Duplicate"),
        "duplicated": _("Duplicated."),
        "remove": _("Delete the question"),
        "deleted": _("The question is deleted."),
        "prompt": _("Question in words"),
        "markdown": _("**bold**, *slanted*, lists and links as in Markdown."),
        "measures": _("Measures"),
        "measures_nothing": _("Nothing yet"),
        "measures_each": _("Each statement its own"),
        "measures_of": _("What “{statement}” measures"),
        "own_score": _("A score of its own: {key}"),
        "uncovered": _("{indicator} (no question yet)"),
        "untied_hint": _("Choose an indicator. A question with numbers needs one to go live."),
        "shown_to": _("Shown to"),
        "both": _("mentees and mentors"),
        "mentees": _("mentees"),
        "mentors": _("mentors"),
        "required": _("Answer required"),
        "offer_apart": _("Offer “Does not apply”"),
        "apart": _("Does not apply"),
        "shared": _("Shared with the mentor"),
        "more": _("More"),
        "help": _("Hint below the question"),
        "help_hint": _("Stands in small letters. Leave it empty where none is needed."),
        "recall": _("Insert an earlier answer"),
        "recall_choose": _("Choose a question"),
        "recall_fallback": _("your answer"),
        "recall_hint": _("The words after the line stand there when it was not answered."),
        "key": _("Key"),
        "key_hint": _("Small letters, digits and _. It stays once people have answered."),
        "key_fixed": _("Answers are kept under this key, so it stays."),
        "key_refused": _("A key has small letters, digits and _, and no other part has it."),
    }


def _statements() -> Mapping[str, str]:
    return {
        "above": _("Words above the statements"),
        "add_above": _("Words above the statements"),
        "statements_title": _("Statements"),
        "statement": _("Statement {number}"),
        "add_statement": _("Add a statement"),
        "remove_statement": _("Delete the statement"),
        "statement_deleted": _("The statement is deleted."),
        "reversed": _("Reverse-scored"),
        "reversed_needs": _("Choose what it measures before you reverse a statement."),
        "answers": _("Answers"),
        "own_scale": _("Words of your own"),
        "scale_ends": _("{low} to {high}"),
        "scale_steps": _("{scale}, {count} steps"),
        "points": _("Words of the scale"),
        "point": _("Words for {value}"),
        "add_point": _("Add a step"),
        "remove_point": _("Delete the step"),
    }


def _choices_and_limits() -> Mapping[str, str]:
    return {
        "choices": _("Answers to choose from"),
        "choice": _("Answer {number}"),
        "add_choice": _("Add an answer"),
        "remove_choice": _("Delete the answer"),
        "choice_deleted": _("The answer is deleted."),
        "exclusive": _("Cannot be combined with other answers"),
        "other": _("Offer “Other, which?”"),
        "other_choice": _("Other"),
        "style": _("Looks like"),
        "style_radio": _("a list"),
        "style_dropdown": _("a drop-down"),
        "style_buttons": _("buttons in a row"),
        "least": _("At least"),
        "most": _("At most"),
        "rank_most": _("Rank only the first"),
        "rank_hint": _("Leave it empty to have all of them ranked."),
        "low_end": _("Words for 0"),
        "high_end": _("Words for 10"),
        "low": _("Smallest"),
        "high": _("Largest"),
        "unit": _("Unit"),
        "unit_hint": _("Such as hours or people."),
        "decimals": _("Decimals"),
        "earliest": _("Earliest day"),
        "latest": _("Latest day"),
        "longest": _("Most characters"),
        "choose": _("Choose"),
    }


def _conditions() -> Mapping[str, str]:
    return {
        "show_only_if": _("Show only if…"),
        "show_title": _("Show only if"),
        "show_and": _("Add a condition"),
        "show_join": _("How many of them must hold"),
        "show_all": _("all of these hold"),
        "show_any": _("any of these holds"),
        "show_none": _("none of these holds"),
        "show_not": _("Turn it round: show only if it does not hold"),
        "show_item": _("Earlier question"),
        "show_test": _("Condition"),
        "show_value": _("Value"),
        "show_remove": _("Delete the condition"),
        "show_deeper": _(
            "This question is shown by a rule with several levels. It stays as it is; "
            "to change it, save the file, edit it and read it again."
        ),
        "show_always": _("Show it always"),
        "test_is": _("is"),
        "test_includes": _("includes"),
        "test_at_least": _("is at least"),
        "test_at_most": _("is at most"),
        "test_answered": _("is answered"),
        "test_unanswered": _("is not answered"),
    }


def _around() -> Mapping[str, str]:
    return {
        "title": _("Title"),
        "no_title": _("Questionnaire without a title"),
        "about": _("Introduction"),
        "about_hint": _("What it is for, in a sentence or two."),
        "minutes": _("Minutes that people are told"),
        "default_mode": _("How answers are kept at first"),
        "default_mode_hint": _("Each survey has its own; a coordinator can choose another."),
        "validated": _("This is a validated instrument"),
        "licence": _("License"),
        "licence_instrument": _("Instrument"),
        "licence_holder": _("Who holds the rights"),
        "licence_reference": _("Where the permission is recorded"),
        "section_title": _("Heading"),
        "section_text": _("Words below the heading"),
        "new_page": _("Begins a new page"),
        "new_page_hint": _("Once one section begins a page, pages begin nowhere else."),
        "remove_section": _("Take the heading out"),
        "section_deleted": _("The heading is out; its questions stay."),
        "thanks": _("Thank-you page"),
        "thanks_about": _(
            "People read this once their answers have arrived, above what happens with them."
        ),
        "thanks_words": _("Your words"),
        "thanks_hint": _(
            "Leave it empty for our own sentences alone. Bold, lists and links as in Markdown."
        ),
    }


def _windows() -> Mapping[str, str]:
    return {
        "privacy": _("Privacy"),
        "privacy_about": _(
            "How answers are kept belongs to each survey. It can change until somebody answers."
        ),
        "no_window_yet": _("No survey asks these questions yet. A coordinator plans one."),
        "mode": _("How answers are kept"),
        "mode_locked": _("{mode}. {reason}"),
        "mode_reason": _("Reason"),
        "mode_reason_hint": _("Kept with the survey, for whoever asks later."),
        "because": _("Because: {reason}"),
        "change_mode": _("Change how answers are kept"),
        "mode_changed": _("Changed."),
        "not_changed": _("Our server did not answer. Nothing was changed; try again."),
        "when": _("When and who"),
        "when_about": _("The surveys that ask these questions. A coordinator plans them."),
        "asks_version": _("Asks version {version}"),
        "block_title": _("Title in the course"),
        "which_survey": _("Which survey is asked here?"),
        "no_choice": _("There is no survey that you can place here. A coordinator plans one."),
    }


def _languages_and_files() -> Mapping[str, str]:
    return {
        "languages": _("Languages"),
        "languages_about": _(
            "The questions are written in {language}. "
            "Who reads another language gets its words, and these where one is missing."
        ),
        "add_language": _("Add a language"),
        "choose_language": _("Choose a language"),
        "in_language": _("In {language}: {words}"),
        "remove_language": _("Delete {language}"),
        "language_deleted": _("{language} is deleted."),
        "nothing_missing": _("Nothing is missing."),
        "files": _("Import or export"),
        "read_file": _("Read a file"),
        "read_file_hint": _(
            "Our own JSON, XML of a course, an XLSForm or SurveyJS. "
            "It replaces the draft; undo brings back what was there."
        ),
        "file_too_large": _("This file is too large: at most 1.5 MB."),
        "file_unread": _("This file could not be read. The draft is as it was."),
        "file_whole": _("All of the file is in the draft."),
        "file_left_out": _("The file is in the draft. This could not be carried over:"),
        "save_file": _("Save as a file"),
        "save_file_about": _("The draft as JSON, which can be read here and in other programs."),
        "save_file_now": _("Save the file"),
    }


def _adding() -> Mapping[str, str]:
    return {
        "add": _("Add"),
        "added": _("Added."),
        "bank_about": _("A question from the bank brings its scale, and counts where it is due."),
        "for_mentee": _("for mentees"),
        "for_mentor": _("for mentors"),
        "start_title": _("Nothing is asked yet"),
        "start_about": _("Start from a first question, or from one of these."),
        "start_empty": _("Add the first question"),
        "packs": _("Questionnaires to start from"),
        "replaced": _("The draft is replaced."),
        "preview": _("Preview"),
        "preview_waits": _("The preview begins with the first question that has words."),
        "preview_as": _("Read as"),
        "preview_in": _("Language of the preview"),
        "as_mentee": _("As a mentee"),
        "as_mentor": _("As a mentor"),
        "phone": _("Phone"),
        "desktop": _("Desktop"),
        "page_of": _("Page {page} of {pages}"),
    }


def _keeping() -> Mapping[str, str]:
    return {
        "kept": _("Draft kept at {time}"),
        "keeping": _("Keeping the draft…"),
        "sending": _("Sending…"),
        "offline": _(
            "No connection. The draft is kept on this device, and sent when you are online."
        ),
        "down": _("Our server is not answering. The draft is kept here, next try in 30 seconds."),
        "signed_out": _("You were signed out. The draft stays on this device."),
        "sign_in": _("Sign in"),
        "resumed": _("What this device had kept is here again."),
        "conflict_line": _("Nothing is sent until you have chosen."),
        "conflict_title": _("Somebody else changed this questionnaire while you were writing"),
        "conflict_about": _(
            "Both drafts are here. What you do not choose can be brought back by undo."
        ),
        "theirs": _("Theirs"),
        "mine": _("Yours"),
        "not_there": _("(not in this draft)"),
        "differs_elsewhere": _("The order, the scores or the words around the questions"),
        "conflict_go_on": _("Go on with this one"),
        "took_theirs": _("You took the other draft."),
    }


def _saving() -> Mapping[str, str]:
    return {
        "cancel": _("Cancel"),
        "save": _("Save"),
        "saving": _("Saving"),
        "save_words": _("Save the new words"),
        "save_version": _("Save version {version}"),
        "nothing_to_save": _("Nothing to save"),
        "see_changes": _("See what changed"),
        "changes_title": _("What changes"),
        "trends_broken": _("Figures over time begin anew for: {scores}."),
        "problems_first": _("This needs attention before it can be saved:"),
        "problem_in": _("Question {number}: {message}"),
        "go_on": _("Go on writing"),
        "discard": _("Go back to version {version}"),
        "discarded": _("The draft is deleted."),
        "not_saved": _("Our server did not answer. Nothing was saved; the draft is kept."),
        "version_draft": _("Version {version}, draft"),
        "version_published": _("Version {version}"),
        "untied_title": _("Question {number} measures nothing yet"),
        "untied_about": _(
            "Choose an indicator for “{prompt}”, or take it out. "
            "A question without one cannot go live."
        ),
        "go_to": _("Go to question {number}"),
    }


def _plurals() -> Mapping[str, Mapping[str, str]]:
    """Return the forms of each sentence with a number, by the kind of number."""
    return {
        "statements": _forms(lambda n: ngettext("{count} statement", "{count} statements", n)),
        "questions": _forms(lambda n: ngettext("{count} question", "{count} questions", n)),
        "minutes": _forms(lambda n: ngettext("{count} minute", "{count} minutes", n)),
        "about_minutes": _forms(
            lambda n: ngettext("about {count} minute", "about {count} minutes", n)
        ),
        "by_our_count": _forms(
            lambda n: ngettext(
                "By our count it takes about {count} minute.",
                "By our count it takes about {count} minutes.",
                n,
            )
        ),
        "missing": _forms(
            lambda n: ngettext(
                "{count} text is missing in this language.",
                "{count} texts are missing in this language.",
                n,
            )
        ),
    }


def _forms(say: Callable[[int], str]) -> Mapping[str, str]:
    return {kind: say(sample) for kind, sample in _SAMPLES.items()}

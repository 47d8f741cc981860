"""
The public Python API: what blocks, pages and other plugins may call.

Every function takes the actor first and refuses by itself. What it raises stands in
`outcomes_plugin.errors`, what it returns in the `data` modules of the applets.
"""

from collections.abc import Iterable, Mapping, Sequence

from outcomes_plugin.actors.api import actor_for, users_of
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.consent.notices import compose as compose_notice
from outcomes_plugin.consent.purposes import PURPOSES, Purpose
from outcomes_plugin.edxapp import UserFacts, platform
from outcomes_plugin.errors import NotFound
from outcomes_plugin.frameworks.api import adopt_indicator, framework_of, set_target
from outcomes_plugin.frameworks.api import copy_example as copy_example_framework
from outcomes_plugin.goals.api import (
    add_milestone,
    agree_goal,
    change_goal,
    complete_milestone,
    desk_goals,
    finish_goal,
    goal_history,
    goals_of,
    goals_room,
    help_wanted,
    latest_nexts,
    partner_goals,
    remove_milestone,
    reopen_goal,
    set_goal,
    undo_milestone,
)
from outcomes_plugin.goals.api import check_in as check_in_on_goal
from outcomes_plugin.goals.api import indicator_choices as goal_indicators
from outcomes_plugin.goals.api import movement as goal_movement
from outcomes_plugin.governance.api import export_of
from outcomes_plugin.journals.api import autosave as autosave_journal
from outcomes_plugin.journals.api import delete_entry as delete_journal_entry
from outcomes_plugin.journals.api import discard_draft as discard_journal_draft
from outcomes_plugin.journals.api import entries_of as journal_entries
from outcomes_plugin.journals.api import entry as journal_entry
from outcomes_plugin.journals.api import export_entries as export_journal
from outcomes_plugin.journals.api import journal_view
from outcomes_plugin.journals.api import kept_count as journal_entries_kept
from outcomes_plugin.journals.api import recap as journal_recap
from outcomes_plugin.journals.api import reply as reply_to_journal_entry
from outcomes_plugin.journals.api import save_entry as save_journal_entry
from outcomes_plugin.journals.api import share as share_journal_entry
from outcomes_plugin.journals.api import shared_with_mentor as journal_shared_with_mentor
from outcomes_plugin.journals.api import shared_with_staff as journals_shared_with_staff
from outcomes_plugin.journals.api import stop_sharing as stop_sharing_journal_entry
from outcomes_plugin.journals.api import waiting_for_reply as journals_waiting_for_reply
from outcomes_plugin.mail.api import choose_mail, mail_choices
from outcomes_plugin.pairings.api import (
    accept_pairing,
    answer_until,
    change_meeting,
    contact_of,
    decline_pairing,
    end_membership,
    end_pairing,
    form_pairing,
    hand_over,
    keep_own_note,
    leave_program,
    log_meeting,
    meeting_dates,
    my_meetings,
    my_pairings,
    pairing,
    pairings,
    pause_pairing,
    plan_meeting,
    propose_pairing,
    remove_meeting,
    restore_meeting,
    resume_pairing,
    what_stays,
)
from outcomes_plugin.pairings.api import apply_import as apply_pairings_import
from outcomes_plugin.pairings.api import check_import as check_pairings_import
from outcomes_plugin.pairings.api import history as pairing_history
from outcomes_plugin.pairings.data import PairingData
from outcomes_plugin.programs.api import (
    add_member,
    change_cohort,
    change_member,
    change_program,
    coordinators_to_ask,
    courses_linked,
    courses_to_link,
    create_cohort,
    create_program,
    find_user_to_add,
    find_user_to_coordinate,
    go_live,
    link_course,
    linked_courses,
    members,
    named_members,
    names_of,
    notice_in_force,
    own_program,
    own_standing,
    persons_ever_in,
    programs_for,
    programs_of_course,
    publish_notice,
    read_notice,
    require,
    require_global_staff,
    roles_to_give,
    set_milestones,
    staffed_courses,
    unlink_course,
    usual_days,
    whole_standing,
    write_notice,
)
from outcomes_plugin.programs.api import apply_import as apply_members_import
from outcomes_plugin.programs.api import check_import as check_members_import
from outcomes_plugin.programs.api import cohorts as find_cohorts
from outcomes_plugin.programs.api import milestones as find_milestones
from outcomes_plugin.programs.data import (
    Action,
    CohortData,
    MilestoneData,
    ProgramData,
    Role,
    Standing,
    Thing,
)
from outcomes_plugin.progression.api import apply_hr_import, check_hr_import, my_career_facts
from outcomes_plugin.readiness.api import begin_program, set_up_of
from outcomes_plugin.reporting.api import (
    close_and_release,
    releases,
    report,
    report_csv,
    window_results,
)
from outcomes_plugin.reporting.api import close_due as run_due
from outcomes_plugin.requests.api import acknowledge as acknowledge_request
from outcomes_plugin.requests.api import answer as answer_request
from outcomes_plugin.requests.api import (
    answered_requests,
    my_requests,
    open_requests,
    who_reads,
)
from outcomes_plugin.requests.api import ask as make_request
from outcomes_plugin.requests.api import outcomes_of as request_outcomes
from outcomes_plugin.requests.api import withdraw as withdraw_request
from outcomes_plugin.surveys.api import (
    begin_closing,
    cancel_window,
    change_window,
    identified_answers,
    instrument_choices,
    open_window,
    own_windows,
    participation,
    plan_window,
    program_participation,
    suggested_windows,
    window_choices,
    windows,
)
from outcomes_plugin.surveys.api import change_mode as change_window_mode
from outcomes_plugin.surveys.api import decline as decline_survey
from outcomes_plugin.surveys.api import hindrances as find_hindrances
from outcomes_plugin.surveys.api import learner_view as survey_view
from outcomes_plugin.surveys.api import preview as survey_preview
from outcomes_plugin.surveys.api import submit as submit_survey
from outcomes_plugin.surveys.api import undo_decline as undo_survey_decline

__all__ = [
    "accept_pairing",
    "acknowledge_request",
    "actor_for",
    "add_member",
    "add_milestone",
    "adopt_indicator",
    "agree_goal",
    "answer_request",
    "answer_until",
    "answered_requests",
    "apply_hr_import",
    "apply_members_import",
    "apply_pairings_import",
    "autosave_journal",
    "base_template",
    "begin_closing",
    "begin_program",
    "cancel_window",
    "change_cohort",
    "change_goal",
    "change_meeting",
    "change_member",
    "change_program",
    "change_window",
    "change_window_mode",
    "check_hr_import",
    "check_in_on_goal",
    "check_members_import",
    "check_pairings_import",
    "choose_mail",
    "close_and_release",
    "cohorts_of",
    "complete_milestone",
    "compose_notice",
    "contact_of",
    "coordinators_to_ask",
    "copy_example_framework",
    "course_ways",
    "courses_linked",
    "courses_to_link",
    "create_cohort",
    "create_program",
    "decline_pairing",
    "decline_survey",
    "delete_journal_entry",
    "desk_goals",
    "discard_journal_draft",
    "end_membership",
    "end_pairing",
    "export_journal",
    "export_of",
    "find_user_to_add",
    "find_user_to_coordinate",
    "finish_goal",
    "form_pairing",
    "framework_of",
    "go_live",
    "goal_history",
    "goal_indicators",
    "goal_movement",
    "goals_of",
    "goals_room",
    "hand_over",
    "help_wanted",
    "hr_program",
    "identified_answers",
    "instrument_choices",
    "is_course_staff",
    "journal_entries",
    "journal_entries_kept",
    "journal_entry",
    "journal_recap",
    "journal_shared_with_mentor",
    "journal_view",
    "journals_shared_with_staff",
    "journals_waiting_for_reply",
    "keep_own_note",
    "latest_nexts",
    "leave_program",
    "link_course",
    "log_meeting",
    "mail_choices",
    "make_request",
    "may_create_programs",
    "meeting_dates",
    "members",
    "mentors_standing",
    "milestones_of",
    "my_career_facts",
    "my_meetings",
    "my_pairings",
    "my_requests",
    "named_members",
    "names_in_program",
    "names_of_askers",
    "notice_in_force",
    "notice_purposes",
    "open_requests",
    "open_window",
    "own_name",
    "own_program",
    "own_standing",
    "own_windows",
    "pairing",
    "pairing_history",
    "pairings",
    "participation",
    "partner_goals",
    "partners_of",
    "pause_pairing",
    "plan_meeting",
    "plan_window",
    "program_participation",
    "program_to_pair",
    "programs_for",
    "programs_of_course",
    "propose_pairing",
    "publish_notice",
    "read_notice",
    "releases",
    "remove_meeting",
    "remove_milestone",
    "reopen_goal",
    "reply_to_journal_entry",
    "report",
    "report_csv",
    "request_outcomes",
    "request_readers",
    "restore_meeting",
    "resume_pairing",
    "roles_to_give",
    "run_due",
    "save_journal_entry",
    "set_goal",
    "set_milestones",
    "set_target",
    "set_up_of",
    "share_journal_entry",
    "sign_in_url",
    "sign_in_url_for_block",
    "staffed_courses",
    "stop_sharing_journal_entry",
    "submit_survey",
    "suggested_windows",
    "survey_preview",
    "survey_view",
    "undo_milestone",
    "undo_survey_decline",
    "unlink_course",
    "usual_days",
    "what_stays",
    "whole_standing",
    "window_choices",
    "window_hindrances",
    "window_results",
    "windows",
    "withdraw_request",
    "write_notice",
]


def is_course_staff(actor: Actor, course_key: str) -> bool:
    """Return whether the actor is staff of the course."""
    return actor.user_id is not None and platform().is_course_staff(actor.user_id, course_key)


def sign_in_url_for_block(usage_key: str) -> str:
    """Return the address where a person signs in and comes back to the block."""
    door = platform()
    return door.sign_in_url(door.block_url(usage_key))


def sign_in_url(path: str) -> str:
    """Return the address where a person signs in and comes back to the path."""
    return platform().sign_in_url(path)


def base_template() -> str:
    """Return the name of the platform's template that pages extend."""
    return platform().base_template()


def cohorts_of(actor: Actor, program: str) -> Sequence[CohortData]:
    """
    Return the program's cohorts, the earliest first.

    Raises:
        NotFound: no such program, or the actor may not count its participation.
    """
    held = require(actor, program, Thing.PARTICIPATION, Action.READ_COUNTS)
    return find_cohorts(held.program.id)


def may_create_programs(actor: Actor) -> bool:
    """Return whether the actor makes programs."""
    try:
        require_global_staff(actor, Thing.PROGRAMS, Action.CREATE)
    except NotFound:
        return False
    return True


def milestones_of(actor: Actor, program: str) -> Sequence[MilestoneData]:
    """
    Return the milestones of the program's cohorts by day.

    Raises:
        NotFound: no such program, or the actor may not count its participation.
    """
    held = require(actor, program, Thing.PARTICIPATION, Action.READ_COUNTS)
    return find_milestones(held.program.id)


def notice_purposes() -> Sequence[Purpose]:
    """Return every purpose that a notice can tell of, those that a program needs first."""
    return sorted(PURPOSES.values(), key=lambda purpose: purpose.is_optional)


def window_hindrances(actor: Actor, program: str) -> Mapping[int, str]:
    """
    Return what would keep each planned window from opening as things are.

    Raises:
        NotFound: no such program, or the actor may not set up its windows.
    """
    held = require(actor, program, Thing.WINDOWS, Action.CONFIGURE)
    return find_hindrances(held.program.id)


def names_in_program(actor: Actor, program: str) -> Mapping[str, str]:
    """
    Return the name of each person who is or was in the program and still has a user.

    Raises:
        NotFound: no such program, or the actor may not read its members.
    """
    held = require(actor, program, Thing.MEMBERS, Action.READ)
    users = users_of(persons_ever_in(held.program.id))
    facts = platform().users(set(users.values()))
    return {person: facts[user].name for person, user in users.items() if user in facts}


def own_name(actor: Actor) -> str:
    """Return the actor's own name as the platform has it; nothing for a part of the system."""
    found = platform().users([actor.user_id]) if actor.user_id is not None else {}
    return found[actor.user_id].name or found[actor.user_id].username if found else ""


def mentors_standing(actor: Actor, program: str) -> Standing:
    """
    Return what the actor, a mentor, is to the program.

    Raises:
        NotFound: no such program, or the actor is no mentor of it.
    """
    held = require(actor, program, Thing.SHARED_WORK, Action.READ_PARTNER)
    if Role.MENTOR not in held.roles:
        raise NotFound
    return held


def program_to_pair(actor: Actor, program: str) -> ProgramData:
    """
    Return the program whose people the actor pairs.

    Raises:
        NotFound: no such program, or no such right.
    """
    return require(actor, program, Thing.PAIRINGS, Action.CONFIGURE).program


def hr_program(actor: Actor, program: str) -> ProgramData:
    """
    Return the program whose HR facts the actor may import.

    Raises:
        NotFound: no such program, or no such right.
    """
    return require(actor, program, Thing.HR_FACTS, Action.IMPORT).program


def course_ways(actor: Actor, program: str) -> Sequence[tuple[str, str]]:
    """
    Return title and address of the program's courses, the primary one first.

    Raises:
        NotFound: no such program, or the actor is nothing to it.
    """
    door, held = platform(), whole_standing(actor, program)
    found = [door.course(link.course_key) for link in linked_courses(held.program.id)]
    return [(one.title, door.course_url(one.course_key)) for one in found if one is not None]


def partners_of(actor: Actor, pairings: Iterable[PairingData]) -> Mapping[str, UserFacts]:
    """Return who everybody is with whom the actor is, was or is to be paired in these pairings."""
    person = actor.person or ""
    partners = {one.partner_of(person) for one in pairings if person in one.people}
    users = users_of(partners) if partners else {}
    facts = platform().users(set(users.values())) if users else {}
    return {partner: facts[user] for partner, user in users.items() if user in facts}


def request_readers(actor: Actor, program: str) -> Mapping[str, Sequence[str]]:
    """
    Return what the actor may ask of the program, with the names of those who would read it.

    Raises:
        NotFound: no such program, or the actor never had a role in it.
    """
    readers = who_reads(actor, program)
    names = names_of({person for found in readers.values() for person in found})
    return {
        kind: sorted(names[person] for person in found if person in names)
        for kind, found in readers.items()
    }


def names_of_askers(actor: Actor, program: str) -> Mapping[str, str]:
    """
    Return the name of each person whose request the actor may answer, or may have answered.

    Raises:
        NotFound: no such program, or the actor may answer nothing in it.
    """
    found = [*open_requests(actor, program), *answered_requests(actor, program)]
    return names_of({one.person for one in found})

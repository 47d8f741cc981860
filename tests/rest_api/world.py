"""A program with everything that an endpoint can name, clients of its people, and all endpoints."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from django.utils import timezone

from demo.courses.models import DemoGroup
from outcomes_plugin import api
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.goals import api as goals_api
from outcomes_plugin.journals.data import Visibility
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.progression.data import HrKind
from outcomes_plugin.requests import api as requests_api
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import Timing
from tests import given
from tests import given_surveys as gs
from tests.given_comments import an_instrument_with_words
from tests.given_frameworks import a_draft, the_example
from tests.given_goals import PURPOSES, a_goal
from tests.given_journals import an_id, has_read, the_token, writes
from tests.given_pairings import a_meeting, a_pairing, a_proposal
from tests.given_programs import (
    a_cohort,
    a_course,
    a_linked_course,
    a_member,
    a_program,
    course_staff,
    the_coordinator,
)

PERSONS = {
    "mentee": "amara",
    "mentor": "ilse",
    "proposed_mentor": "mina",
    "other_mentee": "bo",
    "coordinator": "cleo",
    "analyst": "anna",
    "sponsor": "sid",
    "hr_steward": "hana",
    "line_manager": "linus",
    "course_staff": "carl",
    "global_staff": "gudrun",
    "stranger": "zoe",
}
ROOT = "outcomes_plugin:v1"
COURSE = "course-v1:Northlight+MENTOR+2026"
ANOTHER_COURSE = "course-v1:Northlight+OTHER+2026"


@dataclass(frozen=True)
class Call:
    """One method of one endpoint: which parts its address has, and a body that can be used."""

    name: str
    method: str = "get"
    parts: tuple[str, ...] = ("slug",)
    body: Mapping[str, Any] | None = None
    file: bytes = b""
    form: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def a_world() -> tuple[ProgramData, dict[str, Any]]:
    """Return a live program and what stands in addresses that name something of it."""
    program = a_program()
    a_cohort(program)
    gs.a_notice(program, purposes=(*PURPOSES, "journals", "meetings", "shared_progress"))
    the_example(program)
    # Who drafts indicators and who puts them in force are two people.
    a_member(program, PERSONS["analyst"], role="analyst")
    draft = a_draft("trust", title="Trust, as asked anew")
    frameworks_api.draft_indicator(given.an_actor("anna"), program.id, draft, at=given.MONDAY)
    for mentee, mentor in (("amara", "ilse"), ("bo", "jonas")):
        a_member(program, mentee, cohort="spring")
        a_member(program, mentor, role="mentor")
    for role in ("sponsor", "hr_steward", "line_manager"):
        a_member(program, PERSONS[role], role=role)
    a_linked_course(program)
    course_staff(PERSONS["course_staff"])
    course_staff("cleo", ANOTHER_COURSE)
    given.a_user(PERSONS["stranger"])
    pairing = a_pairing(program, "amara", "ilse")
    a_pairing(program, "bo", "jonas")
    return program, {"slug": program.slug, **_things(program, pairing)}


def _things(program: ProgramData, pairing: Any) -> dict[str, Any]:
    """Return the ids and keys of one thing of each kind; most of them are Amara's."""
    amara = has_read(program, "amara")
    now = timezone.now()
    goal = a_goal(program)
    entry = writes(
        program,
        "amara",
        visibility=Visibility.MENTOR,
        audience=the_token(amara, program, Visibility.MENTOR),
    )
    later = {"opens_at": now + timedelta(days=7), "closes_at": now + timedelta(days=14)}
    window = gs.a_window(program, key="later", instrument="pulse", **later)
    gs.an_open_window(
        program,
        key="pulse",
        instrument="pulse",
        opens_at=given.TUESDAY,
        closes_at=given.A_YEAR_LATER,
    )
    surveys_api.shift_person(
        the_coordinator(),
        window.id,
        given.a_person("amara"),
        reason="away",
        closes_on=(now + timedelta(days=21)).date(),
        at=now,
    )
    wordy = gs.a_closed_window(
        program, {}, key="words", mode="confidential", instrument=an_instrument_with_words(program)
    )
    request = requests_api.ask(amara, program.id, kind="help", text="Call me.", at=given.TUESDAY)
    member = a_member(program, "mina", role="mentor")
    DemoGroup.objects.create(pk=7001, course=a_course(), kind="team", title="Blue")
    surveys_api.make_calendar(amara, at=given.TUESDAY)
    surveys_api.plan_series(
        the_coordinator(),
        program.id,
        key="round",
        title="Round",
        instrument="pulse",
        role="mentee",
        timing=Timing(anchor="end", amount=60),
        cohorts=["spring"],
        every=30,
        count=2,
        at=now,
    )
    return {
        "goal_id": goal.id,
        "milestone_id": goals_api.add_milestone(amara, goal.id, text="One", at=given.TUESDAY).id,
        "pairing_id": pairing.id,
        "proposal_id": a_proposal(program, "amara", "mina").id,
        "meeting_id": a_meeting(pairing, "amara").id,
        "removed_id": _a_removed_meeting(pairing, amara),
        "request_id": request.id,
        "member_id": member.id,
        "window_id": window.id,
        "person": given.a_person("amara"),
        "wordy_id": wordy.id,
        "series": "round",
        "entry_id": entry.id,
        "key": "pulse",
        "own": _an_own_questionnaire(program),
        "cohort": "spring",
        "course_key": COURSE,
        "indicator": "trust",
        "kind": "members",
        "purpose": "shared_progress",
        **_of_hr(program),
    }


def _of_hr(program: ProgramData) -> dict[str, Any]:
    """Return a source of the HR data steward, a fact of it about Amara, and what she disputed."""
    hana, amara, now = given.an_actor("hana"), given.an_actor("amara"), timezone.now()
    source = api.save_hr_source(
        hana,
        program.id,
        "personnel",
        title="Personnel",
        kind=HrKind.SPELLS,
        mapping=api.mapping_of(_HR_COLUMNS),
        at=now,
    )
    rows = [
        {"id": key, "user": "amara", "from": day}
        for key, day in (("P-1", "2020-01-01"), ("P-2", "2021-01-01"))
    ]
    api.apply_hr_rows(hana, program.id, source.key, rows, at=now)
    fact, wrong = api.my_career_facts(amara)[0]
    return {
        "source": source.key,
        "fact_kind": HrKind.SPELLS,
        "fact_id": fact.id,
        "dispute_id": api.dispute_career_fact(amara, HrKind.SPELLS, wrong.id, at=now).id,
    }


def _an_own_questionnaire(program: ProgramData) -> str:
    document = surveys_api.shipped_instruments()["pulse"]
    surveys_api.publish_instrument(
        the_coordinator(), program.id, document, key="own", at=given.TUESDAY
    )
    return "own"


def _a_removed_meeting(pairing: Any, actor: Any) -> int:
    meeting = a_meeting(pairing, "amara", held_on=given.TUESDAY.date(), at=given.NEXT_MONDAY)
    pairings_api.remove_meeting(actor, meeting.id, at=timezone.now())
    return meeting.id


def client_of(role: str, **options: Any) -> Client:
    """Return a client in which the person of that role is signed in."""
    client = Client(**options)
    client.force_login(given.a_user(PERSONS.get(role, role)))
    return client


def address(name: str, *parts: Any) -> str:
    """Return the address of an endpoint."""
    return reverse(f"{ROOT}:{name}", args=parts)


def send(client: Client, method: str, path: str, body: Any = None, **options: Any) -> Any:
    """Ask, with a JSON body where there is one."""
    if body is None and method == "get":
        return client.get(path, **options)
    said = "" if body is None else json.dumps(body)
    return getattr(client, method)(path, said, content_type="application/json", **options)


def ask(client: Client, call: Call, things: Mapping[str, Any], **options: Any) -> Any:
    """Ask what the call asks, of these things."""
    path = address(call.name, *(things[part] for part in call.parts))
    if call.file:
        sent = {"file": SimpleUploadedFile("file.csv", call.file), **call.form}
        return client.generic(
            "POST", path, encode_multipart(BOUNDARY, sent), MULTIPART_CONTENT, **options
        )
    return send(client, call.method, path, call.body, **options)


_POLL = b"<vertical display_name='Goals'><pb-answer name='goal' question='Your goal?'/></vertical>"
_GOAL, _PAIRING, _WINDOW = ("goal_id",), ("pairing_id",), ("window_id",)
_PERSON = ("window_id", "person")
_LATER = (timezone.now() + timedelta(days=20)).date().isoformat()
_ENTRY, _SURVEY = ("slug", "entry_id"), ("slug", "key")
_MEETING = {"held_on": "2026-03-03", "minutes": 45, "mode": "video"}
_SOON = {"opens_at": "2027-01-04T09:00:00+01:00", "closes_at": "2027-01-18T09:00:00+01:00"}
_AFTER = {"anchor": "end", "amount": 2, "unit": "months"}
_NOTICE = {
    "controller": "Northlight",
    "contact": "privacy@example.com",
    "purposes": ["run_program", "goals", "journals", "surveys", "course_progress"],
    "months_kept": 12,
    "key_destroyed_on": "2027-06-30",
}
_HR_SOURCE = ("slug", "source")
_HR_COLUMNS = {"columns": {"source_key": "id", "user": "user", "starts_on": "from"}}
_HR_FILE = b"id,user,from\nE-2,amara,2023-09-07\n"
_HR_ROWS = {"rows": [{"id": "E-2", "user": "amara", "from": "2023-09-07"}]}
CALLS_OF_HR = [
    Call("hr_sources"),
    Call(
        "hr_source",
        "put",
        _HR_SOURCE,
        {"title": "Payroll", "kind": "spells", "mapping": _HR_COLUMNS},
    ),
    Call("hr_source", "delete", _HR_SOURCE),
    Call("check_hr_rows", "post", _HR_SOURCE, _HR_ROWS),
    Call("hr_rows", "post", _HR_SOURCE, _HR_ROWS),
    Call("check_hr_file", "post", _HR_SOURCE, file=_HR_FILE),
    Call("hr_file", "post", _HR_SOURCE, file=_HR_FILE, form={"digest": "0" * 64}),
    Call("retract_hr_facts", "post", _HR_SOURCE, {"keys": ["P-1"]}),
    Call("discard_held", "post", _HR_SOURCE, {"keys": ["P-1"]}),
    Call("held_hr_rows"),
    Call("hr_imports"),
    Call("hr_disputes"),
    Call("settle_dispute", "post", ("slug", "dispute_id"), {"outcome": "stays"}),
    Call("dispute_hr_fact", "post", ("slug", "fact_kind", "fact_id"), {}),
]
CALLS = [
    Call("programs", parts=()),
    Call(
        "programs",
        "post",
        (),
        {
            "slug": "new",
            "title": "New",
            "org": "Northlight",
            "time_zone": "Europe/Berlin",
            "coordinator": "cleo",
        },
    ),
    Call("purposes", parts=()),
    Call("site_health", parts=()),
    Call("mail_choices", parts=()),
    Call("choices", parts=()),
    Call("own_calendar", parts=()),
    Call("own_calendar", "post", (), {}),
    Call("own_calendar", "delete", ()),
    Call("my_data", parts=()),
    Call("one_course", parts=("course_key",)),
    Call("program"),
    Call("program", "patch", ("slug",), {"title": "Leap on", "edition": ""}),
    Call("set_up"),
    Call("begin", "post", body={}),
    Call("end"),
    Call("end", "post", body={}),
    Call("notice"),
    Call("notice", "post", body=_NOTICE),
    Call("read_notice", "post", body={"version": 1}),
    Call("cohorts"),
    Call("cohorts", "post", body={"slug": "fall", "title": "Fall", "starts_on": "2026-09-01"}),
    Call(
        "cohort",
        "put",
        ("slug", "cohort"),
        {"title": "Spring", "starts_on": "2026-03-02", "ends_on": None, "edition": ""},
    ),
    Call("cohort_days", "put", ("slug", "cohort"), {"days": {"midpoint": "2026-07-01"}}),
    Call("groups"),
    Call("cohort_group", "put", ("slug", "cohort"), {"course_key": COURSE, "group": "team-7001"}),
    Call("cohort_group", "delete", ("slug", "cohort")),
    Call("days"),
    Call("members"),
    Call("members", "post", body={"person": "zoe", "role": "mentee"}),
    Call("member", "put", ("member_id",), {"cohort": "spring", "attributes": {}}),
    Call("member", "delete", ("member_id",)),
    Call("pairings"),
    Call("pairings", "post", body={"mentee": "nobody", "mentor": "nobody", "how": "propose"}),
    Call("pairing", parts=("slug", "pairing_id")),
    Call("pairing_history", parts=("slug", "pairing_id")),
    Call("help_wanted"),
    Call("stalled"),
    Call("open_requests"),
    Call("answered_requests"),
    Call("shared_entries"),
    Call("replies", "post", _ENTRY, {"text": "Well done."}),
    Call("courses"),
    Call("courses", "post", body={"course_key": ANOTHER_COURSE}),
    Call("course", "delete", ("slug", "course_key")),
    Call("courses_to_link"),
    Call("indicators"),
    Call("example_framework", "post", body={}),
    Call("adopt_indicator", "post", ("slug", "indicator"), {}),
    Call("targets", "post", ("slug", "indicator"), {"value": 0.5}),
    Call("windows"),
    Call(
        "windows",
        "post",
        body={"key": "p2", "title": "P", "instrument": "pulse", "role": "mentee", **_SOON},
    ),
    Call(
        "following_windows",
        "post",
        body={
            "key": "after",
            "title": "After",
            "instrument": "pulse",
            "role": "mentee",
            "timing": _AFTER,
            "cohorts": ["spring"],
        },
    ),
    Call(
        "fixed_series",
        "post",
        body={
            "key": "yearly",
            "title": "Yearly",
            "instrument": "pulse",
            "role": "mentee",
            **_SOON,
            "every": 12,
            "unit": "months",
            "count": 2,
        },
    ),
    Call("fixed_series_times", "post", body={**_SOON, "every": 7, "count": 2}),
    Call(
        "all_series",
        "post",
        body={
            "key": "again",
            "title": "Again",
            "instrument": "pulse",
            "role": "mentee",
            "timing": _AFTER,
            "cohorts": ["spring"],
            "every": 2,
            "count": 2,
        },
    ),
    Call(
        "series_times",
        "post",
        body={"timing": _AFTER, "cohorts": ["spring"], "every": 2, "count": 2},
    ),
    Call(
        "one_series",
        "put",
        ("slug", "series"),
        {"title": "Again", "timing": _AFTER, "every": 3},
    ),
    Call("one_series", parts=("slug", "series")),
    Call("one_series", "delete", ("slug", "series")),
    Call("window_times", "post", body={"timing": _AFTER, "cohorts": ["spring"]}),
    Call("window_moves", "post", ("slug", "cohort"), {"days": {"midpoint": "2026-07-01"}}),
    Call("suggested_windows"),
    Call("hindrances"),
    Call("instruments"),
    Call("participation"),
    Call("releases"),
    Call("report"),
    Call("cells"),
    Call("questionnaires"),
    Call("questionnaire", parts=("slug", "key")),
    Call("questionnaire_schema", parts=()),
    Call("questionnaire_draft", parts=_SURVEY),
    Call("questionnaire_draft", "put", _SURVEY, {"document": {}, "draft_version": 0}),
    Call(
        "publish_questionnaire",
        "post",
        _SURVEY,
        {"document": {}, "draft_version": 0, "publish_as": "version"},
    ),
    Call("begin_questionnaire", "post", body={"document": {"title": "New"}}),
    Call("discard_draft", "post", _SURVEY, {"draft_version": 0}),
    Call("questionnaire_wording", "put", ("slug", "own"), {"document": {}, "version": 1}),
    Call("check_takeover", "post", file=_POLL),
    Call("apply_takeover", "post", file=_POLL, form={"digest": sha256(_POLL).hexdigest()}),
    Call("check_file", "post", ("slug", "kind"), file=b"user,role\nzoe,mentee\n"),
    Call(
        "apply_file",
        "post",
        ("slug", "kind"),
        file=b"user,role\nzoe,mentee\n",
        form={"digest": "0" * 64},
    ),
    Call("goals"),
    Call("goals", "post", body={"what": "Say no to scope"}),
    Call("goal_room"),
    Call("journal"),
    Call("journal_room"),
    Call("journal_export", "post", body={"format": "markdown"}),
    Call("entry", parts=_ENTRY),
    Call("entry", "put", _ENTRY, {"text": "Other", "version": 1, "visibility": "only_me"}),
    Call("entry", "delete", _ENTRY),
    Call("entry_draft", "put", _ENTRY, {"text": "Oth", "version": 1}),
    Call("entry_draft", "delete", _ENTRY),
    Call("entry_sharing", "put", _ENTRY, {"visibility": "only_me", "version": 1}),
    Call("entry_sharing", "delete", _ENTRY),
    Call("meetings"),
    Call("own_pairings"),
    Call("mentees"),
    Call("own_requests"),
    Call("own_requests", "post", body={"kind": "help", "text": "Once more."}),
    Call("request_readers"),
    Call("own_surveys"),
    Call("survey", parts=_SURVEY),
    Call(
        "survey_answers",
        "put",
        _SURVEY,
        {"answers": {}, "mode": "identified", "notice_version": 1, "instrument_version": 1},
    ),
    Call(
        "survey_draft",
        "put",
        _SURVEY,
        {"answers": {}, "mode": "identified", "notice_version": 1, "instrument_version": 1},
    ),
    Call("survey_decline", "put", _SURVEY, {}),
    Call("survey_decline", "delete", _SURVEY),
    Call("mail_choice", "put", body={"level": "essential"}),
    Call("hr_facts"),
    Call("choice", "put", ("slug", "purpose"), {}),
    Call("choice", "delete", ("slug", "purpose")),
    Call("goal", parts=_GOAL),
    Call("goal", "patch", _GOAL, {"why": "It is time.", "version": 1}),
    Call("goal_history", parts=_GOAL),
    Call("goal_movement", parts=_GOAL),
    Call("agree_goal", "post", _GOAL, {"version": 1}),
    Call("finish_goal", "post", _GOAL, {"status": "achieved"}),
    Call("reopen_goal", "post", _GOAL, {}),
    Call("check_ins", "post", _GOAL, {"value": 2}),
    Call("milestones", "post", _GOAL, {"text": "The second one"}),
    Call("milestone_done", "put", ("goal_id", "milestone_id"), {}),
    Call("milestone_done", "delete", ("goal_id", "milestone_id")),
    Call("milestone", "delete", ("goal_id", "milestone_id")),
    Call("mentee_goals", parts=_PAIRING),
    Call("mentee_journal", parts=_PAIRING),
    Call("mentee_progress", parts=_PAIRING),
    Call("pairing_meetings", "post", _PAIRING, _MEETING),
    Call("next_meeting", "put", _PAIRING, {"starts_at": "2027-01-04T09:00:00+01:00"}),
    Call("meeting", "put", ("meeting_id",), {**_MEETING, "version": 1}),
    Call("own_note", "put", ("meeting_id",), {"text": "Ask about Lisbon."}),
    Call("meeting", "delete", ("meeting_id",)),
    Call("restore_meeting", "post", ("removed_id",), {}),
    Call("withdraw_request", "post", ("request_id",), {}),
    Call("acknowledge_request", "post", ("request_id",), {}),
    Call("answer_request", "post", ("request_id",), {"outcome": "talked", "text": "We talked."}),
    Call("window", "put", _WINDOW, {"title": "Later", "cohorts": [], "edition": "", **_SOON}),
    Call("window_late", "put", _WINDOW, {"last_day": None}),
    Call("window_late", "delete", _WINDOW),
    Call("window_mode", "put", _WINDOW, {"mode": "anonymous", "reason": "They asked for it."}),
    Call(
        "following_window",
        "put",
        _WINDOW,
        {"title": "After", "timing": _AFTER, "cohorts": ["spring"], "edition": ""},
    ),
    Call("burden"),
    Call("postponed", parts=_WINDOW),
    Call("person_shifts", parts=_WINDOW),
    Call("person_shift", "put", _PERSON, {"reason": "away", "closes_on": _LATER}),
    Call("person_shift", "delete", _PERSON),
    Call("window_reminders", "put", _WINDOW, {"most": 1}),
    Call("open_window", "post", _WINDOW, {}),
    Call("window_participation", parts=_WINDOW),
    Call("window_detail", parts=_WINDOW),
    Call("window_comments", parts=("wordy_id",)),
    Call("agreement"),
    Call("window_results", parts=_WINDOW),
    Call("close_window", "post", _WINDOW, {}),
    Call("window", "delete", _WINDOW),
    Call("accept_pairing", "post", ("proposal_id",), {}),
    Call("decline_pairing", "post", ("proposal_id",), {}),
    Call("pause_pairing", "post", _PAIRING, {}),
    Call("resume_pairing", "post", _PAIRING, {}),
    Call("hand_over", "post", _PAIRING, {"mentor": "nobody"}),
    Call("end_pairing", "post", _PAIRING, {"reason": "completed"}),
    Call("leave", "post", body={}),
    *CALLS_OF_HR,
]


def an_id_of_nothing() -> dict[str, Any]:
    """Return the parts of addresses that name nothing."""
    return {
        "slug": "nowhere",
        "entry_id": an_id(),
        "key": "nothing",
        "cohort": "nothing",
        "indicator": "nothing",
        "course_key": "course-v1:Northlight+NOTHING+2026",
        "kind": "members",
        "purpose": "nothing",
        "own": "nothing",
        "source": "nothing",
        "fact_kind": "spells",
        "series": "nothing",
        "person": "nobody",
        **dict.fromkeys(
            (
                "goal_id",
                "milestone_id",
                "pairing_id",
                "proposal_id",
                "meeting_id",
                "removed_id",
                "request_id",
                "member_id",
                "wordy_id",
                "fact_id",
                "dispute_id",
                "window_id",
            ),
            999_999,
        ),
    }

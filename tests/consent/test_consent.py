"""People are told before they are asked, and only what is optional can be agreed to."""

from datetime import date

import pytest
from cryptography.fernet import Fernet

from outcomes_plugin.checks import check_isolation, check_site_secrets
from outcomes_plugin.consent import api as consent_api
from outcomes_plugin.consent import secrets
from outcomes_plugin.consent.notices import compose
from outcomes_plugin.errors import Conflict, ConsentMissing, Invalid, NotFound
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.programs import api as programs_api
from tests import given
from tests.given_programs import a_member, a_program, the_coordinator
from tests.given_surveys import a_notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    found = a_program()
    a_member(found, "amara")
    return found


def show(program, version, name="amara"):
    programs_api.read_notice(given.an_actor(name), program.id, version=version, at=given.TUESDAY)


def test_a_showing_is_recorded_once_with_its_version(program):
    version = a_notice(program).version
    show(program, version)
    show(program, version)
    assert consent_api.notice_for(given.a_person("amara"), program.id)[1] is True
    assert ledger_api.entry_counts()["notice.shown"] == 1


def test_an_older_version_is_a_conflict_that_names_the_new_one(program):
    first = a_notice(program)
    second = a_notice(program, months_kept=24)
    with pytest.raises(Conflict) as refused:
        show(program, first.version)
    assert refused.value.details["notice_version"] == second.version == first.version + 1
    show(program, second.version)


def test_publishing_the_same_text_again_makes_no_version(program):
    assert a_notice(program).version == a_notice(program).version
    assert ledger_api.entry_counts()["notice.published"] == 1


def test_only_people_of_the_program_are_shown_its_notice(program):
    version = a_notice(program).version
    with pytest.raises(NotFound):
        show(program, version, name="stranger")
    with pytest.raises(NotFound):
        programs_api.notice_in_force(given.an_actor("stranger"), program.id)
    assert programs_api.notice_in_force(given.an_actor("amara"), program.id).version == version


def test_a_notice_speaks_every_language_of_the_site_and_falls_back(program):
    notice = a_notice(program)
    assert set(notice.content) == {"en", "es-419", "ar"}
    assert notice.in_language("ar") == notice.content["ar"]
    assert notice.in_language("fr") == notice.content["en"]


@pytest.mark.parametrize(
    "broken",
    [
        {"content": {}},
        {"content": {"en": {"needs": []}}},
        {"content": {"en": {"needs": [{"purpose": "surveys"}]}}},
        {"months_kept": 0},
        {"months_kept": 121},
        {"key_destroyed_on": date(2026, 3, 2)},
    ],
)
def test_a_notice_that_leaves_something_out_is_refused(program, broken):
    facts = {
        "content": compose(
            purposes=["surveys"],
            organization="Northlight",
            months_kept=12,
            key_destroyed_on=date(2027, 6, 30),
            languages=["en"],
        ),
        "months_kept": 12,
        "key_destroyed_on": date(2027, 6, 30),
    }
    with pytest.raises(Invalid):
        programs_api.publish_notice(
            the_coordinator(), program.id, at=given.MONDAY, **{**facts, **broken}
        )
    programs_api.publish_notice(the_coordinator(), program.id, at=given.MONDAY, **facts)


def test_an_optional_purpose_is_agreed_to_and_withdrawn(program):
    amara = given.an_actor("amara")
    facts = {"program_slug": program.slug, "purpose": "story", "at": given.MONDAY}
    with pytest.raises(ConsentMissing):
        consent_api.require_grant(amara.person, program.id, "story")
    for _twice in range(2):
        consent_api.give_grant(amara, program.id, **facts)
    consent_api.require_grant(amara.person, program.id, "story")
    for _twice in range(2):
        consent_api.withdraw_grant(amara, program.id, **facts)
    with pytest.raises(ConsentMissing):
        consent_api.require_grant(amara.person, program.id, "story")
    consent_api.give_grant(amara, program.id, **facts)
    counts = ledger_api.entry_counts()
    assert (counts["grant.given"], counts["grant.withdrawn"]) == (2, 1)


@pytest.mark.parametrize("purpose", ["surveys", "anything"])
def test_what_the_program_needs_is_not_asked_for(program, purpose):
    with pytest.raises(Invalid):
        consent_api.give_grant(
            given.an_actor("amara"),
            program.id,
            program_slug=program.slug,
            purpose=purpose,
            at=given.MONDAY,
        )


def test_a_secret_that_was_rotated_still_opens_what_it_closed(settings):
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    settings.OUTCOMES_SITE_SECRETS = [old]
    token = secrets.encrypt(b"key")
    settings.OUTCOMES_SITE_SECRETS = [new, old]
    assert secrets.decrypt(token) == b"key"
    settings.OUTCOMES_SITE_SECRETS = [new]
    with pytest.raises(Invalid):
        secrets.decrypt(token)


@pytest.mark.parametrize(
    ("value", "found"), [([], "outcomes.W001"), (["not a key"], "outcomes.E001"), (None, None)]
)
def test_the_system_check_finds_a_missing_or_malformed_secret(settings, value, found):
    if value is not None:
        settings.OUTCOMES_SITE_SECRETS = value
    assert [message.id for message in check_site_secrets()] == ([found] if found else [])


@pytest.mark.parametrize(
    ("engine", "options", "found"),
    [
        ("django.db.backends.mysql", {}, []),
        ("django.db.backends.mysql", {"isolation_level": "read committed"}, []),
        ("django.db.backends.mysql", {"isolation_level": "repeatable read"}, ["outcomes.E002"]),
        ("django.db.backends.mysql", {"isolation_level": None}, ["outcomes.E002"]),
        ("django.db.backends.sqlite3", {"isolation_level": "repeatable read"}, []),
    ],
)
def test_the_system_check_finds_a_database_that_reads_old_rows(settings, engine, options, found):
    settings.DATABASES = {"default": {"ENGINE": engine, "OPTIONS": options}}
    assert [message.id for message in check_isolation()] == found


def write(program, actor=None, **changes):
    facts = {
        "controller": "Northlight Ltd",
        "contact": "privacy@example.com",
        "purposes": ["surveys", "run_program"],
        "months_kept": 12,
        "key_destroyed_on": date(2027, 6, 30),
        "languages": ["en", "ar"],
        "at": given.MONDAY,
        **changes,
    }
    return programs_api.write_notice(actor or the_coordinator(), program.id, **facts)


def test_a_notice_is_composed_from_facts_and_names_whom_to_ask(program):
    text = write(program).in_language("en")
    assert [section["purpose"] for section in text["needs"]] == ["run_program", "surveys"]
    assert text["contact"] == (
        "Northlight Ltd is responsible. Questions and objections go to privacy@example.com."
    )
    assert "Northlight Ltd" in text["needs"][0]["basis"]


@pytest.mark.parametrize(
    ("column", "changes"),
    [
        ("controller", {"controller": " "}),
        ("contact", {"contact": "a\0"}),
        ("purposes", {"purposes": ["anything"]}),
        ("purposes", {"purposes": []}),
        ("purposes", {"purposes": ["story"]}),
        ("months_kept", {"months_kept": 121}),
        ("key_destroyed_on", {"key_destroyed_on": date(2026, 3, 2)}),
    ],
)
def test_what_is_wrong_with_a_notice_stands_beside_its_field(program, column, changes):
    with pytest.raises(Invalid) as refused:
        write(program, **changes)
    assert [problem.column for problem in refused.value.problems] == [column]
    assert programs_api.notice_in_force(the_coordinator(), program.id) is None


def test_only_a_coordinator_writes_the_notice(program):
    for actor in (given.global_staff(), given.an_actor("nora")):
        with pytest.raises(NotFound):
            write(program, actor)
    assert write(program).version == 1

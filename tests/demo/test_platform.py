"""The demo site behind the plugin's door, and the signals that a platform sends."""

import inspect

import pytest
from completion.models import BlockCompletion
from django.contrib.auth import get_user_model
from django.db.models.signals import post_save
from openedx_events.learning import signals

from demo import platform
from demo.courses import learning, retirement
from outcomes_plugin.edxapp import platform as door
from outcomes_plugin.edxapp.door import Platform
from tests.demo import given_demo as given

NOWHERE = ["course-v1:No+Such+Course", "nonsense", ""]


@pytest.fixture
def heard():
    """Return a function that listens to a signal of the platform and gives what was sent."""
    connected = []

    def listen(signal) -> list[dict]:
        found: list[dict] = []

        def receiver(**sent):
            found.append(sent)

        signal.connect(receiver, weak=False)
        connected.append((signal, receiver))
        return found

    yield listen
    for signal, receiver in connected:
        signal.disconnect(receiver)


def test_the_plugin_uses_this_door():
    assert door() is platform


@pytest.mark.parametrize("name", [name for name in vars(Platform) if not name.startswith("_")])
def test_every_function_of_the_door_is_here_with_its_signature(name):
    expected = list(inspect.signature(getattr(Platform, name)).parameters)[1:]
    assert list(inspect.signature(getattr(platform, name)).parameters) == expected


def test_users_come_in_one_query(course, django_assert_num_queries):
    people = [given.a_person(name) for name in ("amara", "oskar")]
    with django_assert_num_queries(1):
        found = platform.users([person.pk for person in people] + [0])
    assert {facts.name for facts in found.values()} == {"Amara", "Oskar"}


def test_people_are_matched_by_name_or_mail_when_exactly_one_fits(course):
    amara = given.a_person("amara")
    get_user_model().objects.create(username="twin1", email="twin@example.com")
    get_user_model().objects.create(username="twin2", email="twin@example.com")
    found = platform.match_users(["amara", "Oskar@example.com", "twin@example.com", "nobody"])
    assert found == {"amara": amara.pk, "Oskar@example.com": given.a_person("oskar").pk}


def test_course_staff_and_global_staff_are_told_apart(course):
    oskar, amara = given.a_person("oskar"), given.a_person("amara")
    gudrun = given.a_person("gudrun", is_global_staff=True)
    assert platform.is_course_staff(oskar.pk, str(course.key))
    assert not platform.is_course_staff(amara.pk, str(course.key))
    assert not platform.is_course_staff(gudrun.pk, str(course.key))
    assert platform.is_global_staff(gudrun.pk)
    assert not platform.is_global_staff(oskar.pk)


def test_a_course_is_described(course):
    facts = platform.course(str(course.key))
    assert (facts.title, facts.org) == ("A course for tests", "Demo")
    assert platform.completable_blocks(str(course.key)) == 4


def test_the_courses_that_a_person_staffs_are_listed_in_one_query(
    course, django_assert_num_queries
):
    oskar, amara = given.a_person("oskar"), given.a_person("amara")
    with django_assert_num_queries(1):
        assert [one.course_key for one in platform.courses_staffed(oskar.pk)] == [str(course.key)]
    assert not platform.courses_staffed(amara.pk)
    assert not platform.courses_staffed(given.a_person("gudrun", is_global_staff=True).pk)
    oskar.is_active = False
    oskar.save()
    assert not platform.courses_staffed(oskar.pk)


@pytest.mark.parametrize("key", NOWHERE)
def test_a_course_that_is_not_there_has_nothing(course, key):
    amara = given.a_person("amara")
    assert platform.course(key) is None
    assert platform.completable_blocks(key) == 0
    assert platform.completed_blocks(amara.pk, key) == 0
    assert not platform.is_course_staff(given.a_person("oskar").pk, key)
    assert not platform.is_enrolled(amara.pk, key)
    assert not platform.has_passed(amara.pk, key)


def test_the_address_of_a_block_leads_to_its_unit(course, signed_in):
    url = platform.block_url(str(given.key_of(course, "diary")))
    answer = signed_in("amara").get(url)
    assert answer.url.endswith("@first/#diary")


def test_an_enrollment_is_told_as_the_platform_tells_it(course, heard):
    created = heard(signals.COURSE_ENROLLMENT_CREATED)
    changed = heard(signals.COURSE_ENROLLMENT_CHANGED)
    ended = heard(signals.COURSE_UNENROLLMENT_COMPLETED)
    jonas = given.a_person("jonas")
    learning.enroll(course, jonas, at=given.AT)
    learning.enroll(course, jonas, at=given.AT)
    learning.unenroll(course, jonas)
    learning.unenroll(course, jonas)
    assert not platform.is_enrolled(jonas.pk, str(course.key))
    learning.enroll(course, jonas, at=given.AT)
    assert platform.is_enrolled(jonas.pk, str(course.key))
    assert [event["enrollment"].is_active for event in created] == [True]
    assert [event["enrollment"].is_active for event in changed] == [False, True]
    assert [event["enrollment"].user.id for event in ended] == [jonas.pk]


def test_a_passing_status_is_told_on_every_calculation_both_ways(course, heard):
    told, amara = heard(signals.COURSE_PASSING_STATUS_UPDATED), given.a_person("amara")
    for is_passing in (True, True, False):
        learning.regrade(course, amara, is_passing=is_passing)
    assert [event["course_passing_status"].is_passing for event in told] == [True, True, False]
    assert not platform.has_passed(amara.pk, str(course.key))


def test_a_share_of_the_course_is_completed_block_by_block(course, heard):
    saved, amara = heard(post_save), given.a_person("amara")
    assert learning.complete_share(course, amara, share=0.5, at=given.AT) == 2
    assert platform.completed_blocks(amara.pk, str(course.key)) == 2
    rows = [event["instance"] for event in saved if event["sender"] is BlockCompletion]
    assert [row.modified for row in rows] == [given.AT] * 2
    assert learning.complete_share(course, amara, share=0.75, at=given.AT) == 1


def test_course_roles_are_told(course, heard):
    added = heard(signals.COURSE_ACCESS_ROLE_ADDED)
    removed = heard(signals.COURSE_ACCESS_ROLE_REMOVED)
    noor = given.a_person("noor")
    learning.give_course_role(course, noor)
    learning.give_course_role(course, noor)
    learning.take_course_role(course, noor)
    assert len(added) == len(removed) == 1
    assert not platform.is_course_staff(noor.pk, str(course.key))


def test_retirement_sends_each_signal_with_the_user_and_forgets_the_name(course, heard):
    sent = [heard(signal) for signal in platform.retirement_signals()]
    amara = given.a_person("amara")
    retirement.retire(amara)
    retirement.retire(amara)
    assert [[event["user"] for event in events] for events in sent] == [[amara, amara]] * 3
    facts = platform.users([amara.pk])[amara.pk]
    assert "amara" not in f"{facts.username} {facts.name} {facts.email}".casefold()
    assert not facts.is_active


def test_a_receiver_that_fails_stops_the_retirement(course):
    def fail(**_sent):
        raise RuntimeError("The person cannot be erased now.")

    amara = given.a_person("amara")
    retirement.USER_RETIRE_LMS_CRITICAL.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            retirement.retire(amara)
    finally:
        retirement.USER_RETIRE_LMS_CRITICAL.disconnect(fail)
    amara.refresh_from_db()
    assert (amara.username, amara.is_active) == ("amara", True)


def test_only_global_staff_retire_people(course, signed_in):
    assert signed_in("oskar").post("/demo/retire/", {"username": "amara"}).status_code == 404
    given.a_person("gudrun", is_global_staff=True)
    assert "Amara" in signed_in("gudrun").get("/demo/retire/").content.decode()
    signed_in("gudrun").post("/demo/retire/", {"username": "amara"})
    assert not get_user_model().objects.filter(username="amara").exists()

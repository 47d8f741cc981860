"""Staff who look at a course as a learner, as the platform lets them."""

import pytest
from completion.models import BlockCompletion
from django.urls import reverse

from tests.demo import given_demo as given


@pytest.fixture
def who(course):
    """Return a function that asks the diary who it thinks is there."""

    def ask(client) -> dict:
        key = given.key_of(course, "diary")
        return client.get(reverse("demo:handler", args=[course.key, key, "who", ""])).json()

    return ask


def view_as(client, course, view, username=""):
    address = reverse("demo:view_as", args=[course.key])
    return client.post(address, {"view": view, "username": username})


def test_in_a_handler_the_request_stays_staff_while_the_service_gives_the_learner(
    course, signed_in, who
):
    client, oskar, amara = signed_in("oskar"), given.a_person("oskar"), given.a_person("amara")
    assert who(client)["service"]["edx-platform.user_is_staff"] is True
    view_as(client, course, "named", "amara")
    said = who(client)
    assert said["request"] == oskar.pk
    assert said["service"]["edx-platform.user_id"] == amara.pk
    assert said["service"]["edx-platform.user_is_staff"] is False


def test_without_a_name_the_staff_member_is_the_learner(course, signed_in, who):
    client, oskar = signed_in("oskar"), given.a_person("oskar")
    view_as(client, course, "learner")
    said = who(client)
    assert said["request"] == said["service"]["edx-platform.user_id"] == oskar.pk
    assert said["service"]["edx-platform.user_role"] == "student"


def test_in_a_page_the_user_is_swapped_and_the_real_one_is_kept(course, signed_in):
    client = signed_in("oskar")
    view_as(client, course, "named", "amara")
    key = given.key_of(course, "first", "vertical")
    request = client.get(reverse("demo:unit", args=[course.key, key])).wsgi_request
    assert request.user == given.a_person("amara")
    assert request.user.real_user == given.a_person("oskar")


def test_what_staff_do_over_the_shoulder_leaves_nothing_with_the_learner(course, signed_in, call):
    client = signed_in("oskar")
    view_as(client, course, "named", "amara")
    assert call(client, "write", {"entry": "tried"}).json() == {"entries": 1}
    assert not BlockCompletion.objects.exists()
    assert call(signed_in("amara"), "write", {"entry": "tried"}).json() == {"entries": 1}


def test_staff_come_back_to_their_own_view(course, signed_in, who):
    client = signed_in("oskar")
    view_as(client, course, "named", "amara")
    view_as(client, course, "staff")
    assert who(client)["service"]["edx-platform.user_is_staff"] is True


def test_a_learner_cannot_look_over_anybodys_shoulder(course, signed_in, who):
    client = signed_in("amara")
    assert view_as(client, course, "named", "oskar").status_code == 404
    assert who(client)["service"]["edx-platform.username"] == "amara"


def test_nobody_of_that_name_is_said_in_words(course, signed_in, who):
    client = signed_in("oskar")
    page = client.get(view_as(client, course, "named", "nobody").url).content.decode()
    assert "Nobody here has the username “nobody”." in page
    assert who(client)["service"]["edx-platform.user_is_staff"] is True

"""What an author saves is what the learner sees."""

import pytest
from django.urls import reverse

from demo.blocks.runtime import DemoRuntime
from demo.blocks.viewer import Viewer
from demo.courses.models import DemoBlock
from tests.demo import given_demo as given


def studio(course, view, block="diary"):
    return reverse(f"demo:{view}", args=[course.key, given.key_of(course, block)])


def test_what_the_author_saves_the_learner_sees(signed_in, call, unit_page):
    saved = call(
        signed_in("oskar"), "studio_submit", {"question": "And now?"}, view="demo:studio_handler"
    )
    assert saved.json() == {"result": "success"}
    assert "And now?" in unit_page(signed_in("amara"))


def test_a_refused_save_changes_nothing_for_the_learner(signed_in, call, unit_page):
    refused = call(signed_in("oskar"), "studio_submit", {}, view="demo:studio_handler")
    assert refused.status_code == 400
    assert "What did you try?" in unit_page(signed_in("amara"))


@pytest.mark.parametrize("username", ["amara", "nadia", None])
def test_only_the_course_team_reaches_studio(course, signed_in, call, unit_page, username):
    client = signed_in(username)
    answer = call(client, "studio_submit", {"question": "Mine?"}, view="demo:studio_handler")
    assert answer.status_code == 404
    assert client.get(studio(course, "studio_edit")).status_code in (302, 404)
    assert "Mine?" not in unit_page(signed_in("amara"))


def test_the_editor_is_the_blocks_own(course, signed_in):
    answer = signed_in("oskar").get(studio(course, "studio_edit"))
    assert "What did you try?" in answer.content.decode()
    assert "studio_submit" in answer.content.decode()


def test_a_duplicate_corrects_itself_before_anybody_sees_it(course, signed_in, unit_page):
    before = DemoBlock.objects.count()
    signed_in("oskar").post(studio(course, "studio_duplicate"))
    assert DemoBlock.objects.count() == before + 1
    page = unit_page(signed_in("amara"))
    assert "Copied from diary" in page
    assert "What did you try?" in page


def test_a_deleted_block_is_gone_with_its_content(course, signed_in, unit_page):
    signed_in("oskar").post(studio(course, "studio_delete"))
    assert "What did you try?" not in unit_page(signed_in("amara"))
    nobody = given.a_person("amara")
    viewer = Viewer(course_key=course.key, user=nobody, real_user=nobody, may_view_as=False)
    block = DemoRuntime(viewer).get_block(given.key_of(course, "diary"))
    assert block.question == "What happened?"


def test_an_added_block_opens_in_its_editor(course, signed_in):
    unit = given.key_of(course, "last", "vertical")
    address = reverse("demo:studio_add", args=[course.key, unit])
    answer = signed_in("oskar").post(address, {"block_type": "diary"})
    assert answer.url.endswith("/edit/")
    assert "What happened?" in signed_in("oskar").get(answer.url).content.decode()
    assert signed_in("oskar").post(address, {"block_type": "no-such"}).status_code == 404

"""Blocks run as they do in an LMS."""

import pytest
from completion.models import BlockCompletion
from django.urls import reverse

from demo.blocks.authoring import export_olx, rerun_course, studio_runtime
from demo.blocks.models import BlockFields
from demo.blocks.runtime import DemoRuntime
from demo.blocks.viewer import Viewer
from tests.demo import given_demo as given


def runtime_for(course, user):
    return DemoRuntime(Viewer(course_key=course.key, user=user, real_user=user, may_view_as=False))


def test_a_unit_shows_all_its_blocks_in_one_document(course, signed_in, unit_page):
    page = unit_page(signed_in("amara"))
    assert "What did you try?" in page
    assert "What next?" in page
    assert "Read <b>this</b>." in page
    assert page.count("function Diary(") == 1


def test_what_a_block_hands_to_its_script_cannot_break_out_of_the_page(signed_in, unit_page):
    assert "</script><b>" not in unit_page(signed_in("amara"))


def test_a_handler_keeps_what_the_learner_wrote(course, signed_in, call):
    client = signed_in("amara")
    assert call(client, "write", {"entry": "tried"}).json() == {"entries": 1}
    assert call(client, "write", {"entry": "tried"}).json() == {"entries": 2}


def test_learners_do_not_share_their_state(course, signed_in, call):
    from demo.courses import learning

    learning.enroll(course, given.a_person("jonas"), at=given.AT)
    call(signed_in("amara"), "write", {"entry": "tried"})
    assert call(signed_in("jonas"), "write", {"entry": "tried"}).json() == {"entries": 1}


def test_two_blocks_of_one_type_do_not_share_their_state(signed_in, call):
    client = signed_in("amara")
    call(client, "write", {"entry": "tried"})
    assert call(client, "write", {"entry": "x"}, block="second").json() == {"entries": 1}


def test_a_refusal_of_a_handler_keeps_its_status_and_its_words(signed_in, call):
    answer = call(signed_in("amara"), "write", {})
    assert answer.status_code == 400
    assert answer.json() == {"error": "Write something."}


def test_a_handler_wants_the_csrf_token_in_the_header(signed_in, call, unit_page):
    client = signed_in("amara", enforce_csrf_checks=True)
    unit_page(client)
    token = client.cookies["csrftoken"].value
    assert call(client, "write", {"entry": "tried"}).status_code == 403
    assert call(client, "write", {"entry": "tried"}, **{"X-CSRFToken": token}).status_code == 200


@pytest.mark.parametrize("handler", ["nothing", "student_view", "entries"])
def test_what_is_no_handler_cannot_be_called(signed_in, call, handler):
    assert call(signed_in("amara"), handler).status_code == 404


def test_somebody_who_is_not_in_the_course_cannot_call_a_handler(signed_in, call):
    assert call(signed_in("nadia"), "write", {"entry": "tried"}).status_code == 404
    assert call(signed_in("amara"), "write", {"entry": "tried"}).status_code == 200


def test_a_visitor_cannot_write_and_sees_only_what_is_public(course, signed_in, call, unit_page):
    visitor = signed_in()
    assert call(visitor, "write", {"entry": "tried"}).status_code == 403
    page = unit_page(visitor)
    assert "Read <b>this</b>." in page
    assert "What did you try?" not in page


def test_the_user_service_says_what_the_platform_says(course, signed_in):
    key = given.key_of(course, "diary")
    answer = signed_in("amara").get(reverse("demo:handler", args=[course.key, key, "who", "a/b"]))
    amara, said = given.a_person("amara"), answer.json()
    assert said["location"] == "block-v1:Demo+TEST+2026+type@diary+block@diary"
    assert (said["request"], said["suffix"]) == (amara.pk, "a/b")
    service = said["service"]
    assert service["edx-platform.user_id"] == amara.pk
    assert service["edx-platform.username"] == "amara"
    assert service["edx-platform.user_is_staff"] is False
    assert service["edx-platform.user_role"] == "student"
    assert service["edx-platform.is_authenticated"] is True
    assert service["edx-platform.user_preferences"]["pref-lang"] == "en"
    assert len(service["edx-platform.anonymous_user_id"]) == 32


def test_completion_of_a_block_is_the_platforms_own_row(course, signed_in, call):
    call(signed_in("amara"), "write", {"entry": "tried"})
    row = BlockCompletion.objects.get(user=given.a_person("amara"))
    assert (row.block_key, row.completion) == (given.key_of(course, "diary"), 1.0)


def test_a_text_is_complete_once_it_was_seen_and_a_diary_is_not(course, signed_in, call):
    client = signed_in("amara")
    seen = reverse(
        "demo:handler",
        args=[course.key, given.key_of(course, "text", "html"), "publish_completion", ""],
    )
    assert client.post(seen, "{}", content_type="application/json").status_code == 200
    assert call(client, "publish_completion").status_code == 404
    assert BlockCompletion.objects.count() == 1


def test_other_events_go_to_the_tracking_log_with_the_person(signed_in, call, tracking_log):
    call(signed_in("amara"), "write", {"entry": "tried"})
    [event] = tracking_log("demo.diary.written")
    assert event["data"] == {"entries": 1}
    assert event["context"]["username"] == "amara"


def test_a_learner_cannot_write_content_and_an_author_nobodys_state(course, signed_in, call):
    from xblock.exceptions import InvalidScopeError

    with pytest.raises(InvalidScopeError):
        call(signed_in("amara"), "change_question_as_learner", {"question": "Mine?"})
    with pytest.raises(InvalidScopeError):
        call(signed_in("oskar"), "write_as_author", view="demo:studio_handler")
    assert not BlockFields.objects.exclude(person="").exists()


def test_the_fields_of_a_whole_unit_are_read_with_one_query(
    course, signed_in, unit_page, django_assert_num_queries
):
    runtime = runtime_for(course, given.a_person("amara"))
    keys = [place.key for unit in course.units.all() for place in unit.blocks.all()]
    with django_assert_num_queries(1):
        runtime.prefetch(keys)
        for key in keys:
            runtime.render(runtime.get_block(key), "student_view", {})


def test_a_handler_is_not_atomic_and_a_page_is(settings):
    from django.urls import resolve

    view = resolve("/courses/course-v1:A+B+C/xblock/block-v1:A+B+C+type@t+block@b/handler/h").func
    assert "default" in view._non_atomic_requests
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is True


def test_a_block_goes_to_olx_and_back(course):
    from lxml import etree

    key = given.key_of(course, "diary")
    runtime = studio_runtime(course.key, given.a_person("oskar"))
    node = etree.fromstring(export_olx(runtime, key))
    assert (node.tag, node.get("url_name")) == ("diary", "diary")
    assert node.get("question") == "What did you try?"


def test_a_rerun_keeps_content_and_leaves_learners_behind(course, signed_in, call, db):
    call(signed_in("amara"), "write", {"entry": "tried"})
    copy = rerun_course(course, run="2027")
    block = runtime_for(copy, given.a_person("amara")).get_block(given.key_of(copy, "diary"))
    assert block.question == "What did you try?"
    assert block.entries == 0


@pytest.mark.parametrize(
    "address", ["/courses/nonsense/", "/courses/course-v1:No+Such+Course/", "/studio/nonsense/"]
)
def test_an_address_that_leads_nowhere_is_not_found(course, signed_in, address):
    assert signed_in("oskar").get(address).status_code == 404

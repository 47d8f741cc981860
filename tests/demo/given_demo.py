"""A small course with a block that shows what the runtime does."""

from datetime import UTC, datetime

from django.contrib.auth import get_user_model
from web_fragments.fragment import Fragment
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock
from xblock.exceptions import JsonHandlerError
from xblock.fields import Integer, Scope, String

from demo.blocks import runtime
from demo.blocks.authoring import load_course
from demo.courses import learning
from demo.courses.people import PersonCard, add_person

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BLOCK_TYPE = "diary"
OLX = """
<course org="Demo" course="TEST" url_name="2026" display_name="A course for tests">
  <chapter url_name="c" display_name="Week 1"><sequential url_name="s" display_name="Start">
    <vertical url_name="first" display_name="First unit">
      <html url_name="text" display_name="Text"><p>Read <b>this</b>.</p></html>
      <diary url_name="diary" display_name="My diary" question="What did you try?"/>
      <diary url_name="second" display_name="Another diary" question="What next?"/>
    </vertical>
    <vertical url_name="last" display_name="Last unit">
      <html url_name="end"><p>End.</p></html>
    </vertical>
  </sequential></chapter>
</course>
"""

_SCRIPT = """
function Diary(runtime, element, args) {
  const url = runtime.handlerUrl(element, args.handler);
  const csrf = document.cookie.match(/csrftoken=([^;]*)/)[1];
  element.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify({ question: "Edited?", entry: "tried" }),
    });
    const said = await answer.json();
    element.querySelector("output").textContent = said.entries ?? said.error ?? "";
    if (answer.ok) runtime.notify("save", { state: "end" });
    else runtime.notify("error", { title: "Not saved", msg: said.error });
  });
}
"""


@XBlock.needs("user")
@XBlock.needs("i18n")
@XBlock.wants("completion")
class DiaryBlock(XBlock):
    completion_mode = XBlockCompletionMode.COMPLETABLE
    has_custom_completion = True

    display_name = String(default="Diary", scope=Scope.settings)
    question = String(default="What happened?", scope=Scope.content)
    entries = Integer(default=0, scope=Scope.user_state)

    def _view(self, handler):
        fragment = Fragment(
            f"<p>{self.question}</p><button>Save</button><output>{self.entries}</output>"
        )
        fragment.add_javascript(_SCRIPT)
        fragment.initialize_js("Diary", {"handler": handler, "text": "</script><b>"})
        return fragment

    def student_view(self, _context):
        return self._view("write")

    def studio_view(self, _context):
        return self._view("studio_submit")

    @XBlock.json_handler
    def write(self, data, _suffix=""):
        if not data.get("entry"):
            raise JsonHandlerError(400, "Write something.")
        self.entries += 1
        self.runtime.publish(self, "completion", {"completion": 1.0})
        self.runtime.publish(self, "demo.diary.written", {"entries": self.entries})
        return {"entries": self.entries}

    @XBlock.json_handler
    def studio_submit(self, data, _suffix=""):
        if not data.get("question"):
            raise JsonHandlerError(400, "Ask something.")
        self.question = data["question"]
        return {"result": "success"}

    @XBlock.json_handler
    def change_question_as_learner(self, data, _suffix=""):
        self.question = data["question"]
        return {}

    @XBlock.json_handler
    def write_as_author(self, _data, _suffix=""):
        self.entries += 1
        return {}

    @XBlock.handler
    def who(self, request, suffix=""):
        from crum import get_current_request
        from webob import Response

        user = self.runtime.service(self, "user").get_current_user()
        return Response(
            json={
                "service": dict(user.opt_attrs),
                "request": get_current_request().user.pk,
                "location": str(self.location),
                "suffix": suffix,
                "method": request.method,
            }
        )

    def studio_post_duplicate(self, store, source_item):
        self.question = f"Copied from {source_item.location.block_id}"
        store.update_item(self, None)
        return False


def a_course_with_a_diary(monkeypatch):
    """Return the course of OLX, with the diary block known to the site."""
    monkeypatch.setitem(runtime.OWN_BLOCK_TYPES, BLOCK_TYPE, DiaryBlock)
    course = load_course(OLX, author=a_person("oskar"))
    learning.give_course_role(course, a_person("oskar"))
    learning.enroll(course, a_person("amara"), at=AT)
    return course


def a_person(username: str, **facts):
    """Return the demo user of that name, made when there is none."""
    found = get_user_model().objects.filter(username=username).first()
    return found or add_person(PersonCard(username=username, name=username.title(), **facts))


def key_of(course, block_id: str, block_type: str = BLOCK_TYPE):
    """Return the usage key of the block."""
    return course.key.make_usage_key(block_type, block_id)

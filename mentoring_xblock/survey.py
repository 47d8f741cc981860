"""The survey block: it asks the questions of one window, and keeps no answer itself."""

from collections.abc import Mapping
from typing import Any

from django.db import DatabaseError
from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment
from webob import Response
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock
from xblock.fields import Scope, String

from . import handling, outcomes, survey_page, survey_studio
from .viewer import Viewer, viewer_of


@XBlock.needs("user", "i18n")
@XBlock.wants("completion")
class SurveyBlock(XBlock):
    """
    Asks the people of a program, inside a course unit.

    The block knows the program by its slug and the window by its key, never by an id: a copy of the
    course starts unlinked until its own staff link it.
    """

    completion_mode = XBlockCompletionMode.COMPLETABLE
    has_custom_completion = True
    has_score = False
    # Without it Studio shows its authors what learners see.
    has_author_view = True
    resources_dir = "static"
    i18n_js_namespace = "MentoringOutcomesI18n"

    display_name = String(display_name="Title", default="Mentoring survey", scope=Scope.settings)
    program = String(display_name="Program", default="", scope=Scope.settings)
    window = String(display_name="Window", default="", scope=Scope.settings)

    # Views

    def student_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """Show the survey to whoever looks: the person asked, staff, or somebody else."""
        viewer = viewer_of(self)
        try:
            return self._survey_fragment(viewer)
        except DatabaseError:
            return self._fragment(["failed"], view=None, viewer=viewer)

    def author_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """Show the author what is asked, and what is still to be done."""
        viewer = viewer_of(self)
        if viewer.user_id is None:
            return self.public_view(context)
        return self._staff_fragment(viewer)

    def public_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """Say to somebody who is not signed in that this is a survey for members."""
        return self._fragment(["public"], view=None)

    def studio_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """Let an author choose the program's window."""
        return survey_studio.editor(self, viewer_of(self), course_key=self._course_key)

    def student_view_data(self, context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """Return what an app may know before anybody opens the block: nothing about a person."""
        return {"display_name": self.display_name, "program": self.program, "window": self.window}

    def index_dictionary(self) -> dict[str, Any]:
        """Return the title for the course search. Questions and answers are not indexed."""
        found: dict[str, Any] = super().index_dictionary()
        found.setdefault("content", {})["display_name"] = self.display_name
        found["content_type"] = "Mentoring survey"
        return found

    # What learners do

    @XBlock.handler
    def respond(self, request: Any, suffix: str = "") -> Response:
        """
        Receive answers, or that the learner would rather not answer, or that back.

        One address for all three: request logs keep addresses, and who declined is shown to nobody.
        """
        return handling.respond(self, request, self._respond, refusal=self._refusal)

    @XBlock.handler
    def read_notice(self, request: Any, suffix: str = "") -> Response:
        """Record that the learner was shown the notice and starts."""
        return handling.respond(self, request, self._read_notice, refusal=self._refusal)

    # What staff do

    @XBlock.handler
    def link_course(self, request: Any, suffix: str = "") -> Response:
        """Link this course to the block's program. The api asks whether the user may."""
        return handling.respond(self, request, self._link_course, refusal=self._refusal)

    @XBlock.handler
    def studio_submit(self, request: Any, suffix: str = "") -> Response:
        """Keep what the author chose."""
        return handling.respond(self, request, self._choose, refusal=self._refusal)

    # Inside

    @property
    def _course_key(self) -> str:
        return str(self.scope_ids.usage_id.context_key)

    @property
    def _is_in_course(self) -> bool:
        return bool(getattr(self.scope_ids.usage_id.context_key, "is_course", False))

    @property
    def _is_linked(self) -> bool:
        return bool(
            self.program
            and self.window
            and self._is_in_course
            and outcomes.belongs_to_course(self.program, self._course_key)
        )

    def _survey_fragment(self, viewer: Viewer) -> Fragment:
        if viewer.user_id is None:
            return self.public_view()
        if viewer.is_masked:
            return self._fragment(["masked"], view=None, viewer=viewer)
        if not self._is_linked:
            return (
                self._staff_fragment(viewer)
                if viewer.is_staff
                else self._fragment(["not_open"], view=None, viewer=viewer)
            )
        view = outcomes.survey(viewer.user_id, self.program, self.window, language=viewer.language)
        if view.state == "not_asked" and viewer.is_staff:
            return self._staff_fragment(viewer)
        return self._fragment(_parts_of(view), view=view, viewer=viewer)

    def _staff_fragment(self, viewer: Viewer) -> Fragment:
        """Show a preview, and above it the way to link when the course is not linked."""
        parts = [] if self._is_linked else ["unlinked_staff"]
        try:
            view = outcomes.survey_preview(
                viewer.user_id or 0, self.program, self.window, language=viewer.language
            )
            parts += ["preview", "privacy", "form"]
        except outcomes.NotFound:
            view = None
            parts = parts or ["not_open"]
        return self._fragment(
            parts, view=view, viewer=viewer, link=self._link_facts(viewer), is_preview=True
        )

    def _link_facts(self, viewer: Viewer) -> Mapping[str, Any]:
        user_id = viewer.user_id or 0
        if not (self.program and self.window):
            return {"window_missing": True}
        may_link = self._is_in_course and outcomes.can_link(user_id, self.program)
        names = outcomes.whom_to_ask(user_id, self.program, self._course_key)
        return {
            "can_link": may_link,
            "program_title": outcomes.title_of_program(user_id, self.program),
            "whom_to_ask": (
                _("Ask {names} to link it.").format(names=", ".join(names))
                if names
                else _("Ask a coordinator of the program to link it.")
            ),
        }

    def _fragment(
        self,
        parts: list[str],
        *,
        view: Any,
        viewer: Viewer | None = None,
        link: Mapping[str, Any] | None = None,
        is_preview: bool = False,
    ) -> Fragment:
        uid = f"mo-{self.scope_ids.usage_id.block_id}"
        context = {
            "uid": uid,
            "view": view,
            "parts": [f"outcomes_plugin/survey/part_{part}.html" for part in parts],
            "fallback_title": self.display_name,
            "is_answerable": "form" in parts,
            "link": link or {},
            **_layout(view, viewer),
        }
        fragment = Fragment(outcomes.render("survey/learner.html", context))
        fragment.add_css_url(outcomes.asset("mentoring.css"))
        fragment.add_css_url(outcomes.asset("survey.css"))
        fragment.add_javascript_url(outcomes.asset("mentoring.js"))
        fragment.add_javascript_url(outcomes.asset("survey.js"))
        fragment.initialize_js(
            "MentoringSurvey", self._browser_data(view, viewer, is_preview=is_preview)
        )
        return fragment

    def _browser_data(
        self, view: Any, viewer: Viewer | None, *, is_preview: bool
    ) -> Mapping[str, Any]:
        mode = view.mode if view is not None else ""
        owner = outcomes.draft_owner(viewer.user_id) if viewer and viewer.user_id else ""
        return {
            "owner": owner,
            "draft": f"{owner}:{self.program}:{self.window}",
            "mode": mode,
            "language": viewer.language if viewer else "en",
            "timeZone": viewer.time_zone if viewer else None,
            "isPreview": is_preview,
            "noticeVersion": getattr(view, "notice_version", None),
            "instrumentVersion": getattr(view, "instrument_version", None),
            "responseVersion": getattr(view, "response_version", 0),
            "answers": getattr(view, "answers", None),
            "signInUrl": "" if is_preview else outcomes.sign_in_url(str(self.scope_ids.usage_id)),
            "texts": survey_page.texts(is_anonymous=mode == "anonymous"),
        }

    def _respond(self, viewer: Viewer, told: Mapping[str, Any]) -> Mapping[str, Any]:
        self._check_linked()
        action = told.get("action")
        if action == "undo_decline":
            outcomes.undo_decline(viewer.user_id, self.program, self.window)
            return {}
        if action == "decline":
            receipt = outcomes.decline(
                viewer.user_id, self.program, self.window, course_key=self._course_key
            )
        elif action == "submit":
            receipt = outcomes.submit(
                viewer.user_id, self.program, self.window, told, course_key=self._course_key
            )
        else:
            raise outcomes.Invalid(_("What you sent did not arrive whole. Send it again."))
        self.runtime.publish(self, "completion", {"completion": 1.0})
        return {"response_version": receipt.response_version}

    def _read_notice(self, viewer: Viewer, told: Mapping[str, Any]) -> Mapping[str, Any]:
        self._check_linked()
        outcomes.read_notice(viewer.user_id, self.program, told.get("notice_version"))
        return {}

    def _link_course(self, viewer: Viewer, told: Mapping[str, Any]) -> Mapping[str, Any]:
        outcomes.link_course(viewer.user_id, self.program, self._course_key)
        return {}

    def _choose(self, viewer: Viewer, chosen: Mapping[str, Any]) -> Mapping[str, Any]:
        # Studio's own handler view does not tell a block who is staff, so the api is asked.
        if self._is_in_course and not outcomes.is_course_staff(viewer.user_id, self._course_key):
            raise outcomes.NotFound
        choice = survey_studio.check_choice(viewer.user_id, chosen, course_key=self._course_key)
        self.display_name, self.program, self.window = choice
        return {}

    def _check_linked(self) -> None:
        if not self._is_linked:
            raise outcomes.NotFound(_("This survey is not open yet. Nothing was stored."))

    def _refusal(self, viewer: Viewer, error: outcomes.OutcomesError) -> Mapping[str, Any]:
        """Return the refusal as the browser shows it; a new notice comes with its text."""
        answer = dict(outcomes.refusal(error))
        if "notice_version" in error.details:
            answer |= {"reason": "notice", "notice_html": self._notice_html(viewer)}
        return answer

    def _notice_html(self, viewer: Viewer) -> str:
        notice = outcomes.notice(viewer.user_id or 0, self.program)
        if notice is None:
            return ""
        return outcomes.render(
            "survey/part_notice.html",
            {
                "uid": f"mo-{self.scope_ids.usage_id.block_id}",
                "view": {"notice_version": notice.version},
                "notice": notice.in_language(viewer.language),
            },
        )


def _parts_of(view: Any) -> list[str]:
    """Return the parts of the page for a state. What can still be answered brings its form."""
    if view.state == "notice_first":
        return ["notice", "privacy", "form", "done", "declined"]
    if view.state == "ready":
        return ["privacy", "form", "done", "declined"]
    if view.state == "received":
        return ["done", "form", "declined"] if view.can_edit and view.items else ["done"]
    if view.state == "declined":
        return ["declined"] if view.can_edit else ["closed"]
    if view.state == "no_program":
        return ["not_open"]
    return [str(view.state)]


def _layout(view: Any, viewer: Viewer | None) -> Mapping[str, Any]:
    if view is None:
        return {"pages": (), "times": {}, "notice": None, "readers_sentence": ""}
    return {
        "pages": survey_page.pages_of(view.items),
        "times": survey_page.times_of(view, time_zone=viewer.time_zone if viewer else None),
        "notice": view.notice,
        "readers_sentence": survey_page.readers_sentence(view),
    }

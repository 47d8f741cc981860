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

from . import handling, linking, outcomes, survey_studio
from .showing import fragment_of, learners_place_of, place_of
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
            return self._part("failed", viewer)

    def author_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """Show the author what is asked, and what is still to be done."""
        viewer = viewer_of(self)
        if viewer.user_id is None:
            return self.public_view(context)
        return self._staff_fragment(viewer)

    def public_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """Say to somebody who is not signed in that this is a survey for members."""
        return self._part("public", viewer_of(self))

    def studio_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """Let an author write what is asked here, and choose the program's window."""
        return survey_studio.editor(self, viewer_of(self), course_key=linking.course_key_of(self))

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
        Receive answers, a draft of them, that the learner would rather not answer, or that back.

        One address for all four: request logs keep addresses, and who declined is shown to nobody.
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

    @XBlock.handler
    def author(self, request: Any, suffix: str = "") -> Response:
        """Do what the editor's script asks for. The api asks whether the user may."""
        return handling.respond(
            self,
            request,
            self._author,
            refusal=self._author_refused,
            largest=outcomes.LARGEST_AUTHORED,
        )

    # Inside

    @property
    def _is_linked(self) -> bool:
        return bool(self.window) and linking.is_linked(self)

    def _survey_fragment(self, viewer: Viewer) -> Fragment:
        if viewer.user_id is None:
            return self.public_view()
        if viewer.is_masked:
            return self._part("masked", viewer)
        if not self._is_linked:
            return (
                self._staff_fragment(viewer) if viewer.is_staff else self._part("not_open", viewer)
            )
        panel = outcomes.survey(
            viewer.user_id,
            self.program,
            self.window,
            place=learners_place_of(self, viewer),
            title=self.display_name,
        )
        if panel.state == "not_asked" and viewer.is_staff:
            return self._staff_fragment(viewer)
        return fragment_of(panel)

    def _staff_fragment(self, viewer: Viewer) -> Fragment:
        """Show a preview, and above it the way to link when the course is not linked."""
        before = [] if self._is_linked else ["unlinked"]
        link = self._link_facts(viewer)
        try:
            panel = outcomes.survey_preview(
                viewer.user_id or 0,
                self.program,
                self.window,
                before=before,
                link=link,
                **self._where(viewer),
            )
        except outcomes.NotFound:
            return self._part((before or ["not_open"])[0], viewer, link=link)
        return fragment_of(panel)

    def _link_facts(self, viewer: Viewer) -> Mapping[str, Any]:
        if not (self.program and self.window):
            return {"missing": _("No survey is chosen yet.")}
        return linking.link_facts(self, viewer)

    def _part(
        self, part: str, viewer: Viewer, *, link: Mapping[str, Any] | None = None
    ) -> Fragment:
        return fragment_of(outcomes.survey_part(part, link=link, **self._where(viewer)))

    def _where(self, viewer: Viewer) -> dict[str, Any]:
        return {"place": place_of(self, viewer), "title": self.display_name}

    def _respond(self, viewer: Viewer, told: Mapping[str, Any]) -> Mapping[str, Any]:
        self._check_linked()
        answer = outcomes.respond_to_survey(
            viewer.user_id, self.program, self.window, told, course_key=linking.course_key_of(self)
        )
        if told.get("action") in {"submit", "decline"}:
            self.runtime.publish(self, "completion", {"completion": 1.0})
        return answer

    def _read_notice(self, viewer: Viewer, told: Mapping[str, Any]) -> Mapping[str, Any]:
        self._check_linked()
        return outcomes.read_notice(viewer.user_id, self.program, told)

    def _link_course(self, viewer: Viewer, told: Mapping[str, Any]) -> Mapping[str, Any]:
        return linking.link_course(self, viewer)

    def _choose(self, viewer: Viewer, chosen: Mapping[str, Any]) -> Mapping[str, Any]:
        linking.check_author(self, viewer)
        choice = survey_studio.check_choice(
            viewer.user_id, chosen, course_key=linking.course_key_of(self)
        )
        self.display_name, self.program, self.window = choice
        return {}

    def _author(self, viewer: Viewer, told: Mapping[str, Any]) -> Mapping[str, Any]:
        if told.get("action") == "choose":
            return self._choose(viewer, told)
        linking.check_author(self, viewer)
        return survey_studio.act(self, viewer, told)

    def _author_refused(self, viewer: Viewer, error: outcomes.OutcomesError) -> Mapping[str, Any]:
        return survey_studio.refused(self, viewer, error)

    def _check_linked(self) -> None:
        if not self._is_linked:
            raise outcomes.NotFound(_("This survey is not open yet. Nothing was stored."))

    def _refusal(self, viewer: Viewer, error: outcomes.OutcomesError) -> Mapping[str, Any]:
        return outcomes.survey_refused(
            viewer.user_id, self.program, self.window, error, place=place_of(self, viewer)
        )

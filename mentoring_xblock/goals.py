"""The goals block: people write their goals and check in on them; it keeps none itself."""

from collections.abc import Mapping
from typing import Any

from django.db import DatabaseError
from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment
from webob import Response
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock
from xblock.fields import Scope, String

from . import goals_studio, handling, linking, outcomes
from .showing import fragment_of, learners_place_of, place_of
from .viewer import Viewer, viewer_of


@XBlock.needs("user", "i18n")
@XBlock.wants("completion")
class GoalsBlock(XBlock):
    """
    Lets the people of a program work on their goals, inside a course unit.

    The block knows the program by its slug: a copy of the course starts unlinked until its own
    staff link it. A person's goals are the same in every block of the program.
    """

    completion_mode = XBlockCompletionMode.COMPLETABLE
    has_custom_completion = True
    has_score = False
    # Without it Studio shows its authors what learners see.
    has_author_view = True
    resources_dir = "static"
    i18n_js_namespace = "MentoringOutcomesI18n"

    display_name = String(display_name="Title", default="My goals", scope=Scope.settings)
    program = String(display_name="Program", default="", scope=Scope.settings)

    # Views

    def student_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """Show a person's own goals, and to others what they may know."""
        viewer = viewer_of(self)
        try:
            return self._goals_fragment(viewer)
        except DatabaseError:
            return self._part("failed", viewer)

    def author_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """Show the author the form, and what is still to be done."""
        viewer = viewer_of(self)
        if viewer.user_id is None:
            return self.public_view(context)
        return self._staff_fragment(viewer)

    def public_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """Say to somebody who is not signed in that goals are for members."""
        return self._part("public", viewer_of(self))

    def studio_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """Let an author choose the program."""
        return goals_studio.editor(self, viewer_of(self), course_key=linking.course_key_of(self))

    def student_view_data(self, context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """Return what an app may know before anybody opens the block: nothing about a person."""
        return {"display_name": self.display_name, "program": self.program}

    def index_dictionary(self) -> dict[str, Any]:
        """Return the title for the course search. Goals are not indexed."""
        found: dict[str, Any] = super().index_dictionary()
        found.setdefault("content", {})["display_name"] = self.display_name
        found["content_type"] = "Mentoring goals"
        return found

    # What learners do

    @XBlock.handler
    def act(self, request: Any, suffix: str = "") -> Response:
        """
        Do what the learner asks for: write a goal, check in, close it.

        One address for all: request logs keep addresses, and what one does here is nobody's.
        """
        return handling.respond(self, request, self._act)

    # What staff do

    @XBlock.handler
    def link_course(self, request: Any, suffix: str = "") -> Response:
        """Link this course to the block's program. The api asks whether the user may."""
        return handling.respond(self, request, self._link_course)

    @XBlock.handler
    def studio_submit(self, request: Any, suffix: str = "") -> Response:
        """Keep what the author chose."""
        return handling.respond(self, request, self._choose)

    # Inside

    def _goals_fragment(self, viewer: Viewer) -> Fragment:
        if viewer.user_id is None:
            return self.public_view()
        if viewer.is_masked:
            return self._part("masked", viewer)
        if not linking.is_linked(self):
            return (
                self._staff_fragment(viewer) if viewer.is_staff else self._part("not_open", viewer)
            )
        panel = outcomes.goals(
            viewer.user_id,
            self.program,
            place=learners_place_of(self, viewer),
            title=self.display_name,
        )
        if panel.state == "no_role" and viewer.is_staff:
            return self._staff_fragment(viewer)
        return fragment_of(panel)

    def _staff_fragment(self, viewer: Viewer) -> Fragment:
        """Show a preview, and above it the way to link when the course is not linked."""
        link = None if linking.is_linked(self) else self._link_facts(viewer)
        return fragment_of(outcomes.goals_preview(link=link, **self._where(viewer)))

    def _link_facts(self, viewer: Viewer) -> Mapping[str, Any]:
        if not self.program:
            return {"missing": _("No program is chosen yet.")}
        return linking.link_facts(self, viewer)

    def _part(self, part: str, viewer: Viewer) -> Fragment:
        return fragment_of(outcomes.goals_part(part, **self._where(viewer)))

    def _where(self, viewer: Viewer) -> dict[str, Any]:
        return {"place": place_of(self, viewer), "title": self.display_name}

    def _act(self, viewer: Viewer, told: Mapping[str, Any]) -> Mapping[str, Any]:
        if not linking.is_linked(self):
            raise outcomes.NotFound(_("Goals are not open here yet. Nothing was stored."))
        answer = outcomes.act_in_goals(
            viewer.user_id, self.program, told, place=learners_place_of(self, viewer)
        )
        if answer.get("is_done"):
            self.runtime.publish(self, "completion", {"completion": 1.0})
        return answer

    def _link_course(self, viewer: Viewer, told: Mapping[str, Any]) -> Mapping[str, Any]:
        return linking.link_course(self, viewer)

    def _choose(self, viewer: Viewer, chosen: Mapping[str, Any]) -> Mapping[str, Any]:
        linking.check_author(self, viewer)
        self.display_name, self.program = goals_studio.check_choice(
            viewer.user_id,
            chosen,
            course_key=linking.course_key_of(self),
            program=self.program,
        )
        return {}

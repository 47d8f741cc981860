"""The journal block: it puts one question to think about, and keeps no word of the answer."""

import re
from collections.abc import Mapping
from typing import Any

from django.db import DatabaseError
from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment
from webob import Response
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock
from xblock.fields import Boolean, Integer, List, Scope, String

from . import handling, journal_studio, linking, outcomes
from .showing import fragment_of, learners_place_of, place_of
from .viewer import Viewer, viewer_of

_LONGEST_KEY = 64


@XBlock.needs("user", "i18n")
@XBlock.wants("completion")
class JournalBlock(XBlock):
    """
    Lets the people of a program write in their journal, inside a course unit.

    The block knows the program by its slug and its entries by the key of the prompt: a copy of the
    course starts unlinked until its own staff link it.
    """

    completion_mode = XBlockCompletionMode.COMPLETABLE
    has_score = False
    # Without it Studio shows its authors what learners see.
    has_author_view = True
    resources_dir = "static"
    i18n_js_namespace = "MentoringOutcomesI18n"

    display_name = String(display_name="Title", default="Journal", scope=Scope.settings)
    program = String(display_name="Program", default="", scope=Scope.settings)
    prompt = String(display_name="Prompt", default="", scope=Scope.content)
    prompt_key = String(display_name="Key of the prompt", default="", scope=Scope.content)
    recap_keys = List(display_name="Keys to look back on", default=[], scope=Scope.content)
    writes = Boolean(display_name="Learners write here", default=True, scope=Scope.content)
    needed_entries = Integer(display_name="Entries needed", default=1, scope=Scope.settings)
    needed_words = Integer(display_name="Words needed", default=1, scope=Scope.settings)

    @property
    def has_custom_completion(self) -> bool:
        """Whether entries complete the block; a look back is complete when it was seen."""
        return bool(self.writes)

    @property
    def key(self) -> str:
        """The key under which entries are kept: the author's, else the block's own."""
        own = re.sub(r"[^a-z0-9_]+", "_", self.scope_ids.usage_id.block_id.lower())
        return str(self.prompt_key) or own[:_LONGEST_KEY]

    # Views

    def student_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """Show the journal to its writer, and to others what they may know of it."""
        viewer = viewer_of(self)
        try:
            return self._journal_fragment(viewer)
        except DatabaseError:
            return self._part("failed", viewer)

    def author_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """Show the author what is asked, and what is still to be done."""
        viewer = viewer_of(self)
        if viewer.user_id is None:
            return self.public_view(context)
        return self._staff_fragment(viewer)

    def public_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """Say to somebody who is not signed in that this is a journal for members."""
        return self._part("public", viewer_of(self))

    def studio_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """Let an author choose the program and write the prompt."""
        return journal_studio.editor(self, viewer_of(self), course_key=linking.course_key_of(self))

    def student_view_data(self, context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """Return what an app may know before anybody opens the block: nothing about a person."""
        return {
            "display_name": self.display_name,
            "program": self.program,
            "prompt": self.prompt,
        }

    def index_dictionary(self) -> dict[str, Any]:
        """Return title and prompt for the course search. What learners write is not indexed."""
        found: dict[str, Any] = super().index_dictionary()
        found.setdefault("content", {}).update(
            {"display_name": self.display_name, "prompt": self.prompt}
        )
        found["content_type"] = "Mentoring journal"
        return found

    def studio_post_duplicate(self, store: Any, source_item: Any) -> bool:
        """Give a copy a key of its own: else two prompts would share their entries."""
        self.prompt_key = ""
        # Studio keeps what a copy changes of itself only when its store is told.
        store.update_item(self, viewer_of(self).user_id)
        return False

    # What learners do

    @XBlock.handler
    def act(self, request: Any, suffix: str = "") -> Response:
        """
        Do what the learner asks for: write, share, take along, delete.

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

    def _journal_fragment(self, viewer: Viewer) -> Fragment:
        if viewer.user_id is None:
            return self.public_view()
        if viewer.is_masked:
            return self._part("masked", viewer)
        if not linking.is_linked(self):
            return (
                self._staff_fragment(viewer) if viewer.is_staff else self._part("not_open", viewer)
            )
        panel = outcomes.journal(
            viewer.user_id,
            self.program,
            place=learners_place_of(self, viewer),
            prompt=self._prompt,
        )
        if panel.state == "not_member" and viewer.is_staff:
            return self._staff_fragment(viewer)
        return fragment_of(panel)

    def _staff_fragment(self, viewer: Viewer) -> Fragment:
        """Show a preview, and above it what is to be done when the course is not linked."""
        link = None if linking.is_linked(self) else self._link_facts(viewer)
        return fragment_of(outcomes.journal_preview(link=link, **self._where(viewer)))

    def _link_facts(self, viewer: Viewer) -> Mapping[str, Any]:
        if not self.program:
            return {"missing": _("No program is chosen yet.")}
        return linking.link_facts(self, viewer)

    def _part(self, part: str, viewer: Viewer) -> Fragment:
        return fragment_of(outcomes.journal_part(part, **self._where(viewer)))

    def _where(self, viewer: Viewer) -> dict[str, Any]:
        return {"place": place_of(self, viewer), "prompt": self._prompt}

    @property
    def _prompt(self) -> outcomes.Prompt:
        return outcomes.Prompt(
            title=self.display_name,
            text=self.prompt,
            key=self.key,
            recap_keys=tuple(str(key) for key in self.recap_keys),
            writes=self.writes,
        )

    def _act(self, viewer: Viewer, told: Mapping[str, Any]) -> Mapping[str, Any]:
        if not linking.is_linked(self):
            raise outcomes.NotFound(_("This journal is not open yet. Nothing was stored."))
        answer = outcomes.act_in_journal(viewer.user_id, self.program, told, **self._where(viewer))
        if told.get("action") == "save" and self._has_enough(viewer):
            self.runtime.publish(self, "completion", {"completion": 1.0})
        return answer

    def _has_enough(self, viewer: Viewer) -> bool:
        kept = outcomes.journal_entries_kept(
            viewer.user_id, self.program, key=self.key, words=self.needed_words
        )
        return bool(kept >= self.needed_entries)

    def _link_course(self, viewer: Viewer, told: Mapping[str, Any]) -> Mapping[str, Any]:
        return linking.link_course(self, viewer)

    def _choose(self, viewer: Viewer, chosen: Mapping[str, Any]) -> Mapping[str, Any]:
        linking.check_author(self, viewer)
        choice = journal_studio.check_choice(
            viewer.user_id,
            chosen,
            course_key=linking.course_key_of(self),
            program=self.program,
        )
        for name, value in choice.items():
            setattr(self, name, value)
        return {}

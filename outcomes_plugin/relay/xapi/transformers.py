"""The statement of each event that makes one; importing this registers them."""

from datetime import timedelta
from typing import Any

from event_routing_backends.helpers import get_course_from_id
from event_routing_backends.processors.xapi import constants
from event_routing_backends.processors.xapi.registry import XApiTransformersRegistry
from event_routing_backends.processors.xapi.transformer import XApiTransformer
from tincan import (
    Activity,
    ActivityDefinition,
    ActivityList,
    ContextActivities,
    Extensions,
    LanguageMap,
    Result,
    Verb,
)

from . import vocabulary


def _verb(iri: str, word: str) -> Verb:
    return Verb(id=iri, display=LanguageMap({constants.EN: word}))


class MentoringTransformer(XApiTransformer):
    """
    What all of our statements have in common.

    The statement's id is the ledger entry's, so a repeated event is the same statement and two
    entries of one moment are two. Its time is when it happened, not when the relay told of it.
    """

    additional_fields = ("result",)

    def get_event_id(self) -> str:
        """Return the id of the ledger entry."""
        return self.get_data("data.entry_id", True)

    def get_timestamp(self) -> str:
        """Return when it happened."""
        return self.get_data("data.occurred_at", True)

    def get_result(self) -> Result | None:
        """Return what came of it: nothing, where a statement does not say so."""
        return None

    def get_context_activities(self) -> ContextActivities | None:
        """Return the course as the first parent, where analytics looks for it, and the program."""
        parent = [one for one in (self._course(),) if one is not None]
        grouping = [one for one in (self._program(),) if one is not None]
        if not parent and not grouping:
            return None
        return ContextActivities(
            **({"parent": ActivityList(parent)} if parent else {}),
            **({"grouping": ActivityList(grouping)} if grouping else {}),
        )

    def get_context_extensions(self) -> Extensions:
        """Return which transformer this was. There is no session: the relay had none."""
        return Extensions({constants.XAPI_TRANSFORMER_VERSION_KEY: self.transformer_version})

    def activity(self, kind: str, *names: Any, type_: str) -> Activity:
        """Return the activity that stands for a thing of ours, under the site's own address."""
        path = "/".join(str(name) for name in names)
        return Activity(
            id=self.get_object_iri(f"mentoring/xapi/{kind}", path),
            definition=ActivityDefinition(type=type_),
        )

    def _course(self) -> Activity | None:
        key = self.get_data("context.course_id")
        if key is None:
            return None
        return Activity(
            id=self.get_object_iri("course", key),
            definition=ActivityDefinition(type=constants.XAPI_ACTIVITY_COURSE, **_course_name(key)),
        )

    def _program(self) -> Activity | None:
        slug = self.get_data("data.program")
        if slug is None:
            return None
        return self.activity("program", slug, type_=vocabulary.PROGRAM)


def _course_name(key: str) -> dict[str, LanguageMap]:
    """Return the name of the course, if it is still there."""
    try:
        title = get_course_from_id(key)["display_name"]
    except ValueError:
        return {}
    return {"name": LanguageMap({constants.EN_US: title})} if title else {}


class GoalTransformer(MentoringTransformer):
    """Statements about a goal; what the goal says stays on the site."""

    def get_object(self) -> Activity:
        """Return the goal, by its id."""
        return self.activity("goal", self.get_data("data.goal", True), type_=vocabulary.GOAL)


@XApiTransformersRegistry.register("mentoring.goal.set")
class GoalSet(GoalTransformer):
    """A mentee set a goal."""

    _verb = _verb(vocabulary.DEFINED, "defined")


@XApiTransformersRegistry.register("mentoring.goal.progressed")
class GoalProgressed(GoalTransformer):
    """A mentee checked in on a goal."""

    _verb = _verb(vocabulary.PROGRESSED, "progressed")

    def get_result(self) -> Result | None:
        """Return how far the goal is, in percent, where the entry says so."""
        percent = self.get_data("data.percent")
        if percent is None:
            return None
        return Result(extensions=Extensions({vocabulary.PROGRESS: percent}))


@XApiTransformersRegistry.register("mentoring.goal.achieved")
class GoalAchieved(GoalTransformer):
    """A mentee achieved a goal."""

    _verb = _verb(vocabulary.COMPLETED, "completed")

    def get_result(self) -> Result:
        """Return that nothing of the goal is left."""
        return Result(completion=True)


@XApiTransformersRegistry.register("mentoring.survey.completed")
class SurveyCompleted(MentoringTransformer):
    """A person is done with a survey, by answering or by declining: no answer, no score."""

    _verb = _verb(vocabulary.COMPLETED, "completed")

    def get_object(self) -> Activity:
        """Return the survey, by program and window."""
        window = self.get_data("data.window", True)
        program = self.get_data("data.program", True)
        return self.activity("survey", program, window, type_=vocabulary.SURVEY)


class PairingTransformer(MentoringTransformer):
    """Statements of the mentee about the pairing. Why it ended stays on the site."""

    def get_object(self) -> Activity:
        """Return the pairing, by its id."""
        return self.activity(
            "pairing", self.get_data("data.pairing", True), type_=vocabulary.PAIRING
        )


@XApiTransformersRegistry.register("mentoring.pairing.formed")
class PairingFormed(PairingTransformer):
    """A mentee was paired with a mentor."""

    _verb = _verb(vocabulary.PAIRED, "paired")


@XApiTransformersRegistry.register("mentoring.pairing.ended")
class PairingEnded(PairingTransformer):
    """The pairing of a mentee ended."""

    _verb = _verb(vocabulary.UNPAIRED, "unpaired")


@XApiTransformersRegistry.register("mentoring.meeting.held")
class MeetingHeld(MentoringTransformer):
    """A mentor mentored: the meeting of a pairing, whoever of the two logged it."""

    _verb = _verb(vocabulary.MENTORED, "mentored")

    def transform(self) -> Any:
        """Return the statement, or none when the mentor was erased meanwhile."""
        return super().transform() if self.extract_username_or_userid() else None

    def extract_username_or_userid(self) -> int | None:
        """Return the user id of the mentor, who is the one who acted."""
        return self.get_data("data.mentor_user_id")

    def get_object(self) -> Activity:
        """Return the meeting; no other entry has this one's id."""
        return self.activity(
            "pairing",
            self.get_data("data.pairing", True),
            "meeting",
            self.get_data("data.entry_id", True),
            type_=vocabulary.MEETING,
        )

    def get_result(self) -> Result | None:
        """Return how long they met."""
        minutes = self.get_data("data.minutes")
        return Result(duration=timedelta(minutes=minutes)) if minutes else None

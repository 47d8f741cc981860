"""Cohorts, courses and indicators of a program."""

from collections.abc import Mapping, Sequence
from typing import Any

from outcomes_plugin import api
from outcomes_plugin.edxapp import CourseFacts
from outcomes_plugin.frameworks.data import IndicatorData, IndicatorStanding, TargetData
from outcomes_plugin.programs.data import CohortData, CourseLinkData, LinkedCourse, MilestoneData
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import setting_up as shapes
from outcomes_plugin.rest_api.v1.shapes.base import Nothing


class Cohorts(OutcomesView):
    """The cohorts of a program."""

    @endpoint(lists=shapes.Cohort)
    def get(self, slug: str) -> Sequence[CohortData]:
        """List the cohorts of a program, the earliest first."""
        return api.cohorts_of(self.actor, slug)

    @endpoint(takes=shapes.CohortTold, gives=shapes.Cohort, answers=201)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> CohortData:
        """Add a cohort."""
        return api.create_cohort(self.actor, slug, **told, at=self.at)


class OneCohort(OutcomesView):
    """One cohort."""

    @endpoint(takes=shapes.CohortChange, gives=shapes.Cohort)
    def put(self, slug: str, cohort: str, *, told: Mapping[str, Any]) -> CohortData:
        """Change a cohort's title and days."""
        facts = {name: value for name, value in told.items() if name != "edition"}
        return api.change_cohort(
            self.actor, slug, cohort, **facts, seen=told["edition"], at=self.at
        )

    def current(self) -> Mapping[str, Any] | None:
        """Return the cohort as it is now."""
        for one in api.cohorts_of(self.actor, self.kwargs["slug"]):
            if one.slug == self.kwargs["cohort"]:
                return dict(shapes.Cohort(one).data)
        return None


class Days(OutcomesView):
    """The days that matter to the cohorts of a program."""

    @endpoint(lists=shapes.Day)
    def get(self, slug: str) -> Sequence[MilestoneData]:
        """List the days that matter to the program's cohorts, the earliest first."""
        return api.milestones_of(self.actor, slug)


class CohortDays(OutcomesView):
    """The days that matter to one cohort."""

    @endpoint(takes=shapes.DaysTold, gives=shapes.DaysKept)
    def put(self, slug: str, cohort: str, *, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Set the days that matter to a cohort: first_month, midpoint, end, half_year_after."""
        api.set_milestones(self.actor, slug, cohort, days=told["days"], at=self.at)
        found = api.milestones_of(self.actor, slug)
        return {"days": [one for one in found if one.cohort == cohort]}


class Courses(OutcomesView):
    """The courses of a program."""

    @endpoint(lists=shapes.Course)
    def get(self, slug: str) -> Sequence[LinkedCourse]:
        """List the courses of a program, the primary one first."""
        return api.courses_linked(self.actor, slug)

    @endpoint(takes=shapes.CourseTold, gives=shapes.CourseKept, answers=201)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> CourseLinkData:
        """Link a course, as a coordinator who is also its staff."""
        return api.link_course(self.actor, slug, **told, at=self.at)


class OneCourse(OutcomesView):
    """One course of a program."""

    @endpoint()
    def delete(self, slug: str, course_key: str) -> None:
        """End the link of a course, as a coordinator who is also its staff."""
        api.unlink_course(self.actor, slug, course_key, at=self.at)


class CoursesToLink(OutcomesView):
    """What could be linked."""

    @endpoint(lists=shapes.CourseToLink)
    def get(self, slug: str) -> Sequence[CourseFacts]:
        """List the courses that one could link to a program."""
        return api.courses_to_link(self.actor, slug)


class Indicators(OutcomesView):
    """The indicators of a program."""

    @endpoint(lists=shapes.Indicator)
    def get(self, slug: str) -> Sequence[IndicatorStanding]:
        """List the indicators of a program with their drafts and targets."""
        return api.framework_of(self.actor, slug, at=self.at)


class ExampleFramework(OutcomesView):
    """The example that came with the product."""

    @endpoint(takes=Nothing, gives=shapes.Indicators, answers=201)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Copy the example framework into a program that has none."""
        program = api.whole_standing(self.actor, slug).program
        return {"indicators": api.copy_example_framework(self.actor, program.id, at=self.at)}


class AdoptIndicator(OutcomesView):
    """A draft that comes in force."""

    @endpoint(takes=Nothing, gives=shapes.IndicatorVersion)
    def post(self, slug: str, key: str, *, told: Mapping[str, Any]) -> IndicatorData:
        """Put the draft of an indicator in force; earlier results keep the version before."""
        program = api.whole_standing(self.actor, slug).program
        return api.adopt_indicator(self.actor, program.id, key, at=self.at)


class Targets(OutcomesView):
    """What an indicator is to reach."""

    @endpoint(takes=shapes.TargetTold, gives=shapes.Target, answers=201)
    def post(self, slug: str, key: str, *, told: Mapping[str, Any]) -> TargetData:
        """Set what an indicator is to reach from now or from a day on."""
        program = api.whole_standing(self.actor, slug).program
        return api.set_target(self.actor, program.id, key, **told, at=self.at)

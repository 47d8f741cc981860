"""Windows of surveys: plan, open and close them, and see who takes part."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from outcomes_plugin import api, tasks
from outcomes_plugin.reporting.data import WindowResults as WindowResultsData
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import windows as shapes
from outcomes_plugin.rest_api.v1.shapes.base import Nothing
from outcomes_plugin.surveys.data import (
    InstrumentChoice,
    OffsetUnit,
    Participation,
    SuggestedWindow,
    Timing,
    WindowData,
)


def _timing(told: Mapping[str, Any]) -> Timing:
    facts = dict(told["timing"])
    return Timing(**{**facts, "unit": OffsetUnit(facts.get("unit", OffsetUnit.DAYS))})


def _series(waves: Sequence[WindowData]) -> Mapping[str, Any]:
    return {"windows": waves, "edition": api.edition_of_series(waves)}


class Windows(OutcomesView):
    """The windows of a program."""

    @endpoint(lists=shapes.Window)
    def get(self, slug: str) -> Sequence[WindowData]:
        """List the windows of a program."""
        return api.windows(self.actor, slug)

    @endpoint(takes=shapes.WindowTold, gives=shapes.Window, answers=201)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> WindowData:
        """Plan a survey; it opens at its time."""
        return api.plan_window(self.actor, slug, **told, at=self.at)


class FollowingWindows(OutcomesView):
    """Windows that follow a day of their cohorts; they are read with the others."""

    @endpoint(takes=shapes.FollowingTold, gives=shapes.Window, answers=201)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> WindowData:
        """Plan a survey from a day of its cohorts; it moves with the day until it opens."""
        facts = {**told, "timing": _timing(told)}
        return api.plan_following_window(self.actor, slug, **facts, at=self.at)


class AllSeries(OutcomesView):
    """Series of windows; they are read with the others."""

    @endpoint(takes=shapes.SeriesTold, gives=shapes.Series, answers=201)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Plan the same survey every so many days or months."""
        facts = {**told, "timing": _timing(told)}
        return _series(api.plan_series(self.actor, slug, **facts, at=self.at))


class FixedSeries(OutcomesView):
    """Series on fixed dates; they are read with the others."""

    @endpoint(takes=shapes.FixedSeriesTold, gives=shapes.Series, answers=201)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Plan the same survey every so many days or months from its first dates on."""
        facts = {**told, "unit": OffsetUnit(told["unit"])}
        return _series(api.plan_fixed_series(self.actor, slug, **facts, at=self.at))


class FixedSeriesTimes(OutcomesView):
    """What a series on fixed dates would mean."""

    @endpoint(takes=shapes.FixedSeriesAsked, gives=shapes.FixedWaves)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Read when each survey would be open; nothing is planned."""
        facts = {**told, "unit": OffsetUnit(told["unit"])}
        return {"waves": api.preview_fixed_series(self.actor, slug, **facts)}


class OneSeries(OutcomesView):
    """One series of windows."""

    @endpoint(gives=shapes.Series)
    def get(self, slug: str, series: str) -> Mapping[str, Any]:
        """Read what is planned of a series."""
        return _series(api.planned_series(self.actor, slug, series))

    @endpoint(takes=shapes.SeriesChange, gives=shapes.Series)
    def put(self, slug: str, series: str, *, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Change what is planned of a series."""
        facts = {name: value for name, value in told.items() if name != "edition"}
        facts["timing"] = _timing(told)
        changed = api.change_series(
            self.actor, slug, series, **facts, seen=told["edition"], at=self.at
        )
        return _series(changed)

    @endpoint()
    def delete(self, slug: str, series: str) -> None:
        """Call off what is planned of a series."""
        api.cancel_series(self.actor, slug, series, at=self.at)

    def current(self) -> Mapping[str, Any]:
        """Return what is planned of the series now."""
        found = api.planned_series(self.actor, self.kwargs["slug"], self.kwargs["series"])
        return dict(shapes.Series(_series(found)).data)


class SeriesTimes(OutcomesView):
    """What a series would mean."""

    @endpoint(takes=shapes.SeriesAsked, gives=shapes.Waves)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Read when each cohort would be asked; nothing is planned."""
        facts = {**told, "timing": _timing(told)}
        return {"waves": api.preview_series(self.actor, slug, **facts)}


class WindowTimes(OutcomesView):
    """What a timing would mean."""

    @endpoint(takes=shapes.TimesAsked, gives=shapes.Times)
    def post(self, slug: str, *, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Read when each cohort would be asked; nothing is planned."""
        facts = {**told, "timing": _timing(told)}
        return {"times": api.preview_window_times(self.actor, slug, **facts)}


class WindowMoves(OutcomesView):
    """What other days of a cohort would mean."""

    @endpoint(takes=shapes.DaysAsked, gives=shapes.Moves)
    def post(self, slug: str, cohort: str, *, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Read which planned windows would move with these days; nothing is changed."""
        found = api.windows_that_move(self.actor, slug, cohort, days=told["days"], at=self.at)
        return {"moves": found}


class SuggestedWindows(OutcomesView):
    """The usual surveys."""

    @endpoint(lists=shapes.Suggested)
    def get(self, slug: str) -> Sequence[SuggestedWindow]:
        """List the usual surveys of the program's cohorts that are not planned yet."""
        return api.suggested_windows(self.actor, slug, at=self.at)


class Instruments(OutcomesView):
    """What can be asked."""

    @endpoint(lists=shapes.Instrument)
    def get(self, slug: str) -> Sequence[InstrumentChoice]:
        """List the questionnaires that can be planned, in one's language."""
        return api.instrument_choices(self.actor, slug, language=self.language)


class Hindrances(OutcomesView):
    """What stands in the way."""

    @endpoint(lists=shapes.Hindrance)
    def get(self, slug: str) -> Sequence[Mapping[str, Any]]:
        """List what would keep planned windows from opening as things are."""
        found = api.window_hindrances(self.actor, slug)
        return [{"window_id": key, "sentence": said} for key, said in found.items()]


class OneWindow(OutcomesView):
    """One window."""

    @endpoint(takes=shapes.WindowChange, gives=shapes.Window)
    def put(self, window_id: int, *, told: Mapping[str, Any]) -> WindowData:
        """Change a planned window."""
        facts = {name: value for name, value in told.items() if name != "edition"}
        return api.change_window(self.actor, window_id, **facts, seen=told["edition"], at=self.at)

    @endpoint()
    def delete(self, window_id: int) -> None:
        """Call off a planned window."""
        api.cancel_window(self.actor, window_id, at=self.at)

    def current(self) -> Mapping[str, Any]:
        """Return the window as it is now."""
        found = api.participation(self.actor, self.kwargs["window_id"])
        return dict(shapes.Window(found.window).data)


class OneFollowingWindow(OutcomesView):
    """One window that follows a day of its cohorts."""

    @endpoint(takes=shapes.FollowingChange, gives=shapes.Window)
    def put(self, window_id: int, *, told: Mapping[str, Any]) -> WindowData:
        """Let a planned window follow this day."""
        facts = {name: value for name, value in told.items() if name != "edition"}
        facts["timing"] = _timing(told)
        return api.change_following_window(
            self.actor, window_id, **facts, seen=told["edition"], at=self.at
        )

    def current(self) -> Mapping[str, Any]:
        """Return the window as it is now."""
        found = api.participation(self.actor, self.kwargs["window_id"])
        return dict(shapes.Window(found.window).data)


class WindowMode(OutcomesView):
    """Who sees the answers."""

    @endpoint(takes=shapes.ModeTold, gives=shapes.Window)
    def put(self, window_id: int, *, told: Mapping[str, Any]) -> WindowData:
        """Change who sees the answers of a window that nobody has answered yet."""
        return api.change_window_mode(
            self.actor, window_id, mode=told["mode"], reason=told["reason"], at=self.at
        )


class WindowLate(OutcomesView):
    """Answers after the close."""

    @endpoint(takes=shapes.LateTold, gives=shapes.Window)
    def put(self, window_id: int, *, told: Mapping[str, Any]) -> WindowData:
        """Let people answer after the close, until a day or until the program ends."""
        return api.take_late_answers(
            self.actor, window_id, last_day=told.get("last_day"), at=self.at
        )

    @endpoint(gives=shapes.Window)
    def delete(self, window_id: int) -> WindowData:
        """Refuse answers after the close."""
        return api.refuse_late_answers(self.actor, window_id, at=self.at)


class OpenWindow(OutcomesView):
    """A window before its time."""

    @endpoint(takes=Nothing, gives=shapes.Window)
    def post(self, window_id: int, *, told: Mapping[str, Any]) -> WindowData:
        """Open a planned window now."""
        return api.open_window(self.actor, window_id, at=self.at)


class CloseWindow(OutcomesView):
    """A window that ends early."""

    @endpoint(takes=Nothing, gives=shapes.Window, answers=202)
    def post(self, window_id: int, *, told: Mapping[str, Any]) -> WindowData:
        """Take no more answers; a worker then settles them and makes the release."""
        window = api.begin_closing(self.actor, window_id, at=self.at)
        # Robust: when the broker is away, the periodic task closes what was marked.
        transaction.on_commit(lambda: tasks.close_window.delay(window_id), robust=True)
        return window


class WindowResults(OutcomesView):
    """The way to a release."""

    @endpoint(gives=shapes.Results)
    def get(self, window_id: int) -> WindowResultsData:
        """Read where a window is on the way to its release."""
        slug = api.participation(self.actor, window_id).window.program_slug
        return api.window_results(self.actor, slug, window_id)


class ProgramParticipation(OutcomesView):
    """Participation in all windows."""

    @endpoint(lists=shapes.Participation)
    def get(self, slug: str) -> Sequence[Participation]:
        """List how many were asked in each window, and how many have answered."""
        return api.program_participation(self.actor, slug)


class WindowParticipation(OutcomesView):
    """Participation in one window."""

    @endpoint(gives=shapes.WindowParticipation)
    def get(self, window_id: int) -> Mapping[str, Any]:
        """Read participation by cohort, and for coordinators who has not answered."""
        found = api.participation(self.actor, window_id)
        slug = found.window.program_slug
        names = api.names_in_program(self.actor, slug) if found.people else {}
        cohorts: dict[int | None, str] = {
            one.id: one.slug for one in api.cohorts_of(self.actor, slug)
        }
        waiting = [one.person for one in found.people if not one.has_answered]
        return {
            "window": found.window,
            "asked": found.asked,
            "done": found.done,
            "late": found.late,
            "declined": found.declined,
            "rate": found.rate,
            "cohorts": [
                {"cohort": cohorts.get(one.cohort_id, ""), "asked": one.asked, "done": one.done}
                for one in found.cohorts
            ],
            "not_answered": sorted(names[person] for person in waiting if person in names),
        }

"""Windows of surveys, participation in them, and what was released."""

from rest_framework import serializers

from outcomes_plugin.reporting.data import ReportState, ResultsState, Scope, Status
from outcomes_plugin.surveys.data import Mode, OffsetUnit, WindowState

from .base import Moment, Name, OneOf, Shape, Shown, Told, Whole, Words


class Timing(Shape):
    """The day of its cohorts that a window follows, how far from it, and how long it is open."""

    anchor = Name()
    amount = Whole(required=False)
    unit = OneOf(OffsetUnit, required=False)
    opens_clock = serializers.TimeField(required=False)
    closes_clock = serializers.TimeField(required=False)
    days_open = Whole(required=False)


class CohortTimes(Shown):
    """When a window that follows a day is open for one of its cohorts."""

    cohort_id = serializers.IntegerField()
    opens_at = Moment()
    closes_at = Moment()
    shift_days = serializers.IntegerField()


class Window(Shown):
    """One window. `edition` goes back with a change, to tell what was read before it."""

    id = serializers.IntegerField()
    key = Words()
    title = Words()
    instrument = Words()
    instrument_version = serializers.IntegerField()
    role = Words()
    mode = OneOf(Mode)
    mode_reason = Words()
    wave = Words()
    opens_at = Moment()
    closes_at = Moment()
    state = OneOf(WindowState)
    opened_at = Moment(allow_null=True)
    closed_at = Moment(allow_null=True)
    asked = serializers.IntegerField()
    grace_days = serializers.IntegerField()
    late_until = Moment(allow_null=True)
    waits_until = Moment(allow_null=True)
    reminders_most = serializers.IntegerField(allow_null=True)
    takes_late = serializers.BooleanField()
    late_last_day = serializers.DateField(allow_null=True)
    late_ended_at = Moment(allow_null=True)
    timing = Timing(allow_null=True)
    cohort_times = CohortTimes(many=True)
    series = Words()
    number = serializers.IntegerField()
    edition = Words()


class WindowTold(Told):
    """A survey to plan. Without cohorts, everybody of the role is asked."""

    key = Name()
    title = Name()
    instrument = Name()
    role = Name()
    opens_at = Moment()
    closes_at = Moment()
    cohorts = serializers.ListField(child=Name(), required=False, default=list, max_length=1000)
    shifts = serializers.DictField(child=Whole(), required=False, default=dict)
    mode = OneOf(Mode, required=False)
    mode_reason = Words(required=False, default="")
    wave = Words(required=False, default="")
    grace_days = Whole(required=False, default=0)


class FollowingTold(Told):
    """A survey to plan from a day of its cohorts; `shifts` are days, by the cohort's short name."""

    key = Name()
    title = Name()
    instrument = Name()
    role = Name()
    timing = Timing()
    cohorts = serializers.ListField(child=Name(), max_length=1000)
    shifts = serializers.DictField(child=Whole(), required=False, default=dict)
    mode = OneOf(Mode, required=False)
    mode_reason = Words(required=False, default="")
    wave = Words(required=False, default="")
    grace_days = Whole(required=False, default=0)


class FollowingChange(Told):
    """The planned window that follows a day, as it is to be, and the edition that was read."""

    title = Name()
    timing = Timing()
    cohorts = serializers.ListField(child=Name(), max_length=1000)
    shifts = serializers.DictField(child=Whole(), required=False, default=dict)
    grace_days = Whole(required=False, default=0)
    edition = Words()


class SeriesTold(Told):
    """
    A series to plan, every so many days or months; without a count, to the cohorts' end.

    `shifts` are days, by the cohort's short name.
    """

    key = Name()
    title = Name()
    instrument = Name()
    role = Name()
    timing = Timing()
    cohorts = serializers.ListField(child=Name(), max_length=1000)
    every = Whole()
    count = Whole(required=False, allow_null=True, default=None)
    mode = OneOf(Mode, required=False)
    mode_reason = Words(required=False, default="")
    grace_days = Whole(required=False, default=0)
    shifts = serializers.DictField(child=Whole(), required=False, default=dict)


class FixedSeriesAsked(Told):
    """A series on fixed dates to look at: its first survey, how far the next is, how many."""

    opens_at = Moment()
    closes_at = Moment()
    every = Whole()
    unit = OneOf(OffsetUnit, required=False, default=OffsetUnit.DAYS)
    count = Whole()
    cohorts = serializers.ListField(child=Name(), required=False, default=list, max_length=1000)
    shifts = serializers.DictField(child=Whole(), required=False, default=dict)


class FixedSeriesTold(FixedSeriesAsked):
    """A series on fixed dates to plan. Without cohorts, everybody of the role is asked."""

    key = Name()
    title = Name()
    instrument = Name()
    role = Name()
    mode = OneOf(Mode, required=False)
    mode_reason = Words(required=False, default="")
    grace_days = Whole(required=False, default=0)


class SeriesChange(Told):
    """What is planned of a series, as it is to be, and the edition that was read."""

    title = Name()
    timing = Timing()
    every = Whole()
    grace_days = Whole(required=False, default=0)
    edition = Words(required=False, default="")


class SeriesAsked(Told):
    """A series to look at before it is planned."""

    timing = Timing()
    cohorts = serializers.ListField(child=Name(), max_length=1000)
    every = Whole()
    count = Whole(required=False, allow_null=True, default=None)
    shifts = serializers.DictField(child=Whole(), required=False, default=dict)


class Series(Shown):
    """Windows of one series. `edition` goes back with a change, to tell what was read before it."""

    windows = Window(many=True)
    edition = Words()


class Waves(Shown):
    """When each cohort would be asked, one survey after another."""

    waves = serializers.ListField(child=CohortTimes(many=True))


class Wave(Shown):
    """When one survey of a series would be open; by cohort where one is moved."""

    opens_at = Moment()
    closes_at = Moment()
    cohort_times = CohortTimes(many=True)


class FixedWaves(Shown):
    """One survey after another."""

    waves = Wave(many=True)


class TimesAsked(Told):
    """A timing to look at before anything is planned."""

    timing = Timing()
    cohorts = serializers.ListField(child=Name(), max_length=1000)
    shifts = serializers.DictField(child=Whole(), required=False, default=dict)


class Times(Shown):
    """When each cohort would be asked."""

    times = CohortTimes(many=True)


class DaysAsked(Told):
    """Days that a cohort might have; null for one that it would not."""

    days = serializers.DictField(child=serializers.DateField(allow_null=True))


class Moved(Shown):
    """A planned window that would move, and where to."""

    window = Window()
    opens_at = Moment()
    closes_at = Moment()
    is_past = serializers.BooleanField()


class Moves(Shown):
    """What would move."""

    moves = Moved(many=True)


class WindowChange(Told):
    """The planned window as it is to be, and the edition that was read."""

    title = Name()
    opens_at = Moment()
    closes_at = Moment()
    cohorts = serializers.ListField(child=Name(), max_length=1000)
    shifts = serializers.DictField(child=Whole(), required=False, default=dict)
    edition = Words()


class ModeTold(Told):
    """Who sees the answers, and why that leaves what is usual."""

    mode = OneOf(Mode)
    reason = Words(required=False, default="")


class LateTold(Told):
    """The last day for late answers; none until the program ends."""

    last_day = serializers.DateField(required=False, allow_null=True, default=None)


class Suggested(Shown):
    """A usual survey of a cohort that is not planned yet."""

    key = Words()
    title = Words()
    instrument = Words()
    role = Words()
    wave = Words()
    cohort = Words()
    opens_at = Moment()
    closes_at = Moment()
    timing = Timing()


class Instrument(Shown):
    """A questionnaire that can be planned."""

    key = Words()
    title = Words()
    about = Words()
    minutes = serializers.IntegerField()
    questions = serializers.IntegerField()
    default_mode = OneOf(Mode)


class Hindrance(Shown):
    """What would keep a planned window from opening as things are."""

    window_id = serializers.IntegerField()
    sentence = Words()


class CohortParticipation(Shown):
    """Participation of one cohort; null where the group is too small to be told apart."""

    cohort = Words()
    asked = serializers.IntegerField(allow_null=True)
    done = serializers.IntegerField(allow_null=True)


class Participation(Shown):
    """How many were asked, and how many have answered, on time and late; never what."""

    window = Window()
    asked = serializers.IntegerField()
    done = serializers.IntegerField()
    late = serializers.IntegerField()
    declined = serializers.IntegerField(allow_null=True)
    rate = serializers.FloatField(allow_null=True)


class WindowParticipation(Participation):
    """The same by cohort, and for coordinators the names of those who have not answered."""

    cohorts = CohortParticipation(many=True)
    not_answered = serializers.ListField(child=Words())


class Release(Shown):
    """One frozen release."""

    number = serializers.IntegerField()
    scope = OneOf(Scope)
    title = Words()
    window_id = serializers.IntegerField(allow_null=True)
    late_window_id = serializers.IntegerField(allow_null=True)
    frozen_at = Moment()
    closed_at = Moment()
    k = serializers.IntegerField()
    asked = serializers.IntegerField(allow_null=True)
    role = Words()
    code_version = Words()
    digest = Words()


class Results(Shown):
    """Where a window is on the way to its release."""

    state = OneOf(ResultsState)
    release = Release(allow_null=True)


class Figure(Shown):
    """One released cell. The numbers of a hidden one are null; shares are unscaled."""

    indicator_key = Words()
    indicator_version = serializers.IntegerField()
    cohort = Words()
    cohort_title = Words()
    release_number = serializers.IntegerField()
    release_title = Words()
    closed_at = Moment()
    hidden = serializers.BooleanField()
    estimate = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField(allow_null=True)
    asked = serializers.IntegerField(allow_null=True)
    late = serializers.IntegerField(allow_null=True)
    exposure = serializers.FloatField(allow_null=True)
    target = serializers.FloatField(allow_null=True)
    threshold = serializers.FloatField(allow_null=True)
    status = OneOf(Status)
    sentence = Words(source="text.sentence")


class IndicatorReport(Shown):
    """One indicator: its figure, what was found, how it moved, and by cohort."""

    key = Words()
    title = Words()
    outcome_title = Words()
    unit = Words()
    measure = Words()
    direction = Words()
    figure = Figure()
    parent = Figure(allow_null=True)
    finding = Words()
    trend = Figure(many=True)
    by_cohort = Figure(many=True)
    with_late = Figure(allow_null=True)
    definition = Words(source="explanation.definition")


class DomainReport(Shown):
    """The indicators of one domain."""

    domain = Words()
    title = Words()
    indicators = IndicatorReport(many=True)


class Report(Shown):
    """A program's report in one's language, made of released cells only."""

    state = OneOf(ReportState)
    state_sentence = Words()
    headline = Words()
    release = Release(allow_null=True)
    domains = DomainReport(many=True)
    hidden_sentence = Words()
    methods = serializers.ListField(child=Words())

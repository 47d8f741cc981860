"""The windows of the story: what is asked of which cohorts, when, and how many answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .stage import FIRST, SECOND, THIRD

SKILL, PULSE = "skill", "pulse"
OF_MENTEES, OF_MENTORS = "satisfaction_mentee", "satisfaction_mentor"
# The program's own questionnaires, taken over from files under the keys that their titles give.
HALF_TIME_TALK, LOOKING_BACK = "before_the_half_time_talk", "looking_back"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """
    A window. Days count from today; `answered` has each cohort that is asked, and the share that
    answers. A title with `{month}` gets the name of the month in which the window opens.
    """

    key: str
    title: str
    instrument: str
    opens: int
    closes: int
    answered: Mapping[str, float]
    wave: str
    mode: str | None = None
    reason: str = ""
    skip: frozenset[str] = field(default_factory=frozenset)

    @property
    def role(self) -> str:
        return "mentor" if self.instrument == OF_MENTORS else "mentee"

    @property
    def is_after(self) -> bool:
        """Whether what was planted as growth shows in its answers."""
        return self.instrument == SKILL and self.wave == "endline"


# People of the strip who have not answered yet, so that a visitor can.
_WAITING = frozenset({"amara.k", "lucia.r", "samir.h", "ilse.b"})
_FEW_MENTORS = "Mentors asked for it: they are few, and they know each other."

ASKS: Sequence[Ask] = (
    # The first cohort, from its start to its end.
    Ask(key="start_first", title="Start survey, first cohort", instrument=SKILL, wave="baseline",
        opens=-354, closes=-340, answered={FIRST: 0.95}),
    Ask(key="first_month_first", title="First month, first cohort", instrument=OF_MENTEES,
        wave="first_month", opens=-326, closes=-314, answered={FIRST: 0.88}),
    Ask(key="pulse_first", title="{month} pulse", instrument=PULSE, wave="pulse",
        opens=-281, closes=-274, answered={FIRST: 0.80}),
    Ask(key="middle_first", title="Midway, first cohort", instrument=OF_MENTEES, wave="middle",
        opens=-232, closes=-220, answered={FIRST: 0.74}),
    # Both sides at the same time and under codes, so that they can be compared.
    Ask(key="mentors_first", title="Mentors of the first cohort, midway", instrument=OF_MENTORS,
        wave="middle", opens=-231, closes=-219, answered={FIRST: 0.85}),
    Ask(key="pulse_first_later", title="{month} pulse", instrument=PULSE, wave="pulse",
        opens=-171, closes=-164, answered={FIRST: 0.66}),
    Ask(key="finish_first", title="End survey, first cohort", instrument=SKILL, wave="endline",
        opens=-106, closes=-92, answered={FIRST: 0.66}),
    Ask(key="end_first", title="How it was, first cohort", instrument=OF_MENTEES, wave="end",
        opens=-104, closes=-92, answered={FIRST: 0.60}),
    Ask(key="looking_back", title="Looking back, first cohort", instrument=LOOKING_BACK,
        wave="looking_back", opens=-85, closes=-73, answered={FIRST: 0.58}),
    # The second cohort, up to its middle; twice the first one is asked along.
    Ask(key="start", title="Where I stand at the start", instrument=SKILL, wave="baseline",
        opens=-128, closes=-114, answered={SECOND: 0.96}),
    Ask(key="first_month", title="First month survey", instrument=OF_MENTEES, wave="first_month",
        opens=-92, closes=-80, answered={SECOND: 0.88}),
    Ask(key="middle", title="Midway, and looking back", instrument=OF_MENTEES, wave="middle",
        opens=-46, closes=-34, answered={FIRST: 0.52, SECOND: 0.80}),
    Ask(key="finish", title="Where I stand now", instrument=SKILL, wave="endline",
        opens=-24, closes=-10, answered={FIRST: 0.56, SECOND: 0.78}),
    # The third cohort is four people: where others are asked along, it is never told apart.
    Ask(key="start_third", title="Start survey, third cohort", instrument=SKILL, wave="baseline",
        opens=-30, closes=-16, answered={THIRD: 1.0}),
    Ask(key="pulse_month", title="{month} pulse", instrument=PULSE, wave="pulse",
        opens=-26, closes=-19, answered={SECOND: 0.62, THIRD: 0.9}),
    # Open today.
    Ask(key="halfway", title="Halfway survey", instrument=OF_MENTEES, wave="halfway",
        opens=-4, closes=10, answered={SECOND: 0.66}, skip=_WAITING),
    Ask(key="pulse", title="This month’s pulse", instrument=PULSE, wave="pulse",
        opens=-2, closes=5, answered={SECOND: 0.6, THIRD: 0.6}, skip=_WAITING),
    Ask(key="half_time_talk", title="Before the half-time talk", instrument=HALF_TIME_TALK,
        wave="talk", opens=-3, closes=9, answered={SECOND: 0.5}, skip=_WAITING),
    Ask(key="mentor_climate", title="Mentor climate", instrument=OF_MENTORS, wave="climate",
        mode="anonymous", reason=_FEW_MENTORS,
        opens=-4, closes=10, answered={SECOND: 0.72, THIRD: 0.72}, skip=_WAITING),
)  # fmt: skip

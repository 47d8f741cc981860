"""What a window may be, who may answer in it, and what may be told apart. Pure decisions."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from outcomes_plugin.errors import Conflict, Invalid, Problem
from outcomes_plugin.programs.api import text_problem

from .data import CohortParticipation, CohortTimes, Mode, OffsetUnit, Span, Timing, WindowState
from .document_parts import is_key

ROLES_ASKED = ("mentee", "mentor")
MOST_GRACE_DAYS = 60
MOST_DAYS_OPEN = 366
MOST_SHIFT_DAYS = 366
MOST_WAVES = 52
MOST_OFFSET_DAYS = 3660
MOST_OFFSET_MONTHS = 120
LAST_YEAR = 9900
_LONGEST_TITLE = 200
_LONGEST_REASON = 500


def check_plan(
    *,
    key: str,
    title: str,
    role: str,
    wave: str,
    opens_at: datetime,
    closes_at: datetime,
    at: datetime,
    grace_days: int = 0,
) -> None:
    """
    Refuse a window that could not be.

    Raises:
        Invalid: with a problem for each field.
    """
    problems = []
    if not is_key(key):
        problems.append(Problem(_key_sentence(), column="key"))
    if wave and not is_key(wave):
        problems.append(Problem(_key_sentence(), column="wave"))
    lines = title.strip().splitlines()
    if len(lines) != 1 or text_problem(title, longest=_LONGEST_TITLE):
        message = _("A survey needs a title: one line of at most 200 characters.")
        problems.append(Problem(message, column="title"))
    if role not in ROLES_ASKED:
        problems.append(Problem(_("A survey is for mentees or for mentors."), column="role"))
    if closes_at <= opens_at:
        problems.append(Problem(_("A survey closes after it opens."), column="closes_at"))
    elif closes_at <= at:
        problems.append(Problem(_("This time has passed."), column="closes_at"))
    if not 0 <= grace_days <= MOST_GRACE_DAYS:
        message = _("Answers are received for 0 to 60 days after the close.")
        problems.append(Problem(message, column="grace_days"))
    if problems:
        raise Invalid(_("This survey cannot be planned as it is."), problems=problems)


def check_timing(timing: Timing, *, shifts: Mapping[str, int]) -> None:
    """
    Refuse a distance from a day that could not be.

    Raises:
        Invalid: with a problem for each field.
    """
    problems = []
    most = MOST_OFFSET_MONTHS if timing.unit is OffsetUnit.MONTHS else MOST_OFFSET_DAYS
    if abs(timing.amount) > most:
        message = _("A survey is at most ten years from the day that it follows.")
        problems.append(Problem(message, column="amount"))
    if not 0 <= timing.days_open <= MOST_DAYS_OPEN:
        message = _("A survey is open for at most 366 days.")
        problems.append(Problem(message, column="days_open"))
    elif timing.days_open == 0 and timing.closes_clock <= timing.opens_clock:
        problems.append(Problem(_("A survey closes after it opens."), column="closes_clock"))
    problems += _shift_problems(shifts)
    if problems:
        raise Invalid(_("This survey cannot be planned as it is."), problems=problems)


def check_shifts(shifts: Mapping[str, int], *, known: Collection[str]) -> None:
    """
    Refuse to move a cohort that the window is not for, or too far.

    Raises:
        Invalid: with a problem for the shifts.
    """
    problems = _shift_problems(shifts)
    if any(slug not in known for slug in shifts):
        message = _("Choose a cohort before it is moved.")
        problems.append(Problem(message, column="shifts"))
    if problems:
        raise Invalid(_("This survey cannot be planned as it is."), problems=problems)


def _shift_problems(shifts: Mapping[str, int]) -> list[Problem]:
    if all(abs(days) <= MOST_SHIFT_DAYS for days in shifts.values()):
        return []
    return [Problem(_("A cohort can be moved by at most 366 days."), column="shifts")]


def check_series(*, every: int, count: int | None) -> None:
    """
    Refuse a series that could not be.

    Raises:
        Invalid: with a problem for each field.
    """
    problems = []
    if not 1 <= every <= MOST_DAYS_OPEN:
        message = _("The next survey comes 1 to 366 days or months later.")
        problems.append(Problem(message, column="every"))
    if count is not None and not 1 <= count <= MOST_WAVES:
        problems.append(Problem(_("A series has 1 to 52 surveys."), column="count"))
    if problems:
        raise Invalid(_("This series cannot be planned as it is."), problems=problems)


def check_repeating(first: Span, *, every: int, count: int, unit: OffsetUnit) -> None:
    """
    Refuse a series on fixed dates that could not be, or that goes on for more than ten years.

    Raises:
        Invalid: with a problem for each field.
    """
    check_series(every=every, count=count)
    most = MOST_OFFSET_MONTHS if unit is OffsetUnit.MONTHS else MOST_OFFSET_DAYS
    if first.closes_at <= first.opens_at:
        problems = [Problem(_("A survey closes after it opens."), column="closes_at")]
        raise Invalid(_("This series cannot be planned as it is."), problems=problems)
    if every * (count - 1) > most or first.closes_at.year > LAST_YEAR:
        message = _("The last survey of a series is at most ten years after the first.")
        problems = [Problem(message, column="count")]
        raise Invalid(_("This series cannot be planned as it is."), problems=problems)


def check_cohorts_end(last_days: Mapping[str, date | None]) -> None:
    """
    Refuse to go on until the last day of a cohort that has none.

    Raises:
        Invalid: with a problem for the number of surveys.
    """
    if any(last is None for last in last_days.values()):
        message = _("A cohort without a last day needs a number of surveys.")
        raise Invalid(message, problems=[Problem(message, column="count")])


def check_any_wave(waves: Sequence[object]) -> None:
    """
    Refuse a series that has no survey before its cohorts end.

    Raises:
        Invalid: with a problem for the distance.
    """
    if not waves:
        message = _("No survey would open before the last day of its cohort.")
        raise Invalid(message, problems=[Problem(message, column="amount")])


def check_cohorts_followed(slugs: Collection[str], *, known: Collection[str]) -> None:
    """
    Refuse to follow a day of nobody, or of a cohort that the program does not have.

    Raises:
        Invalid: with a problem for the cohorts.
    """
    if not slugs:
        message = _("Choose the cohorts whose day the survey follows.")
        raise Invalid(message, problems=[Problem(message, column="cohorts")])
    if any(slug not in known for slug in slugs):
        message = _("The program has no such cohort.")
        raise Invalid(message, problems=[Problem(message, column="cohorts")])


def _key_sentence() -> str:
    return str(_("A key has small letters a to z, digits and underscores, 64 at most."))


def check_mode(mode: Mode, *, is_paired: bool, has_site_secrets: bool) -> None:
    """
    Refuse a mode that this site, or a question asked twice, cannot keep its word about.

    Raises:
        Invalid: a before-and-after question without any link, or codes on a site without a secret.
    """
    if mode is Mode.ANONYMOUS and is_paired:
        raise _refused_mode(
            _("A change between two windows is measured here, which anonymous answers cannot show.")
        )
    if mode is Mode.CONFIDENTIAL and not has_site_secrets:
        raise _refused_mode(
            _("The site has no secret for codes yet. An operator sets OUTCOMES_SITE_SECRETS.")
        )


def _refused_mode(sentence: object) -> Invalid:
    message = str(sentence)
    return Invalid(message, problems=[Problem(message, column="mode")])


def check_mode_reason(mode: Mode, *, default: Mode, reason: str) -> None:
    """
    Refuse to leave the mode that the instrument was written for without saying why.

    Raises:
        Invalid: the reason is missing or too long.
    """
    is_missing = mode != default and not reason.strip()
    if is_missing or text_problem(reason, longest=_LONGEST_REASON):
        message = _("Say in at most 500 characters why this survey leaves its usual mode.")
        raise Invalid(message, problems=[Problem(message, column="mode_reason")])


def check_can_open(state: WindowState, *, closes_at: datetime, at: datetime) -> None:
    """
    Refuse to open a window that is over.

    Raises:
        Conflict: it has closed, or its time has passed.
    """
    if state is not WindowState.PLANNED:
        raise Conflict(_("This survey has already closed."))
    if at >= closes_at:
        raise Conflict(_("The time of this survey has passed."))


def check_still_planned(state: WindowState) -> None:
    """
    Refuse to change a window once people were told of it.

    Raises:
        Conflict: it is open, or has closed.
    """
    if state is not WindowState.PLANNED:
        raise Conflict(
            _("This survey has opened. People were told when it closes, so it stays as it is.")
        )


def check_tied(scores: Sequence[str], *, tied: Collection[str], untied: Sequence[str] = ()) -> None:
    """
    Refuse to ask what no indicator needs: scores, and questions with numbers in none that is used.

    Raises:
        Invalid: with a problem for each of them.
    """
    problems = [
        *(
            Problem(
                _("No indicator uses the score “{score}”.").format(score=score),
                column=f"scores.{score}",
            )
            for score in scores
            if score not in tied
        ),
        *(
            Problem(
                _("No indicator counts the question “{question}”.").format(question=key),
                column=f"items.{key}",
            )
            for key in untied
        ),
    ]
    if problems:
        raise Invalid(
            _("Every scored question needs an indicator before it can be asked."), problems=problems
        )


def surveys_section(notice: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the section of a notice, in one language, that tells of survey answers."""
    sections: Sequence[Mapping[str, Any]] = notice.get("needs", [])
    return next((one for one in sections if one["purpose"] == "surveys"), None)


def check_notice_tells(notice: Mapping[str, Any] | None) -> None:
    """
    Refuse to ask before people can be told what becomes of their answers.

    Raises:
        Invalid: there is no notice, or it does not tell of surveys.
    """
    if notice is None:
        raise Invalid(_("Publish the program's notice before anybody is asked."))
    if surveys_section(notice) is None:
        raise Invalid(_("The program's notice does not tell of surveys. Publish one that does."))


def check_key_lasts(destroyed_on: date, *, last_day: date) -> None:
    """
    Refuse a window under codes that would outlive their key.

    Raises:
        Invalid: the key is destroyed on the window's last day or earlier.
    """
    if destroyed_on <= last_day:
        raise Invalid(
            _("The key to the codes is deleted on {day}, before this survey closes.").format(
                day=destroyed_on.isoformat()
            )
        )


def split_cohorts(asked: Mapping[int | None, int], *, mode: Mode, k: int) -> Sequence[int]:
    """
    Return the cohorts by which anonymous answers may be told apart.

    All of them when each group of people asked, those without a cohort included, has at least 2k;
    otherwise none. Other modes keep the cohort with the answer and need no such list.
    """
    groups = {cohort: count for cohort, count in asked.items() if count}
    if mode is not Mode.ANONYMOUS or len(groups) < 2 or min(groups.values()) < 2 * k:
        return []
    return sorted(cohort for cohort in groups if cohort is not None)


def is_due(times: CohortTimes | None, *, at: datetime) -> bool:
    """Return whether it is the cohort's time; one without times of its own has the window's."""
    return times is None or times.opens_at <= at < times.closes_at


def may_join(
    cohort_id: int | None,
    *,
    cohorts: Collection[int],
    split: Collection[int],
    asked_without_cohort: bool,
) -> bool:
    """
    Return whether somebody new is asked too.

    Where anonymous answers are told apart by cohort, a newcomer of no group that was counted at
    the opening is not asked: the answer would stand alone.
    """
    if cohorts and cohort_id not in cohorts:
        return False
    if not split:
        return True
    return cohort_id in split if cohort_id is not None else asked_without_cohort


def declined_to_show(declined: int, *, is_final: bool, silent: int, k: int) -> int | None:
    """
    Return how many would rather not answer, once that tells of nobody.

    Only when nobody can answer any more, late answers included: a number that grows while one
    watches names who just came, and with every late answer fewer are left whose it could be.
    `silent` is everybody who has not answered; fewer than k others among them would tell who
    declined.
    """
    if not is_final or declined < k or silent - declined < k:
        return None
    return declined


def hide_small(counts: Sequence[CohortParticipation], *, k: int) -> tuple[CohortParticipation, ...]:
    """
    Return the cohorts with those hidden where few were asked or few have answered.

    One hidden cohort alone is the total less the others, so the next smallest is hidden with it.
    """
    by_size = sorted(counts, key=lambda one: one.asked or 0)
    small = [one for one in by_size if _is_small(one, k=k)]
    others = [one for one in by_size if one not in small and one.asked]
    if small and (len(small) == 1 or sum(one.asked or 0 for one in small) < 2 * k):
        small += others[:1]
    hidden = {one.cohort_id for one in small}
    return tuple(
        CohortParticipation(cohort_id=one.cohort_id, asked=None, done=None)
        if one.cohort_id in hidden
        else one
        for one in counts
    )


def _is_small(cohort: CohortParticipation, *, k: int) -> bool:
    return 0 < (cohort.asked or 0) < k or 0 < (cohort.done or 0) < k

"""Late answers are released once, together, where there are enough; the first release stays."""

import itertools
from math import isclose

import pytest
from hypothesis import given as made
from hypothesis import strategies as st

from outcomes_plugin.reporting import api as reporting_api
from outcomes_plugin.reporting.data import WHOLE, Scope
from outcomes_plugin.reporting.freezing import digest_of
from outcomes_plugin.reporting.models import Release, ReleaseCell, Rollup
from outcomes_plugin.reporting.sums import CellSums, Table
from outcomes_plugin.reporting.suppression import protect_release
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.late_rules import smaller_side
from tests import given, given_late
from tests import given_surveys as gs
from tests.given_programs import a_cohort, a_member, the_coordinator
from tests.reporting import scenes

pytestmark = pytest.mark.django_db

ON_TIME = [f"mia{one}" for one in range(8)]
OTHERS = [f"mia{one}" for one in range(8, 20)]


@pytest.fixture
def program():
    program = gs.an_asking_program()
    gs.mentees(program, 20)
    return program


@pytest.fixture(params=["identified", "confidential"])
def window(request, program):
    return given_late.closed_on(program, ON_TIME, mode=request.param)


def late_release():
    return Release.objects.filter(late_window__isnull=False).first()


def frozen(release):
    return (
        release.digest,
        list(release.cells.order_by("id").values()),
        list(Rollup.objects.filter(address__startswith="window/").order_by("id").values()),
    )


def test_enough_late_answers_are_released_together_when_the_program_ends(program, window):
    first = Release.objects.get(window_id=window.id)
    before = frozen(first)
    given_late.all_answer_late(window, OTHERS[:6])
    reporting_api.close_due(at=given_late.LATE)
    assert late_release() is None
    given_late.end_program(program)
    release = late_release()
    assert release.to_data().scope is Scope.LATE
    assert (release.late_window_id, release.number, release.title) == (
        window.id,
        first.number + 1,
        window.title,
    )
    cells = list(release.cells.all())
    assert cells
    for cell in cells:
        assert (cell.cohort, cell.n, cell.late, cell.asked) == (WHOLE, 14, 6, 20)
        on_time = first.cells.get(indicator_key=cell.indicator_key, cohort=WHOLE)
        assert (on_time.n, on_time.late) == (8, None)
    assert frozen(Release.objects.get(window_id=window.id)) == before
    # Once more: nothing is made again.
    reporting_api.close_due(at=given_late.THE_END)
    assert Release.objects.count() == 2


def test_the_figures_are_those_of_everybody_who_answered(program, window):
    given_late.all_answer_late(window, OTHERS[:6])
    given_late.end_program(program)
    for cell in late_release().cells.all():
        sums = Rollup.objects.filter(indicator_key=cell.indicator_key, cohort=WHOLE)
        assert sums.count() == 2
        total = sum(one.total for one in sums)
        assert isclose(cell.estimate, total / 14)


@pytest.mark.parametrize("late", [0, 1, 4])
def test_too_few_late_answers_are_never_released(program, window, late):
    given_late.all_answer_late(window, OTHERS[:late])
    given_late.end_program(program)
    assert late_release() is None
    assert Release.objects.filter(window_id=window.id).count() == 1


def test_late_answers_that_are_alike_are_not_released(program, window):
    for name in OTHERS[:6]:
        given_late.answer_late(window, name, gs.all_answers(value=5))
    given_late.end_program(program)
    assert late_release() is None


def test_late_answers_do_not_bring_out_what_was_hidden_on_time(program):
    window = given_late.closed_on(program, ON_TIME[:3], mode="identified")
    assert ReleaseCell.objects.filter(hidden=False).count() == 0
    given_late.all_answer_late(window, OTHERS[:8])
    given_late.end_program(program)
    assert late_release() is None


def test_the_certificate_names_the_release_beside_which_it_was_proven(program, window):
    given_late.all_answer_late(window, OTHERS[:6])
    given_late.end_program(program)
    release, first = late_release(), Release.objects.get(window_id=window.id)
    assert release.certificate["beside"] == {"release": first.number, "digest": first.digest}
    parts = [list(rows.order_by("id")) for rows in (release.cells, release.charts, release.quality)]
    assert digest_of(release, *parts) == release.digest


def test_a_last_day_brings_the_release_before_the_program_ends(program):
    window = given_late.closed_on(
        program, ON_TIME, mode="identified", last_day=given_late.LATE.date()
    )
    given_late.all_answer_late(window, OTHERS[:5])
    reporting_api.close_due(at=given_late.LATE.replace(day=given_late.LATE.day + 1))
    assert late_release() is not None


def test_the_report_shows_both_and_goes_on_from_the_answers_on_time(program, window):
    given_late.all_answer_late(window, OTHERS[:6])
    given_late.end_program(program)
    found = scenes.report_of(program)
    shown = [one for domain in found.domains for one in domain.indicators]
    assert {(one.figure.n, one.with_late.n, one.with_late.late) for one in shown} == {(8, 14, 6)}
    assert shown[0].with_late.text.people == "14 of 20 people, 6 of them late"
    assert {len(one.trend) for one in shown} == {1}
    late = scenes.report_of(program, release=late_release().number)
    chosen = [one for domain in late.domains for one in domain.indicators]
    assert {(one.figure.n, one.with_late, len(one.trend)) for one in chosen} == {(14, None, 1)}
    assert "with late answers" in chosen[0].explanation.release
    assert chosen[0].chart is not None


def test_the_file_of_the_report_has_both_lines(program, window):
    given_late.all_answer_late(window, OTHERS[:6])
    given_late.end_program(program)
    text = reporting_api.report_csv(the_coordinator(), program.slug, language="en")
    header, *lines = [line.split(",") for line in text.splitlines()]
    people, late = header.index("people"), header.index("late")
    assert {(line[people], line[late]) for line in lines if line[people] in ("8", "14")} == {
        ("8", ""),
        ("14", "6"),
    }


def test_who_reads_totals_sees_the_late_ones_of_their_role_and_no_others(program, window):
    given_late.all_answer_late(window, OTHERS[:6])
    a_member(program, "mona", role="mentor")
    given_late.end_program(program)
    mentee = reporting_api.releases(given.an_actor("mia1"), program.slug)
    mentor = reporting_api.releases(given.an_actor("mona"), program.slug)
    assert {one.scope for one in mentee} == {Scope.WINDOW, Scope.LATE}
    assert mentor == []


def test_response_rates_stay_those_of_the_close(program, window):
    def seen():
        found = reporting_api.window_detail(
            the_coordinator(), window.id, language="en", at=given_late.LATE
        )
        return found.answered, found.rates, found.comparisons

    before = seen()
    given_late.all_answer_late(window, OTHERS[:6])
    assert seen() == before
    detail = reporting_api.window_detail(
        the_coordinator(), window.id, language="en", at=given_late.LATE
    )
    assert detail.late == 6


def groups_computed(indicator, window):
    """Yield the size of every group whose sum is a sum or difference of published figures."""
    sizes = dict(
        Rollup.objects.filter(address=f"window/{window.id}", indicator_key=indicator)
        .exclude(cohort=WHOLE)
        .values_list("cohort", "n")
    )
    late = Rollup.objects.get(address=f"late/{window.id}", indicator_key=indicator)
    sizes["late"] = late.n
    atoms = list(sizes)
    published = []
    for cell in ReleaseCell.objects.filter(indicator_key=indicator, hidden=False):
        inside = [one for one in atoms if one != "late"] if cell.cohort == WHOLE else [cell.cohort]
        inside += ["late"] if cell.late else []
        published.append([int(atom in inside) for atom in atoms])
    for signs in itertools.product((-1, 0, 1), repeat=len(published)):
        parts = zip(signs, published, strict=True)
        scaled = [[sign * one for one in row] for sign, row in parts]
        found = [sum(column) for column in zip(*scaled, strict=True)]
        if set(found) == {0, 1}:
            yield sum(sizes[atom] for atom, is_in in zip(atoms, found, strict=True) if is_in)


@pytest.mark.parametrize("skipping", range(6))
def test_no_subtraction_of_what_is_published_leaves_a_few_people(program, skipping):
    """
    Whoever holds every published figure of a window subtracts them from each other.

    Some of those who were late leave out the questions of one score, so that its figure counts
    fewer of them than the others do; one cohort is small on time.
    """
    a_cohort(program, "spring")
    a_cohort(program, "autumn")
    for cohort in ("spring", "autumn"):
        gs.mentees(program, 9, cohort=cohort, name=cohort)
    names = [*ON_TIME, *[f"spring{one}" for one in range(6)], "autumn0", "autumn1"]
    window = given_late.closed_on(program, names, mode="identified")
    score, *_others = surveys_api.shipped_instruments()[window.instrument]["scores"]
    for index, name in enumerate(["spring6", "spring7", *OTHERS[:2], "autumn2", "autumn3"]):
        answers = dict(given_late.varied(window, index))
        if index < skipping:
            answers |= dict.fromkeys(score["items"], "does_not_apply")
        given_late.answer_late(window, name, answers)
    given_late.answer_late(window, "autumn4")
    given_late.end_program(program)
    late = ReleaseCell.objects.filter(release__late_window_id=window.id)
    assert late.count() == (4 if skipping <= 2 else 3)
    for cell in late:
        sizes = list(groups_computed(cell.indicator_key, window))
        assert cell.late in sizes
        assert min(sizes) >= program.k


def table(name, values):
    counts = [values.count(one) for one in set(values)]
    whole = CellSums(
        cohort=WHOLE, n=len(values), total=sum(values), largest_same=max(counts, default=0)
    )
    return Table(indicator=name, is_score=True, whole=whole, cells=(), barred={})


@made(
    answers=st.lists(st.lists(st.integers(1, 5), min_size=0, max_size=12), min_size=1, max_size=4),
    k=st.integers(3, 6),
)
def test_what_is_shown_of_late_answers_alone_is_no_small_group_and_no_common_answer(answers, k):
    tables = [table(f"i{index}", values) for index, values in enumerate(answers)]
    protection = protect_release(tables, k=k, asked=100)
    for one, values in zip(tables, answers, strict=True):
        if not protection.hides(one.indicator, WHOLE):
            assert len(values) >= k
            assert one.whole.largest_same < 0.95 * len(values)


@made(on_time=st.integers(0, 12), late=st.integers(0, 12), k=st.integers(3, 6))
def test_after_the_key_no_side_is_left_with_a_few(on_time, late, k):
    gone = smaller_side(on_time=on_time, late=late, k=k)
    left = {False: on_time, True: late}
    if gone is not None:
        assert left.pop(gone) < k
    else:
        assert not on_time or not late or min(on_time, late) >= k

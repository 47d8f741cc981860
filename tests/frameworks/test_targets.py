"""A target holds from a day on, and never before it was set."""

from datetime import timedelta

import pytest

from outcomes_plugin.errors import Invalid, NotFound
from outcomes_plugin.frameworks import api
from tests import given
from tests.given_frameworks import an_indicator, the_example
from tests.given_programs import a_member, a_program, the_coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    program = a_program()
    the_example(program)
    an_indicator(program)
    return program


def set_target(program, value, **fields):
    return api.set_target(
        the_coordinator(), program.id, "clarity", value=value, **{"at": given.MONDAY, **fields}
    )


def test_a_later_target_leaves_the_earlier_time_alone(program):
    set_target(program, 4.0)
    set_target(program, 4.5, effective_from=given.NEXT_MONDAY)
    assert api.target_in_force(program.id, "clarity", given.TUESDAY) == 4.0
    assert api.target_in_force(program.id, "clarity", given.NEXT_MONDAY) == 4.5
    assert api.target_in_force(program.id, "clarity", given.MONDAY - timedelta(1)) is None


def test_of_two_targets_from_the_same_moment_the_later_set_one_holds(program):
    set_target(program, 4.0, effective_from=given.NEXT_MONDAY)
    set_target(program, 4.2, effective_from=given.NEXT_MONDAY)
    assert api.target_in_force(program.id, "clarity", given.A_MONTH_LATER) == 4.2


def test_a_target_cannot_start_in_the_past(program):
    with pytest.raises(Invalid) as refused:
        set_target(program, 3.0, at=given.TUESDAY, effective_from=given.MONDAY)
    assert [problem.column for problem in refused.value.problems] == ["effective_from"]
    assert api.target_in_force(program.id, "clarity", given.TUESDAY) is None


@pytest.mark.parametrize(("value", "threshold"), [(float("nan"), None), (4.0, 4.5)])
def test_a_target_is_a_number_and_lies_on_the_good_side_of_its_threshold(program, value, threshold):
    with pytest.raises(Invalid):
        set_target(program, value, threshold=threshold)
    assert set_target(program, 4.0, threshold=3.5).threshold == 3.5


def test_where_lower_is_better_the_threshold_lies_above(program):
    an_indicator(program, "effort", direction="lower")
    for threshold, fits in ((3.0, True), (1.0, False)):
        facts = {"value": 2.0, "threshold": threshold, "at": given.MONDAY}
        if fits:
            api.set_target(the_coordinator(), program.id, "effort", **facts)
        else:
            with pytest.raises(Invalid):
                api.set_target(the_coordinator(), program.id, "effort", **facts)


def test_only_a_coordinator_sets_a_target_and_only_of_an_indicator_in_force(program):
    a_member(program, "anna", role="analyst")
    with pytest.raises(NotFound):
        api.set_target(given.an_actor("anna"), program.id, "clarity", value=4.0, at=given.MONDAY)
    with pytest.raises(NotFound):
        api.set_target(the_coordinator(), program.id, "unknown", value=4.0, at=given.MONDAY)
    assert set_target(program, 4.0).value == 4.0

"""Who writes a framework sees every indicator with its draft and its targets."""

import pytest

from outcomes_plugin.errors import NotFound
from outcomes_plugin.frameworks import api
from tests import given
from tests.given_frameworks import a_draft, an_indicator, the_example
from tests.given_programs import a_member, a_program, the_coordinator
from tests.given_surveys import own_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    program = a_program()
    the_example(program)
    an_indicator(program)
    return program


def standing(program, key="clarity", *, at=given.TUESDAY):
    found = api.framework_of(the_coordinator(), program.id, at=at)
    return next(one for one in found if one.key == key)


def test_a_target_of_later_stands_beside_the_one_in_force(program):
    for value, start in ((4.0, given.MONDAY), (4.5, given.NEXT_MONDAY)):
        api.set_target(
            the_coordinator(),
            program.id,
            "clarity",
            value=value,
            effective_from=start,
            at=given.MONDAY,
        )
    before, after = standing(program), standing(program, at=given.A_MONTH_LATER)
    assert before.target.value == 4.0
    assert [one.value for one in before.later_targets] == [4.5]
    assert (after.target.value, after.later_targets) == (4.5, ())


def test_a_draft_stands_beside_the_version_in_force_until_it_is_adopted(program):
    draft = a_draft(title="Clear")
    api.draft_indicator(the_coordinator(), program.id, draft, at=given.MONDAY)
    one = standing(program)
    assert (one.current.version, one.draft.version, one.target) == (1, 2, None)
    api.adopt_indicator(the_coordinator(), program.id, "clarity", at=given.TUESDAY)
    assert (standing(program).current.title, standing(program).draft) == ("Clear", None)


def test_who_may_not_read_the_framework_sees_nothing(program):
    a_member(program, "mia")
    for actor in (given.an_actor("mia"), given.global_staff(), given.an_actor("nora")):
        with pytest.raises(NotFound):
            api.framework_of(actor, program.id, at=given.MONDAY)
    a_member(program, "anna", role="analyst")
    assert api.framework_of(given.an_actor("anna"), program.id, at=given.MONDAY)


def test_the_framework_is_read_in_few_queries(program):
    actor = the_coordinator()
    with own_queries() as found:
        api.framework_of(actor, program.id, at=given.MONDAY)
    assert len(found) == 4

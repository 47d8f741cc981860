"""The verdict itself: harm is seen."""

import pytest

from outcomes_plugin import tasks
from tests.faults.verdicts import judge
from tests.relay.given_relay import record_many

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


def test_a_lost_and_a_doubled_entry_are_told_apart(cupboard):
    lost, doubled, *_others = ids = record_many(20)
    tasks.deliver_due()
    assert judge("none", ids, cupboard).is_good
    cupboard.lose(lost)
    harmed = judge("lost", ids, cupboard)
    assert (harmed.lost, harmed.doubled, harmed.status) == (1, 0, 1)
    cupboard.copy_one(doubled)
    cupboard.copy_one(doubled)
    harmed = judge("lost and doubled", ids, cupboard)
    assert (harmed.lost, harmed.doubled, harmed.status) == (1, 3, 1)
    assert not harmed.is_good

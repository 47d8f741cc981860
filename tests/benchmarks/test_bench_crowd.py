"""The crowd's benchmark with few people: on MariaDB, each thread on a connection of its own."""

import pytest

from benchmarks import bench_crowd

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]

PEOPLE, TWICE, THREADS = 40, 20, 12


@pytest.mark.parametrize("mode", bench_crowd.MODES)
def test_of_answers_that_come_at_once_none_is_lost_and_none_doubled(mode):
    found = bench_crowd.measure(mode, people=PEOPLE, twice=TWICE, threads=THREADS)
    assert len(found.waits) == found.sent == PEOPLE + TWICE
    assert (found.first_receipts, found.second_receipts) == (PEOPLE, TWICE)
    assert found.receipts_kept == found.answers_kept == PEOPLE
    assert f"lost {found.lost}, doubled {found.doubled};" in str(found)
    assert (found.lost, found.doubled) == (0, 0)

"""A hundred times the rows cost no more queries, up to the parts in which they are asked for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import given
from tests.given_programs import a_member

from .given_hr import a_program_with_steward, a_source, check, lines, send

pytestmark = pytest.mark.django_db
A_FEW = 10
PARTS = 1000


@pytest.fixture
def program():
    found = a_program_with_steward()
    a_source(found)
    return found


def rows(count, day="04.05.2026"):
    told = (
        f"V-{n};1;{('amara', 'bela', f'nobody{n}')[n % 3]};Beförderung;{day}" for n in range(count)
    )
    return lines(*told)


def queries_of(call, *arguments, **options):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        call(*arguments, **options)
    return len(seen)


def test_checking_asks_as_often_for_many_rows_as_for_few(program):
    assert queries_of(check, program, rows(PARTS)) == queries_of(check, program, rows(A_FEW))


def test_what_is_known_costs_as_many_queries_for_many_rows_as_for_few(program):
    send(program, rows(A_FEW))
    few = queries_of(send, program, rows(A_FEW), at=given.TUESDAY)
    send(program, rows(PARTS))
    assert queries_of(send, program, rows(PARTS), at=given.TUESDAY) == few


def test_writing_asks_more_often_only_by_the_parts_that_the_database_takes(program):
    few = queries_of(send, program, rows(A_FEW))
    many = queries_of(send, program, rows(PARTS).replace(b"V-", b"W-"))
    largest = connection.features.max_query_params or PARTS
    parts = 2 * (PARTS * 9 // largest + 1)
    assert many <= few + parts


def test_members_do_not_cost_queries_one_by_one(program):
    before = queries_of(check, program, rows(A_FEW))
    for number in range(12):
        a_member(program, f"member{number}")
    told = (f"V-{n};1;member{n};Beförderung;04.05.2026" for n in range(12))
    assert queries_of(check, program, lines(*told)) <= before

"""Two windows at once, and a person who writes while they are erased: on MariaDB, in threads."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from outcomes_plugin.errors import Conflict, NotFound
from outcomes_plugin.governance import api as governance_api
from outcomes_plugin.journals import api as journals_api
from outcomes_plugin.journals.models import JournalEntry
from tests import given
from tests import given_journals as gj

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]

WINDOWS = 6
PATIENCE = 60


@pytest.fixture
def program():
    found = gj.a_writing_program()
    gj.a_writer(found, "amara")
    return found


def on_own_connection(work):
    """Do the work on this thread's own connection, and close it."""
    try:
        return work()
    except (Conflict, NotFound) as refusal:
        return type(refusal).__name__
    finally:
        connection.close()


def at_once(*works):
    """Do all of it at once, each in a thread, and return what came of it."""
    start = threading.Barrier(len(works))

    def run(work):
        start.wait(PATIENCE)
        return on_own_connection(work)

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def typing(actor, program, entry_id, text, *, version=0):
    return lambda: (
        journals_api.autosave(
            actor, program.id, entry_id, text=text, expected_version=version, at=given.TUESDAY
        ).version
    )


def test_of_windows_that_begin_at_once_one_begins_and_the_others_are_told(program):
    amara = given.an_actor("amara")
    works = [typing(amara, program, gj.an_id(), f"Window {n}") for n in range(WINDOWS)]
    assert sorted(map(str, at_once(*works))) == ["1"] + ["Conflict"] * (WINDOWS - 1)
    assert JournalEntry.objects.count() == 1


def test_of_windows_that_go_on_at_once_one_is_kept_and_no_version_twice(program):
    amara, entry = given.an_actor("amara"), gj.an_id()
    typing(amara, program, entry, "Begun")()
    works = [typing(amara, program, entry, f"Window {n}", version=1) for n in range(WINDOWS)]
    assert sorted(map(str, at_once(*works))) == ["2"] + ["Conflict"] * (WINDOWS - 1)
    assert JournalEntry.objects.get().version == 2


def test_an_entry_sent_twice_at_once_is_kept_once(program):
    amara, entry = given.an_actor("amara"), gj.an_id()
    token = gj.the_token(amara, program, "only_me")

    def save():
        return journals_api.save_entry(
            amara,
            program.id,
            entry,
            text="Sent twice.",
            visibility=gj.Visibility.ONLY_ME,
            audience=token,
            expected_version=0,
            at=given.TUESDAY,
        ).version

    assert at_once(save, save) == [1, 1]
    assert JournalEntry.objects.count() == 1


def test_what_is_begun_while_its_writer_is_erased_is_erased_or_refused(program):
    amara, gudrun = given.an_actor("amara"), given.global_staff()
    user_id = given.a_user("amara").pk
    begins, goes_on = threading.Event(), threading.Event()

    def begin_slowly():
        with transaction.atomic():
            version = typing(amara, program, gj.an_id(), "Begun just before")()
            begins.set()
            goes_on.wait(1)
        return version

    def erase():
        begins.wait(PATIENCE)
        return governance_api.erase_user(gudrun, user_id, at=given.TUESDAY)

    assert at_once(begin_slowly, erase) == [1, True]
    assert on_own_connection(typing(amara, program, gj.an_id(), "After")) == "NotFound"
    assert JournalEntry.objects.count() == 0

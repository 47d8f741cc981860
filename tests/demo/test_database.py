"""Which database the site uses, and that writers wait for each other."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from demo.courses.models import DemoCourse, DemoUnit
from demo.databases import database
from demo.keys import site_keys
from tests.demo import given_demo as given

WRITERS = 40


@pytest.mark.django_db(transaction=True)
def test_forty_writers_at_once_all_succeed():
    course = DemoCourse.objects.create(key="course-v1:Demo+Writers+1", title="0")
    unit = DemoUnit.objects.create(
        course=course,
        key=course.key.make_usage_key("vertical", "v"),
        section="",
        title="",
        position=0,
    )

    def write(number: int) -> None:
        try:
            with transaction.atomic():
                DemoCourse.objects.select_for_update().get(pk=course.pk)
                DemoUnit.objects.filter(pk=unit.pk).update(position=F("position") + 1)
                Session.objects.create(
                    session_key=f"s{number}", session_data="", expire_date=timezone.now()
                )
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    unit.refresh_from_db()
    assert unit.position == WRITERS
    assert Session.objects.count() == WRITERS


@pytest.mark.django_db
def test_the_database_is_set_up_for_writers_and_for_every_script():
    expected = {
        "sqlite": ("PRAGMA journal_mode", "wal"),
        "mysql": ("SELECT @@character_set_connection", "utf8mb4"),
    }
    query, answer = expected[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert cursor.fetchone() == (answer,)


def test_an_empty_address_means_the_sites_own_file(tmp_path):
    made = database("", folder=tmp_path)
    assert made["NAME"] == str(tmp_path / "demo.sqlite3")
    assert made["ATOMIC_REQUESTS"] is True


def test_an_address_of_mysql_is_understood(tmp_path):
    made = database("mysql://out:p%40ss@127.0.0.1:13306/outcomes", folder=tmp_path)
    assert made["ENGINE"] == "django.db.backends.mysql"
    expected = ("out", "p@ss", "127.0.0.1", "13306", "outcomes")
    assert tuple(made[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")) == expected
    assert made["OPTIONS"]["charset"] == "utf8mb4"
    assert made["ATOMIC_REQUESTS"] is True


@pytest.mark.parametrize("url", ["postgres://localhost/x", "mysql://localhost", "nonsense"])
def test_another_address_is_refused_with_words_that_help(tmp_path, url):
    with pytest.raises(ImproperlyConfigured, match="mysql://user:password@host:port/name"):
        database(url, folder=tmp_path)


def test_the_keys_of_a_site_are_made_once_and_for_its_owner_alone(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _number: site_keys(tmp_path), range(8)))
    assert all(keys == made[0] for keys in made)
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0
    assert site_keys(tmp_path / "other") != made[0]


def test_the_same_course_can_be_loaded_again(course):
    before = DemoUnit.objects.count()
    given.load_course(given.OLX, author=given.a_person("oskar"))
    assert DemoUnit.objects.count() == before

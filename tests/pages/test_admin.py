"""Django admin: a site's operator looks, and decides about deliveries only."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.admin.sites import site
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.admin import SHOWN
from outcomes_plugin.relay import api as relay_api
from tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LEDGER = [name for name in SHOWN if name in ("LedgerEntry", "Delivery")]
NEVER_SHOWN = {
    "AnonymousRecord",
    "AnonymousResponse",
    "CareerEvent",
    "ConfidentialResponse",
    "EmploymentSpell",
    "Goal",
    "GoalChange",
    "GoalCheckIn",
    "HelpRequest",
    "IdentifiedResponse",
    "JournalEntry",
    "JournalReply",
    "Mail",
    "Meeting",
    "MeetingNote",
    "Person",
    "ProgramKey",
}


def address(name, page="changelist", *args):
    return reverse(f"admin:outcomes_plugin_{name.lower()}_{page}", args=args)


def rows(name):
    return apps.get_model("outcomes_plugin", name).objects


def signed_in(**standing):
    user = given.a_user("olga")
    user.is_staff = True
    for name, value in standing.items():
        setattr(user, name, value)
    user.save()
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def operator():
    """Return the client of somebody who may do everything."""
    return signed_in(is_superuser=True)


@pytest.mark.parametrize("name", SHOWN)
def test_an_operator_looks_at_a_table_and_at_a_row(program, operator, name):
    assert operator.get(address(name)).status_code == 200
    row = rows(name).first()
    if row is not None:
        assert operator.get(address(name, "change", row.pk)).status_code == 200


def test_a_title_in_several_languages_is_read_in_ones_own(program, operator):
    row = rows("Indicator").first()
    rows("Indicator").filter(pk=row.pk).update(title={"en": "Useful", "es-419": "Útil"})
    for page in (address("Indicator"), address("Indicator", "change", row.pk)):
        html = operator.get(page).content.decode()
        assert "Useful" in html
        assert "es-419" not in html


def test_tables_are_called_by_their_plurals(operator):
    html = operator.get(reverse("admin:index")).content.decode()
    assert "Ledger entries" in html
    assert "Deliveries" in html


def test_most_tables_have_a_row_to_look_at(program):
    empty = {name for name in SHOWN if not rows(name).exists()}
    assert empty <= {"DeadLetter", "InboxRow", "Milestone", "Period", "RelayTarget"}


@pytest.mark.parametrize("name", SHOWN)
def test_nobody_adds_changes_or_deletes_a_row(program, operator, name):
    assert operator.post(address(name, "add"), {}).status_code == 403
    row = rows(name).first()
    if row is not None:
        before = rows(name).values().get(pk=row.pk)
        assert operator.post(address(name, "change", row.pk), {"title": "x"}).status_code == 403
        assert operator.post(address(name, "delete", row.pk), {"post": "yes"}).status_code == 403
        assert rows(name).values().get(pk=row.pk) == before


@pytest.mark.parametrize("name", LEDGER)
def test_the_ledger_is_not_deleted_by_the_list_either(program, operator, name):
    row = rows(name).first()
    chosen = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    operator.post(address(name), chosen)
    assert rows(name).filter(pk=row.pk).exists()


def test_what_people_wrote_answered_or_earned_is_in_no_list():
    registered = {model.__name__ for model in site._registry}
    assert not NEVER_SHOWN & registered
    every_table = {model.__name__ for model in apps.get_app_config("outcomes_plugin").get_models()}
    assert every_table >= NEVER_SHOWN


def test_a_list_asks_the_same_for_few_and_for_many(
    program, operator, django_assert_max_num_queries
):
    for name in SHOWN:
        with django_assert_max_num_queries(16 if name == "RelayTarget" else 12):
            operator.get(address(name))


def waiting_delivery():
    row = rows("Delivery").first()
    later = given.MONDAY + timedelta(days=3650)
    rows("Delivery").filter(pk=row.pk).update(
        attempts=1, last_error="ConnectionError", due_at=later
    )
    return row.pk, later


def a_dead_letter():
    row = rows("Delivery").first()
    letter = rows("DeadLetter").create(
        entry_id=row.entry_id,
        target=row.target,
        attempts=12,
        last_error="poison",
        dead_at=given.MONDAY,
    )
    row.delete()
    return letter


def act(client, name, action, row):
    return client.post(address(name), {"action": action, "_selected_action": row.pk})


def test_an_operator_tries_a_dead_letter_again_or_gives_it_up(program, operator):
    letter = a_dead_letter()
    act(operator, "DeadLetter", "discard", letter)
    letter.refresh_from_db()
    assert letter.discarded_at is not None
    act(operator, "DeadLetter", "replay", letter)
    assert not rows("DeadLetter").exists()
    assert rows("Delivery").filter(entry_id=letter.entry_id, target=letter.target).exists()


def test_an_operator_pauses_and_resumes_a_target_and_sees_what_waits(program, operator):
    relay_api.lanes_to_deliver(Actor.system("relay"), at=given.MONDAY)
    target = rows("RelayTarget").get(target="tracking_log")
    html = operator.get(address("RelayTarget")).content.decode()
    waiting = rows("Delivery").filter(target="tracking_log").count()
    assert f'<td class="field-column">{waiting}</td>' in html
    act(operator, "RelayTarget", "pause", target)
    target.refresh_from_db()
    assert target.paused_at is not None
    act(operator, "RelayTarget", "resume", target)
    target.refresh_from_db()
    assert target.paused_at is None


def test_who_may_only_look_decides_about_nothing(program):
    client = signed_in()
    looks = Permission.objects.filter(
        codename__in=("view_deadletter", "view_relaytarget"),
        content_type__app_label="outcomes_plugin",
    )
    given.a_user("olga").user_permissions.add(*looks)
    letter = a_dead_letter()
    relay_api.lanes_to_deliver(Actor.system("relay"), at=given.MONDAY)
    target = rows("RelayTarget").first()
    act(client, "DeadLetter", "discard", letter)
    act(client, "RelayTarget", "pause", target)
    assert not rows("DeadLetter").filter(discarded_at__isnull=False).exists()
    assert not rows("RelayTarget").filter(paused_at__isnull=False).exists()


def try_again(client, key):
    return client.post(address("Delivery"), {"action": "try_again_now", "_selected_action": key})


def test_an_operator_lets_a_delivery_that_failed_go_at_once(program, operator):
    key, later = waiting_delivery()
    try_again(operator, key)
    delivery = rows("Delivery").get(pk=key)
    assert delivery.due_at < later
    assert (delivery.attempts, delivery.last_error) == (1, "ConnectionError")


def test_who_may_only_look_cannot_let_a_delivery_go(program):
    client = signed_in()
    looks = Permission.objects.get(
        codename="view_delivery", content_type__app_label="outcomes_plugin"
    )
    given.a_user("olga").user_permissions.add(looks)
    key, later = waiting_delivery()
    assert client.get(address("Delivery")).status_code == 200
    try_again(client, key)
    assert rows("Delivery").get(pk=key).due_at == later


def test_staff_of_the_site_without_permission_see_no_table(program):
    client = signed_in()
    assert all(client.get(address(name)).status_code == 403 for name in SHOWN)

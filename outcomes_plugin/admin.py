"""
Django admin: tables to look at, and nothing to change but what becomes of deliveries.

What a person wrote or answered, what HR sent, which user a person is, and keys are not shown:
whoever may look at the admin of a site runs the site, and needs none of it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors import api as actors_api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.frameworks.data import in_language
from outcomes_plugin.ledger import api as ledger_api
from outcomes_plugin.relay import api as relay_api

# Each table that is shown, with the columns of its list; a row's own page shows the same.
SHOWN: Mapping[str, Sequence[str]] = {
    "Program": ("slug", "title", "org", "status", "time_zone", "k", "created_at", "ended_at"),
    "Cohort": ("slug", "program", "title", "starts_on", "ends_on"),
    "Milestone": ("key", "cohort", "on"),
    "CourseLink": ("course_key", "program", "linked_at", "unlinked_at"),
    "Member": ("id", "role", "program", "cohort", "joined_at", "left_at", "person"),
    "Notice": ("program", "version", "months_kept", "key_destroyed_on", "published_at"),
    "Pairing": ("id", "state", "program", "cohort", "started_at", "ended_at", "mentee", "mentor"),
    "Window": ("key", "program", "title", "role", "mode", "state", "opens_at", "closes_at"),
    "Outcome": ("key", "program", "title_read", "domain"),
    "Indicator": ("key", "version", "program", "title_read", "measure", "effective_from"),
    "Target": ("indicator_key", "program", "value", "threshold", "effective_from"),
    "Period": ("program", "starts_on", "ends_on", "closed_at"),
    "Release": ("number", "program", "title", "k", "frozen_at", "code_version", "digest"),
    "InboxRow": ("kind", "course_key", "occurred_at", "received_at"),
    "LedgerEntry": ("id", "type", "occurred_at", "payload", "program", "person", "actor_system"),
    "RelayTarget": ("target", "first_entry", "paused_at"),
    "DeadLetter": ("entry_id", "target", "attempts", "last_error", "dead_at", "discarded_at"),
    "Delivery": ("entry_id", "target", "lane", "attempts", "last_error", "due_at"),
}
# What is counted for each target that the site has on.
NUMBERS = {
    "standing": _("State"),
    "says": _("Why"),
    "waiting": _("Waiting"),
    "failed": _("Refused so far"),
    "dead": _("Dead letters"),
    "delivered": _("Delivered within the hour"),
    "lag_seconds": _("Oldest, in seconds"),
}
_COUNTED = "_relay_metrics"
FILTERS = ("program", "type", "target", "state", "status", "role", "kind")


class LookOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # Django has none to give
    """A table to look at. Nothing is added, changed or deleted, whatever the user may do."""

    show_full_result_count = False

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        """Return the columns that lead to another table, so that a list asks once for all."""
        leads = {found.name for found in self.opts.get_fields() if found.many_to_one}
        return tuple(column for column in SHOWN[self.opts.object_name or ""] if column in leads)

    @admin.display(description=_("Title"))
    def title_read(self, row: Any) -> str:
        """Return a title that is kept in several languages in the reader's."""
        return in_language(row.title, get_language() or "")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return that nothing is added."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return that nothing is changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return that nothing is deleted."""
        return False


class Deliveries(LookOnly):
    """What each target has still to get. A row that failed can be tried again at once."""

    actions = ("try_again_now",)

    def has_try_again_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may say that rows are tried again."""
        return request.user.has_perm("outcomes_plugin.change_delivery")

    @admin.action(description=_("Try again now"), permissions=["try_again"])
    def try_again_now(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        """Let the chosen rows be delivered by the next run, whatever they wait for."""
        count = ledger_api.hasten(_ids(chosen), at=timezone.now())
        said = ngettext(
            "{count} delivery is tried again.", "{count} deliveries are tried again.", count
        )
        self.message_user(request, said.format(count=count))


class DeadLetters(LookOnly):
    """What targets refused too often. It is tried again, or given up, when a person says so."""

    actions = ("replay", "discard")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may decide about dead letters."""
        return request.user.has_perm("outcomes_plugin.change_deadletter")

    @admin.action(description=_("Try again"), permissions=["decide"])
    def replay(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        """Put the chosen entries back into the outbox."""
        count = relay_api.replay_letters(_actor(request), _ids(chosen), at=timezone.now())
        said = ngettext("{count} entry is tried again.", "{count} entries are tried again.", count)
        self.message_user(request, said.format(count=count))

    @admin.action(description=_("Give up: never deliver"), permissions=["decide"])
    def discard(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        """Give the chosen entries up."""
        count = relay_api.discard_letters(_actor(request), _ids(chosen), at=timezone.now())
        said = ngettext("{count} entry was given up.", "{count} entries were given up.", count)
        self.message_user(request, said.format(count=count))


class RelayTargets(LookOnly):
    """Every target with what waits for it. One can be paused: its entries pile up meanwhile."""

    actions = ("pause", "resume")

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        """Return the columns; the numbers are counted once for all rows."""
        # The list asks for its columns several times.
        metrics: Mapping[str, relay_api.TargetMetrics] | None = getattr(request, _COUNTED, None)
        if metrics is None:
            found = relay_api.relay_metrics(_actor(request), at=timezone.now())
            metrics = {one.name: one for one in found}
            setattr(request, _COUNTED, metrics)
        return ("target", *(_number(name, metrics) for name in NUMBERS), "paused_at")

    def has_switch_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may pause and resume targets."""
        return request.user.has_perm("outcomes_plugin.change_relaytarget")

    @admin.action(description=_("Pause"), permissions=["switch"])
    def pause(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        """Deliver nothing to the chosen targets."""
        for row in chosen:
            relay_api.pause_target(_actor(request), row.target, at=timezone.now())

    @admin.action(description=_("Resume"), permissions=["switch"])
    def resume(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        """Deliver to the chosen targets again."""
        for row in chosen:
            relay_api.resume_target(_actor(request), row.target, at=timezone.now())


def _number(name: str, metrics: Mapping[str, relay_api.TargetMetrics]) -> Any:
    @admin.display(description=NUMBERS[name])
    def column(row: Any) -> Any:
        return getattr(metrics[row.target], name) if row.target in metrics else ""

    return column


def _actor(request: HttpRequest) -> Actor:
    return actors_api.actor_for(request.user.pk)


def _ids(chosen: QuerySet[Any]) -> list[int]:
    return list(chosen.values_list("id", flat=True))


BASES: Mapping[str, type[LookOnly]] = {
    "DeadLetter": DeadLetters,
    "Delivery": Deliveries,
    "RelayTarget": RelayTargets,
}


def _register(name: str, columns: Sequence[str]) -> None:
    base = BASES.get(name, LookOnly)
    looks = {
        "list_display": columns,
        "fields": columns,
        "readonly_fields": columns,
        "list_filter": [column for column in columns if column in FILTERS],
    }
    model = apps.get_model("outcomes_plugin", name)
    admin.site.register(model, type(f"{name}Admin", (base,), looks))


for _name, _columns in SHOWN.items():
    _register(_name, _columns)

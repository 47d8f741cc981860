"""A key-value store over `BlockFields` that reads a whole unit in one query."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from xblock.exceptions import InvalidScopeError
from xblock.fields import Scope, UserScope
from xblock.runtime import KeyValueStore

from .models import BlockFields


class FieldStore(KeyValueStore):
    """
    The fields of some blocks for one person.

    `writes_content` tells Studio from the LMS: there a block may write its content but nobody's
    state, here it is the other way round, as on the platform. With `is_trial` what is written
    lasts for this request only: nobody writes into a learner's state by looking over the shoulder.
    """

    def __init__(self, *, user_id: int | None, writes_content: bool, is_trial: bool):
        self._user_id = user_id
        self._writes_content = writes_content
        self._is_trial = is_trial
        self._rows: dict[tuple[str, str, str], dict | None] = {}

    def prefetch(self, usage_keys: Iterable) -> None:
        """Read every field of the blocks, and the person's own, at once."""
        owners = [str(key) for key in usage_keys]
        persons = {"", *([str(self._user_id)] if self._user_id else [])}
        rows = BlockFields.objects.filter(Q(owner__in=owners), person__in=persons)
        for name in _scope_names():
            for owner in owners:
                for person in persons:
                    self._rows.setdefault((name, owner, person), None)
        for row in rows:
            self._rows[(row.scope, row.owner, row.person)] = row.values

    def get(self, key):
        """Return the stored value, or raise KeyError so that the field's default holds."""
        return (self._row(key) or {})[key.field_name]

    def has(self, key):
        """Return whether a value is stored."""
        return key.field_name in (self._row(key) or {})

    def set(self, key, value):
        """Store one value."""
        self.set_many({key: value})

    def set_many(self, update_dict):
        """Store the values with one write per scope."""
        groups: dict = {}
        for key, value in update_dict.items():
            self._check_may_write(key)
            groups.setdefault(_place(key), {})[key.field_name] = value
        for place, values in groups.items():
            self._write(place, add=values)

    def delete(self, key):
        """Forget the value."""
        self._check_may_write(key)
        self._write(_place(key), drop=key.field_name)

    def _row(self, key):
        place = _place(key)
        if place not in self._rows:
            scope, owner, person = place
            row = BlockFields.objects.filter(scope=scope, owner=owner, person=person).first()
            self._rows[place] = row.values if row else None
        return self._rows[place]

    def _write(self, place, *, add: dict | None = None, drop: str = "") -> None:
        if self._is_trial:
            values = (self._rows.get(place) or {}) | (add or {})
            self._rows[place] = {name: values[name] for name in values if name != drop}
        else:
            self._rows[place] = self._save(place, add=add or {}, drop=drop)

    @transaction.atomic
    def _save(self, place, *, add: dict, drop: str) -> dict:
        scope, owner, person = place
        row, _created = BlockFields.objects.select_for_update().get_or_create(
            scope=scope, owner=owner, person=person
        )
        row.values.update(add)
        row.values.pop(drop, None)
        row.save(update_fields=["values"])
        return row.values

    def _check_may_write(self, key) -> None:
        is_content = key.scope.user == UserScope.NONE and key.scope != Scope.user_state_summary
        if is_content != self._writes_content:
            raise InvalidScopeError(key)


def _place(key) -> tuple[str, str, str]:
    return key.scope.name, str(key.block_scope_id), str(key.user_id or "")


def _scope_names() -> list[str]:
    return [scope.name for scope in Scope.named_scopes()]

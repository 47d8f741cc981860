"""docs/reference/events.md: every type of ledger entry, and the tracking event made of it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from outcomes_plugin.ledger.data import EntryData
from outcomes_plugin.ledger.registry import ENTRY_TYPES, EntryType
from outcomes_plugin.relay.tracking_log import PREFIX, Known, event_data

from .markdown import code, table

HEAD = """\
# Entries and events

Written by `make docs` from `outcomes_plugin/ledger/registry.py`. Each write of the product adds one
entry to the ledger. A type that is not listed here cannot be recorded, and a payload key that is
not listed is refused. So this page is the whole of what the ledger can know, and of what can leave
the site by the relay.

Drafts, rollups, changes of an answer and anonymous responses make no entry. A survey that was
answered makes one, in every mode: it names the window, never the answer.

## Delivered entries

These get a row in the outbox for each target that is on. The tracking event has the name below; an
entry without one is told by [mail](../concepts/mail.md) to the person whom it concerns, and to no
analytics.
"""
TARGETS = """
The registry also names the targets {missing}.
**No such target exists yet.** Only {on} can be delivered to; nothing is kept for the others.
"""
STAY = """
## Entries that stay

These are the audit trail. They are delivered nowhere: facts from HR, roles, notices, grants and
what a person would rather not answer are nobody else's.
"""
EXAMPLE = """
## An example

What the tracking log gets for one `survey.completed`, as `name`, `context` and `event` of a line:

```json
{event}
```

- `entry_id` is the id of the ledger entry. Delivery is at least once, so the same id may come
  twice; drop the second.
- `occurred_at` is when it happened. The log's own `time` is when it was delivered.
- `user_id` in the event is the person the entry is about; `user_id` in the context is who did it,
  and null for a task. Both are looked up at delivery. An entry about somebody who was erased before
  delivery is left out.
- The random person id never stands in an event.
- `course_id` is the course of the entry, else the primary course of its program, where it has one.
- `mentor_user_id` is there when the entry names a pairing whose mentor still has a user.
- `pairing` is a number that means nothing outside the site.

Where the platform runs event-routing-backends, some of them become xAPI statements:
[decision 0051](../decisions/0051-the-relays-contract.md) says which. There are none of Caliper.
"""


def page() -> str:
    """Return the page."""
    delivered = [one for one in ENTRY_TYPES if one.targets]
    stays = [one for one in ENTRY_TYPES if not one.targets]
    heads = ["entry", "what happened", "payload"]
    rows = [(*_row(one), _event_name(one)) for one in delivered]
    return (
        HEAD
        + "\n"
        + table([*heads, "tracking event"], rows)
        + _targets(delivered)
        + STAY
        + "\n"
        + table(heads, map(_row, stays))
        + EXAMPLE.format(event=json.dumps(example(), indent=2))
    )


def _row(entry: EntryType) -> tuple[str, str, str]:
    payload = ", ".join(f"{code(key)} ({means})" for key, means in entry.payload.items())
    return code(entry.name), entry.means, payload or "none"


def _event_name(entry: EntryType) -> str:
    return code(PREFIX + entry.name) if "tracking_log" in entry.targets else "none"


def _targets(delivered: list[EntryType]) -> str:
    named = frozenset().union(*(one.targets for one in delivered))
    on = settings.OUTCOMES_RELAY_TARGETS
    missing = sorted(named - set(on))
    if not missing:
        return ""
    return TARGETS.format(missing=_listed(missing), on=_listed(sorted(on)))


def _listed(names: list[str]) -> str:
    return " and ".join(map(code, names))


def example() -> Mapping[str, Any]:
    """Return an event as the relay makes it."""
    person = "5f0c6f0e8f0b4a0c9c1d2e3f4a5b6c7d"
    entry = EntryData(
        uuid="0b7f1d9a-6f0f-4a6e-9a53-2f6f3c1f7c55",
        type="survey.completed",
        occurred_at=datetime(2026, 3, 2, 9, 14, 7, tzinfo=UTC),
        recorded_at=datetime(2026, 3, 2, 9, 14, 7, tzinfo=UTC),
        actor_person=person,
        actor_system="",
        person=person,
        program="leading-well",
        course_key="course-v1:Demo+MENT101+2026",
        payload={"window": "halfway", "instrument": "satisfaction_mentee"},
    )
    known = Known(users={person: 42}, mentors={}, courses={})
    return {
        "name": PREFIX + entry.type,
        "context": {"user_id": 42, "course_id": entry.course_key},
        "event": event_data(entry, known=known),
    }

"""The contract of a target, and which ones the site has on."""

import importlib.util
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils.module_loading import import_string

from outcomes_plugin.ledger.data import EntryData, Slot


class DeliveryFailed(Exception):
    """The target did not take one entry; it is tried again later. `kind` names why, in a word."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class TargetAway(Exception):
    """
    The target does not answer at all: its lanes wait, and no entry is to blame.

    `kind` names why, in a word.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Result(StrEnum):
    """What became of one entry: taken, refused, or kept back behind a refused one."""

    TAKEN = "taken"
    REFUSED = "refused"
    HELD = "held"


@dataclass(frozen=True)
class Outcome:
    """What became of one entry, and why, in a word, when it was refused."""

    result: Result
    kind: str = ""


TAKEN, HELD = Outcome(Result.TAKEN), Outcome(Result.HELD)


class Target:
    """
    Where entries go: many at once, each perhaps more than once, known by its own id.

    `needs` names the modules without which the target is off. `schema` is the version that its
    tables must have; while `found_schema` says another, its lanes wait. A target that `needs_user`
    gets no entry about a person who was erased. One that is no projection cannot be rebuilt.
    """

    needs: Sequence[str] = ()
    schema = 1
    needs_user = False
    is_projection = True

    def found_schema(self) -> int:
        """
        Return the version of the schema that the target has.

        Raises:
            TargetAway: it does not answer.
        """
        return self.schema

    def deliver(
        self, entries: Sequence[EntryData], *, users: Mapping[str, int]
    ) -> Sequence[Outcome]:
        """
        Give the entries to the target and return what became of each, in their order.

        `users` holds the user id of each person of the entries who still has one. Entries of one
        subject come in the order in which they were recorded; a repeated one may come late.

        Raises:
            TargetAway: the target does not answer; all of them are given again later.
        """
        raise NotImplementedError


class OneByOne(Target):
    """A target that takes a single entry at a time; a refused one holds back its subject."""

    def deliver_one(self, entry: EntryData, *, users: Mapping[str, int]) -> None:
        """
        Give one entry to the target.

        Raises:
            DeliveryFailed: the target did not take it.
            TargetAway: the target does not answer.
        """
        raise NotImplementedError

    def deliver(
        self, entries: Sequence[EntryData], *, users: Mapping[str, int]
    ) -> Sequence[Outcome]:
        """Give the entries one after the other."""
        return in_order(entries, lambda entry: self.deliver_one(entry, users=users))


@runtime_checkable
class Countable(Protocol):
    """A target that can say what it has: the other side of `outcomes_reconcile`."""

    def slot_counts(self) -> Mapping[Slot, int]:
        """Return how many rows there are by type and day, copies counted."""

    def slot_ids(self, slot: Slot) -> Sequence[str]:
        """Return the entry id of every row of the slot, copies too."""


def in_order(
    entries: Sequence[EntryData], give: Callable[[EntryData], object]
) -> Sequence[Outcome]:
    """
    Give entry after entry, each subject's only as far as its first refusal.

    Raises:
        TargetAway: the target does not answer.
        OperationalError, InterfaceError: the site's own database does not answer.
    """
    outcomes: list[Outcome] = []
    refused: set[str] = set()
    for entry in entries:
        outcome = HELD if entry.subject in refused else _outcome_of(entry, give)
        if outcome.result is Result.REFUSED:
            refused.add(entry.subject)
        outcomes.append(outcome)
    return outcomes


def _outcome_of(entry: EntryData, give: Callable[[EntryData], object]) -> Outcome:
    try:
        give(entry)
    except DeliveryFailed as failure:
        return Outcome(Result.REFUSED, failure.kind)
    except (TargetAway, OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001  (a target is another's code: one entry is refused)
        return Outcome(Result.REFUSED, type(error).__name__)
    return TAKEN


def target_named(name: str) -> Target:
    """
    Return the target that the site has set under this name.

    Raises:
        KeyError: the site has none.
        ImportError: there is no such class.
    """
    target: Target = import_string(settings.OUTCOMES_RELAY_TARGETS[name])()
    return target


def missing_modules(target: Target) -> Sequence[str]:
    """Return the modules that the target needs and the site has not installed."""
    return [name for name in target.needs if importlib.util.find_spec(name) is None]

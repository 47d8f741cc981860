"""What a target is, and which ones the site has on."""

from collections.abc import Mapping
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from outcomes_plugin.ledger.data import EntryData


class DeliveryFailed(Exception):
    """The target did not take the entry; it is tried again later. `kind` names why, in a word."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Target(Protocol):
    """Where entries go."""

    def deliver(self, entry: EntryData, *, users: Mapping[str, int]) -> None:
        """
        Give the entry to the target. The same entry may come twice.

        `users` holds the user id of each person of the entry who still has one.

        Raises:
            DeliveryFailed: the target did not take it.
        """


def target_named(name: str) -> Target:
    """
    Return the target that the site has set under this name.

    Raises:
        KeyError: the site has none.
    """
    target: Target = import_string(settings.OUTCOMES_RELAY_TARGETS[name])()
    return target

"""Who asks for something."""

from dataclasses import dataclass

from .rules import SYSTEM_ACTIONS


@dataclass(frozen=True, kw_only=True)
class Actor:
    """
    A signed-in user, or a named part of the system.

    `person` is None for a user whom the product does not know yet; the first write of such a user
    makes the person. Only the platform's user id and the person are kept: rights are decided
    where the thing that is asked for lives.
    """

    user_id: int | None = None
    person: str | None = None
    system_name: str = ""

    @classmethod
    def system(cls, name: str) -> "Actor":
        """
        Return the actor for a signal or a task.

        Raises:
            ValueError: no such part of the system is registered.
        """
        if name not in SYSTEM_ACTIONS:
            raise ValueError(f"No system actor is registered as {name!r}.")
        return cls(system_name=name)

    @property
    def is_system(self) -> bool:
        return bool(self.system_name)

    def may_as_system(self, action: str) -> bool:
        """Return whether this is a system actor that is registered for the action."""
        return self.is_system and action in SYSTEM_ACTIONS[self.system_name]

"""What the product asks of the platform. Course and usage keys travel as strings."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from django.dispatch import Signal

# The one status of a certificate that the platform calls valid; a revoked one has another.
VALID_CERTIFICATE = "downloadable"


@dataclass(frozen=True, kw_only=True)
class UserFacts:
    """What the platform says about one of its users."""

    user_id: int
    username: str
    name: str
    email: str
    is_active: bool
    is_global_staff: bool


@dataclass(frozen=True, kw_only=True)
class UserPreferences:
    """How one of the users wants to be written to; empty where they have not said."""

    language: str = ""
    time_zone: str = ""


@dataclass(frozen=True, kw_only=True)
class CourseFacts:
    """What the platform says about one of its courses."""

    course_key: str
    title: str
    org: str


class GroupKind(StrEnum):
    """What kind of group the platform calls it."""

    COHORT = "cohort"
    TEAM = "team"


@dataclass(frozen=True, kw_only=True)
class GroupFacts:
    """A cohort or team of a course; `group` is a key that no other group of the platform has."""

    course_key: str
    group: str
    kind: GroupKind
    title: str


@dataclass(frozen=True, kw_only=True)
class BlockFacts:
    """One block of a course as its author has set it; `unit` is the title of its unit."""

    usage_key: str
    block_type: str
    title: str
    unit: str
    fields: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Told:
    """A value that the platform has kept, and since when it holds."""

    value: bool
    since: datetime


@dataclass(frozen=True, kw_only=True)
class LearnerHistory:
    """
    What the platform has kept of a user in a course. Never a grade.

    `enrolled`, `passed` and `certified` hold every change that is known, in the order of time;
    `completed` is the number of blocks done now, and `last_active_at` when one was last done.
    """

    enrolled: Sequence[Told] = ()
    passed: Sequence[Told] = ()
    certified: Sequence[Told] = ()
    completed: int = 0
    last_active_at: datetime | None = None


class Platform(Protocol):
    """The functions that a platform module has."""

    def users(self, user_ids: Collection[int]) -> Mapping[int, UserFacts]:
        """Return the facts of those of the users who exist, in one query."""

    def preferences(self, user_ids: Collection[int]) -> Mapping[int, UserPreferences]:
        """Return the preferences of those of the users who have any, in one query."""

    def match_users(self, identifiers: Collection[str]) -> Mapping[str, int]:
        """
        Return the user id behind each username or mail address that matches exactly one.

        Capital and small letters are the same, and closed accounts are found too.
        """

    def is_global_staff(self, user_id: int) -> bool:
        """Return whether the user is global staff or a superuser, and active."""

    def is_course_staff(self, user_id: int, course_key: str) -> bool:
        """Return whether the user is staff or instructor of the course."""

    def course(self, course_key: str) -> CourseFacts | None:
        """Return the facts of the course, or None when there is none."""

    def courses_staffed(self, user_id: int) -> Sequence[CourseFacts]:
        """Return the courses whose staff or instructor the user is, not as global staff."""

    def course_blocks(
        self, course_key: str, block_types: Collection[str], fields: Collection[str]
    ) -> Sequence[BlockFacts]:
        """Return the published blocks of these types with these fields, in the course's order."""

    def completable_blocks(self, course_key: str) -> int:
        """Return how many blocks of the course can be completed; a course that is gone has none."""

    def completed_blocks(self, user_id: int, course_key: str) -> int:
        """Return how many blocks of the course the user has completed."""

    def learner_histories(
        self, user_ids: Collection[int], course_key: str
    ) -> Mapping[int, LearnerHistory]:
        """
        Return what the platform kept of those of the users who were ever enrolled in the course.

        As many queries for one user as for hundreds.
        """

    def groups(self, course_key: str) -> Sequence[GroupFacts]:
        """Return the course's cohorts, then its teams, each by title."""

    def groups_of(self, user_ids: Collection[int], course_key: str) -> Mapping[int, frozenset[str]]:
        """Return the keys of the groups of those of the users who are in any; add nobody to one."""

    def listen_to_groups(self, tell: Callable[[int, str], None]) -> None:
        """From now on tell the user and the course whenever somebody comes into a group or goes."""

    def course_url(self, course_key: str) -> str:
        """Return the address of the course's home."""

    def block_url(self, usage_key: str) -> str:
        """Return the address that leads a learner to the block, or nothing where there is none."""

    def root_url(self) -> str:
        """Return the address of the site, which a mail puts before those of its pages."""

    def sign_in_url(self, next_url: str) -> str:
        """Return the address where a person signs in and comes back."""

    def base_template(self) -> str:
        """Return the name of the Django template that our pages extend."""

    def bearer_authentication(self) -> type | None:
        """Return the class of DRF that knows plain OAuth2 tokens, or None where there are none."""

    def course_tab_class(self) -> type:
        """Return the class from which a tab of courses is made."""

    def course_flag_class(self) -> type:
        """Return the class of flags that a course, or its organization, can force on or off."""

    def retirement_signals(self) -> Sequence[Signal]:
        """Return the signals of the retirement pipeline; each is sent with `user`."""

"""Values of the question bank: questions and whole questionnaires to start from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class PoolGroup(StrEnum):
    """What the questions of a pool are about; `own` are those that the program has asked."""

    FACETS = "facets"
    PULSE = "pulse"
    MEETINGS = "meetings"
    SUPPORT = "support"
    GOALS = "goals"
    LOGISTICS = "logistics"
    OWN = "own"


@dataclass(frozen=True, kw_only=True)
class QuestionPool:
    """
    Questions to take into a questionnaire, with all that goes along.

    `items` and `scores` are as a document holds them, in every language; `prompts` are the words
    of each item in the reader's language. `scales` has what the items name. `role` is empty where
    the questions are for mentees and mentors. `version` is 0 for what came with the product.
    """

    key: str
    group: PoolGroup
    group_title: str
    title: str
    about: str
    role: str
    items: Sequence[Mapping[str, Any]]
    prompts: Mapping[str, str]
    scales: Mapping[str, Mapping[str, Any]]
    scores: Sequence[Mapping[str, Any]]
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class ScalePreset:
    """A scale to choose. `points` are as a document holds them, in every language."""

    key: str
    title: str
    points: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class TemplatePack:
    """A whole questionnaire to start from, told in the reader's language."""

    key: str
    title: str
    about: str
    role: str
    minutes: int
    questions: int
    document: Mapping[str, Any]

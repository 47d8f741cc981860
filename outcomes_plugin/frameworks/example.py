"""The example framework that ships with the product."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .data import Domain, IndicatorDraft, OutcomeData

_FILE = Path(__file__).with_name("example.json")


@dataclass(frozen=True, kw_only=True)
class ExampleFramework:
    """Outcomes, indicators and targets that belong together."""

    outcomes: Sequence[OutcomeData]
    indicators: Sequence[IndicatorDraft]
    targets: Mapping[str, float]


@cache
def framework() -> ExampleFramework:
    """Return the example: skill change, four facets for both sides, course progress, promotions."""
    document = json.loads(_FILE.read_text(encoding="utf-8"))
    return ExampleFramework(
        outcomes=[
            OutcomeData(key=one["key"], title=one["title"], domain=Domain(one["domain"]))
            for one in document["outcomes"]
        ],
        indicators=[IndicatorDraft(**one) for one in document["indicators"]],
        targets=document["targets"],
    )

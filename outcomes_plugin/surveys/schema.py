"""The JSON Schema of a questionnaire's document, for editors and other tools."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("questionnaire.schema.json")


@cache
def questionnaire_schema() -> Mapping[str, Any]:
    """
    Return the schema (draft 2020-12).

    It finds faults of structure; `documents.problems_of` also finds those of meaning, and decides.
    """
    schema: Mapping[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return schema

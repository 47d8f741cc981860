"""The browser shows the same items as the server: both decide on the same answers."""

import json
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import given as property_of
from hypothesis import strategies as st

import outcomes_plugin
from outcomes_plugin.surveys import questionnaire as questionnaires
from outcomes_plugin.surveys.showing import shown_items
from tests.given_questionnaires import ROLES, answered
from tests.surveys.test_showing import VECTORS, follow_up

SCRIPT = Path(outcomes_plugin.__file__).parent / "static" / "outcomes_plugin" / "showing.js"
CASES = 1_000


def made_cases():
    """Return the shared vectors, and a thousand questionnaires with answers to them."""
    cases = [(follow_up(kind, test), {kind: answer}, "mentee") for kind, test, answer, _ in VECTORS]

    @settings(
        max_examples=CASES,
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @property_of(answered(), st.sampled_from(ROLES))
    def collect(pair, role):
        cases.append((*pair, role))

    collect()
    return cases


def of_the_role(document, role):
    return [item for item in document["items"] if role in item.get("roles", ROLES)]


def test_a_thousand_questionnaires_are_shown_alike_by_server_and_browser(page):
    cases = made_cases()
    asked = [[of_the_role(document, role), answers] for document, answers, role in cases]
    page.add_script_tag(path=SCRIPT)
    seen = page.evaluate(
        "told => JSON.parse(told).map((one) => MentoringShowing.shown(...one))", json.dumps(asked)
    )
    expected = [
        list(shown_items(questionnaires.read(document), answers, role=role))
        for document, answers, role in cases
    ]
    assert len(cases) >= CASES
    assert sum(len(one) < len(items) for one, (items, _) in zip(expected, asked, strict=True)) > 200
    assert seen == expected

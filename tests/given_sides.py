"""Both sides of pairings, who answered the same facets with planted scores."""

from collections.abc import Mapping

from outcomes_plugin.programs.data import ProgramData
from outcomes_plugin.surveys import api as surveys_api
from outcomes_plugin.surveys.data import WindowData
from tests import given_surveys as gs
from tests.given_pairings import a_pairing
from tests.given_programs import a_member

# Mentor by mentor: what the mentor chose, then what each mentee did.
PLANTED = [
    (4, [4, 3]),
    (5, [5]),
    (2, [3]),
    (3, [2, 2, 3]),
    (4, [4]),
    (5, [4]),
    (1, [2]),
    (3, [3, 4]),
    (2, [1]),
    (4, [5]),
    (3, [2]),
    (5, [4]),
    (2, [2]),
]


def choosing(instrument: str, value: int) -> dict[str, int]:
    """Return answers that give every facet this score, reverse-keyed items turned round."""
    document = surveys_api.shipped_instruments()[instrument]
    turned = {key for score in document["scores"] for key in score.get("reverse_keyed", ())}
    return {
        item["key"]: 6 - value if item["key"] in turned else value
        for item in document["items"]
        if item["kind"] == "likert"
    }


def the_sides(
    program: ProgramData, *, planted=PLANTED, mode=None, alone=7, waves=("", "")
) -> Mapping[str, WindowData]:
    """Return both open windows, answered by the pairs, and by so many without a partner."""
    for index, (_own, theirs) in enumerate(planted):
        a_member(program, f"mentor{index}", role="mentor")
        for place, _value in enumerate(theirs):
            a_member(program, f"mentee{index}_{place}")
            a_pairing(program, f"mentee{index}_{place}", f"mentor{index}")
    for index in range(alone):
        a_member(program, f"single{index}", role="mentor")
    windows = {
        role: gs.an_open_window(
            program, key=role, role=role, instrument=f"satisfaction_{role}", mode=mode, wave=wave
        )
        for role, wave in zip(("mentee", "mentor"), waves, strict=True)
    }
    for index, (own, theirs) in enumerate(planted):
        say(windows["mentor"], f"mentor{index}", own)
        for place, value in enumerate(theirs):
            say(windows["mentee"], f"mentee{index}_{place}", value)
    for index in range(alone):
        say(windows["mentor"], f"single{index}", 1 + index % 5)
    return windows


def say(window: WindowData, name: str, value: int) -> None:
    """Let the person give every facet this score."""
    gs.answer(window, name, choosing(window.instrument, value), at=window.opens_at)

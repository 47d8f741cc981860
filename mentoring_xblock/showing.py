"""How a block shows a panel of the plugin."""

from dataclasses import replace
from typing import Any

from web_fragments.fragment import Fragment

from . import outcomes
from .viewer import Viewer


def fragment_of(panel: outcomes.Panel) -> Fragment:
    """Return the panel with what every panel needs, and with its own style and script."""
    fragment = Fragment(panel.html)
    for style in ("mentoring.css", *panel.styles):
        fragment.add_css_url(outcomes.asset(style))
    if panel.script:
        for script in ("mentoring.js", *panel.needs, panel.script):
            fragment.add_javascript_url(outcomes.asset(script))
        fragment.initialize_js(panel.init, dict(panel.data))
    return fragment


def place_of(block: Any, viewer: Viewer) -> outcomes.Place:
    """Return where the block stands and who reads it there."""
    return outcomes.Place(
        uid=f"mo-{block.scope_ids.usage_id.block_id}",
        language=viewer.language,
        time_zone=viewer.time_zone,
    )


def learners_place_of(block: Any, viewer: Viewer) -> outcomes.Place:
    """Return the same with the way back for who was signed out. Studio has no such way."""
    sign_in_url = outcomes.sign_in_url(str(block.scope_ids.usage_id))
    return replace(place_of(block, viewer), sign_in_url=sign_in_url)

"""Draw a Vega-Lite specification as SVG, without a network and always the same way."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

# The grammar that the specifications are written in; a later one might draw them differently.
VEGA_LITE = "5.20"

# The chart is one picture with one description; what it is drawn of is not read out.
_INNER_ROLES = re.compile(r' (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*")')


def drawn_svg(spec: Mapping[str, Any], *, alt: str) -> str:
    """Return the chart as one `svg` element that may stand in a page; `alt` says what it shows."""
    # Loads a JavaScript engine: only where a chart is really drawn.
    import vl_convert

    svg = vl_convert.vegalite_to_svg(dict(spec), vl_version=VEGA_LITE, allowed_base_urls=[])
    label = escape(alt, quote=True)
    return (
        _INNER_ROLES.sub("", svg)
        .strip()
        .replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    )

"""One document with all blocks of a unit, as the LMS's iframe holds them."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment
from xblock.exceptions import NoSuchViewError

from demo.blocks.runtime import DemoRuntime
from demo.courses.models import DemoBlock


@dataclass(frozen=True, kw_only=True)
class RenderedBlock:
    """A block with its markup."""

    place: DemoBlock
    title: str
    html: SafeString


@dataclass(frozen=True, kw_only=True)
class RenderedBlocks:
    """The blocks of a unit, and what their markup needs in the head and at the foot, once each."""

    blocks: list[RenderedBlock]
    head: SafeString
    foot: SafeString


def render_blocks(runtime: DemoRuntime, places: list[DemoBlock], view_name: str) -> RenderedBlocks:
    """Render the view of every block of the unit."""
    runtime.prefetch(place.key for place in places)
    whole, rendered = Fragment(), []
    for place in places:
        block = runtime.get_block(place.key)
        fragment = _render(runtime, block, view_name)
        whole.add_fragment_resources(fragment)
        rendered.append(
            RenderedBlock(
                place=place,
                title=getattr(block, "display_name", None) or place.key.block_type,
                html=mark_safe(fragment.body_html()),  # noqa: S308  (the block's own markup)
            )
        )
    return RenderedBlocks(
        blocks=rendered,
        head=mark_safe(whole.head_html()),  # noqa: S308
        foot=mark_safe(whole.foot_html()),  # noqa: S308
    )


def _render(runtime: DemoRuntime, block, view_name: str) -> Fragment:
    try:
        return runtime.render(block, view_name, {})
    except NoSuchViewError:
        if view_name == "author_view":
            return _render(runtime, block, "student_view")
        if view_name != "public_view":
            raise
        return Fragment(f"<p>{_('This part is for enrolled learners. Sign in to see it.')}</p>")

"""Which blocks a course has, as their authors have set them."""

from collections.abc import Collection, Sequence

from django.contrib.auth.models import AnonymousUser
from opaque_keys.edx.keys import CourseKey

from demo.courses.models import DemoBlock
from outcomes_plugin.edxapp.door import BlockFacts

from .runtime import DemoRuntime
from .viewer import Viewer


def blocks_of(
    course_key: CourseKey, block_types: Collection[str], fields: Collection[str]
) -> Sequence[BlockFacts]:
    """Return the course's blocks of these types with these fields, in its order."""
    places = DemoBlock.objects.filter(unit__course__key=course_key).select_related("unit")
    chosen = [place for place in places if place.key.block_type in block_types]
    nobody = AnonymousUser()
    runtime = DemoRuntime(
        Viewer(course_key=course_key, user=nobody, real_user=nobody, may_view_as=False)
    )
    runtime.prefetch(place.key for place in chosen)
    return [_facts(place, runtime.get_block(place.key), fields) for place in chosen]


def _facts(place: DemoBlock, block, fields: Collection[str]) -> BlockFacts:
    return BlockFacts(
        usage_key=str(place.key),
        block_type=place.key.block_type,
        title=block.display_name,
        unit=place.unit.title,
        fields={name: str(getattr(block, name, "")) for name in fields},
    )

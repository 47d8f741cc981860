"""What authors do to a course: load it from OLX, add, duplicate and delete blocks, run it again."""

import uuid

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from lxml import etree
from opaque_keys.edx.keys import CourseKey, UsageKey
from xblock.completable import XBlockCompletionMode
from xblock.fields import Scope, ScopeIds

from demo.courses.models import DemoBlock, DemoCourse, DemoUnit

from .models import BlockFields
from .runtime import StudioRuntime, block_class
from .viewer import Viewer


class Modulestore:
    """What Studio hands to a block's own copying code; only `update_item` keeps changes."""

    def update_item(self, xblock, _user_id, **_options):
        """Keep what the block has in its content and settings fields."""
        xblock.save()
        return xblock


def studio_runtime(course_key: CourseKey, author: AbstractBaseUser) -> StudioRuntime:
    """Return Studio's runtime for the author."""
    viewer = Viewer(course_key=course_key, user=author, real_user=author, may_view_as=True)
    return StudioRuntime(viewer)


@transaction.atomic
def load_course(olx: str, *, author: AbstractBaseUser) -> DemoCourse:
    """Make the course from the OLX, or bring it up to date; learners' state stays."""
    root = etree.fromstring(olx.encode())
    key = CourseKey.from_string(
        f"course-v1:{root.get('org')}+{root.get('course')}+{root.get('url_name')}"
    )
    course, _created = DemoCourse.objects.update_or_create(
        key=key, defaults={"title": root.get("display_name")}
    )
    runtime = studio_runtime(key, author)
    for position, vertical in enumerate(root.iter("vertical"), start=1):
        unit, _created = DemoUnit.objects.update_or_create(
            key=key.make_usage_key("vertical", vertical.get("url_name")),
            defaults={
                "course": course,
                "section": vertical.getparent().getparent().get("display_name"),
                "title": vertical.get("display_name"),
                "position": position,
            },
        )
        for place, node in enumerate(vertical.iterchildren(tag=etree.Element), start=1):
            _load_block(runtime, unit, node, position=place)
    return course


def _load_block(runtime: StudioRuntime, unit: DemoUnit, node, *, position: int) -> None:
    key = unit.course.key.make_usage_key(node.tag, node.attrib.pop("url_name"))
    DemoBlock.objects.update_or_create(
        key=key,
        defaults={"unit": unit, "position": position, "completable": _is_completable(node.tag)},
    )
    cls = runtime.mixologist.mix(block_class(node.tag))
    cls.parse_xml(node, runtime, ScopeIds(None, node.tag, key, key)).save()


def export_olx(runtime: StudioRuntime, usage_key: UsageKey) -> str:
    """Return the block as OLX, as a course export writes it."""
    node = etree.Element("unknown_root")
    runtime.get_block(usage_key).add_xml_to_node(node)
    node.set("url_name", usage_key.block_id)
    return etree.tostring(node, encoding="unicode", pretty_print=True)


@transaction.atomic
def add_block(unit: DemoUnit, block_type: str) -> UsageKey:
    """Put a new block of the type at the unit's end; an unknown type raises PluginMissingError."""
    completable = _is_completable(block_type)
    key = unit.course.key.make_usage_key(block_type, uuid.uuid4().hex)
    last = unit.blocks.aggregate(last=Max("position"))["last"] or 0
    DemoBlock.objects.create(unit=unit, key=key, position=last + 1, completable=completable)
    return key


@transaction.atomic
def duplicate_block(runtime: StudioRuntime, place: DemoBlock) -> UsageKey:
    """Copy the block's content and settings to a new block, then let the copy correct itself."""
    source = runtime.get_block(place.key)
    copy = runtime.get_block(add_block(place.unit, place.key.block_type))
    for name, field in source.fields.items():
        if field.scope in (Scope.content, Scope.settings) and field.is_set_on(source):
            setattr(copy, name, field.read_from(source))
    copy.display_name = f"Duplicate of '{source.display_name}'"
    copy.save()
    if hasattr(copy, "studio_post_duplicate"):
        copy.studio_post_duplicate(Modulestore(), source)
    return copy.scope_ids.usage_id


@transaction.atomic
def delete_block(place: DemoBlock) -> None:
    """Take the block out of its unit, with its content and its state."""
    BlockFields.objects.filter(owner=str(place.key)).delete()
    place.delete()


@transaction.atomic
def rerun_course(course: DemoCourse, *, run: str) -> DemoCourse:
    """Copy the course under a new run: block ids and content stay, learners start anew."""
    key = course.key.replace(run=run)
    copy = DemoCourse.objects.create(key=key, title=course.title)
    for unit in course.units.all():
        new_unit = DemoUnit.objects.create(
            course=copy,
            key=unit.key.map_into_course(key),
            section=unit.section,
            title=unit.title,
            position=unit.position,
        )
        for place in unit.blocks.all():
            _copy_into(place, new_unit)
    return copy


def _copy_into(place: DemoBlock, unit: DemoUnit) -> None:
    new_key = place.key.map_into_course(unit.course.key)
    DemoBlock.objects.create(
        unit=unit, key=new_key, position=place.position, completable=place.completable
    )
    for row in BlockFields.objects.filter(owner=str(place.key), person="").exclude(
        scope=Scope.user_state_summary.name
    ):
        BlockFields.objects.create(scope=row.scope, owner=str(new_key), values=row.values)


def _is_completable(block_type: str) -> bool:
    return (
        XBlockCompletionMode.get_mode(block_class(block_type)) == XBlockCompletionMode.COMPLETABLE
    )

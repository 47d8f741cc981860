"""Studio: where authors place and edit blocks."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from xblock.plugin import PluginMissingError

from demo.blocks import authoring
from demo.blocks.viewer import is_course_team
from demo.courses.models import DemoBlock, DemoCourse, DemoUnit

from .advanced import advanced_block_types
from .unit_page import render_blocks


@require_GET
@login_required
def home(request):
    """List the courses that the person may edit."""
    courses = [
        row for row in DemoCourse.objects.order_by("title") if is_course_team(request.user, row.key)
    ]
    return render(request, "demo/studio_home.html", {"courses": courses})


@require_GET
@login_required
def outline(request, course_key):
    """Show the units of the course."""
    course = _course(request, course_key)
    return render(
        request, "demo/studio_outline.html", {"course": course, "units": course.units.all()}
    )


@require_GET
@login_required
def unit(request, course_key, usage_key):
    """Show the author view of every block of the unit, with what can be done to it."""
    course = _course(request, course_key)
    found = get_object_or_404(DemoUnit, key=usage_key, course=course)
    runtime = authoring.studio_runtime(course_key, request.user)
    rendered = render_blocks(runtime, list(found.blocks.all()), "author_view")
    return render(
        request,
        "demo/studio_unit.html",
        {
            "course": course,
            "unit": found,
            "rendered": rendered,
            "block_types": advanced_block_types(),
        },
    )


@require_GET
@login_required
def edit(request, course_key, usage_key):
    """Show the block's own editor; it saves through the block's `studio_submit` handler."""
    course = _course(request, course_key)
    place = _place(course, usage_key)
    runtime = authoring.studio_runtime(course_key, request.user)
    rendered = render_blocks(runtime, [place], "studio_view")
    return render(
        request,
        "demo/studio_edit.html",
        {"course": course, "unit": place.unit, "rendered": rendered},
    )


@require_POST
@login_required
def add(request, course_key, usage_key):
    """Put a new block at the end of the unit and open its editor."""
    course = _course(request, course_key)
    found = get_object_or_404(DemoUnit, key=usage_key, course=course)
    try:
        new_key = authoring.add_block(found, request.POST.get("block_type", ""))
    except PluginMissingError as error:
        raise Http404 from error
    return redirect("demo:studio_edit", course_key, new_key)


@require_POST
@login_required
def duplicate(request, course_key, usage_key):
    """Copy the block to the end of its unit."""
    place = _place(_course(request, course_key), usage_key)
    authoring.duplicate_block(authoring.studio_runtime(course_key, request.user), place)
    messages.success(request, _("The block has been duplicated."))
    return redirect("demo:studio_unit", course_key, place.unit.key)


@require_POST
@login_required
def delete(request, course_key, usage_key):
    """Take the block out of its unit."""
    place = _place(_course(request, course_key), usage_key)
    authoring.delete_block(place)
    messages.success(request, _("The block has been deleted."))
    return redirect("demo:studio_unit", course_key, place.unit.key)


def _course(request, course_key) -> DemoCourse:
    if not is_course_team(request.user, course_key):
        raise Http404
    return get_object_or_404(DemoCourse, key=course_key)


def _place(course: DemoCourse, usage_key) -> DemoBlock:
    blocks = DemoBlock.objects.select_related("unit__course")
    return get_object_or_404(blocks, key=usage_key, unit__course=course)

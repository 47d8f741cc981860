"""The learner's side: courses and their units."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from demo import platform
from demo.blocks.runtime import DemoRuntime
from demo.blocks.viewer import Viewer, view_course_as, viewer_of
from demo.courses import learning
from demo.courses.models import DemoBlock, DemoCourse, DemoUnit
from demo.courses.tabs import tabs_of

from .unit_page import render_blocks


@require_GET
def home(request):
    """List the courses of the site."""
    return render(request, "demo/home.html")


@require_GET
def course(request, course_key):
    """Show the units of the course, and the tabs that plugins add."""
    found = get_object_or_404(DemoCourse, key=course_key)
    viewer = _enter(request, course_key)
    context = {"units": found.units.all(), "tabs": tabs_of(found.key, viewer.user)}
    return render(request, "demo/course.html", _frame(found, viewer) | context)


@require_GET
def unit(request, course_key, usage_key):
    """Show every block of the unit in one document."""
    found = get_object_or_404(DemoUnit.objects.select_related("course"), key=usage_key)
    if found.course.key != course_key:
        raise Http404
    viewer = _enter(request, course_key)
    context = _frame(found.course, viewer) | _neighbors(found)
    view_name = "student_view" if context["may_learn"] else "public_view"
    rendered = render_blocks(DemoRuntime(viewer), list(found.blocks.all()), view_name)
    context |= {
        "unit": found,
        "rendered": rendered,
        "completes_on_view": context["may_learn"] and not viewer.is_over_the_shoulder,
        "completion_delay": settings.COMPLETION_BY_VIEWING_DELAY_MS,
    }
    return render(request, "demo/unit.html", context)


@require_GET
def jump_to(request, course_key, usage_key):
    """Lead to the block in its unit."""
    place = get_object_or_404(DemoBlock.objects.select_related("unit"), key=usage_key)
    url = redirect("demo:unit", course_key, place.unit.key).url
    return redirect(f"{url}#{place.key.block_id}")


@require_POST
@login_required
def enroll(request, course_key):
    """Enroll the person who asks."""
    learning.enroll(get_object_or_404(DemoCourse, key=course_key), request.user, at=timezone.now())
    return redirect("demo:course", course_key)


@require_POST
@login_required
def view_as(request, course_key):
    """Show the course as a learner sees it, as staff may do on a real site."""
    get_object_or_404(DemoCourse, key=course_key)
    if not viewer_of(request, course_key).may_view_as:
        raise Http404
    choice, username = request.POST.get("view"), request.POST.get("username", "").strip()
    if choice == "named" and not get_user_model().objects.filter(username=username).exists():
        messages.error(request, _("Nobody here has the username “{name}”.").format(name=username))
    else:
        chosen = {"staff": None, "learner": "", "named": username}.get(choice)
        view_course_as(request, course_key, username=chosen)
    return redirect(platform.course_url(str(course_key)))


def may_learn(viewer: Viewer) -> bool:
    """Return whether the viewer takes part in the course: an enrolled learner, or its team."""
    if viewer.may_view_as:
        return True
    user = viewer.user
    return user.is_authenticated and platform.is_enrolled(user.pk, str(viewer.course_key))


def _enter(request, course_key) -> Viewer:
    """Swap the request's user for the learner whose view is shown, as the platform's views do."""
    viewer = viewer_of(request, course_key)
    if viewer.is_over_the_shoulder:
        viewer.user.real_user = viewer.real_user
        request.user = viewer.user
    return viewer


def _frame(found: DemoCourse, viewer: Viewer) -> dict:
    return {"course": found, "viewer": viewer, "may_learn": may_learn(viewer)}


def _neighbors(found: DemoUnit) -> dict:
    units = list(found.course.units.all())
    place = units.index(found)
    return {
        "units": units,
        "previous": units[place - 1] if place else None,
        "next": units[place + 1] if place + 1 < len(units) else None,
    }

"""Where handlers of blocks are called, under the addresses and rules of an LMS and of Studio."""

import mimetypes

from completion.services import CompletionService
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponseForbidden, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET
from xblock.django.request import django_to_webob_request, webob_to_django_response
from xblock.exceptions import DisallowedFileError, NoSuchHandlerError
from xblock.plugin import PluginMissingError

from demo.blocks.authoring import studio_runtime
from demo.blocks.runtime import DemoRuntime, block_class
from demo.blocks.viewer import Viewer, is_course_team, viewer_of
from demo.courses.learning import complete_block
from demo.courses.models import DemoBlock

from .courses import may_learn

COMPLETE_ON_VIEW = "publish_completion"


@transaction.non_atomic_requests
def handle(request, course_key, usage_key, handler, suffix=""):
    """
    Call a handler for the learner.

    Under a masquerade the request's user stays the staff member while the user service gives the
    learner. A signed-out visitor may read, not write.
    """
    place = _place(course_key, usage_key)
    if request.method != "GET" and not request.user.is_authenticated:
        return HttpResponseForbidden("Unauthenticated")
    viewer = viewer_of(request, course_key)
    if request.user.is_authenticated and not may_learn(viewer):
        raise Http404
    runtime = DemoRuntime(viewer)
    if handler == COMPLETE_ON_VIEW:
        return _complete_on_view(runtime, place)
    return _call(runtime, place, request, handler, suffix)


@csrf_exempt
@transaction.non_atomic_requests
def handle_noauth(request, course_key, usage_key, handler, suffix=""):
    """Call a handler for another service, without a person."""
    from django.contrib.auth.models import AnonymousUser

    nobody = AnonymousUser()
    viewer = Viewer(course_key=course_key, user=nobody, real_user=nobody, may_view_as=False)
    return _call(DemoRuntime(viewer), _place(course_key, usage_key), request, handler, suffix)


@transaction.non_atomic_requests
def handle_in_studio(request, course_key, usage_key, handler, suffix=""):
    """Call a handler for the author; what it leaves in content fields, learners see."""
    place = _place(course_key, usage_key)
    if not is_course_team(request.user, course_key):
        raise Http404
    return _call(studio_runtime(course_key, request.user), place, request, handler, suffix)


@require_GET
def resource(_request, block_type, uri):
    """Serve a public file of the block's package."""
    try:
        file = block_class(block_type).open_local_resource(uri)
    except (PluginMissingError, DisallowedFileError, FileNotFoundError) as error:
        raise Http404 from error
    content_type, _encoding = mimetypes.guess_type(uri)
    return FileResponse(file, content_type=content_type or "application/octet-stream")


def _call(runtime: DemoRuntime, place: DemoBlock, request, handler: str, suffix: str):
    block = runtime.get_block(place.key)
    try:
        answer = runtime.handle(block, handler, django_to_webob_request(request), suffix)
    except NoSuchHandlerError as error:
        raise Http404 from error
    return webob_to_django_response(answer)


def _complete_on_view(runtime: DemoRuntime, place: DemoBlock):
    """Complete a block that counts as done once it was seen, as the LMS's page script asks."""
    viewer, block = runtime.viewer, runtime.get_block(place.key)
    service = CompletionService(viewer.user, viewer.course_key)
    if viewer.is_over_the_shoulder or not service.can_mark_block_complete_on_view(block):
        raise Http404
    complete_block(viewer.user, place.key)
    return JsonResponse({"result": "ok"})


def _place(course_key, usage_key) -> DemoBlock:
    if usage_key.context_key != course_key:
        raise Http404
    return get_object_or_404(DemoBlock.objects.select_related("unit__course"), key=usage_key)

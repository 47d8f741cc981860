"""The strip that switches between invented persons. It exists only in the demo site."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from demo import platform
from demo.courses import retirement
from demo.courses.models import DemoPerson

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_GET
def sign_in(request):
    """Offer the persons whom one can be here."""
    return render(request, "demo/sign_in.html", {"next": _safe_next(request, request.GET)})


@require_POST
def switch(request):
    """Become the chosen person, or a visitor when none is chosen; then go on where one was."""
    username = request.POST.get("username", "")
    if username:
        person = get_object_or_404(DemoPerson, user__username=username, user__is_active=True)
        login(request, person.user, backend=BACKEND)
    else:
        logout(request)
    return redirect(_safe_next(request, request.POST))


@require_POST
def language(request):
    """Keep the language in the person's settings, and in a cookie for visitors."""
    code = request.POST.get("language")
    if code not in dict(settings.LANGUAGES):
        raise Http404
    if request.user.is_authenticated:
        DemoPerson.objects.filter(user=request.user).update(language=code)
    answer = redirect(_safe_next(request, request.POST))
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, samesite="Lax")
    return answer


def retire(request):
    """Let global staff retire a person, as the platform's retirement pipeline does."""
    if not (request.user.is_authenticated and platform.is_global_staff(request.user.pk)):
        raise Http404
    if request.method == "POST":
        person = get_object_or_404(DemoPerson, user__username=request.POST.get("username", ""))
        retirement.retire(person.user)
        messages.success(request, _("The person has been retired."))
        return redirect("demo:retire")
    people = DemoPerson.objects.filter(user__is_active=True).exclude(user=request.user)
    return render(request, "demo/retire.html", {"people": people.select_related("user")})


def _safe_next(request, values) -> str:
    url = values.get("next", "")
    allowed = url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())
    return url if allowed else "/"

"""Addresses in the form that an LMS and Studio use."""

from django.urls import path, register_converter

from . import converters, courses, handlers, mails, persons, studio

register_converter(converters.CourseKeyConverter, "course")
register_converter(converters.UsageKeyConverter, "usage")
register_converter(converters.SuffixConverter, "suffix")

app_name = "demo"

_BLOCK = "courses/<course:course_key>/xblock/<usage:usage_key>/"
_STUDIO_BLOCK = "studio/<course:course_key>/xblock/<usage:usage_key>/"


def _handler(prefix: str, word: str, view, name: str) -> list:
    route = f"{prefix}{word}/<str:handler>"
    return [path(route, view), path(f"{route}/<suffix:suffix>", view, name=name)]


urlpatterns = [
    path("", courses.home, name="home"),
    path("courses/<course:course_key>/", courses.course, name="course"),
    path("courses/<course:course_key>/enroll/", courses.enroll, name="enroll"),
    path("courses/<course:course_key>/unit/<usage:usage_key>/", courses.unit, name="unit"),
    path("courses/<course:course_key>/jump_to/<usage:usage_key>/", courses.jump_to, name="jump_to"),
    path("courses/<course:course_key>/view-as/", courses.view_as, name="view_as"),
    *_handler(_BLOCK, "handler", handlers.handle, "handler"),
    *_handler(_BLOCK, "handler_noauth", handlers.handle_noauth, "handler_noauth"),
    path("xblock/resource/<str:block_type>/<path:uri>", handlers.resource, name="resource"),
    path("studio/", studio.home, name="studio_home"),
    path("studio/<course:course_key>/", studio.outline, name="studio"),
    path("studio/<course:course_key>/unit/<usage:usage_key>/", studio.unit, name="studio_unit"),
    path("studio/<course:course_key>/unit/<usage:usage_key>/add/", studio.add, name="studio_add"),
    path(f"{_STUDIO_BLOCK}edit/", studio.edit, name="studio_edit"),
    path(f"{_STUDIO_BLOCK}duplicate/", studio.duplicate, name="studio_duplicate"),
    path(f"{_STUDIO_BLOCK}delete/", studio.delete, name="studio_delete"),
    *_handler(_STUDIO_BLOCK, "handler", handlers.handle_in_studio, "studio_handler"),
    path("demo/sign-in/", persons.sign_in, name="sign_in"),
    path("demo/person/", persons.switch, name="switch_person"),
    path("demo/language/", persons.language, name="language"),
    path("demo/mails/", mails.mails, name="mails"),
    path("demo/mails/<str:key>/", mails.mail, name="mail"),
    path("demo/retire/", persons.retire, name="retire"),
]

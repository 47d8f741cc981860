"""Courses: what stands in them, and how far people are."""

from rest_framework import serializers

from outcomes_plugin.programs.data import ProgramStatus

from .base import Moment, OneOf, Shown, Words


class Progress(Shown):
    """How far somebody is in a course, and last active when. Never a grade."""

    course_key = Words()
    has_started = serializers.BooleanField()
    is_done = serializers.BooleanField()
    completed = serializers.IntegerField()
    completable = serializers.IntegerField()
    last_active_at = Moment(allow_null=True)


class Stalled(Shown):
    """Who has begun a course and left it lying."""

    name = Words()
    progress = Progress()


class Block(Shown):
    """One of our blocks in a course, with the program and window that its author chose."""

    usage_key = Words()
    block_type = Words()
    title = Words()
    unit = Words()
    program = Words()
    window = Words()


class CourseProgram(Shown):
    """A program of the course, since when it is linked, and what one is to it."""

    slug = Words(source="program.slug")
    title = Words(source="program.title")
    status = OneOf(ProgramStatus, source="program.status")
    roles = serializers.ListField(child=Words())
    is_primary = serializers.BooleanField(source="link.is_primary")
    linked_at = Moment(source="link.linked_at")


class Course(Shown):
    """A course, its programs, and for its staff the blocks in it."""

    course_key = Words()
    title = Words()
    programs = CourseProgram(many=True)
    blocks = Block(many=True)

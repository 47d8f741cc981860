"""Comments of protected surveys, and the agreement of both sides of a pairing."""

from rest_framework import serializers

from outcomes_plugin.surveys.data import CommentState

from .base import OneOf, Shown, Words
from .window_detail import QualityFigure
from .windows import Window


class Piece(Shown):
    """A word, or what stands between two; a hidden one is empty but for whoever reviews it."""

    text = Words()
    hidden = serializers.BooleanField()


class Comment(Shown):
    """One comment, in pieces that joined are its text."""

    pieces = Piece(many=True)


class ItemComments(Shown):
    """Where the comments on one question stand."""

    item = Words()
    prompt = Words()
    state = OneOf(CommentState)


class ShownComments(ItemComments):
    """One question with a page of its comments."""

    pages = serializers.IntegerField()
    comments = Comment(many=True)


class WindowComments(Shown):
    """The questions of a closed protected window that take words, and one of them in full."""

    window = Window()
    items = ItemComments(many=True)
    shown = ShownComments()


class FacetAgreement(Shown):
    """How alike mentors and their mentees see one facet; the numbers of a hidden one are null."""

    key = Words()
    title = Words()
    finding = Words()
    difference = QualityFigure()
    alike = QualityFigure()
    release_number = serializers.IntegerField()

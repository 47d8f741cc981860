"""Journal entries and replies."""

from rest_framework import serializers

from outcomes_plugin.journals.data import ExportFormat, Visibility

from .base import Moment, Name, OneOf, Shown, Texts, Told, Whole, Words


class Reply(Shown):
    """What a mentor answered."""

    id = serializers.IntegerField()
    name = Words()
    text = Words()
    at = Moment()


class WrittenEntry(Shown):
    """What was written, for whoever may read it."""

    id = Words()
    prompt = Words()
    text = Words()
    words = serializers.IntegerField()
    visibility = OneOf(Visibility)
    kept_at = Moment(allow_null=True)
    replies = Reply(many=True)


class SharedEntry(WrittenEntry):
    """An entry as those read it with whom it is shared; `name` is its writer's."""

    name = Words()


class Entry(WrittenEntry):
    """One of one's own entries; `draft` is what was typed since it was kept, or null."""

    key = Words()
    draft = Words(allow_null=True)
    tags = serializers.ListField(child=Words())
    version = serializers.IntegerField()
    changed_at = Moment()
    mentor_names = serializers.ListField(child=Words())
    coordinator_names = serializers.ListField(child=Words())


class Audience(Shown):
    """Who would read an entry that is shared now. Sharing sends back the `token` of its reach."""

    mentor_names = serializers.ListField(child=Words())
    coordinator_names = serializers.ListField(child=Words())
    tokens = Texts()


class JournalRoom(Shown):
    """What one can do in one's journal now, and what was begun."""

    state = Words()
    program_title = Words()
    time_zone = Words()
    notice_version = serializers.IntegerField(allow_null=True)
    audience = Audience()
    visibility = OneOf(Visibility)
    begun = Entry(allow_null=True)


class DraftTold(Told):
    """What is typed, and the version that it goes on from: 0 for a new entry."""

    text = Words()
    version = Whole()
    key = Words(required=False, default="")
    prompt = Words(required=False, default="")


class EntryTold(DraftTold):
    """An entry to keep. `audience` is the token of who was shown as its readers."""

    visibility = OneOf(Visibility)
    audience = Words(required=False, default="")
    tags = serializers.ListField(child=Words(), required=False, default=list, max_length=100)


class ShareTold(Told):
    """With whom an entry is shared from now on, and the version that was read."""

    visibility = OneOf(Visibility)
    audience = Words(required=False, default="")
    version = Whole()


class DraftSaved(Shown):
    """The version to go on from."""

    version = serializers.IntegerField()
    at = Moment()


class ReplyTold(Told):
    """What a mentor answers."""

    text = Words()


class ExportTold(Told):
    """In which format the journal is taken along."""

    format = OneOf(ExportFormat)


class ExportFile(Shown):
    """The journal as a file."""

    name = Name()
    content_type = Name()
    text = Words()

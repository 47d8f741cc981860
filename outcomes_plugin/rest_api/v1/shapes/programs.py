"""Programs, notices, and what one has chosen in them."""

from rest_framework import serializers

from outcomes_plugin.mail.data import MailLevel
from outcomes_plugin.programs.data import ProgramStatus

from .base import Moment, Name, OneOf, Shown, Texts, Told, Whole, Words
from .hr import Dispute


class Program(Shown):
    """One program. `edition` goes back with a change, to tell what was read before it."""

    slug = Words()
    title = Words()
    org = Words()
    time_zone = Words()
    status = OneOf(ProgramStatus)
    k = serializers.IntegerField()
    created_at = Moment()
    ended_at = Moment(allow_null=True)
    edition = Words()


class OwnProgram(Shown):
    """A program, and what one is to it."""

    program = Program()
    roles = serializers.ListField(child=Words())


class ProgramTold(Told):
    """A new program; `coordinator` is the exact username or mail address of who sets it up."""

    slug = Name()
    title = Name()
    org = Name()
    time_zone = Name()
    coordinator = Name()
    k = Whole(required=False, default=5)


class ProgramChange(Told):
    """The settings that are to change, and the edition that was read."""

    title = Name(required=False)
    time_zone = Name(required=False)
    k = Whole(required=False)
    edition = Words()


class Step(Shown):
    """One step of setting up; `missing` says in sentences what is not there yet."""

    name = Words()
    is_needed = serializers.BooleanField()
    is_done = serializers.BooleanField()
    missing = serializers.ListField(child=Words())


class SetUp(Shown):
    """How far a program is set up."""

    program = Program()
    steps = Step(many=True)
    may_begin = serializers.BooleanField()


class EndingWindow(Shown):
    """A window that ends with its program."""

    id = serializers.IntegerField()
    key = Words()
    title = Words()


class Ending(Shown):
    """What ends with a program, and until when its data are kept: null where nothing says so."""

    program = Program()
    to_close = EndingWindow(many=True)
    to_cancel = EndingWindow(many=True)
    to_end_late = EndingWindow(many=True)
    proposals = serializers.IntegerField()
    pairs = serializers.IntegerField()
    kept_until = Moment(allow_null=True)
    key_destroyed_on = serializers.DateField(allow_null=True)


class Notice(Shown):
    """The notice in force, in the reader's language."""

    version = serializers.IntegerField()
    text = Texts()
    months_kept = serializers.IntegerField()
    key_destroyed_on = serializers.DateField()
    published_at = Moment()


class NoticeTold(Told):
    """What a notice is composed from. It is published in every language of the site."""

    controller = Name()
    contact = Name()
    purposes = serializers.ListField(child=Name(), max_length=100)
    months_kept = Whole()
    key_destroyed_on = serializers.DateField()


class NoticeRead(Told):
    """Which version was shown."""

    version = Whole()


class Purpose(Shown):
    """One purpose that a notice can tell of."""

    key = Words()
    is_optional = serializers.BooleanField()
    kept = Words()
    why = Words()
    readers = Words()


class MailChoice(Shown):
    """Which mails of a program one gets."""

    program_slug = Words()
    program_title = Words()
    level = OneOf(MailLevel)


class MailTold(Told):
    """Which mails of a program one wants."""

    level = OneOf(MailLevel)


class Choice(Shown):
    """An optional purpose in one's language, and whether one agrees to it now."""

    program_slug = Words()
    program_title = Words()
    purpose = Words()
    kept = Words()
    why = Words()
    readers = Words()
    is_given = serializers.BooleanField()


class Spell(Shown):
    """A period of employment, as HR sent it."""

    id = serializers.IntegerField()
    reference = Words()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)


class CareerEvent(Shown):
    """A step in a career, as HR sent it."""

    id = serializers.IntegerField()
    reference = Words()
    kind = Words()
    on = serializers.DateField()


class HrFacts(Shown):
    """
    What HR sent about oneself, and what one has called wrong of it.

    A request of the kind `hr_wrong` names a `reference`.
    """

    spells = Spell(many=True)
    events = CareerEvent(many=True)
    disputes = Dispute(many=True)


class LeftRole(Shown):
    """A role that has ended."""

    role = Words()
    left_at = Moment()


class Left(Shown):
    """The roles that have ended by leaving."""

    roles = LeftRole(many=True)


class OwnData(Shown):
    """Everything that is kept about oneself, one part per applet."""

    data = Texts()

"""The fields and shapes that all nouns share."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_yasg import openapi
from rest_framework import serializers


class Shape(serializers.Serializer):
    """
    Fields by name.

    In a schema it has the product's name before its own: a site may show one schema of everything
    that runs on it, and two shapes of one name would break that.
    """

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        noun = cls.__module__.rpartition(".")[2]
        cls.Meta = type("Meta", (), {"ref_name": f"mentoring.{noun}.{cls.__name__}"})


class Shown(Shape):
    """What an endpoint gives."""


class Told(Shape):
    """
    What an endpoint takes: these fields and no others.

    A field that nobody knows is refused, since it is usually a slip of one that matters.
    """

    def to_internal_value(self, data: Any) -> Mapping[str, Any]:
        """
        Return the fields that were sent, each as its kind has it.

        Raises:
            ValidationError: with a message for each field that cannot be read.
        """
        if isinstance(data, Mapping) and set(data) - set(self.fields):
            known = ", ".join(self.fields)
            sentence = _("There is a field that is not known here. Known are: {known}.")
            raise serializers.ValidationError(
                {"non_field_errors": [sentence.format(known=known or "–")]}
            )
        found: Mapping[str, Any] = super().to_internal_value(data)
        return found


class Nothing(Told):
    """An empty object."""


class Words(serializers.Field):
    """
    Text, handed on as it was sent.

    The api decides what of it can be kept, and how long it may be.
    """

    default_error_messages = {"invalid": gettext_lazy("Write words here.")}

    class Meta:
        swagger_schema_fields = {"type": openapi.TYPE_STRING}

    def to_internal_value(self, data: Any) -> str:
        """Return the text, or refuse what is none."""
        if not isinstance(data, str):
            self.fail("invalid")
        return str(data)

    def to_representation(self, value: Any) -> str:
        """Return the text."""
        return str(value)


class Whole(serializers.IntegerField):
    """A whole number that every database can keep."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": -(2**31), "max_value": 2**31 - 1, **options})


class Name(serializers.CharField):
    """A short text that is known by its exact letters: a slug, a key, a title, a username."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 255, **options})


class Moment(serializers.DateTimeField):
    """An instant in ISO 8601, with its zone: without one, nobody knows which instant is meant."""

    default_error_messages = {
        "no_zone": gettext_lazy("Write the time with its zone, such as 2026-12-18T14:00:00+01:00.")
    }

    def enforce_timezone(self, value: datetime) -> datetime:
        """Return the instant, or refuse one without a zone."""
        if value.tzinfo is None:
            self.fail("no_zone")
        return value


class OneOf(serializers.ChoiceField):
    """One of some words. What was sent instead is not repeated."""

    default_error_messages = {"invalid_choice": gettext_lazy("This is none of the choices.")}

    def __init__(self, choices: Iterable[str], **options: Any) -> None:
        super().__init__(choices=[(str(one), str(one)) for one in choices], **options)

    def to_internal_value(self, data: Any) -> str:
        """Return the word, or refuse another one."""
        if not isinstance(data, str) or data not in self.choices:
            self.fail("invalid_choice")
        return data


class Texts(serializers.Field):
    """A document as its applet has it: a JSON object that this API does not look into."""

    class Meta:
        swagger_schema_fields = {"type": openapi.TYPE_OBJECT}

    def to_representation(self, value: Any) -> Any:
        """Return the document."""
        return value


def days(**options: Any) -> serializers.DateField:
    """Return a field for a day that need not be there."""
    return serializers.DateField(required=False, allow_null=True, default=None, **options)

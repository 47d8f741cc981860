"""Calendars of one's own surveys."""

from django.db import models


class Calendar(models.Model):
    """
    A private address at which a person's calendar program reads when their surveys are.

    Only a digest of the address is kept: whoever reads this table cannot read a calendar.

    .. pii: That a person has such an address, under the random person id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    person = models.CharField(max_length=32, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

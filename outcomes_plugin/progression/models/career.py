"""
What HR told of people's careers, and of the organization they are in.

`source` is the key of the source; empty for files that are read without a mapping.
"""

from django.db import models


class EmploymentSpell(models.Model):
    """
    A period in which a person is employed; open while `ends_on` is empty. From HR.

    .. pii: When a person was employed, where, and why they left, under the random person id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey("outcomes_plugin.Program", on_delete=models.PROTECT)
    source = models.CharField(max_length=32, blank=True)
    source_key = models.CharField(max_length=64)
    person = models.CharField(max_length=32, db_index=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    leave_reason = models.CharField(max_length=32, blank=True)
    org_unit = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "source", "source_key"], name="spell_source_key_once"
            )
        ]


class CareerEvent(models.Model):
    """
    A promotion, a move, a new responsibility or a leadership role of a person. From HR.

    .. pii: A step in a person's career, under the random person id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey("outcomes_plugin.Program", on_delete=models.PROTECT)
    source = models.CharField(max_length=32, blank=True)
    source_key = models.CharField(max_length=64)
    person = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=32)
    on = models.DateField()
    is_verified = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "source", "source_key"], name="career_source_key_once"
            )
        ]


class OrgUnit(models.Model):
    """
    A unit of the organization, and the one above it, for a time. From HR; keys, no names.

    .. no_pii: Keys of units.
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey("outcomes_plugin.Program", on_delete=models.PROTECT)
    source = models.CharField(max_length=32, blank=True)
    source_key = models.CharField(max_length=64)
    unit = models.CharField(max_length=64)
    parent = models.CharField(max_length=64, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "source", "source_key"], name="org_unit_source_once"
            )
        ]


class ReportingLine(models.Model):
    """
    Who a person reports to; open while `ends_on` is empty. From HR.

    .. pii: Who a person's manager was and when, both under random person ids.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey("outcomes_plugin.Program", on_delete=models.PROTECT)
    source = models.CharField(max_length=32, blank=True)
    source_key = models.CharField(max_length=64)
    person = models.CharField(max_length=32, db_index=True)
    manager = models.CharField(max_length=32, db_index=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "source", "source_key"], name="line_source_once"
            )
        ]

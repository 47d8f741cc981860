"""HR's sources, rows that wait for their person, the log of imports, and disputes of facts."""

from django.db import models


class HrSource(models.Model):
    """
    Where HR facts of a program come from, and how its files are read.

    .. no_pii: Titles of sources, names of columns, and words of theirs.
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey("outcomes_plugin.Program", on_delete=models.PROTECT)
    key = models.CharField(max_length=32)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=16)
    mapping = models.JSONField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "key"], name="hr_source_key_once")
        ]


class HeldHrRow(models.Model):
    """
    A row about somebody who is not in the program, until they are or its time is over.

    `who` and `manager` are keyed hashes of a username or mail address under the site's secret;
    `manager` is empty unless the row is a reporting line.

    .. pii: When a person was employed, where, why they left, and steps in their career.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey("outcomes_plugin.Program", on_delete=models.PROTECT)
    source = models.CharField(max_length=32, blank=True)
    kind = models.CharField(max_length=16)
    source_key = models.CharField(max_length=64)
    who = models.CharField(max_length=64, db_index=True)
    manager = models.CharField(max_length=64, blank=True, db_index=True)
    facts = models.JSONField()
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "source", "kind", "source_key"], name="held_row_once"
            )
        ]


class HrImport(models.Model):
    """
    An import that was applied, or refused for its problems.

    .. no_pii: Counts.
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey("outcomes_plugin.Program", on_delete=models.PROTECT)
    source = models.CharField(max_length=32, blank=True)
    kind = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    held = models.PositiveIntegerField()
    retracted = models.PositiveIntegerField()
    problems = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["program", "at"], name="hr_import_by_time")]


class FactDispute(models.Model):
    """
    A fact that its person calls wrong. `open_marker` is True until it is settled, then NULL.

    .. pii: That a person calls a fact of theirs wrong, under the random person id.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey("outcomes_plugin.Program", on_delete=models.PROTECT)
    person = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=16)
    fact_id = models.BigIntegerField()
    source = models.CharField(max_length=32, blank=True)
    source_key = models.CharField(max_length=64)
    disputed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, blank=True)
    open_marker = models.BooleanField(null=True, default=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "fact_id", "open_marker"], name="dispute_once")
        ]
        indexes = [models.Index(fields=["program", "open_marker"], name="dispute_by_program")]

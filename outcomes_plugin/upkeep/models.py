"""One row for each periodic task."""

from django.db import models


class PeriodicRun(models.Model):
    """
    When a periodic task was last begun, and when it was last done without failing.

    .. no_pii: Names of tasks, and times.
    """

    task = models.CharField(max_length=100, primary_key=True)
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.task

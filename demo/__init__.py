"""A small Django site that loads both packages as an LMS does, to see and test them without one."""

from .celery import APP as CELERY_APP

__all__ = ["CELERY_APP"]

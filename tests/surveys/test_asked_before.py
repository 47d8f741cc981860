"""Who was asked before moments were kept has those of the opening, or of their cohort."""

from importlib import import_module

import pytest
from django.apps import apps

from outcomes_plugin.surveys.models import FrameRow, WindowCohort
from tests import given
from tests import given_surveys as gs
from tests.given_programs import a_cohort, a_member

pytestmark = pytest.mark.django_db

tell_when_asked = import_module("outcomes_plugin.migrations.0008_burden").tell_when_asked


def test_moments_and_minutes_are_told_afterwards():
    program = gs.an_asking_program()
    spring, autumn = (a_cohort(program, slug).id for slug in ("spring", "autumn"))
    a_member(program, "mia", cohort="spring")
    a_member(program, "max", cohort="autumn")
    window = gs.an_open_window(program, cohorts=["spring", "autumn"])
    kept = WindowCohort.objects.filter(window_id=window.id)
    kept.filter(cohort_id=spring).update(opens_at=given.MONDAY, closes_at=given.NEXT_MONDAY)
    kept.filter(cohort_id=autumn).update(opens_at=given.TUESDAY, closes_at=given.NEXT_MONDAY)
    FrameRow.objects.update(asked_at=None, minutes=0)
    tell_when_asked(apps, None)
    minutes = gs.surveys_api.shipped_instruments()[window.instrument]["minutes"]
    rows = FrameRow.objects.values_list("cohort_id", "asked_at", "minutes")
    assert set(rows) == {(spring, given.MONDAY, minutes), (autumn, given.TUESDAY, minutes)}

"""The Celery application of the demo site: eager without a broker, real workers with one."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo.settings")

APP = Celery("demo")
APP.config_from_object("django.conf:settings", namespace="CELERY")
APP.autodiscover_tasks()

"""The Celery application of the demo site: eager without a broker, real workers with one."""

from celery import Celery

APP = Celery("demo")
APP.config_from_object("django.conf:settings", namespace="CELERY")
APP.autodiscover_tasks()

"""
Settings of the demo site: what the plugins meet here is what they meet in an LMS.

Environment: DATABASE_URL (MySQL or MariaDB instead of SQLite), CELERY_BROKER_URL (real workers
instead of eager tasks), DEMO_VAR (the folder for the database, the keys and the logs).
"""

import os
from importlib.util import find_spec
from pathlib import Path

from demo.databases import database
from demo.keys import site_keys
from demo.logs import logging_config
from demo.plugins import add_plugin_settings, plugin_apps

REPOSITORY = Path(__file__).resolve().parent.parent
DEMO_VAR = Path(os.environ.get("DEMO_VAR") or REPOSITORY / "demo" / "var")
DEMO_VAR.mkdir(parents=True, exist_ok=True)
_KEYS = site_keys(DEMO_VAR)

SECRET_KEY = _KEYS["secret_key"]
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
SITE_NAME = "127.0.0.1:8000"
LMS_ROOT_URL = f"http://{SITE_NAME}"
PLATFORM_NAME = "Northlight Learning"
ROOT_URLCONF = "demo.urls"
LOGIN_URL = "/demo/sign-in/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), folder=DEMO_VAR)}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    "edx_ace",
    "eventtracking.django.apps.EventTrackingConfig",
    "openedx_events",
    "rest_framework",
    "drf_yasg",
    "waffle",
    *(["celery_utils"] if find_spec("celery_utils") else []),  # an LMS has it
    "workbench",
    "demo.courses",
    "demo.blocks",
    "demo.site",
    *plugin_apps(),
]
# One release of xblock-sdk ships migrations and the other does not: `--run-syncdb` serves both.
MIGRATION_MODULES = {"workbench": None}
WORKBENCH: dict = {}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "crum.CurrentRequestUserMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "demo.site.middleware.LearnerLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "demo.site.tracking.TrackingMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "demo.site.context.frame",
            ]
        },
    }
]

STATIC_URL = "/static/"
MEDIA_ROOT = str(DEMO_VAR / "media")
MEDIA_URL = "/media/"

TIME_ZONE = "UTC"
USE_TZ = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es-419", "Español (Latinoamérica)"), ("ar", "العربية")]
LANGUAGES_BIDI = ["ar"]

EVENT_TRACKING_ENABLED = True
EVENT_TRACKING_BACKENDS = {
    "tracking_logs": {
        "ENGINE": "eventtracking.backends.routing.RoutingBackend",
        "OPTIONS": {
            "backends": {
                "logger": {
                    "ENGINE": "eventtracking.backends.logger.LoggerBackend",
                    "OPTIONS": {"name": "tracking", "max_event_size": 50000},
                }
            },
            "processors": [],
        },
    }
}
# Of these an LMS reads what its operator has set; plugins look there too.
ENV_TOKENS: dict = {}
AUTH_TOKENS: dict = {}
TRACKING_IGNORE_URL_PATTERNS = [r"^/event", r"^/login", r"^/heartbeat", r"^/static"]
TRACKING_LOG = DEMO_VAR / "tracking.log"
LOGGING = logging_config(tracking_log=TRACKING_LOG)

CELERY_TASK_ALWAYS_EAGER = not os.environ.get("CELERY_BROKER_URL")
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL") or "memory://localhost/"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "UTC"
SILENCED_SYSTEM_CHECKS = ["outcomes.W006"]  # a thread of the server does beat's work

# Mails land in a folder, and /demo/mails/ shows them.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DEMO_VAR / "mails"
DEFAULT_FROM_EMAIL = "mentoring@example.com"
ACE_ENABLED_CHANNELS = ["django_email"]
ACE_ENABLED_POLICIES: list[str] = []
ACE_CHANNEL_DEFAULT_EMAIL = "django_email"
ACE_CHANNEL_TRANSACTIONAL_EMAIL = "django_email"

OUTCOMES_PLATFORM = "demo.platform"
# A month of the demo shows what comes in a quarter elsewhere.
OUTCOMES_BURDEN_LIMITS = [
    {"days": 30, "invitations": 6, "minutes": 25},
    {"days": 90, "invitations": 12, "minutes": 50},
]
OUTCOMES_SITE_SECRETS = _KEYS["site_secrets"]

add_plugin_settings(__name__)

"""The demo site's settings, in a folder of their own that is gone after the run."""

import atexit
import os
import shutil
import tempfile

os.environ["DEMO_VAR"] = _FOLDER = tempfile.mkdtemp(prefix="mentoring-tests-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)

from demo.settings import *  # noqa: E402, F403  (the folder is chosen first)

# Tokens are real ones, from the provider that the LMS has.
INSTALLED_APPS = [*INSTALLED_APPS, "tests.edxapp", "oauth2_provider"]  # noqa: F405
OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"
OAUTH2_PROVIDER = {
    "OAUTH2_VALIDATOR_CLASS": "tests.rest_api.tokens.Validator",
    "SCOPES": {"read": "Read", "write": "Write", "mentoring:hr": "HR facts"},
    "DEFAULT_SCOPES": ["read", "write"],
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True

# Tests run at any time of day; those of the quiet hours set their own.
OUTCOMES_QUIET_HOURS = None

# Tests ask one person many times on a day; those of the burden set their own limits.
OUTCOMES_BURDEN_LIMITS = []

"""The demo site's settings, in a folder of their own that is gone after the run."""

import atexit
import os
import shutil
import tempfile

os.environ["DEMO_VAR"] = _FOLDER = tempfile.mkdtemp(prefix="mentoring-tests-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)

from demo.settings import *  # noqa: E402, F403  (the folder is chosen first)

INSTALLED_APPS = [*INSTALLED_APPS, "tests.edxapp"]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True

# Tests run at any time of day; those of the quiet hours set their own.
OUTCOMES_QUIET_HOURS = None

# Tests ask one person many times on a day; those of the burden set their own limits.
OUTCOMES_BURDEN_LIMITS = []

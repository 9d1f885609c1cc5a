"""Settings of a test run: a home of its own, plain static files, quick password hashes (their strength is Django's)."""

import os
import tempfile

os.environ.setdefault("LOTRINH_HOME", tempfile.mkdtemp(prefix="lotrinh-test-"))
os.environ.setdefault("LOTRINH_STATICFILES", "django.contrib.staticfiles.storage.StaticFilesStorage")
os.environ.setdefault("LOTRINH_SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests")
os.environ.setdefault("LOTRINH_AXES", "false")

from lotrinh_web.settings import *  # noqa: F403
from lotrinh_web.settings import HOME

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
(HOME / "static").mkdir(parents=True, exist_ok=True)
REMEMBER_ANSWERS = False  # tests change records behind the trail's back

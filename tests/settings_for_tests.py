"""Settings of a test run: a home of its own, plain static files, quick password hashes (their strength is Django's)."""

import os
import tempfile

# Each process of a parallel run has a home of its own, though it inherits the environment of the process that began it:
# what one test keeps beside the database (files, the demonstration's password) is no other process's.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if "LOTRINH_HOME" not in os.environ or os.environ.get("LOTRINH_HOME_OF", "") != WORKER:
    os.environ |= {"LOTRINH_HOME": tempfile.mkdtemp(prefix="lotrinh-test-"), "LOTRINH_HOME_OF": WORKER}
os.environ.setdefault("LOTRINH_STATICFILES", "django.contrib.staticfiles.storage.StaticFilesStorage")
os.environ.setdefault("LOTRINH_SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests")
os.environ.setdefault("LOTRINH_AXES", "false")

from lotrinh_web.settings import *  # noqa: E402, F403
from lotrinh_web.settings import HOME  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
(HOME / "static").mkdir(parents=True, exist_ok=True)
REMEMBER_ANSWERS = False  # tests change records behind the trail's back

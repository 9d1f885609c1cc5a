"""Settings for mypy's Django plugin, which asks what models there are: nothing is made, no database is opened."""

import os

os.environ.setdefault("LOTRINH_SECRET_KEY", "only-for-types")

from lotrinh_web.settings import *  # noqa: F403

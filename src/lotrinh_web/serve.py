"""`python -m lotrinh_web.serve`: the site on Granian, one process a core (two at most), static files included."""

from __future__ import annotations

import argparse
import os


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lotrinh_web.settings")

    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "lotrinh_web.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=min(2, os.cpu_count() or 1),
        blocking_threads=2,
        workers_kill_timeout=5,
        respawn_failed_workers=True,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    main()

"""The migrated SQLite database, made once for all processes of a test run and kept until a migration changes.

Running the migrations costs ten seconds of processor time and more; copying what they made costs none to speak of.
The kept file is named after the content of everything that made it, and Django's own `migrate` still runs over each
copy (and finds nothing to do).
"""

from __future__ import annotations

import fcntl
import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

IMPORTED = re.compile(r"^from (lotrinh_web[\w.]*) import", re.MULTILINE)
MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # as Django names it


def fingerprint() -> str:
    """What the migrated database depends on: the versions, each migration, the code it calls, the data it loads."""
    import django
    from django.apps import apps

    from lotrinh_web.settings import BASE_DIR

    files: set[Path] = set(BASE_DIR.glob("*/data/*.json"))
    for app in apps.get_app_configs():
        files.update(Path(app.path).glob("migrations/*.py"))
    for text in [file.read_text() for file in files if file.suffix == ".py"]:
        called = (BASE_DIR.parent.joinpath(*name.split(".")) for name in IMPORTED.findall(text))
        files.update(
            file for path in called for file in (path.with_suffix(".py"), path / "__init__.py") if file.exists()
        )
    digest = hashlib.sha256(f"{django.__version__} {sqlite3.sqlite_version}".encode())
    for file in sorted(files):
        digest.update(f"{file.parent.parent.name}/{file.name}".encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:32]


@contextmanager
def kept(folder: Path) -> Iterator[Path]:
    """The place of the kept file, for one process at a time: who finds none there makes it while others wait."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder / f"{fingerprint()}.sqlite3"


def copy(source: str | Path, target: str | Path) -> sqlite3.Connection:
    """Copy a whole database (a path, or the address of one in memory); the open connection to the copy."""
    held = sqlite3.connect(target, uri=True)
    with closing(sqlite3.connect(source, uri=True)) as origin:
        origin.backup(held)
    return held


def keep(source: str | Path, file: Path) -> None:
    """Put a migrated database in the place of the kept one, whole or not at all."""
    for former in file.parent.glob("*.sqlite3*"):
        former.unlink()
    part = file.with_suffix(".part")
    with closing(copy(source, part)) as held:
        held.execute("PRAGMA journal_mode=DELETE")
    part.replace(file)

"""A database that several processes share: a SQLite file, or one of its own on the PostgreSQL of DATABASE_URL."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent
SERVER = os.environ.get("DATABASE_URL", "")


@dataclass
class Place:
    """A home with a prepared database, and how to act on it from another process."""

    home: Path
    env: dict[str, str] = field(default_factory=dict)

    def start(self, act: str, *more: str, **env: str) -> subprocess.Popen[str]:
        """Start an act in a process of its own."""
        command = [sys.executable, str(HERE / "acts.py"), act, *more]
        return subprocess.Popen(command, env={**self.env, **env}, stdout=subprocess.PIPE, text=True)

    def do(self, act: str, *more: str, **env: str) -> dict[str, Any]:
        """Do an act to its end."""
        return read(self.start(act, *more, **env))

    def killed_at(self, act: str, write: int, **env: str) -> bool:
        """Do an act and kill its process just before its Nth write; False where it has fewer writes."""
        process = self.start(act, "--stop-at", str(write), **env)
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        process.kill()
        process.wait()
        process.stdout.close()
        return "stopped" in said


def read(process: subprocess.Popen[str]) -> dict[str, Any]:
    """What a process said at its end."""
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0, out
    answer: dict[str, Any] = json.loads(out.strip().splitlines()[-1])
    return answer


def _env(home: Path, database: str) -> dict[str, str]:
    path = os.pathsep.join([str(TESTS.parent / "src"), str(TESTS)])
    env = {**os.environ, "LOTRINH_HOME": str(home), "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "settings_for_tests"}
    return {**env, "DATABASE_URL": database} if database else {k: v for k, v in env.items() if k != "DATABASE_URL"}


def _named(name: str) -> str:
    parts = urlsplit(SERVER)
    return urlunsplit(parts._replace(path=f"/{name}")) if SERVER else ""


def _on_server(sql: str) -> None:
    import psycopg

    with psycopg.connect(SERVER.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute(sql)  # type: ignore[call-overload]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The database every test starts from, made once."""
    home = tmp_path_factory.mktemp("prepared")
    name = f"lotrinh_{uuid.uuid4().hex[:12]}"
    if SERVER:
        _on_server(f"CREATE DATABASE {name}")
    place = Place(home, _env(home, _named(name)))
    manage = [sys.executable, str(TESTS.parent / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(manage, env=place.env, check=True)
    place.do("prepare")
    place.env["TEMPLATE"] = name
    yield place
    if SERVER:
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def place(prepared: Place, tmp_path: Path) -> Iterator[Place]:
    """A copy of the prepared database for one test."""
    home, name = tmp_path / "home", f"lotrinh_{uuid.uuid4().hex[:12]}"
    shutil.copytree(prepared.home, home)
    if SERVER:
        _on_server(f"CREATE DATABASE {name} TEMPLATE {prepared.env['TEMPLATE']}")
    yield Place(home, _env(home, _named(name)))
    if SERVER:
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")

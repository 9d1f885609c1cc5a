"""Apps import only downwards; engines know nothing of Django."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_imports_keep_to_the_layers() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_starting_the_command_line_loads_nothing_heavy() -> None:
    heavy = "numpy scipy pandas duckdb docx lxml django altair vl_convert pypdfium2"
    code = f"import sys, lotrinh.cli; print([m for m in '{heavy}'.split() if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_starting_the_web_application_loads_nothing_heavy() -> None:
    heavy = "numpy scipy pandas duckdb docx vl_convert pypdfium2"
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'lotrinh_web.settings'\n"
        "import lotrinh_web.wsgi; from django.urls import get_resolver; get_resolver().url_patterns\n"
        f"print([m for m in '{heavy}'.split() if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""The commands of `lotrinh` that need the database: `audit verify`, `package export | import`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

USAGE = """Cách dùng:
  lotrinh audit verify                 kiểm tra chuỗi nhật ký
  lotrinh package import TÊN|ĐƯỜNG-DẪN  nạp gói chương trình (không kèm dữ liệu trình diễn)
  lotrinh package export MÃ -o TỆP      xuất chương trình đang có thành gói
"""


def main(arguments: Sequence[str]) -> int:
    """Run one of the commands; the exit code is 0 done, 1 the trail does not hold, 2 bad input."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lotrinh_web.settings")
    import django

    django.setup()
    match list(arguments):
        case ["audit", "verify"]:
            return _verify()
        case ["package", "import", name]:
            return _import(name)
        case ["package", "export", code, "-o" | "--output", path]:
            return _export(code, Path(path))
    sys.stderr.write(USAGE)
    return 0 if "--help" in arguments else 2


def _verify() -> int:
    from django.core.management import call_command

    try:
        call_command("audit_verify")
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def _import(name: str) -> int:
    from lotrinh.packages import load_package
    from lotrinh_web.audit.actions import SystemActor
    from lotrinh_web.intake.package_import import import_package

    programme = import_package(actor=SystemActor("dòng lệnh"), package=load_package(name))
    sys.stdout.write(f"Đã nạp «{programme.name_vi}»: {programme.tasks.count()} nhiệm vụ.\n")
    return 0


def _export(code: str, path: Path) -> int:
    from lotrinh_web.intake.package_export import export_package

    data = export_package(code)
    partial = path.with_name(path.name + ".part")
    partial.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    partial.replace(path)  # the whole file or none of it
    sys.stdout.write(f"Đã xuất gói «{code}» vào {path}.\n")
    return 0

"""`manage.py work`: do the long work that people asked for. The site starts one by itself."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Làm các việc nền đang chờ (lập báo cáo, nhập số liệu, gửi thư); chạy mãi, hoặc đến khi hết việc với --batch."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--batch", action="store_true", help="dừng khi hết việc")
        parser.add_argument("--with-parent", action="store_true", help="dừng khi tiến trình gọi nó dừng")

    def handle(self, *args: Any, **options: Any) -> None:
        from lotrinh_web.jobs.worker import run

        run(batch=options["batch"], with_parent=options["with_parent"])

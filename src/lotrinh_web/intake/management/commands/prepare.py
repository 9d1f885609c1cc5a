"""`manage.py prepare`: an empty machine becomes a running programme; a second call only says where things stand."""

from __future__ import annotations

import argparse
import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils import timezone, translation

from lotrinh.errors import LotrinhError, UnreadableDocument
from lotrinh_web.audit.actions import SystemActor
from lotrinh_web.programmes.models import Programme

ACTOR = SystemActor("dòng lệnh")
DEFAULT_PACKAGE = "cantho-29nqtw"


class Command(BaseCommand):
    help = "Tạo cơ sở dữ liệu, nạp chương trình, lập dự báo và báo cáo, in tình hình."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--document", help="văn bản để tạo chương trình, thay cho gói Cần Thơ")
        parser.add_argument("--package", default=DEFAULT_PACKAGE)
        parser.add_argument("--no-demonstration", action="store_true")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        translation.activate("vi")
        Path(settings.HOME).mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        self._static()
        try:
            programme = self._programme(options)
        except LotrinhError as error:
            self.stderr.write(str(error))
            raise SystemExit(2) from None
        from lotrinh_web.intake.summary import print_summary

        print_summary(programme, address=f"http://{options['host']}:{options['port']}/")

    def _static(self) -> None:
        """Collect static files when they changed since last time."""
        stamp = Path(settings.STATIC_ROOT) / ".collected"
        sources = [p for folder in settings.STATICFILES_DIRS for p in Path(folder).rglob("*") if p.is_file()]
        newest = max((p.stat().st_mtime for p in sources), default=0.0)
        if stamp.exists() and stamp.stat().st_mtime >= newest:
            return
        call_command("collectstatic", verbosity=0, interactive=False, clear=False)
        stamp.touch()

    def _programme(self, options: dict[str, Any]) -> Programme:
        if options["document"]:
            return self._from_document(Path(options["document"]), options)
        code = options["package"]
        found = Programme.objects.filter(code=code).first()
        return found or self._from_package(code, demonstration=not options["no_demonstration"])

    def _from_package(self, code: str, *, demonstration: bool) -> Programme:
        from lotrinh.packages import load_package
        from lotrinh_web.intake.demonstration import load_demonstration
        from lotrinh_web.intake.package_import import import_package

        self.stdout.write(f"Nạp gói chương trình «{code}»…")
        package = load_package(code, demo=demonstration)
        programme = import_package(actor=ACTOR, package=package)
        if package.demo is not None:
            load_demonstration(actor=ACTOR, programme=programme, demo=package.demo)
        self._first_results(programme)
        return programme

    def _from_document(self, path: Path, options: dict[str, Any]) -> Programme:
        from lotrinh_web.intake.actions import accept_sure, read_file, take_in
        from lotrinh_web.intake.confirm import make_programme
        from lotrinh_web.intake.demonstration import ensure_accounts
        from lotrinh_web.intake.naming import suggested
        from lotrinh_web.programmes.models import Document

        if not path.is_file():
            raise UnreadableDocument(f"Không tìm thấy tệp «{path}». Kiểm tra lại đường dẫn.")
        if path.stat().st_size > settings.MAX_DOCUMENT_BYTES:
            limit = settings.MAX_DOCUMENT_BYTES // 2**20
            raise UnreadableDocument(f"Tệp «{path.name}» quá {limit} MB. Tách văn bản hoặc giảm độ phân giải.")
        content = path.read_bytes()
        known = Document.objects.filter(file_hash=hashlib.sha256(content).hexdigest()).first()
        if known is not None and (existing := Programme.objects.filter(document=known).first()) is not None:
            return existing
        self.stdout.write(f"Đọc văn bản «{path.name}»…")
        draft = take_in(actor=ACTOR, file=read_file(path.name, content))
        accept_sure(actor=ACTOR, draft=draft, doubtful_too=True)
        if doubtful := draft.items.filter(doubtful=True).count():
            place = (
                f"http://{options['host']}:{options['port']}{reverse('intake:review', args=[draft.pk])}?xem=nghi-ngo"
            )
            self.stdout.write(f"Đã nhận tạm cả {doubtful} mục còn nghi ngờ, chưa có người xem: {place}")
        names = suggested(draft)
        programme = make_programme(actor=ACTOR, draft=draft, **names)
        ensure_accounts(actor=ACTOR)
        self._first_results(programme)
        return programme

    def _first_results(self, programme: Programme) -> None:
        from lotrinh_web.indicators.targets.forecasts import make_forecasts
        from lotrinh_web.reporting.reviews import make_progress_report

        self.stdout.write("Lập dự báo…")
        make_forecasts(actor=ACTOR, programme=programme)
        self.stdout.write("Lập báo cáo Word…")
        make_progress_report(actor=ACTOR, programme=programme, on=_today())


def _today() -> date:
    return timezone.localdate()

"""`manage.py audit_verify` (`lotrinh audit verify`): does the chain of the audit trail hold?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from lotrinh_web.audit.chain import verify
from lotrinh_web.audit.models import AuditEntry


class Command(BaseCommand):
    help = "Kiểm tra chuỗi nhật ký: bản ghi bị sửa, thiếu, chèn thêm hoặc bị cắt cuối."

    def handle(self, *args: Any, **options: Any) -> None:
        breaks = 0
        for found in verify():
            breaks += 1
            self.stdout.write(found.sentence)
        if breaks:
            self.stdout.write(f"Chuỗi nhật ký có {breaks} chỗ không khớp.")
            raise SystemExit(1)
        self.stdout.write(f"Chuỗi nhật ký nguyên vẹn: {AuditEntry.objects.count()} bản ghi.")

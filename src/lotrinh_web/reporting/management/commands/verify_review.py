"""`manage.py verify_review [ID …]`: does each frozen review, made again from its records, give the very same file?"""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from lotrinh.errors import LotrinhError
from lotrinh_web.reporting.models import ReviewDraft
from lotrinh_web.reporting.review_actions import verdict

WORDS = {
    "same": "trùng từng byte", "earlier_writer": "tệp còn nguyên; phần mềm nay trình bày khác",
    "changed": "KHÔNG trùng",
}  # fmt: skip


class Command(BaseCommand):
    help = "Lập lại các báo cáo đã chốt từ bản ghi và đối chiếu từng byte với tệp đã lưu."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("ids", nargs="*", type=int, help="mã báo cáo; để trống: mọi báo cáo đã chốt")

    def handle(self, *args: Any, **options: Any) -> None:
        drafts = ReviewDraft.objects.exclude(review=None).select_related("review")
        if options["ids"]:
            drafts = drafts.filter(pk__in=options["ids"])
        wrong = 0
        for draft in drafts:
            try:
                found = verdict(draft)
            except (LotrinhError, OSError) as error:
                found = "changed"
                self.stdout.write(f"{draft.pk}: {error}")
            wrong += found == "changed"
            self.stdout.write(f"{draft.pk} {draft}: {WORDS[found]}")
        self.stdout.write(f"{drafts.count()} báo cáo đã chốt, {wrong} không trùng.")
        if wrong:
            raise SystemExit(1)

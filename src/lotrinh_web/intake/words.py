"""Words for the codes a reader writes."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

PER = {"year": _("năm"), "month": _("tháng"), "quarter": _("quý"), "person": _("người")}
ISO_LENGTH = len("2025-12-31")

COMPARATORS = {
    "equal": _("đạt"), "about": _("khoảng"), "at_least": _("ít nhất"), "at_most": _("không quá"), "above": _("trên"),
    "below": _("dưới"), "range": _("từ … đến"), "increase_by": _("tăng"), "decrease_by": _("giảm"),
    "rank_within": _("trong nhóm"), "qualitative": _("định tính"),
}  # fmt: skip


REASONS = {
    "Không rõ đoạn này thuộc phần nào của văn bản.": _("Không rõ đoạn này thuộc phần nào của văn bản."),
    "Mục trong phần tổ chức thực hiện nhưng không nhận ra ai làm.": _(
        "Mục trong phần tổ chức thực hiện nhưng không nhận ra ai làm."
    ),
    "Không hiểu các cột của bảng này nên không lấy được gì từ bảng.": _(
        "Không hiểu các cột của bảng này nên không lấy được gì từ bảng."
    ),
    "Không nhận ra tên loại, đề mục hay bảng nào trong văn bản này.": _(
        "Không nhận ra tên loại, đề mục hay bảng nào trong văn bản này."
    ),
    "Văn bản nêu quá nhiều chỉ tiêu; từ đây trở đi không tìm chỉ tiêu nữa.": _(
        "Văn bản nêu quá nhiều chỉ tiêu; từ đây trở đi không tìm chỉ tiêu nữa."
    ),
}
"""Why the reader did not understand a passage (`lotrinh.reading.stages.unclear`), for readers of English too."""
DEADLINE = re.compile(r"Không hiểu thời hạn “(.*)”\.", re.DOTALL)


def reason_words(why: str) -> str:
    """The reader's reason in the language of the page; one not known here stays as the reader wrote it."""
    if found := DEADLINE.fullmatch(why):
        return gettext("Không hiểu thời hạn “%(words)s”.") % {"words": found[1]}
    return str(REASONS.get(why, why))


def iso_day(words: Any) -> str:
    """2025-12-31 as 31/12/2025; whatever is not a whole date stays as it is."""
    try:
        return f"{date.fromisoformat(str(words)):%d/%m/%Y}" if len(str(words)) == ISO_LENGTH else str(words or "")
    except ValueError:
        return str(words)

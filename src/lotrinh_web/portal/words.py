"""Words of chances that several pages share."""

from __future__ import annotations

from typing import Any, overload

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotrinh_web.indicators.queries import TargetRow

REASONS: dict[str, Any] = {
    "qualitative": gettext_lazy("Định tính: đánh giá theo hồ sơ"),
    "no_figures": gettext_lazy("Chưa có số liệu"),
    "not_enough_data": gettext_lazy("Chuỗi số liệu quá ngắn"),
    "stale": gettext_lazy("Số liệu mới nhất đã quá cũ"),
    "due_reached": gettext_lazy("Đã đến hạn: đối chiếu trực tiếp"),
    "cannot_compute": gettext_lazy("Số liệu chưa cho phép dự báo"),
}


def reason_words(row: TargetRow) -> str:
    """Why nothing can be said of a target."""
    if row.chance is None:
        return _("Chưa lập dự báo")
    return str(REASONS.get(row.chance.reason, ""))


@overload
def shown_chance(value: float) -> float: ...
@overload
def shown_chance(value: None) -> None: ...
def shown_chance(value: float | None) -> float | None:
    """A chance as it may be shown, never surer than 5 % or 95 %."""
    return None if value is None else min(0.95, max(0.05, value))

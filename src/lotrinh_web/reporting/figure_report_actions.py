"""Writes of the figures a body reports in a round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lotrinh_web.audit.actions import Actor, action
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.reporting.actions import _event, _locked, _officer, _user
from lotrinh_web.reporting.models import ReportedFigure, Submission, SubmissionEvent
from lotrinh_web.reporting.owed_figures import FigureRow, figure_rows


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed for one figure; `seen`: the record the form was opened with."""

    value: Decimal | None = None
    kind: str = ""
    source: str = ""
    missing_reason: str = ""
    seen: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is said."""
        return self.value is None and not self.missing_reason


@action(allow=_officer)
def save_figures(
    *, actor: Actor, submission: Submission, figures: Mapping[str, Given], demonstration: bool = False
) -> Submission:
    """Keep what an officer typed: `figures` maps `Owed.key` to it. All of it is kept, or nothing."""
    submission = _locked(submission)
    if not submission.open_for_entry:
        raise Refused(
            f"Báo cáo đang ở trạng thái «{submission.get_state_display()}» nên không sửa được. "
            "Đề nghị người duyệt trả lại nếu cần sửa."
        )
    asked = {row.owed.key: row for row in figure_rows(submission)}
    if set(figures) - set(asked):
        raise Refused("Có chỉ tiêu không thuộc cơ quan này trong dữ liệu gửi lên; chưa lưu gì.")
    changed = sum(_keep(actor, submission, asked[key], given, demonstration) for key, given in figures.items())
    if changed:
        submission.state = Submission.State.DRAFT
        _event(actor, submission, SubmissionEvent.Kind.SAVED, data={"figures": changed}, demonstration=demonstration)
    return submission


def _keep(actor: Actor, submission: Submission, row: FigureRow, given: Given, demonstration: bool) -> bool:
    """Append what differs from what counts; whether it did."""
    fields: dict[str, Any] = {
        "value": given.value, "kind": given.kind if given.value is not None else "",
        "source": given.source if given.value is not None else "", "missing_reason": given.missing_reason,
    }  # fmt: skip
    former = row.reported
    if former is None and (given.empty or _as_held(row, given)):
        return False
    if former is not None and all(getattr(former, name) == value for name, value in fields.items()):
        return False
    name = f"{row.owed.indicator}, {row.owed.period}"
    if given.seen != row.seen:
        raise Conflict(f"{name}: người khác vừa lưu số liệu này sau khi bạn mở trang; chưa lưu gì. Tải lại trang.")
    if given.value is not None and given.missing_reason:
        raise Refused(f"{name}: nhập số liệu, hoặc lý do chưa có số liệu; không nhập cả hai.")
    if given.value is not None and not given.source:
        raise Refused(f"{name}: ghi nguồn của số liệu.")
    if given.kind and given.kind not in ReportedFigure.Kind.values:
        raise Refused(f"{name}: chọn loại số liệu trong danh sách.")
    ReportedFigure.objects.filter(submission=submission, latest=True, pk=former.pk if former else None).update(
        latest=False
    )
    ReportedFigure.objects.create(
        submission=submission, indicator=row.owed.indicator, area_version=row.owed.area, period=row.owed.period,
        entered_by=_user(actor), entered_at=timezone.now(), demonstration=demonstration, **fields,
    )  # fmt: skip
    return True


def _as_held(row: FigureRow, given: Given) -> bool:
    """The figure of the store, which the form showed, left as it stands."""
    return row.owed.held is not None and given.value == row.owed.held.value and not given.missing_reason

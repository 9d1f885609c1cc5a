"""Writes of the figures a body reports in a round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lotrinh_web.accounts.access import account_of
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.reporting.actions import _enters, _event, _locked, save_entries
from lotrinh_web.reporting.figure_models import ReportedFigure
from lotrinh_web.reporting.models import ReturnedWorkbook, Submission, SubmissionEvent
from lotrinh_web.reporting.owed_figures import FigureRow, figure_rows

Currency = ReportedFigure.Currency
RATES = (Decimal(1_000), Decimal(1_000_000))
"""Đồng per USD: what lies outside is a slip of the unit."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed for one figure; `seen`: the record the form was opened with.

    `currency` and `rate` (đồng per USD) belong to indicators in dollars: the unit the value is in, never converted.
    """

    value: Decimal | None = None
    kind: str = ""
    source: str = ""
    missing_reason: str = ""
    seen: str = ""
    currency: str = ""
    rate: Decimal | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is said."""
        return self.value is None and not self.missing_reason


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one field of a figure; `unfinished`: something is still to be entered beside what was."""

    field: str
    words: str
    unfinished: bool = False


@action(allow=_enters)
def save_figures(
    *, actor: Actor, submission: Submission, figures: Mapping[str, Given], workbook: ReturnedWorkbook | None = None,
    demonstration: bool = False,
) -> Submission:  # fmt: skip
    """Keep what an officer typed: `figures` maps `Owed.key` to it. All of it is kept, or nothing.

    Figures that came in a returned `workbook` name it in the history.
    """
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
    if not changed:  # the form was saved as it stood: told to the trail, but no new version
        record(actor=actor, action="reporting.saved", subject=submission, data={"figures": 0})
    else:
        submission.state = Submission.State.DRAFT
        data: dict[str, Any] = {"figures": changed}
        if workbook is not None:
            data |= {"workbook": workbook.name, "sha256": workbook.file_hash}
        reason = f"Bảng tính «{workbook.name}»" if workbook is not None else ""
        _event(
            actor, submission, SubmissionEvent.Kind.SAVED, reason=reason, data=data, demonstration=demonstration
        )  # fmt: skip
    return submission


@action(allow=_enters)
def save_report(
    *, actor: Actor, submission: Submission, version: int, entries: Mapping[int, Mapping[str, Any]],
    figures: Mapping[str, Given],
) -> Submission:  # fmt: skip
    """Keep what came of both halves of a report by one press, the words and the figures: all of it, or nothing."""
    if entries or not figures:
        submission = save_entries(actor=actor, submission=submission, version=version, entries=entries)
    return save_figures(actor=actor, submission=submission, figures=figures) if figures else submission


def unchanged(row: FigureRow, given: Given) -> bool:
    """Whether it says what counts already, or nothing where nothing was said."""
    if row.reported is None:
        return given.empty or _as_held(row, given)
    return all(getattr(row.reported, name) == value for name, value in _fields(given).items())


def faults_of(row: FigureRow, given: Given) -> list[Fault]:
    """What keeps a figure from being saved, at its fields; nothing where it changes nothing."""
    if unchanged(row, given):
        return []
    found = []
    if given.value is not None and given.missing_reason:
        found.append(Fault("missing", "nhập số liệu, hoặc lý do chưa có số liệu; không nhập cả hai."))
    if given.value is not None and not given.source:
        found.append(Fault("source", "ghi nguồn của số liệu.", unfinished=True))
    if given.kind and given.kind not in ReportedFigure.Kind.values:
        found.append(Fault("kind", "chọn loại số liệu trong danh sách."))
    return found + (_faults_of_currency(row, given) if given.value is not None else [])


def _faults_of_currency(row: FigureRow, given: Given) -> list[Fault]:
    units = dict(row.currencies)
    if not units:
        wrong = bool(given.currency) or given.rate is not None
        return [Fault("currency", "chỉ tiêu này không tính bằng USD nên không chọn tiền, không ghi tỷ giá.")] * wrong
    if given.currency not in units:
        listed = " hay ".join(units.values())
        return [Fault("currency", f"chọn đơn vị của số liệu: {listed}.", unfinished=not given.currency)]
    if given.currency == Currency.VND:
        words = "số liệu bằng đồng thì không ghi tỷ giá; bỏ tỷ giá hoặc chọn lại đơn vị."
        return [Fault("rate", words)] if given.rate is not None else []
    if given.rate is None:
        return [Fault("rate", "ghi tỷ giá (đồng/USD) đã dùng để tính số liệu.", unfinished=True)]
    low, high = RATES
    return [] if low <= given.rate <= high else [Fault("rate", "tỷ giá là số đồng cho 1 USD, ví dụ 25.400.")]


def _fields(given: Given) -> dict[str, Any]:
    there = given.value is not None
    return {
        "value": given.value, "kind": given.kind if there else "", "source": given.source if there else "",
        "missing_reason": given.missing_reason, "currency": given.currency if there else "",
        "rate": given.rate if there else None,
    }  # fmt: skip


def _keep(actor: Actor, submission: Submission, row: FigureRow, given: Given, demonstration: bool) -> bool:
    """Append what differs from what counts; whether it did."""
    if unchanged(row, given):
        return False
    former, name = row.reported, f"{row.owed.indicator}, {row.owed.period}"
    if given.seen != row.seen:
        raise Conflict(f"{name}: người khác vừa lưu số liệu này sau khi bạn mở trang; chưa lưu gì. Tải lại trang.")
    faults = faults_of(row, given)
    if faults:
        raise Refused(f"{name}: {faults[0].words}")
    if former is not None:
        ReportedFigure.objects.filter(submission=submission, latest=True, pk=former.pk).update(latest=False)
    ReportedFigure.objects.create(
        submission=submission, indicator=row.owed.indicator, area_version=row.owed.area, period=row.owed.period,
        entered_by=account_of(actor), entered_at=timezone.now(), demonstration=demonstration, **_fields(given),
    )  # fmt: skip
    return True


def _as_held(row: FigureRow, given: Given) -> bool:
    """The figure of the store, which the form showed, left as it stands."""
    held = row.held_in(given.currency)
    return held is not None and given.value == held.value and not given.missing_reason

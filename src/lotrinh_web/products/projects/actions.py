"""Writes on investment projects: entered with their capital, plans by decision, payments by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lotrinh_web.accounts.access import account_of, is_agency, is_office
from lotrinh_web.audit.actions import Actor, SystemActor, action
from lotrinh_web.errors import Conflict, NotAllowed, Refused
from lotrinh_web.products.access import first_state, may_add, may_enter
from lotrinh_web.products.events import locked, note, said, same_words
from lotrinh_web.products.models import SET_ASIDE, CapitalDecision, Disbursement, ProductEvent, Project, Source
from lotrinh_web.templatetags.lotrinh import figure
from lotrinh_web.workplan.models import Task

Kind = ProductEvent.Kind
MOST = Decimal(10) ** 14


def checked_money(amount: Decimal, what: str) -> Decimal:
    """An amount that can be kept exactly: finite, not negative, at most six decimals."""
    if not isinstance(amount, Decimal) or not amount.is_finite():
        raise Refused(f"{what} không phải một số tiền. Nhập một số, ví dụ 12.500 hoặc 12,5.")
    if amount < 0:
        raise Refused(f"{what} là số âm ({figure(amount)}). Nếu số trước sai, ghi số đúng kèm lý do sửa.")
    if amount >= MOST:
        raise Refused(f"{what} quá lớn ({figure(amount)}). Kiểm tra lại đơn vị tính.")
    if amount != amount.quantize(Decimal("0.000001")):
        raise Refused(f"{what} có hơn 6 chữ số lẻ. Làm tròn đến 6 chữ số sau dấu phẩy.")
    return amount


@action(allow=may_add)
def add_project(
    *, actor: Actor, task: Task, code: str, name_vi: str, group: str, unit: str, basis: str, head: str,
    starts_on: date, ends_on: date, total: Decimal, number: str, decided_on: date, demonstration: bool = False,
) -> Project:  # fmt: skip
    """Enter a project with the decision that gave its total capital."""
    code, name = said(code, "Nhập mã dự án."), said(name_vi, "Nhập tên dự án.")
    head = said(head, "Nhập họ tên, chức vụ người chịu trách nhiệm.")
    codes = Project.objects.filter(task__programme=task.programme_id).values_list("code", flat=True)
    if any(same_words(other, code) for other in codes):
        raise Refused(f"Mã dự án «{code}» đã có trong chương trình. Mở dự án đó, hoặc dùng mã khác.")
    if ends_on < starts_on:
        raise Refused(
            f"Ngày kết thúc {ends_on:%d/%m/%Y} trước ngày bắt đầu {starts_on:%d/%m/%Y}. Sửa một trong hai ngày."
        )
    project = Project.objects.create(
        task=task, code=code, name_vi=name, group=group, unit=unit, basis=basis, head=head, starts_on=starts_on,
        ends_on=ends_on, made_by=account_of(actor), demonstration=demonstration,
    )  # fmt: skip
    note(actor=actor, product=project, kind=Kind.ENTERED, words=f"{code} {name}")
    decide_capital(actor=actor, product=project, amount=total, number=number, decided_on=decided_on)
    return project


@action(allow=may_enter)
def decide_capital(
    *, actor: Actor, product: Project, amount: Decimal, number: str, decided_on: date, year: int | None = None,
    source: str = "", reason: str = "",
) -> CapitalDecision:  # fmt: skip
    """What a decision makes of the total capital (no year), or of a year's plan from one source: the whole amount."""
    project: Project = locked(product)
    what = "Tổng mức đầu tư" if year is None else f"Kế hoạch vốn năm {year}"
    amount = checked_money(amount, what)
    number = said(number, f"{what}: nhập số, ký hiệu quyết định.")
    if decided_on > timezone.localdate():
        raise Refused(f"Ngày quyết định {decided_on:%d/%m/%Y} chưa đến. Kiểm tra lại ngày.")
    if year is not None and source not in Source.values:
        raise Refused("Chọn nguồn vốn của kế hoạch.")
    if year is not None and year < project.starts_on.year:
        raise Refused(f"Năm {year} trước năm dự án bắt đầu ({project.starts_on.year}). Kiểm tra lại năm.")
    if year is None and amount == 0:
        raise Refused("Tổng mức đầu tư phải lớn hơn 0.")
    before = _decisions(project, year, source).last()
    if before is not None:
        said(reason, f"{what} đã có quyết định {before.number}; ghi lý do điều chỉnh.")
        if decided_on < before.decided_on:
            raise Refused(
                f"Quyết định {before.number} ngày {before.decided_on:%d/%m/%Y} mới hơn. Kiểm tra lại ngày quyết định."
            )
    made = CapitalDecision.objects.create(
        project=project, year=year, source=source if year is not None else "", amount=amount, number=number,
        decided_on=decided_on, reason=reason.strip(), check_state=first_state(actor), entered_by=account_of(actor),
    )  # fmt: skip
    words = what + (f", {Source(source).label}" if source and year is not None else "")
    old = f"{figure(before.amount)} → " if before else ""
    note(
        actor=actor, product=project, kind=Kind.DECIDED, on=decided_on, reason=reason, document=number,
        words=f"{words}: {old}{figure(amount)} {project.get_unit_display()}",
    )  # fmt: skip
    return made


def _decisions(project: Project, year: int | None, source: str) -> Any:
    found = CapitalDecision.objects.filter(project=project, year=year).exclude(check_state__in=SET_ASIDE)
    return found if year is None else found.filter(source=source)


@action(allow=may_enter)
def record_disbursement(
    *, actor: Actor, product: Project, year: int, month: int, amount: Decimal, document: str = "", reason: str = ""
) -> Disbursement:
    """Paid in a month, or to the end of it since 1 January, as the project's basis says; again: a correction."""
    project: Project = locked(product)
    amount = checked_money(amount, f"Số giải ngân tháng {month:02}/{year}")
    _check_month(project, year, month)
    rows = list(Disbursement.objects.filter(project=project, year=year).order_by("pk"))
    standing = {row.month: row for row in rows if row.check_state not in SET_ASIDE}
    earlier = next((row for row in reversed(rows) if row.month == month), None)
    present = standing.get(month)
    if present is not None:
        if present.amount == amount:
            raise Refused(f"Tháng {month:02}/{year} đã ghi đúng số {figure(amount)}. Không có gì để sửa.")
        said(
            reason,
            f"Tháng {month:02}/{year} đã ghi {figure(present.amount)} {project.get_unit_display()}; ghi lý do sửa.",
        )
    if project.basis == Project.Basis.CUMULATIVE:
        _check_cumulative(standing, month, amount, reason)
    made = Disbursement.objects.create(
        project=project, year=year, month=month, amount=amount, document=document.strip(), reason=reason.strip(),
        corrects=earlier, check_state=first_state(actor), entered_by=account_of(actor),
    )  # fmt: skip
    old = f"{figure(present.amount)} → " if present else ""
    note(
        actor=actor, product=project, kind=Kind.CORRECTED if present else Kind.REPORTED, reason=reason,
        document=document,
        words=f"Giải ngân tháng {month:02}/{year} ({project.get_basis_display()}): {old}{figure(amount)} "
        f"{project.get_unit_display()}",
    )  # fmt: skip
    return made


def _check_month(project: Project, year: int, month: int) -> None:
    today = timezone.localdate()
    if not 1 <= month <= 12:
        raise Refused(f"Không có tháng {month}. Chọn tháng từ 1 đến 12.")
    if (year, month) > (today.year, today.month):
        raise Refused(f"Tháng {month:02}/{year} chưa đến nên chưa có số giải ngân. Chọn tháng đã qua hoặc tháng này.")
    if (year, month) < (project.starts_on.year, project.starts_on.month):
        raise Refused(
            f"Tháng {month:02}/{year} trước ngày dự án bắt đầu ({project.starts_on:%d/%m/%Y}). Kiểm tra lại tháng."
        )


def _check_cumulative(standing: dict[int, Disbursement], month: int, amount: Decimal, reason: str) -> None:
    """A sum since January does not fall, unless somebody says why (money paid back)."""
    before = max((m for m in standing if m < month), default=None)
    after = min((m for m in standing if m > month), default=None)
    wrong = before is not None and amount < standing[before].amount
    other = before if wrong else after if after is not None and amount > standing[after].amount else None
    if other is not None and not reason.strip():
        direction = "nhỏ hơn" if wrong else "lớn hơn"
        raise Refused(
            f"Số lũy kế tháng {month:02} ({figure(amount)}) {direction} lũy kế tháng {other:02} "
            f"({figure(standing[other].amount)}). Kiểm tra lại số, hoặc ghi lý do, ví dụ thu hồi tạm ứng."
        )


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of a returned spreadsheet."""

    project: Project
    amount: Decimal
    document: str
    reason: str
    standing: int  # key of the row that stood when the preview was made; 0: none


def _may_hand_in(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor) or is_agency(actor)


@action(allow=_may_hand_in)
def record_sheet(*, actor: Actor, year: int, month: int, lines: Sequence[SheetLine]) -> int:
    """Record a month's payments of several projects, all of them or none."""
    if not lines:
        raise Refused("Bảng tính không có số mới nào để ghi.")
    for line in lines:
        project: Project = locked(line.project)
        if not isinstance(actor, SystemActor) and not may_enter(actor=actor, product=project):
            raise NotAllowed(f"Dự án {project.code} không thuộc nhiệm vụ cơ quan bạn chủ trì; chưa có gì thay đổi.")
        rows = Disbursement.objects.filter(project=project, year=year, month=month)
        present = rows.exclude(check_state__in=SET_ASIDE).last()
        if (present.pk if present else 0) != line.standing:
            raise Conflict(f"Dự án {project.code} vừa có người ghi số tháng {month:02}/{year}. Nộp lại bảng tính.")
        record_disbursement(
            actor=actor, product=project, year=year, month=month, amount=line.amount, document=line.document,
            reason=line.reason,
        )  # fmt: skip
    return len(lines)

"""The spreadsheet of a plan: out with what is there, back in two steps: handed in and seen, then written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from lotrinh.errors import UnreadableDocument
from lotrinh.writing.plan_sheet import PlanBook, PlanRow
from lotrinh_web.accounts.access import account_of
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.plans import actions
from lotrinh_web.plans.access import may_apply, may_enter
from lotrinh_web.plans.models import Plan, PlanItem, PlanLink, PlanSheet
from lotrinh_web.plans.tracing import ParentClauses

MOST_BYTES = 5 * 2**20
FIELDS: dict[str, Any] = {
    "words": _("Nội dung công việc"), "product": _("Sản phẩm"), "due_on": _("Thời hạn (ngày)"),
    "due_words": _("Thời hạn (bằng lời)"), "unit": _("Đơn vị thực hiện"),
}  # fmt: skip


def book_of(plan: Plan) -> PlanBook:
    """A plan as the engine writes it, in Vietnamese whoever asks."""
    with translation.override("vi"):
        parents = ParentClauses(plan.programme)
        rows = []
        for item in plan.items.prefetch_related("links__clause"):
            paths = [link.clause.path for link in item.links.all() if link.state == PlanLink.State.CONFIRMED]
            rows.append(
                PlanRow(
                    code=str(item.pk), words=item.words, product=item.product, due_on=item.due_on,
                    due_words=item.due_words, unit=item.unit, clause=paths[0] if paths else "",
                )
            )  # fmt: skip
        return PlanBook(
            key=f"{plan.programme.code}/{plan.organisation.code}/{plan.pk}", title=plan.title,
            agency=plan.organisation.name_vi, programme=plan.programme.name_vi, rows=rows,
            clauses=[(c.path, (c.text or c.title_vi)[:300]) for c in parents.clauses], starts_on=plan.starts_on,
            demonstration=plan.demonstration,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetChange:
    """What one row of a returned sheet does: a new item (`item` None), or fields of an item that change."""

    row: PlanRow
    item: PlanItem | None
    fields: dict[str, tuple[Any, Any]]  # name → (what stands there, what the file says)
    clause: str  # the clause it names, where that is new

    @property
    def lines(self) -> list[tuple[Any, Any, Any]]:
        """(label, old, new) for the preview."""
        return [(FIELDS[name], *pair) for name, pair in self.fields.items()]


def judge(plan: Plan, content: bytes) -> list[SheetChange]:
    """Read a returned sheet against the plan as it stands. Raises UnreadableDocument, BadWorkbook."""
    from lotrinh.writing.plan_sheet import read_plan_workbook

    book = book_of(plan)
    items = {str(item.pk): item for item in plan.items.all()}
    known = {row.code: row for row in book.rows}
    changes = []
    for row in read_plan_workbook(content, book):
        item, was = items.get(row.code), known.get(row.code)
        fields = {
            name: (getattr(item, name) if item else None, getattr(row, name))
            for name in FIELDS
            if (getattr(item, name) if item else "" if name != "due_on" else None) != getattr(row, name)
            and (item is None or getattr(row, name) not in ("", None))
        }
        clause = row.clause if row.clause and (was is None or was.clause != row.clause) else ""
        if fields or clause:
            changes.append(SheetChange(row, item, fields, clause))
    return changes


@action(allow=may_enter)
def take_in(*, actor: Actor, plan: Plan, name: str, content: bytes) -> PlanSheet:
    """Keep a returned sheet that reads without a fault; nothing of the plan changes yet."""
    if len(content) > MOST_BYTES:
        raise UnreadableDocument(f"Tệp lớn hơn {MOST_BYTES // 2**20} MB. Tải lại bảng tính rồi chỉ nhập nội dung.")
    plan = actions._open(plan)
    changes = judge(plan, content)
    digest = hashlib.sha256(content).hexdigest()
    sheet = PlanSheet(plan=plan, name=name[:200], file_hash=digest, uploaded_by=account_of(actor))
    sheet.file.save(f"{plan.pk}-{digest[:12]}.xlsx", ContentFile(content), save=False)
    sheet.save()
    record(
        actor=actor, action="plans.take_in_sheet", subject=plan,
        data={"name": sheet.name, "sha256": digest, "changes": len(changes)},
    )  # fmt: skip
    return sheet


@action(allow=may_apply)
def apply_sheet(*, actor: Actor, sheet: PlanSheet) -> int:
    """Write all a sheet says, or nothing; how many rows that was."""
    sheet = PlanSheet.objects.select_for_update(of=("self",)).select_related("plan__programme").get(pk=sheet.pk)
    if sheet.applied_at is not None:
        raise Conflict("Bảng tính này đã được ghi vào kế hoạch. Tải lại trang.")
    plan = actions._open(sheet.plan)
    with sheet.file.open("rb") as file:
        changes = judge(plan, file.read())
    if not changes:
        raise Refused("Bảng tính không có gì khác kế hoạch hiện có; chưa có gì để ghi.")
    parents = ParentClauses(plan.programme)
    for change in changes:
        clause = parents.by_path.get(change.clause) if change.clause else None
        new = {name: pair[1] for name, pair in change.fields.items()}
        if change.item is None:
            actions.add_item(
                actor=actor, plan=plan, clause=clause, parents=parents, **{"words": change.row.words} | new
            )
            continue
        if new:
            actions.edit_item(actor=actor, item=change.item, parents=parents, **new)
        if clause is not None:
            actions.trace(actor=actor, item=change.item, clauses=[clause], parents=parents)
    sheet.applied_at = timezone.now()
    sheet.save(update_fields=["applied_at"])
    record(actor=actor, action="plans.apply_sheet", subject=plan, data={"name": sheet.name, "items": len(changes)})
    return len(changes)

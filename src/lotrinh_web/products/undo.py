"""What the office confirmed is taken back by a reverse act with its reason: the row stays to be seen, uncounted.

A closed finding is taken back by reopening it (`findings.actions.reopen`).
"""

from __future__ import annotations

from lotrinh_web.audit.actions import Actor, action
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.products.access import AnyProduct, may_confirm
from lotrinh_web.products.events import claim, locked, note, promulgate, reported_rows, said
from lotrinh_web.products.models import (
    SET_ASIDE,
    Activity,
    CapitalDecision,
    Check,
    Disbursement,
    Finding,
    Instrument,
    Measure,
    ProductEvent,
    Project,
    Reported,
    Stage,
    StepRecord,
)
from lotrinh_web.templatetags.lotrinh import figure
from lotrinh_web.workplan.actions import note as note_task
from lotrinh_web.workplan.models import TaskEvent
from lotrinh_web.workplan.undone import UNDONE

Row = StepRecord | CapitalDecision | Disbursement | Measure | Activity
WHAT: dict[str, type[Row]] = {
    "buoc": StepRecord, "von": CapitalDecision, "giai-ngan": Disbursement, "viec": Measure, "hoat-dong": Activity,
}  # fmt: skip
"""Kinds of row as addresses name them."""


@action(allow=may_confirm)
def undo(*, actor: Actor, product: AnyProduct, row: Reported, reason: str) -> AnyProduct:
    """Take back one confirmed row. Where it corrected an earlier one, that one counts again.

    Raises Refused where something else rests on the row, Conflict where it is no longer confirmed.
    """
    reason = said(reason, "Ghi lý do hoàn tác.")
    product = locked(product)
    mine = next((rows for rows in reported_rows(product) if rows.model is type(row)), None)
    found = mine.filter(pk=row.pk).first() if mine is not None else None
    if found is None:
        raise Refused("Nội dung này không thuộc sản phẩm đang mở. Tải lại trang.")
    if found.check_state != Check.CONFIRMED:
        raise Conflict(f"Nội dung này {found.get_check_state_display()}, không phải đã xác nhận. Tải lại trang.")
    _check(product, found)
    type(found).objects.filter(pk=found.pk).update(check_state=Check.UNDONE)
    note(actor=actor, product=product, kind=ProductEvent.Kind.UNDONE, words=words_of(found), reason=reason)
    promulgated = isinstance(found, StepRecord) and found.step.stage == Stage.PROMULGATION
    if promulgated and isinstance(product, Instrument):
        _no_longer_promulgated(actor, locked(product), found, reason)
    if isinstance(found, Measure) and isinstance(product, Finding):
        _no_longer_claimed(product)
    return locked(product)


def words_of(row: Row) -> str:
    """The row in a line, for the history."""
    if isinstance(row, StepRecord):
        return f"{row.step.name_vi}: {row.done_on:%d/%m/%Y}" + (f", {row.number}" if row.number else "")
    if isinstance(row, Disbursement):
        return f"Giải ngân tháng {row.month:02}/{row.year}: {figure(row.amount)} {row.project.get_unit_display()}"
    if isinstance(row, CapitalDecision):
        what = f"Kế hoạch vốn năm {row.year}" if row.year is not None else "Tổng mức đầu tư"
        return f"{what}: {figure(row.amount)} {row.project.get_unit_display()}, {row.number}"
    return row.title_vi if isinstance(row, Activity) else row.done[:500]


def _check(product: AnyProduct, row: Row) -> None:
    """What rests on a row speaks against taking it back."""
    if isinstance(row, StepRecord) and isinstance(product, Instrument):
        _check_step(product, row)
    elif isinstance(row, Disbursement):
        rows = Disbursement.objects.filter(project=row.project_id, year=row.year, month=row.month)
        _check_newest(row, rows.exclude(check_state__in=SET_ASIDE).order_by("pk").last(), "số tháng này")
    elif isinstance(row, CapitalDecision) and isinstance(product, Project):
        same = CapitalDecision.objects.filter(project=product, year=row.year, source=row.source)
        standing = list(same.exclude(check_state__in=SET_ASIDE))
        _check_newest(row, standing[-1], "quyết định vốn này")
        if row.year is None and len(standing) == 1:
            raise Refused("Dự án phải có tổng mức đầu tư. Ghi quyết định đúng thay cho quyết định này.")
    elif isinstance(row, Measure) and isinstance(product, Finding) and product.phase == Finding.Phase.CLOSED:
        raise Refused("Kiến nghị đã kết thúc. Mở lại kiến nghị trước khi hoàn tác việc đã làm.")
    elif (
        isinstance(row, Activity) and Activity.objects.filter(corrects=row).exclude(check_state__in=SET_ASIDE).exists()
    ):
        raise Refused("Hoạt động này đã có bản sửa. Mở bản mới nhất.")


def _check_step(instrument: Instrument, row: StepRecord) -> None:
    if instrument.outcome in {Instrument.Outcome.WITHDRAWN, Instrument.Outcome.REPLACED}:
        raise Refused(f"Văn bản {instrument.get_outcome_display()} nên không hoàn tác bước được nữa.")
    records = StepRecord.objects.filter(step__instrument=instrument).exclude(check_state__in=SET_ASIDE)
    _check_newest(row, records.filter(step=row.step_id).order_by("pk").last(), "bước này")
    later = records.filter(step__order__gt=row.step.order).select_related("step").order_by("-step__order").first()
    if later is not None:
        raise Refused(f"Bước sau «{later.step.name_vi}» đã ghi. Hoàn tác hoặc trả lại bước đó trước.")


def _check_newest(row: Row, newest: Row | None, what: str) -> None:
    if newest is None or newest.pk != row.pk:
        raise Refused(f"Đã có bản ghi mới hơn của {what}. Hoàn tác hoặc trả lại bản mới nhất trước.")


def _no_longer_promulgated(actor: Actor, instrument: Instrument, row: StepRecord, reason: str) -> None:
    """The copies of the record of promulgation go with it, and the task is told; a record it corrected counts again."""
    instrument.number, instrument.promulgated_on = "", None
    if instrument.outcome == Instrument.Outcome.PROMULGATED:
        instrument.outcome = Instrument.Outcome.OPEN
    instrument.save(update_fields=["number", "promulgated_on", "outcome"])
    note_task(
        actor=actor, task=instrument.task, kind=TaskEvent.Kind.COMMENT, on=row.done_on, milestone=UNDONE,
        document=f"{row.number}, ngày {row.done_on:%d/%m/%Y}", demonstration=instrument.demonstration,
        reason=f"Hoàn tác ghi nhận ban hành «{instrument.title_vi}»: {reason}",
    )  # fmt: skip
    promulgate(actor=actor, instrument=instrument)


def _no_longer_claimed(finding: Finding) -> None:
    """Whether the finding is remedied is said anew by the measures that are left."""
    finding.phase, finding.remedied_on = Finding.Phase.OPEN, None
    finding.save(update_fields=["phase", "remedied_on"])
    claim(finding)

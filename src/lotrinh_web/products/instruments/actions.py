"""Writes on legal instruments: entered with planned days, step after step, withdrawn or replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from lotrinh_web.accounts.access import account_of
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.products.access import first_state, may_add, may_confirm, may_enter
from lotrinh_web.products.events import locked, note, promulgate, said, same_words
from lotrinh_web.products.models import (
    SET_ASIDE,
    Check,
    Instrument,
    InstrumentStep,
    InstrumentType,
    InstrumentTypeStep,
    ProductEvent,
    Stage,
    StepRecord,
)
from lotrinh_web.workplan.models import Task

Kind = ProductEvent.Kind
Outcome = Instrument.Outcome


@action(allow=may_add)
def add_instrument(
    *, actor: Actor, task: Task, type: InstrumentType, title_vi: str, starts_on: date,
    planned: Mapping[int, date | None] | None = None, promulgate_by: date | None = None, demonstration: bool = False,
) -> Instrument:  # fmt: skip
    """Enter an instrument; its steps are those of its type. `planned`: day by the step's order."""
    title = said(title_vi, "Nhập tên gọi dự kiến của văn bản.")
    today = timezone.localdate()
    if type.ended_on is not None and type.ended_on <= today:
        raise Refused(f"Loại «{type.name_vi}» đã ngừng dùng từ {type.ended_on:%d/%m/%Y}. Chọn loại khác.")
    others = Instrument.objects.filter(task=task).exclude(outcome=Outcome.WITHDRAWN).values_list("title_vi", flat=True)
    if any(same_words(other, title) for other in others):
        raise Refused(f"Nhiệm vụ {task.code} đã có văn bản «{title}». Mở văn bản đó để cập nhật.")
    steps = list(type.steps.all())
    days = dict(planned or {})
    if promulgate_by is not None:
        days[steps[-1].order] = promulgate_by
    _check_planned([(step.name_vi, days.get(step.order)) for step in steps], starts_on)
    instrument = Instrument.objects.create(
        task=task,
        type=type,
        title_vi=title,
        starts_on=starts_on,
        made_by=account_of(actor),
        demonstration=demonstration,
    )
    InstrumentStep.objects.bulk_create(
        InstrumentStep(
            instrument=instrument, order=step.order, stage=step.stage, name_vi=step.name_vi, name_en=step.name_en,
            first_planned_on=days.get(step.order), planned_on=days.get(step.order),
        )
        for step in steps
    )  # fmt: skip
    note(actor=actor, product=instrument, kind=Kind.ENTERED, words=f"{type.name_vi}: {title}")
    return instrument


def _check_planned(steps: Sequence[tuple[str, date | None]], starts_on: date) -> None:
    """Planned days run in the order of the steps, none before the start."""
    before, after = "ngày bắt đầu", starts_on
    for name, day in steps:
        if day is None:
            continue
        if day < after:
            raise Refused(
                f"Ngày dự kiến của bước «{name}» ({day:%d/%m/%Y}) trước {before} ({after:%d/%m/%Y}). "
                "Sửa lại để các bước theo thứ tự."
            )
        before, after = f"bước «{name}»", day


@action(allow=may_enter)
def plan_steps(
    *, actor: Actor, product: Instrument, planned: Mapping[int, date | None], reason: str, document: str = ""
) -> int:
    """Change planned days, saying why; how many changed. The first plan stays to be seen."""
    reason = said(reason, "Ghi lý do đổi ngày dự kiến.")
    instrument: Instrument = locked(product)
    _check_open(instrument)
    steps = list(instrument.steps.all())
    done = set(_standing_records(instrument))
    wanted = {step.pk: planned.get(step.order, step.planned_on) for step in steps}
    _check_planned([(step.name_vi, wanted[step.pk]) for step in steps], instrument.starts_on)
    changed = [step for step in steps if wanted[step.pk] != step.planned_on]
    if not changed:
        raise Refused("Chưa có ngày nào thay đổi. Sửa ngày của ít nhất một bước.")
    for step in changed:
        if step.pk in done:
            raise Refused(f"Bước «{step.name_vi}» đã xong nên không đổi ngày dự kiến. Để nguyên ngày của bước này.")
        old, step.planned_on = step.planned_on, wanted[step.pk]
        first = step.first_planned_on is None
        step.first_planned_on = step.planned_on if first else step.first_planned_on
        step.save(update_fields=["planned_on", "first_planned_on"])
        note(
            actor=actor, product=instrument, kind=Kind.PLANNED, reason=reason, document=document,
            words=f"{step.name_vi}: {_day(old)} → {_day(step.planned_on)}",
        )  # fmt: skip
    return len(changed)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "chưa định"


def _check_open(instrument: Instrument) -> None:
    if instrument.outcome in {Outcome.WITHDRAWN, Outcome.REPLACED}:
        raise Refused(f"Văn bản {instrument.get_outcome_display()} nên không cập nhật bước được nữa.")


def _standing_records(instrument: Instrument) -> dict[int, StepRecord]:
    """The record that stands for each step: the newest that was not sent back."""
    records = StepRecord.objects.filter(step__instrument=instrument).exclude(check_state__in=SET_ASIDE)
    return {found.step_id: found for found in records.order_by("pk")}


@action(allow=may_enter)
def record_step(
    *, actor: Actor, product: Instrument, step: InstrumentStep, done_on: date, number: str = "",
    dated: date | None = None, left_out: bool = False, reason: str = "",
) -> StepRecord:  # fmt: skip
    """A step was done (or left out, with a reason). Where it was recorded before this corrects it, with a reason."""
    instrument: Instrument = locked(product)
    _check_open(instrument)
    standing = _standing_records(instrument)
    earlier = StepRecord.objects.filter(step=step).last()
    _check_step(instrument, step, standing, done_on=done_on, number=number, left_out=left_out, reason=reason)
    if step.pk in standing:
        said(reason, f"Bước «{step.name_vi}» đã có bản ghi; ghi lý do sửa.")
    if earlier is not None and StepRecord.objects.filter(corrects=earlier).exists():
        raise Conflict("Bước này vừa có người sửa. Tải lại trang.")
    if dated is not None and dated > done_on:
        raise Refused(f"Ngày văn bản {dated:%d/%m/%Y} sau ngày xong bước {done_on:%d/%m/%Y}. Kiểm tra lại hai ngày.")
    made = StepRecord.objects.create(
        step=step, done_on=done_on, number=number.strip(), dated=dated or (done_on if number.strip() else None),
        left_out=left_out, reason=reason.strip(), corrects=earlier, check_state=first_state(actor),
        entered_by=account_of(actor),
    )  # fmt: skip
    kind = Kind.STEP_LEFT_OUT if left_out else Kind.CORRECTED if step.pk in standing else Kind.STEP_DONE
    document = f"{made.number}, ngày {made.dated:%d/%m/%Y}" if made.number and made.dated else ""
    note(
        actor=actor, product=instrument, kind=kind, on=done_on, words=step.name_vi, reason=reason, document=document
    )  # fmt: skip
    if made.check_state == Check.CONFIRMED:
        promulgate(actor=actor, instrument=instrument)
    return made


def _check_step(
    instrument: Instrument, step: InstrumentStep, standing: dict[int, StepRecord], *, done_on: date, number: str,
    left_out: bool, reason: str,
) -> None:  # fmt: skip
    """Everything that speaks against recording a step like this."""
    if step.instrument_id != instrument.pk:
        raise Refused("Bước này không thuộc văn bản đang mở. Tải lại trang.")
    if done_on > timezone.localdate():
        raise Refused(f"Ngày {done_on:%d/%m/%Y} chưa đến. Chỉ ghi bước đã xong; việc sắp tới ghi ở ngày dự kiến.")
    if done_on < instrument.starts_on:
        raise Refused(
            f"Ngày xong {done_on:%d/%m/%Y} trước ngày bắt đầu {instrument.starts_on:%d/%m/%Y}. Kiểm tra lại ngày."
        )
    if left_out:
        said(reason, f"Ghi lý do bỏ qua bước «{step.name_vi}».")
        if step.stage == Stage.PROMULGATION:
            raise Refused("Bước ban hành không bỏ qua được. Nếu không ban hành nữa, dùng «Rút văn bản».")
    if step.stage == Stage.PROMULGATION and not left_out and not number.strip():
        raise Refused("Nhập số, ký hiệu của văn bản đã ban hành, ví dụ 15/2026/NQ-HĐND.")
    for other in instrument.steps.all():
        found = standing.get(other.pk)
        if other.order < step.order and found is None:
            raise Refused(
                f"Bước «{other.name_vi}» chưa xong. Ghi ngày xong của bước đó trước, hoặc bỏ qua bước đó với lý do."
            )
        wrong_before = other.order < step.order and found is not None and found.done_on > done_on
        wrong_after = other.order > step.order and found is not None and found.done_on < done_on
        if wrong_before or wrong_after:
            assert found is not None
            raise Refused(
                f"Ngày {done_on:%d/%m/%Y} trái thứ tự với bước «{other.name_vi}» xong ngày {found.done_on:%d/%m/%Y}. "
                "Kiểm tra lại ngày."
            )


@action(allow=may_confirm)
def withdraw(*, actor: Actor, product: Instrument, on: date, reason: str, document: str = "") -> Instrument:
    """Take an instrument off the list, saying why; it stays to be seen."""
    reason = said(reason, "Ghi lý do rút văn bản khỏi danh mục.")
    instrument: Instrument = locked(product)
    if instrument.outcome != Outcome.OPEN:
        raise Refused(f"Văn bản {instrument.get_outcome_display()} nên không rút được.")
    _end(instrument, Outcome.WITHDRAWN, on)
    note(actor=actor, product=instrument, kind=Kind.WITHDRAWN, on=on, reason=reason, document=document)
    return instrument


@action(allow=may_confirm)
def replace(*, actor: Actor, product: Instrument, by: Instrument, on: date, reason: str) -> Instrument:
    """Another instrument takes its place."""
    reason = said(reason, "Ghi lý do thay thế.")
    instrument: Instrument = locked(product)
    if by.pk == instrument.pk:
        raise Refused("Văn bản không thay thế chính nó. Chọn văn bản khác.")
    if instrument.outcome not in {Outcome.OPEN, Outcome.PROMULGATED}:
        raise Refused(f"Văn bản {instrument.get_outcome_display()} nên không thay thế được nữa.")
    later, seen = by, {instrument.pk}
    while later.replaced_by is not None:
        if later.replaced_by_id in seen:
            raise Refused("Hai văn bản thay thế lẫn nhau. Chọn văn bản khác.")
        seen.add(later.pk)
        later = later.replaced_by
    instrument.replaced_by = by
    _end(instrument, Outcome.REPLACED, on)
    note(actor=actor, product=instrument, kind=Kind.REPLACED, on=on, reason=reason, words=str(by))
    return instrument


def _end(instrument: Instrument, outcome: str, on: date) -> None:
    if not instrument.starts_on <= on <= timezone.localdate():
        raise Refused(f"Ngày {on:%d/%m/%Y} phải từ ngày bắt đầu {instrument.starts_on:%d/%m/%Y} đến hôm nay.")
    instrument.outcome, instrument.outcome_on = outcome, on
    instrument.save(update_fields=["outcome", "outcome_on", "replaced_by"])


@action(allow=may_confirm)
def ensure_types(*, actor: Actor) -> int:
    """On an installation without types, take in the first ones (`data/instrument_types.json`); how many."""
    from lotrinh_web.products.instruments.types import load_first_types

    made = 0 if InstrumentType.objects.exists() else load_first_types(InstrumentType, InstrumentTypeStep)
    first = InstrumentType.objects.order_by("pk").first()
    assert first is not None
    record(actor=actor, action="products.ensure_types", subject=first, data={"items": made})
    return made


# ---- types -----------------------------------------------------------------------------------------------------------


@action(allow=may_confirm)
def add_type(
    *, actor: Actor, name_vi: str, line: str, source: str, certainty: str, steps: Sequence[tuple[str, str]],
    note_vi: str = "",
) -> InstrumentType:  # fmt: skip
    """A type with its steps as (stage, name), promulgation last. Instruments entered before keep their own steps."""
    name = said(name_vi, "Nhập tên loại văn bản.")
    said(source, "Ghi căn cứ của các bước: số, ký hiệu văn bản hoặc quy chế.")
    if not steps or steps[-1][0] != Stage.PROMULGATION or [s for s, _ in steps].count(Stage.PROMULGATION) != 1:
        raise Refused("Bước cuối, và chỉ bước cuối, thuộc giai đoạn Ban hành. Sửa lại danh sách bước.")
    in_use = InstrumentType.objects.filter(ended_on=None).values_list("name_vi", flat=True)
    if any(same_words(other, name) for other in in_use):
        raise Refused(f"Loại «{name}» đang dùng. Ngừng dùng loại cũ trước, hoặc đặt tên khác.")
    last: Any = InstrumentType.objects.order_by("-order").first()
    order = (last.order if last else 0) + 10
    made = InstrumentType.objects.create(
        code=f"loai-{order}", name_vi=name, line=line, source=source.strip(), certainty=certainty, note=note_vi,
        order=order,
    )  # fmt: skip
    InstrumentTypeStep.objects.bulk_create(
        InstrumentTypeStep(type=made, order=place, stage=stage, name_vi=words)
        for place, (stage, words) in enumerate(steps, 1)
    )
    record(actor=actor, action="products.add_type", subject=made, data={"items": len(steps), "reason": source})
    return made


@action(allow=may_confirm)
def end_type(*, actor: Actor, type: InstrumentType, reason: str) -> InstrumentType:
    """No new instruments of a type from today; those there keep their steps."""
    reason = said(reason, "Ghi lý do ngừng dùng loại văn bản.")
    if type.ended_on is not None:
        raise Conflict(f"Loại «{type.name_vi}» đã ngừng dùng từ {type.ended_on:%d/%m/%Y}.")
    type.ended_on = timezone.localdate()
    type.save(update_fields=["ended_on"])
    record(actor=actor, action="products.end_type", subject=type, data={"reason": reason})
    return type

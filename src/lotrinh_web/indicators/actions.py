"""Writes on figures, targets and forecasts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lotrinh_web.accounts.access import account_of, is_office, reads_all
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.indicators.models import (
    Assumption,
    CheckDismissal,
    FigureSource,
    Observation,
    Scenario,
    Series,
    Target,
    TargetEvent,
    TargetProposal,
)  # fmt: skip
from lotrinh_web.programmes.models import Document, Programme


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


def _reader(*, actor: Actor, **_: Any) -> bool:
    return reads_all(actor)


@action(allow=_office)
def record_observation(
    *, actor: Actor, series: Series, period: str, value: Decimal | None, source: FigureSource | None = None,
    kind: str = Observation.Kind.UNSTATED, missing: str = "", missing_reason: str = "", note: str = "",
    vintage: str = "", demonstration: bool = False, recorded_at: datetime | None = None, **fields: Any,
) -> Observation:  # fmt: skip
    """Append a figure. A figure needs its source; a missing one needs its reason."""
    if (value is None) == (not missing):
        raise Refused("Nhập số liệu, hoặc chọn lý do chưa có số liệu; không để trống cả hai và không nhập cả hai.")
    if value is not None and source is None and not demonstration:
        raise Refused("Ghi nguồn của số liệu: tên ấn phẩm hoặc báo cáo, và địa chỉ nếu có.")
    if value is not None and not value.is_finite():
        raise Refused(f"Số liệu kỳ {period} không phải một số hữu hạn. Nhập lại.")
    observation = Observation.objects.create(
        series=series, period=period, value=value, source=source, kind=kind, missing=missing,
        missing_reason=missing_reason, note=note, vintage=vintage, entered_by=account_of(actor),
        recorded_at=recorded_at or timezone.now(), demonstration=demonstration, **fields,
    )  # fmt: skip
    record(
        actor=actor, action="indicators.record_observation", subject=observation, label=f"{series} {period}",
        data={"series": series.code, "period": period, "value": None if value is None else str(value), "kind": kind},
    )  # fmt: skip
    return observation


@action(allow=_office)
def correct_observation(*, actor: Actor, observation: Observation, value: Decimal, reason: str) -> Observation:
    """Put a corrected figure in place of one; the old one stays, marked as replaced."""
    if not reason.strip():
        raise Refused("Ghi lý do sửa số liệu.")
    if Observation.objects.filter(replaces=observation).exists():
        raise Conflict("Số liệu này đã có người sửa. Tải lại trang để xem bản mới nhất.")
    kept = {
        name: getattr(observation, name)
        for name in ("series", "period", "kind", "kind_words", "bound", "vintage", "source", "note", "demonstration")
    }
    corrected = Observation.objects.create(
        **kept, value=value, entered_by=account_of(actor), recorded_at=timezone.now(), replaces=observation,
        replacement_reason=reason,
    )  # fmt: skip
    record(
        actor=actor, action="indicators.correct_observation", subject=corrected, label=str(observation.series),
        data={"old": str(observation.value), "new": str(value), "reason": reason},
    )  # fmt: skip
    return corrected


@action(allow=_office)
def prefer_series(*, actor: Actor, series: Series, reason: str) -> Series:
    """Declare which of an indicator's conflicting series counts for a territory."""
    if not reason.strip():
        raise Refused("Ghi lý do chọn dãy số liệu này.")
    Series.objects.filter(indicator=series.indicator_id, area_version=series.area_version_id, preferred=True).update(
        preferred=False
    )
    series.preferred, series.reason, series.decision = True, reason, "confirmed"
    series.save(update_fields=["preferred", "reason", "decision"])
    record(actor=actor, action="indicators.prefer_series", subject=series, data={"reason": reason})
    return series


@action(allow=_office)
def decide_proposal(*, actor: Actor, proposal: TargetProposal, accept: bool, reason: str = "") -> TargetProposal:
    """Decide whether a target was adjusted or replaced; accepting writes the target's ledger."""
    proposal = TargetProposal.objects.select_for_update().select_related("target").get(pk=proposal.pk)
    if proposal.decision != TargetProposal.Decision.PENDING:
        raise Conflict("Đề xuất này đã được quyết định. Tải lại trang.")
    proposal.decision = TargetProposal.Decision.ACCEPTED if accept else TargetProposal.Decision.REJECTED
    proposal.decided_by, proposal.decided_at = account_of(actor), timezone.now()
    proposal.save(update_fields=["decision", "decided_by", "decided_at"])
    if accept:
        _write_ledger(proposal, reason)
    record(
        actor=actor, action="indicators.decide_proposal", subject=proposal.target,
        data={"proposal": proposal.code, "accept": accept, "reason": reason},
    )  # fmt: skip
    return proposal


def _write_ledger(proposal: TargetProposal, reason: str) -> None:
    target = proposal.target
    TargetEvent.objects.create(
        target=target, kind=proposal.kind, on=proposal.document.issued_on, document=proposal.document,
        by_target=proposal.by_target, reason=reason or proposal.reason_vi[:400],
    )  # fmt: skip
    target.status = {
        TargetEvent.Kind.ADJUSTED: Target.Status.ADJUSTED, TargetEvent.Kind.REPLACED: Target.Status.REPLACED,
    }[TargetEvent.Kind(proposal.kind)]  # fmt: skip
    target.save(update_fields=["status"])


@action(allow=_office)
def set_target(*, actor: Actor, programme: Programme, document: Document, code: str, **fields: Any) -> Target:
    """Enter a target a document sets, and open its ledger."""
    if Target.objects.filter(programme=programme, code=code).exists():
        raise Refused(f"Chỉ tiêu mã «{code}» đã có trong chương trình.")
    low, high = fields.get("low"), fields.get("high")
    if low is not None and high is not None and low > high:
        raise Refused(f"Cận dưới {low} lớn hơn cận trên {high}. Đổi lại hai cận.")
    target = Target.objects.create(programme=programme, document=document, code=code, **fields)
    TargetEvent.objects.create(target=target, kind=TargetEvent.Kind.SET, on=document.issued_on, document=document)
    record(actor=actor, action="indicators.set_target", subject=target, data={"code": code, "due": target.due})
    return target


@action(allow=_office)
def set_assumption(
    *, actor: Actor, assumption: Assumption, value: Decimal, note: str, low: Decimal | None = None,
    high: Decimal | None = None, source: str = "",
) -> Assumption:  # fmt: skip
    """Change an assumption; the former value stays in its history. Without ends the former range is kept."""
    if not note.strip():
        raise Refused("Ghi căn cứ của giả định mới.")
    if low is None and high is None:
        low, high = assumption.low, assumption.high
    _check_assumed(assumption, value, low, high)
    if not Assumption.objects.filter(pk=assumption.pk, latest=True).update(latest=False):
        raise Conflict("Giả định này vừa có người sửa. Tải lại trang để xem giá trị mới nhất.")
    fields = {n: getattr(assumption, n) for n in ("programme", "code", "name_vi", "name_en", "unit")}
    changed = Assumption.objects.create(
        **fields, value=value, low=low, high=high, note=note.strip(), source=source.strip(), set_by=account_of(actor)
    )
    record(
        actor=actor, action="indicators.set_assumption", subject=changed,
        data={
            "code": changed.code, "old": str(assumption.value), "new": str(value), "note": note,
            "low": None if low is None else str(low), "high": None if high is None else str(high),
        },
    )  # fmt: skip
    return changed


def _check_assumed(assumption: Assumption, value: Decimal, low: Decimal | None, high: Decimal | None) -> None:
    """Refuse what the checks could not reckon with."""
    numbers = [n for n in (value, low, high) if n is not None]
    if not all(n.is_finite() and abs(n) < 10**15 for n in numbers):
        raise Refused("Giá trị của giả định phải là số hữu hạn. Nhập lại.")
    if low is not None and high is not None and low > high:
        raise Refused(f"Đầu thấp {low:f} lớn hơn đầu cao {high:f}. Đổi lại hai đầu.")
    if (low is not None and value < low) or (high is not None and value > high):
        raise Refused(f"Giá trị {value:f} nằm ngoài khoảng từ thấp đến cao. Sửa giá trị hoặc khoảng.")
    least = -100 if assumption.unit.startswith("%") else 0
    if min(numbers) <= least:
        raise Refused(f"Giả định «{assumption.name_vi}» phải lớn hơn {least}.")


@action(allow=_reader)
def save_scenario(
    *, actor: Actor, programme: Programme, name: str, values: dict[str, str], base: dict[str, str],
    effects: list[dict[str, Any]], note: str = "",
) -> Scenario:  # fmt: skip
    """Keep a what-if with its answer, under a name of its own."""
    name = name.strip()
    if not name:
        raise Refused("Đặt tên cho kịch bản, ví dụ «Tăng trưởng 10%, tỷ giá 27.000».")
    if not values:
        raise Refused("Chưa có giả định nào được thay đổi; đổi ít nhất một giả định rồi lưu.")
    if Scenario.objects.filter(programme=programme, name=name[:120]).exists():
        raise Refused(f"Đã có kịch bản tên «{name[:120]}». Kịch bản đã lưu không sửa được; hãy đặt tên khác.")
    made = Scenario.objects.create(
        programme=programme, name=name[:120], values=values, base=base, effects=effects, note=note.strip()[:400],
        made_by=account_of(actor),
    )  # fmt: skip
    record(
        actor=actor, action="indicators.save_scenario", subject=made,
        data={"name": made.name, "values": values, "targets": len(effects)},
    )  # fmt: skip
    return made


@action(allow=_office)
def dismiss_finding(*, actor: Actor, key: str, code: str, words: str, reason: str) -> CheckDismissal:
    """Set a finding of the checks aside; the finding comes back when one of its figures changes."""
    if not reason.strip():
        raise Refused("Ghi lý do bỏ qua phát hiện này.")
    dismissal, made = CheckDismissal.objects.get_or_create(
        key=key[:40],
        defaults={"code": code[:40], "words": words[:600], "reason": reason.strip()[:400], "by": account_of(actor)},
    )
    if not made:
        raise Conflict("Phát hiện này đã có người bỏ qua. Tải lại trang.")
    record(
        actor=actor, action="indicators.dismiss_finding", subject=dismissal, label=words,
        data={"code": code, "key": key, "reason": reason},
    )  # fmt: skip
    return dismissal

"""Writes that the four kinds share: what was entered is approved by the head, confirmed or sent back by the office."""

from __future__ import annotations

from typing import Any

from lotrinh_web.audit.actions import Actor, action
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.products.access import AnyProduct, may_approve, may_confirm
from lotrinh_web.products.events import claim, locked, note, promulgate, reported_rows, said, waiting_mark
from lotrinh_web.products.models import Check, Finding, Instrument, ProductEvent

Kind = ProductEvent.Kind


def _check_seen(product: AnyProduct, states: set[str], seen: str | None) -> None:
    """What is decided on must be what the person saw."""
    if seen is not None and seen != waiting_mark(product, states):
        raise Conflict("Nội dung đã thay đổi sau khi bạn mở trang. Xem lại bản mới nhất rồi bấm lại.")


def _move(product: AnyProduct, states: set[str], to: str) -> int:
    return sum(rows.filter(check_state__in=states).update(check_state=to) for rows in reported_rows(product))


@action(allow=may_approve)
def approve(*, actor: Actor, product: AnyProduct, seen: str | None = None) -> int:
    """The head says: this is what we report. How many rows that were."""
    product = locked(product)
    _check_seen(product, {Check.ENTERED}, seen)
    moved = _move(product, {Check.ENTERED}, Check.APPROVED)
    if not moved:
        raise Refused("Không có nội dung nào chờ thủ trưởng duyệt. Tải lại trang để xem trạng thái mới nhất.")
    claim(product)
    note(actor=actor, product=product, kind=Kind.APPROVED, words=f"{moved} nội dung")
    return moved


@action(allow=may_confirm)
def confirm(*, actor: Actor, product: AnyProduct, seen: str | None = None) -> int:
    """The programme office takes what the head approved; only confirmed rows make a figure."""
    product = locked(product)
    _check_seen(product, {Check.APPROVED}, seen)
    moved = _move(product, {Check.APPROVED}, Check.CONFIRMED)
    if not moved:
        raise Refused("Không có nội dung nào chờ xác nhận. Tải lại trang để xem trạng thái mới nhất.")
    note(actor=actor, product=product, kind=Kind.CONFIRMED, words=f"{moved} nội dung")
    if isinstance(product, Instrument):
        promulgate(actor=actor, instrument=product)
    return moved


def _may_send_back(*, actor: Actor, product: AnyProduct, **_: Any) -> bool:
    return may_confirm(actor=actor) or may_approve(actor=actor, product=product)


@action(allow=_may_send_back)
def send_back(*, actor: Actor, product: AnyProduct, reason: str) -> int:
    """The head (what was entered) or the office (what was approved) sends back, saying why."""
    reason = said(reason, "Ghi lý do trả lại để người nhập biết phải sửa gì.")
    product = locked(product)
    states: set[str] = {Check.APPROVED, Check.ENTERED} if may_confirm(actor=actor) else {Check.ENTERED}
    moved = _move(product, states, Check.RETURNED)
    if not moved:
        raise Refused("Không có nội dung nào để trả lại. Tải lại trang để xem trạng thái mới nhất.")
    if isinstance(product, Finding) and product.phase == Finding.Phase.CLAIMED:
        product.phase, product.remedied_on = Finding.Phase.OPEN, None
        product.save(update_fields=["phase", "remedied_on"])
    note(actor=actor, product=product, kind=Kind.RETURNED, words=f"{moved} nội dung", reason=reason)
    return moved

"""Writes of the intake: a read file becomes a draft, people decide, a confirmed draft becomes a programme."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import F
from django.utils import timezone

from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.intake.models import Draft, DraftItem
from lotrinh_web.intake.proposals import proposals, proposed
from lotrinh_web.jobs.actions import start
from lotrinh_web.jobs.models import Job
from lotrinh_web.programmes.documents import ReadFile, keep, read_whole, refuse_known
from lotrinh_web.programmes.long_reading import waits
from lotrinh_web.programmes.models import Programme

Decision = DraftItem.Decision
MOST_WORDS = 1200


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


def read_file(name: str, content: bytes) -> ReadFile:
    """Read a file with the engine; touches no record. Refuses one that was taken in before."""
    return read_whole(name, content)[0]


@action(allow=_office)
def read_later(*, actor: Actor, name: str, content: bytes, pages: int, programme: Programme | None = None) -> Job:
    """Ask for a long reading (see `background.py`); with a programme it is compared with the version in use.

    Refuses a file that was taken in before. The file waits in the store until the reading ends.
    """
    refuse_known(hashlib.sha256(content).hexdigest())
    arguments = waits(name, content, pages)
    if programme is not None:
        arguments["programme"] = programme.pk
    return start(actor=actor, kind="read", title=f"Đọc văn bản «{name}»", arguments=arguments)


@action(allow=_office)
def take_in(*, actor: Actor, file: ReadFile) -> Draft:
    """Keep a read file as a draft: the document, and one item for each proposal."""
    document = keep(file)
    output = {**file.output, "page_starts": list(file.page_starts), "page_lines": list(file.page_lines)}
    draft = Draft.objects.create(document=document, output=output, uploaded_by=account_of(actor))
    DraftItem.objects.bulk_create(
        DraftItem(
            draft=draft, order=order, kind=p.kind, path=p.path[:60], proposal=p.value, start=p.start, end=p.end,
            confidence=p.confidence, doubtful=p.doubtful,
        )
        for order, p in enumerate(proposals(file.output, file.text))
    )  # fmt: skip
    record(
        actor=actor, action="intake.take_in", subject=document, label=file.name,
        data={"file": file.name, "sha256": file.hash, "items": draft.items.count()},
    )  # fmt: skip
    return draft


@action(allow=_office)
def decide(*, actor: Actor, item: DraftItem, decision: str, corrected: dict[str, Any] | None = None) -> DraftItem:
    """Accept, correct or reject one proposal; pending takes a decision back."""
    item = DraftItem.objects.select_for_update().select_related("draft").get(pk=item.pk)
    if item.draft.confirmed_at is not None:
        raise Conflict("Bản đọc này đã được xác nhận thành chương trình, không sửa được nữa.")
    if decision == Decision.CORRECTED and not corrected:
        raise Refused("Chưa nhập nội dung sửa.")
    item.decision = decision
    item.corrected = {**item.proposal, **corrected} if decision == Decision.CORRECTED and corrected else None
    item.decided_by, item.decided_at = account_of(actor), timezone.now()
    item.save(update_fields=["decision", "corrected", "decided_by", "decided_at"])
    record(
        actor=actor, action="intake.decide", subject=item.draft.document,
        label=str(item), data={"item": item.pk, "decision": decision, "corrected": corrected},
    )  # fmt: skip
    return item


@action(allow=_office)
def accept_sure(*, actor: Actor, draft: Draft, doubtful_too: bool = False) -> int:
    """Accept every undecided proposal the reader is sure of; the doubtful ones stay for a person."""
    if draft.confirmed_at is not None:
        raise Conflict("Bản đọc này đã được xác nhận thành chương trình, không sửa được nữa.")
    items = draft.items.filter(decision=Decision.PENDING)
    if not doubtful_too:
        items = items.filter(doubtful=False)
    count = items.update(decision=Decision.ACCEPTED, decided_by=account_of(actor), decided_at=timezone.now())
    record(
        actor=actor, action="intake.accept_sure", subject=draft.document,
        data={"items": count, "doubtful_too": doubtful_too},
    )  # fmt: skip
    return count


def _open_clause(item: DraftItem) -> DraftItem:
    item = DraftItem.objects.select_for_update(of=("self",)).select_related("draft__document").get(pk=item.pk)
    if item.draft.confirmed_at is not None:
        raise Conflict("Bản đọc này đã được xác nhận thành chương trình, không sửa được nữa.")
    if item.kind != DraftItem.Kind.CLAUSE or item.start is None or item.end is None:
        raise Refused("Chỉ tách, gộp được điều khoản có chỗ trong nguyên văn.")
    return item


def _correct(item: DraftItem, actor: Actor, **changed: Any) -> None:
    item.corrected, item.decision = {**item.value, **changed}, Decision.CORRECTED
    item.decided_by, item.decided_at = account_of(actor), timezone.now()
    item.save()


@action(allow=_office)
def split(*, actor: Actor, item: DraftItem, at: int) -> DraftItem:
    """Cut a clause in two at a place of the source; the second part is returned, under a path beside the first."""
    item = _open_clause(item)
    start, end, text = item.start or 0, item.end or 0, item.draft.document.text
    first, second = " ".join(text[start:at].split()), " ".join(text[at:end].split())
    if not start < at < end or not first or not second:
        raise Refused(f"Chỗ tách phải nằm giữa điều khoản {item.path}. Đặt con trỏ vào giữa câu chữ của nó rồi tách.")
    paths = set(item.draft.items.filter(kind=item.kind).values_list("path", flat=True))
    number = next(n for n in range(2, len(paths) + 3) if f"{item.path}-{n}" not in paths)
    item.draft.items.filter(order__gt=item.order).update(order=F("order") + 1)
    value = {**item.value, "label": "", "text": second, "text_start": second[:80]}
    value.pop("text_end", None)
    item.end = at
    _correct(item, actor, text=first)
    made = DraftItem.objects.create(
        draft=item.draft, order=item.order + 1, kind=item.kind, path=f"{item.path}-{number}"[:60], proposal=value,
        start=at, end=end, confidence=item.confidence, doubtful=True,
    )  # fmt: skip
    record(
        actor=actor, action="intake.split", subject=item.draft.document, label=str(item),
        data={"item": item.pk, "code": made.path},
    )  # fmt: skip
    return made


@action(allow=_office)
def merge(*, actor: Actor, item: DraftItem) -> DraftItem:
    """Join a clause to the one before it, which is returned; the joined one counts as rejected."""
    item = _open_clause(item)
    former = (
        item.draft.items.filter(kind=item.kind, order__lt=item.order, start__isnull=False)
        .exclude(decision=Decision.REJECTED)
        .order_by("-order")
        .first()
    )
    if former is None:
        raise Refused(f"Điều khoản {item.path} không có điều khoản nào đứng trước để gộp vào.")
    former.end = max(former.end or 0, item.end or 0)
    _correct(former, actor, text=f"{former.value.get('text') or ''} {item.value.get('text') or ''}".strip())
    item.decision, item.corrected = Decision.REJECTED, None
    item.decided_by, item.decided_at = account_of(actor), timezone.now()
    item.save(update_fields=["decision", "corrected", "decided_by", "decided_at"])
    record(
        actor=actor, action="intake.merge", subject=item.draft.document, label=str(item),
        data={"item": item.pk, "code": former.path},
    )  # fmt: skip
    return former


ADDED = {DraftItem.Kind.TARGET, DraftItem.Kind.ASSIGNMENT, DraftItem.Kind.CITATION}


@action(allow=_office)
def add(*, actor: Actor, draft: Draft, kind: str, start: int, end: int) -> DraftItem:
    """Put in what the reader missed: a target, an assignment or a citation at words of the source.

    The reader is asked again about these words alone; what it still does not find the person fills in.
    """
    draft = Draft.objects.select_for_update(of=("self",)).select_related("document").get(pk=draft.pk)
    if draft.confirmed_at is not None:
        raise Conflict("Bản đọc này đã được xác nhận thành chương trình, không sửa được nữa.")
    words = " ".join(draft.document.text[max(0, start) : max(0, end)].split())
    if kind not in ADDED or start < 0 or not words:
        raise Refused("Bôi đen câu chữ trong nguyên văn rồi chọn thêm chỉ tiêu, phân công hay viện dẫn.")
    if len(words) > MOST_WORDS:
        raise Refused(f"Đoạn được chọn dài {len(words)} ký tự. Chọn riêng câu nói điều cần thêm.")
    around = draft.items.filter(kind=DraftItem.Kind.CLAUSE, start__lte=start, end__gt=start).order_by("-start", "end")
    clause = around.exclude(decision=Decision.REJECTED).first()
    order = clause.order if clause else draft.items.filter(start__lte=start).count()
    draft.items.filter(order__gt=order).update(order=F("order") + 1)
    value = proposed(kind, words)
    item = DraftItem.objects.create(
        draft=draft, order=order + 1, kind=kind, path=clause.path if clause else "", proposal=value, corrected=value,
        start=start, end=end, decision=Decision.CORRECTED, decided_by=account_of(actor), decided_at=timezone.now(),
    )  # fmt: skip
    record(
        actor=actor, action="intake.add", subject=draft.document, label=str(item), data={"item": item.pk, "kind": kind}
    )
    return item

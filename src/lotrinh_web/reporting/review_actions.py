"""Writes of reviews: begin, write in a place, assemble again, decide, choose, freeze."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone, translation

from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting import review_content as content
from lotrinh_web.reporting.models import Review, ReviewDraft, ReviewEdit


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


@action(allow=_office)
def begin_review(
    *, actor: Actor, programme: Programme, kind: str, period: str, on: date, profile: str = "",
    profile_reason: str = "", made: tuple[str, dict[str, Any]] | None = None,
) -> ReviewDraft:  # fmt: skip
    """Assemble a review of a kind and period from the records as they stood at the end of a day.

    `made`: what `assembled` gave just before, where it was called apart because it is slow.
    """
    from lotrinh.writing.report import ANNEXES, usual_sections
    from lotrinh_web.reporting.reviews import in_force_profile

    if kind not in ReviewDraft.Kind.values:
        raise Refused("Chọn một loại báo cáo trong danh sách.")
    if on > timezone.localdate():
        raise Refused(f"Ngày chốt {on:%d/%m/%Y} chưa đến. Chọn ngày hôm nay hoặc trước đó.")
    usual = in_force_profile(programme, on)
    if profile and profile != usual and not profile_reason.strip():
        raise Refused(f"Thể thức đang có hiệu lực là {usual}. Ghi lý do khi chọn thể thức khác.")
    content_json, inputs = made or assembled(programme, kind, period, on)
    draft = ReviewDraft.objects.create(
        programme=programme, kind=kind, period=period, as_of=on, profile=profile or usual,
        profile_reason=profile_reason.strip()[:300],
        sections=list(usual_sections(kind)),  # type: ignore[arg-type]
        annexes=list(ANNEXES), assembled=content_json, inputs=inputs, assembled_at=timezone.now(),
        made_by=account_of(actor), demonstration=programme.demonstration,
    )  # fmt: skip
    record(actor=actor, action="reporting.begin_review", subject=draft, data={"kind": kind, "period": period})
    return draft


def assembled(programme: Programme, kind: str, period: str, on: date) -> tuple[str, dict[str, Any]]:
    """What the records say, as it is kept, and the keys of those records. Slow: it draws the charts."""
    from lotrinh.writing.kept import to_json
    from lotrinh_web.reporting.reviews import period_words, report_data

    with translation.override("vi"):
        words = period_words(programme, kind, period, on)
        data, inputs = report_data(programme, on, kind=kind, period=period, period_words=words)
    return to_json(data, content.keep_picture), inputs


@action(allow=_office)
def write(*, actor: Actor, draft: ReviewDraft, slot: str, text: str, version: int) -> ReviewEdit:
    """Write in one place. `version` is the one the form was opened with: who comes second is told."""
    draft = _open(draft)
    place = _place(draft, slot, version)
    if len(text) > content.MOST_WORDS:
        raise Refused(f"Mục «{place.label}» dài quá {content.MOST_WORDS} ký tự. Rút gọn hoặc chuyển sang phụ lục.")
    content.texts_of(text, set(content.data_of(draft).sources))  # refuses marks of no record
    return _keep(actor, draft, place, text=text)


@action(allow=_office)
def decide(*, actor: Actor, draft: ReviewDraft, slot: str, keep: bool, version: int) -> ReviewEdit:
    """Where the records changed under a person's text: keep the text, or take what the records say now."""
    draft = _open(draft)
    place = _place(draft, slot, version)
    if place.edit is None:
        raise Conflict("Mục này không có nội dung sửa tay. Tải lại trang.")
    return _keep(actor, draft, place, text=place.edit.text) if keep else _keep(actor, draft, place, withdrawn=True)


def _place(draft: ReviewDraft, slot: str, version: int) -> content.Slot:
    place = next((s for s in content.slots(draft) if s.code == slot), None)
    if place is None:
        raise Refused("Mục này không có trong báo cáo. Tải lại trang.")
    if place.version != version:
        who = place.edit.by if place.edit is not None else None
        raise Conflict(
            f"{who or 'Người khác'} vừa sửa mục «{place.label}» nên nội dung của bạn chưa được lưu. Nội dung đó vẫn ở "
            "trên trang: so với bản vừa lưu rồi lưu lại."
        )
    return place


def _keep(
    actor: Actor, draft: ReviewDraft, place: content.Slot, *, text: str = "", withdrawn: bool = False
) -> ReviewEdit:
    edit = ReviewEdit.objects.create(
        draft=draft, slot=place.code, text=text.strip(), withdrawn=withdrawn, based_on=place.basis, by=account_of(actor)
    )
    data = {"slot": place.label, "withdrawn": withdrawn}
    record(actor=actor, action="reporting.write_review", subject=draft, data=data)
    return edit


@action(allow=_office)
def assemble_again(
    *, actor: Actor, draft: ReviewDraft, on: date, made: tuple[str, dict[str, Any]] | None = None
) -> ReviewDraft:
    """Take what the records say now; people's text stays, and where both changed they are shown side by side.

    `made`: what `assembled` gave just before, where it was called apart because it is slow.
    """
    draft = _open(draft)
    if on > timezone.localdate():
        raise Refused(f"Ngày chốt {on:%d/%m/%Y} chưa đến. Chọn ngày hôm nay hoặc trước đó.")
    draft.assembled, draft.inputs = made or assembled(draft.programme, draft.kind, draft.period, on)
    draft.as_of, draft.assembled_at = on, timezone.now()
    draft.save(update_fields=["assembled", "inputs", "as_of", "assembled_at"])
    record(actor=actor, action="reporting.assemble_review", subject=draft, data={"as_of": str(on)})
    return draft


@action(allow=_office)
def choose_parts(*, actor: Actor, draft: ReviewDraft, sections: Sequence[str], annexes: Sequence[str]) -> ReviewDraft:
    """Which sections in which order, and which annexes."""
    from lotrinh.writing.report import ANNEXES, SECTIONS

    draft = _open(draft)
    if not sections or set(sections) - set(SECTIONS) or len(set(sections)) != len(sections):
        raise Refused("Chọn ít nhất một phần của báo cáo, mỗi phần một lần.")
    draft.sections, draft.annexes = list(sections), [code for code in ANNEXES if code in annexes]
    draft.save(update_fields=["sections", "annexes"])
    data = {"sections": draft.sections, "annexes": draft.annexes}
    record(actor=actor, action="reporting.choose_parts", subject=draft, data=data)
    return draft


@action(allow=_office)
def freeze(*, actor: Actor, draft: ReviewDraft) -> Review:
    """End the writing: the document and its Word file are kept; nothing of this review changes any more."""
    from lotrinh.writing import WRITER
    from lotrinh.writing.kept import to_json
    from lotrinh.writing.word import build

    draft = _open(draft)
    open_places = [slot.label for slot in content.slots(draft) if slot.outdated]
    if open_places:
        raise Refused(f"Số liệu gốc đã đổi ở: {'; '.join(open_places)}. Quyết định từng mục trước khi chốt.")
    document = content.put_together(draft)
    word = build(document, draft.profile)
    digest = hashlib.sha256(word).hexdigest()
    review = Review(
        programme=draft.programme, kind=draft.kind, period=draft.period, profile=draft.profile, made_at=timezone.now(),
        made_by=account_of(actor), inputs={**draft.inputs, "writer": WRITER}, file_hash=digest,
        demonstration=draft.demonstration,
    )  # fmt: skip
    name = f"{draft.programme.code}-{draft.kind}-{draft.period}-{digest[:8]}.docx".replace("/", "-")
    review.file.save(name, ContentFile(word), save=False)
    review.save()
    draft.document, draft.review = to_json(document, content.keep_picture), review
    draft.save(update_fields=["document", "review"])
    record(actor=actor, action="reporting.freeze_review", subject=draft, data={"sha256": digest})
    return review


def reproduce(draft: ReviewDraft) -> bytes:
    """The Word file of a frozen review, made again from what was kept."""
    from lotrinh.writing.kept import from_json
    from lotrinh.writing.word import build

    if not draft.frozen:
        raise Refused("Báo cáo này chưa chốt nên chưa có bản để lập lại.")
    return build(from_json(draft.document, content.picture), draft.profile)


def same_as_kept(draft: ReviewDraft) -> bool:
    """Whether making it again gives the very bytes that were kept."""
    return verdict(draft) == "same"


def verdict(draft: ReviewDraft) -> str:
    """`same`: made again it gives the very bytes. `earlier_writer`: the file is as it was frozen, but the program has
    since changed how it lays out a page, so it is not made again byte for byte. `changed`: file or records changed."""
    from lotrinh.writing import WRITER

    assert draft.review is not None
    with draft.review.file.open("rb") as handle:
        kept = hashlib.sha256(handle.read()).hexdigest()
    if kept != draft.review.file_hash:
        return "changed"
    if hashlib.sha256(reproduce(draft)).hexdigest() == kept:
        return "same"
    return "changed" if draft.review.inputs.get("writer", 1) == WRITER else "earlier_writer"


def _open(draft: ReviewDraft) -> ReviewDraft:
    draft = ReviewDraft.objects.select_for_update(of=("self",)).select_related("programme__document").get(pk=draft.pk)
    if draft.frozen:
        raise Refused("Báo cáo này đã chốt nên không sửa được. Lập một báo cáo mới nếu cần thay đổi.")
    return draft

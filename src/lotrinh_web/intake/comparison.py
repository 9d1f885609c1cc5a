"""A newer version of a programme's document: held against the one in use, decided difference by difference, applied.

Deciding changes nothing of the programme; `comparison_finish.finish` writes all that was adopted in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.intake.actions import take_in
from lotrinh_web.intake.effects import effects_of
from lotrinh_web.intake.models import Comparison, Difference, Draft
from lotrinh_web.programmes.documents import ReadFile, read_whole
from lotrinh_web.programmes.models import ClauseChange, Document, Programme

if TYPE_CHECKING:
    from lotrinh.reading import Reading

Decision = Difference.Decision
MOST_REASON = 400


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


# --- the version in use


def current_version(programme: Programme) -> Document:
    """The newest version of the programme's document: the last one that was compared to the end, else the first."""
    finished = programme.comparisons.exclude(finished_at=None).order_by("-finished_at", "-pk")
    last = finished.select_related("draft__document").first()
    return last.draft.document if last else programme.document


@dataclass(slots=True)
class Places:
    """Where the clauses of the newest version stand in the first: the clauses all targets and tasks hang on."""

    paths: dict[str, str] = field(default_factory=dict)
    made: dict[str, dict[str, list[int]]] = field(default_factory=dict)

    def first(self, path: str) -> str:
        """The path in the first version; "" for a clause that came later."""
        return "" if path in self.made else self.paths.get(path, path)


def places(programme: Programme) -> Places:
    """Follow the changes of all finished comparisons, oldest first."""
    found = Places()
    documents = programme.comparisons.exclude(finished_at=None).order_by("finished_at", "pk")
    for key in documents.values_list("draft__document", flat=True):
        paths, made = dict(found.paths), dict(found.made)
        for change in ClauseChange.objects.filter(programme=programme, document=key).exclude(new_path=""):
            paths.pop(change.new_path, None)
            made.pop(change.new_path, None)
            if change.kind == ClauseChange.Kind.ADDED:
                made[change.new_path] = change.made
            elif change.old_path in found.made:
                made[change.new_path] = found.made[change.old_path]
            else:
                paths[change.new_path] = found.paths.get(change.old_path, change.old_path)
        found = Places(paths, made)
    return found


def former_reading(programme: Programme) -> Reading:
    """The version in use, read again from what was kept of it: its file, else its words."""
    from lotrinh.reading import read

    document = current_version(programme)
    if not document.file:
        filled = Draft.objects.filter(fills=programme, comparison=None).exclude(document__file="")
        draft = filled.select_related("document").order_by("-confirmed_at").first()
        document = draft.document if draft else document
    if document.file:
        try:
            with document.file.open("rb") as file:
                return read(file.read(), document.file_name)
        except OSError:
            pass  # the file is gone from the disk; its words are still in the record
    if not document.text.strip():
        raise Refused(
            f"Chương trình «{programme.name_vi}» chưa có nguyên văn để so sánh. Nhập văn bản gốc ở mục Văn bản, "
            "chọn «Điền nguyên văn», rồi nhập bản mới."
        )
    return read(document.text.encode(), "van-ban.txt")


# --- start


@dataclass(frozen=True, slots=True)
class Newer:
    """A newer version read, with the version in use beside it."""

    file: ReadFile
    reading: Reading
    former: Reading


def read_newer(programme: Programme, name: str, content: bytes) -> Newer:
    """Read a newer version of the programme's document, and the one in use again; touches no record."""
    _one_at_a_time(programme)
    former = former_reading(programme)
    file, reading = read_whole(name, content)
    return Newer(file, reading, former)


@action(allow=_office)
def take_in_newer(*, actor: Actor, programme: Programme, newer: Newer) -> Comparison:
    """Keep a newer version of the programme's document and hold it against the one in use."""
    _one_at_a_time(programme)
    draft = take_in(actor=actor, file=newer.file)
    return _start(actor, programme, draft, newer.former, newer.reading, newer.file)


@action(allow=_office)
def compare_draft(*, actor: Actor, programme: Programme, draft: Draft) -> Comparison:
    """Hold a document that was taken in before against the version in use."""
    from lotrinh.reading import read

    if draft.confirmed_at is not None or Comparison.objects.filter(draft=draft).exists():
        raise Conflict("Bản đọc này đã được xác nhận hoặc đã đem so sánh. Tải lại trang.")
    _one_at_a_time(programme)
    document = draft.document
    with document.file.open("rb") as kept:
        content = kept.read()
    reading = read(content, document.file_name)
    file = ReadFile(document.file_name, content, document.text, reading.to_json())
    return _start(actor, programme, draft, former_reading(programme), reading, file)


def _one_at_a_time(programme: Programme) -> None:
    going = programme.comparisons.filter(finished_at=None).select_related("draft__document").first()
    if going is not None:
        raise Refused(
            f"Chương trình đang có một bản so sánh chưa xong («{going.draft.document.file_name}»). "
            "Hoàn tất hoặc bỏ bản đó rồi nhập bản mới."
        )


def _start(
    actor: Actor, programme: Programme, draft: Draft, old: Reading, new: Reading, file: ReadFile
) -> Comparison:  # fmt: skip
    from lotrinh.reading.compare import compare

    changes = compare(old, new)
    before = old.to_json()
    _must_be_a_version(before, file.output, [c.kind for c in changes], programme)
    effects = effects_of(programme, changes, before, file.output, places(programme))
    comparison = Comparison.objects.create(
        programme=programme, former=current_version(programme), draft=draft, started_by=account_of(actor),
        clauses=_clauses(before),
    )  # fmt: skip
    Difference.objects.bulk_create(
        Difference(
            comparison=comparison, order=order, kind=change.kind, old_path=(change.old_path or "")[:60],
            new_path=(change.new_path or "")[:60], words=[list(pair) for pair in change.words], effects=found,
        )
        for order, (change, found) in enumerate(zip(changes, effects, strict=True))
    )  # fmt: skip
    record(
        actor=actor, action="intake.compare", subject=draft.document, label=draft.document.file_name,
        data={"programme": programme.code, "file": draft.document.file_name, "items": len(changes),
              "effects": sum(len(found) for found in effects)},
    )  # fmt: skip
    return comparison


def _clauses(output: dict[str, Any]) -> int:
    paths = {n["path"] for n in output["outline"] if n["kind"] != "paragraph"}
    return len(paths | {a["path"] for a in (*output["assignments"], *output.get("watchers", ()))})


def _must_be_a_version(old: dict[str, Any], new: dict[str, Any], kinds: list[str], programme: Programme) -> None:
    """A file that shares almost nothing with the document is another document, not a newer version of it."""
    former, newer = _clauses(old), _clauses(new)
    if not newer:
        raise Refused("Không đọc được điều khoản nào trong tệp. Kiểm tra lại tệp, hoặc nhập bản Word hay PDF có chữ.")
    if former and kinds.count("removed") > former * 0.8:
        raise Refused(
            f"Tệp này không phải bản mới của «{programme.name_vi}»: {kinds.count('removed')} trên {former} điều khoản "
            "không còn. Nếu là văn bản khác, nhập ở khung «Nhập văn bản mới»."
        )


# --- decide


def _open(difference: Difference) -> Difference:
    found = Difference.objects.select_for_update(of=("self",)).select_related("comparison__draft__document")
    difference = found.get(pk=difference.pk)
    if difference.comparison.finished_at is not None:
        raise Conflict("Bản so sánh này đã hoàn tất, không đổi quyết định được nữa.")
    return difference


@action(allow=_office)
def decide_difference(*, actor: Actor, difference: Difference, decision: str, reason: str = "") -> Difference:
    """Adopt a difference, keep the programme as it is (with the reason), or take the decision back."""
    difference = _open(difference)
    reason = " ".join(reason.split())
    if decision == Decision.KEPT and not reason:
        raise Refused(f"Ghi lý do giữ nguyên ở mục {difference.path}.")
    if len(reason) > MOST_REASON:
        raise Refused(f"Lý do dài {len(reason)} ký tự, tối đa {MOST_REASON}. Rút gọn lại.")
    difference.decision, difference.reason = decision, "" if decision == Decision.PENDING else reason
    taken = decision != Decision.PENDING
    difference.decided_by, difference.decided_at = (account_of(actor), timezone.now()) if taken else (None, None)
    difference.save(update_fields=["decision", "reason", "decided_by", "decided_at"])
    record(
        actor=actor, action="intake.decide_difference", subject=difference.comparison.draft.document,
        label=str(difference), data={"item": difference.pk, "decision": decision, "reason": reason},
    )  # fmt: skip
    return difference


@action(allow=_office)
def adopt_without_effect(*, actor: Actor, comparison: Comparison) -> int:
    """Adopt every undecided difference that touches no target and no task."""
    if comparison.finished_at is not None:
        raise Conflict("Bản so sánh này đã hoàn tất, không đổi quyết định được nữa.")
    waiting = comparison.differences.filter(decision=Decision.PENDING, effects=[])
    count = waiting.update(decision=Decision.ADOPTED, decided_by=account_of(actor), decided_at=timezone.now())
    record(actor=actor, action="intake.adopt_without_effect", subject=comparison.draft.document, data={"items": count})
    return count


@action(allow=_office)
def give_up(*, actor: Actor, comparison: Comparison, reason: str) -> Draft:
    """Drop a comparison that is not finished; the file that was read stays as a draft of its own."""
    comparison = Comparison.objects.select_for_update(of=("self",)).select_related("draft__document").get(
        pk=comparison.pk
    )  # fmt: skip
    if comparison.finished_at is not None:
        raise Conflict("Bản so sánh này đã hoàn tất, không bỏ được nữa.")
    if not reason.strip():
        raise Refused("Ghi lý do bỏ bản so sánh.")
    draft = comparison.draft
    record(
        actor=actor, action="intake.give_up_comparison", subject=draft.document,
        data={"reason": reason.strip(), "items": comparison.differences.exclude(decision=Decision.PENDING).count()},
    )  # fmt: skip
    comparison.delete()
    return draft


# --- reads


@dataclass(frozen=True, slots=True)
class State:
    """How far a comparison is decided."""

    total: int
    decided: int
    touching: int  # differences with an effect
    touching_open: int

    @property
    def ready(self) -> bool:
        """Whether it may be finished."""
        return self.touching_open == 0


def state_of(comparison: Comparison) -> State:
    """Counts over the differences."""
    rows = list(comparison.differences.values_list("decision", "effects"))
    touching = [decision for decision, effects in rows if effects]
    decided = sum(decision != Decision.PENDING for decision, _effects in rows)
    return State(len(rows), decided, len(touching), touching.count(str(Decision.PENDING)))


def changes_of(clause_key: int) -> list[ClauseChange]:
    """What newer versions did to a clause or added below it, oldest first."""
    found = ClauseChange.objects.filter(Q(former=clause_key) | Q(under=clause_key))
    return list(found.select_related("document", "decided_by"))


KINDS: dict[str, Callable[[Difference], bool]] = {
    "anh-huong": lambda d: bool(d.effects),
    "chua-quyet": lambda d: d.decision == Decision.PENDING,
}
"""What `?xem=` may ask for besides the four kinds."""

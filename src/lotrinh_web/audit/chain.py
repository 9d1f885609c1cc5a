"""How an entry is hashed, and how the chain is checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC

from lotrinh_web.audit.models import AuditEntry, AuditHead

FIRST_HASH = "0" * 64
FIELDS = (
    "sequence", "actor_key", "actor_name", "action", "object_type", "object_id", "object_label", "data", "request_id",
    "previous_hash",
)  # fmt: skip


def entry_hash(entry: AuditEntry) -> str:
    """SHA-256 over the entry's fields as canonical JSON; the time counts in UTC to the microsecond."""
    content = {name: getattr(entry, name) for name in FIELDS}
    content["recorded_at"] = entry.recorded_at.astimezone(UTC).isoformat(timespec="microseconds")
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold."""

    sequence: int
    kind: str  # "changed", "missing", "inserted", "cut off"
    sentence: str


STEP = 2_000
"""Entries between two reports of progress."""


def verify(progress: Callable[[int, int], None] | None = None) -> Iterator[Break]:
    """Walk the whole chain and yield every place where it does not hold, in order.

    What is written while it walks is not its business: it goes as far as the head it found.
    """
    head = AuditHead.objects.first()
    if head is None:
        if AuditEntry.objects.exists():
            yield Break(1, "cut off", "Thiếu mốc cuối chuỗi của nhật ký.")
        return
    expected, previous = 1, FIRST_HASH
    for entry in AuditEntry.objects.order_by("sequence").iterator(chunk_size=STEP):
        if entry.sequence > head.sequence and AuditHead.objects.exclude(sequence=head.sequence).exists():
            break  # written since, with the head: the next walk's business
        if progress is not None and expected % STEP == 0:
            progress(expected, head.sequence)
        if entry.sequence != expected:
            missing = f"{expected}" if entry.sequence == expected + 1 else f"{expected}–{entry.sequence - 1}"
            yield Break(expected, "missing", f"Thiếu bản ghi số {missing}.")
        elif entry.previous_hash != previous:
            yield Break(entry.sequence, "inserted", f"Bản ghi số {entry.sequence} không nối tiếp bản ghi liền trước.")
        if entry.hash != entry_hash(entry):
            yield Break(entry.sequence, "changed", f"Bản ghi số {entry.sequence} đã bị sửa sau khi ghi.")
        expected, previous = entry.sequence + 1, entry.hash
    if (head.sequence, head.hash) != (expected - 1, previous):
        text = f"Cuối chuỗi không khớp: sổ ghi nhận {head.sequence} bản ghi, đọc được đến số {expected - 1}."
        yield Break(expected, "cut off", text)

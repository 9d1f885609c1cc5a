"""How an entry is hashed, and how the chain is checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
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


def verify() -> Iterator[Break]:
    """Walk the whole chain and yield every place where it does not hold, in order."""
    expected, previous = 1, FIRST_HASH
    for entry in AuditEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        if entry.sequence != expected:
            missing = f"{expected}" if entry.sequence == expected + 1 else f"{expected}–{entry.sequence - 1}"
            yield Break(expected, "missing", f"Thiếu bản ghi số {missing}.")
        elif entry.previous_hash != previous:
            yield Break(entry.sequence, "inserted", f"Bản ghi số {entry.sequence} không nối tiếp bản ghi liền trước.")
        if entry.hash != entry_hash(entry):
            yield Break(entry.sequence, "changed", f"Bản ghi số {entry.sequence} đã bị sửa sau khi ghi.")
        expected, previous = entry.sequence + 1, entry.hash
    head = AuditHead.objects.first()
    if head is not None and (head.sequence, head.hash) != (expected - 1, previous):
        text = f"Cuối chuỗi không khớp: sổ ghi nhận {head.sequence} bản ghi, đọc được đến số {expected - 1}."
        yield Break(expected, "cut off", text)
    elif head is None and expected > 1:
        yield Break(expected, "cut off", "Thiếu mốc cuối chuỗi của nhật ký.")

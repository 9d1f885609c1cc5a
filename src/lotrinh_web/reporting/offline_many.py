"""Returned workbooks by the hundred: kept as they came, then taken in one by one as long work.

Each file is taken in and written, or refused, by itself. Work that was broken off goes on at the file it was at: what
was written already then has nothing new, so nothing is written twice.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import ngettext

from lotrinh.errors import InvalidData, LotrinhError
from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, SystemActor, action, record
from lotrinh_web.errors import ActionError, Conflict, Refused
from lotrinh_web.reporting import offline
from lotrinh_web.reporting.batch_models import WorkbookBatch
from lotrinh_web.reporting.models import ReportingRound, Submission

MOST_FILES = 300
Result = dict[str, Any]


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


@action(allow=_office)
def receive_many(*, actor: Actor, opened: ReportingRound, files: Iterable[tuple[str, bytes]]) -> WorkbookBatch:
    """Keep files as they came, each with its name; nothing of any report changes yet."""
    folder, kept = uuid.uuid4().hex, []
    for number, (name, content) in enumerate(files):
        if number == MOST_FILES:
            raise Refused(f"Nhiều hơn {MOST_FILES} tệp. Nộp làm nhiều lần.")
        path = default_storage.save(f"workbook-batches/{folder}/{number}.xlsx", ContentFile(content))
        kept.append({"name": name[:200], "path": path})
    if not kept:
        raise Refused("Chọn một hoặc nhiều tệp rồi bấm «Nhận các tệp».")
    batch = WorkbookBatch.objects.create(
        round=opened, uploaded_by=account_of(actor), uploaded_at=timezone.now(),
        files=kept,
    )  # fmt: skip
    record(actor=actor, action="reporting.receive_workbooks", subject=batch, data={"files": len(kept)})
    return batch


def take_in_next(batch: WorkbookBatch) -> bool:
    """Take in the first file that has no result yet and keep its result; whether there was one."""
    if len(batch.results) >= len(batch.files):
        return False
    file = batch.files[len(batch.results)]
    actor: Actor = batch.uploaded_by or SystemActor("việc nền")
    batch.results = [*batch.results, _one(actor, batch.round, file["name"], file["path"])]
    batch.save(update_fields=["results"])
    default_storage.delete(file["path"])
    return True


@action(allow=_office)
def finish_batch(*, actor: Actor, batch: WorkbookBatch) -> WorkbookBatch:
    """Say that all files have their result."""
    batch.finished_at = timezone.now()
    batch.save(update_fields=["finished_at"])
    counts: dict[str, int] = {}
    for result in batch.results:
        counts[result["outcome"]] = counts.get(result["outcome"], 0) + 1
    record(actor=actor, action="reporting.take_in_workbooks", subject=batch, data=counts)
    return batch


def _one(actor: Actor, opened: ReportingRound, name: str, path: str) -> Result:
    """What becomes of one file: taken, same (nothing new), conflict (a person decides) or refused."""
    result: Result = {
        "name": name, "outcome": "refused", "words": "", "problems": [], "submission": None, "organisation": "",
        "workbook": None,
    }  # fmt: skip
    try:
        with default_storage.open(path, "rb") as kept:
            content = kept.read(offline.MOST_BYTES + 1)
        submission = addressed(opened, content)
        result |= {"submission": submission.pk, "organisation": str(submission.organisation)}
        workbook = offline.take_in(actor=actor, submission=submission, name=name, content=content)
        result["workbook"] = workbook.pk
        _saved, cells = offline.apply_workbook(actor=actor, workbook=workbook, version=workbook.version_seen)
    except Conflict as error:
        return result | {"outcome": "conflict", "words": str(error)}
    except LotrinhError as error:
        same = isinstance(error, ActionError) and result["workbook"] is not None
        return result | {"outcome": "same" if same else "refused", "problems": sentences(error)}
    words = ngettext("Đã ghi %(n)d ô.", "Đã ghi %(n)d ô.", cells) % {"n": cells}
    return result | {"outcome": "taken", "words": words}


def addressed(opened: ReportingRound, content: bytes) -> Submission:
    """The report of this round a file belongs to."""
    from lotrinh.writing.sheet_places import read_identity

    if len(content) > offline.MOST_BYTES:
        raise InvalidData(f"Tệp lớn hơn {offline.MOST_BYTES // 2**20} MB. Tải lại bảng tính rồi chỉ nhập nội dung.")
    identity = read_identity(content)
    if not identity:
        raise InvalidData("Tệp không phải tệp tải từ hệ thống. Tải lại tệp của kỳ này, chép nội dung vào rồi nộp.")
    found = Submission.objects.filter(round=opened, organisation__code=identity.get("agency", ""))
    submission = found.select_related("organisation", "round__programme").first()
    if submission is None:
        name = identity.get("agency_name", "")[:120]
        raise InvalidData(f"Cơ quan «{name}» ghi trong tệp không phải báo cáo ở kỳ này. Kiểm tra lại tệp.")
    return submission


def sentences(error: LotrinhError) -> list[str]:
    """What an error says, one sentence a bad cell."""
    return [problem.sentence() for problem in getattr(error, "problems", ())] or [str(error)]

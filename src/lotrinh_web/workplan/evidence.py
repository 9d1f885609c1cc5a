"""Evidence files: judged by their content, kept by their hash, given out only as downloads."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from lotrinh.errors import ClassifiedDocument, UnreadableDocument
from lotrinh_web.accounts.access import Viewer, account_of, is_agency, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Refused
from lotrinh_web.organisations.queries import Lineage, agency_of
from lotrinh_web.workplan.life_models import EvidenceFile
from lotrinh_web.workplan.models import Assignment, Task

EXTENSIONS = {
    "pdf": {"pdf"}, "docx": {"docx"}, "xlsx": {"xlsx"}, "image": {"png", "jpg", "jpeg", "tif", "tiff", "bmp"},
    "text": {"txt", "csv", "md"}, "odt": {"odt"}, "ods": {"ods"},
}  # fmt: skip
PAGES_LOOKED_AT = 3


def leads(user: Viewer, task: Task) -> bool:
    """Whether a person acts for the body that leads a task today (or took over from it)."""
    if not is_agency(user):
        return False
    today = timezone.localdate()
    body = agency_of(user, today)
    if body is None:
        return False
    led = Assignment.objects.filter(task=task, part=Assignment.Part.LEAD, until=None)
    return led.filter(organisation__in=Lineage().predecessors(body, today)).exists()


def _adds(*, actor: Actor, task: Task, **_: Any) -> bool:
    return is_office(actor) or leads(actor, task)


@action(allow=_adds)
def add_evidence(*, actor: Actor, task: Task, name: str, content: bytes, note: str = "") -> EvidenceFile:
    """Keep a file as evidence of a task. Refused: too big, another type than its name says, programs, macros, MẬT."""
    return kept(actor=actor, task=task, name=name, content=content, note=note)


def kept(*, actor: Actor, task: Task, name: str, content: bytes, note: str = "", about: str = "") -> EvidenceFile:
    """Judge and keep a file, in the transaction of an action that has checked who may; `about`: what it shows."""
    name = PurePath(name.replace("\\", "/")).name[-200:] or "tep"
    kind = judged(name, content)
    digest = hashlib.sha256(content).hexdigest()
    if EvidenceFile.objects.filter(task=task, sha256=digest).exists():
        raise Refused(f"Tệp «{name}» đã có trong minh chứng của nhiệm vụ này.")
    if not default_storage.exists(path_of(digest)):
        default_storage.save(path_of(digest), ContentFile(content))
    made = EvidenceFile.objects.create(
        task=task, name=name, sha256=digest, size=len(content), kind=kind, note=note.strip()[:300], about=about,
        uploaded_at=timezone.now(), uploaded_by=account_of(actor),
    )  # fmt: skip
    record(actor=actor, action="workplan.add_evidence", subject=task, data={"name": name, "sha256": digest})
    return made


@action(allow=_adds)
def withdraw_evidence(*, actor: Actor, task: Task, evidence: EvidenceFile, reason: str) -> EvidenceFile:
    """Set a file aside with a reason; it stays readable and in the trail."""
    if not reason.strip():
        raise Refused("Ghi lý do rút minh chứng.")
    evidence.withdrawn_reason = reason.strip()[:300]
    evidence.save(update_fields=["withdrawn_reason"])
    data = {"name": evidence.name, "sha256": evidence.sha256, "reason": evidence.withdrawn_reason}
    record(actor=actor, action="workplan.withdraw_evidence", subject=task, data=data)
    return evidence


def path_of(digest: str) -> str:
    """Where a file stands: by its hash, so that nothing a person names reaches the file system."""
    return f"evidence/{digest[:2]}/{digest}"


def judged(name: str, content: bytes) -> str:
    """What a file is, by its content. Raises Refused with what is wrong."""
    from lotrinh.reading.formats.sniff import kind_of

    if len(content) > settings.MAX_DOCUMENT_BYTES:
        raise Refused(
            f"Tệp «{name}» lớn hơn {settings.MAX_DOCUMENT_BYTES // 2**20} MB. Chia nhỏ hoặc giảm độ phân giải."
        )
    try:
        kind = str(kind_of(content, name))
    except UnreadableDocument as error:
        raise Refused(str(error)) from error
    extension = PurePath(name).suffix.lower().removeprefix(".")
    if kind not in EXTENSIONS:
        raise Refused(f"Tệp «{name}» là dạng cũ có thể chứa mã lệnh. Lưu lại thành .docx, .xlsx hoặc .pdf rồi gửi.")
    if extension not in EXTENSIONS[kind]:
        raise Refused(
            f"Tệp «{name}» có nội dung dạng {kind} nhưng mang đuôi «.{extension}». Đặt lại đúng đuôi rồi gửi."
        )
    if kind == "text" and b"\x00" in content:
        raise Refused(f"Tệp «{name}» không phải văn bản đọc được.")
    if kind in {"docx", "xlsx"} and _has_macros(content):
        raise Refused(f"Tệp «{name}» có macro. Lưu lại không kèm macro rồi gửi.")
    refuse_classified(kind, content)
    return kind


def _has_macros(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return any(PurePath(entry).name.lower() == "vbaproject.bin" for entry in package.namelist())


def refuse_classified(kind: str, content: bytes) -> None:
    """Raises ClassifiedDocument where the file carries a marking of state secrecy."""
    from lotrinh.reading.formats.classified import marking

    for line in _first_lines(kind, content):
        if grade := marking(line):
            raise ClassifiedDocument(f"Tệp có dấu độ mật «{grade}». Hệ thống không nhận và không lưu lại gì.")


def _first_lines(kind: str, content: bytes) -> list[str]:
    """Lines where a marking would stand; none for pictures, which are not read here."""
    if kind == "text":
        return content[:20_000].decode("utf-8", errors="replace").splitlines()[:60]
    if kind == "docx":
        from lotrinh.writing.package import open_word

        word = open_word(content)
        tables = [cell.text for table in word.tables[:2] for row in table.rows[:6] for cell in row.cells]
        lines = [paragraph.text for paragraph in word.paragraphs[:60]] + tables
        return [part for line in lines for part in line.splitlines()]
    if kind == "pdf":
        return _pdf_lines(content)
    return []


def _pdf_lines(content: bytes) -> list[str]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as document:
            pages = range(min(PAGES_LOOKED_AT, len(document)))
            texts = [document[number].get_textpage().get_text_bounded() for number in pages]
    except pypdfium2.PdfiumError as error:
        raise Refused("Tệp PDF bị hỏng hoặc có mật khẩu nên không mở được. Lưu lại rồi gửi.") from error
    return [line for text in texts for line in text.splitlines()]

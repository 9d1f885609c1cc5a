"""A review as places to write in: what the records say there, what a person made of it, and the two put together."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from lotrinh_web.errors import Refused
from lotrinh_web.reporting.models import ReviewDraft, ReviewEdit

if TYPE_CHECKING:
    from lotrinh.writing.document import Document, Text
    from lotrinh.writing.report import ProgressReport

MOST_WORDS = 20_000  # characters in one place
_MARK = re.compile(r"\s*\[\^([A-Za-z0-9_-]{1,40})\]")
_FIELDS = {
    "opening": ("", _("Mở đầu")), "situation": ("situation", _("Đặc điểm tình hình")),
    "leadership": ("leadership", _("Lãnh đạo, chỉ đạo, quán triệt, tuyên truyền")),
    "target_notes": ("targets", _("Nhận xét về chỉ tiêu")), "inspection": ("inspection", _("Kiểm tra, giám sát")),
    "direction": ("direction", _("Phương hướng thời gian tới")),
    "proposals_up": ("proposals", _("Kiến nghị với Trung ương")),
    "proposals_here": ("proposals", _("Kiến nghị với cấp ủy, chính quyền cùng cấp")),
    "new_document": ("new_document", _("Đề xuất văn bản mới")),
}  # fmt: skip
_ASSESSED = {
    "strengths": _("Ưu điểm"), "shortcomings": _("Hạn chế, khuyết điểm"),
    "objective_causes": _("Nguyên nhân khách quan"), "subjective_causes": _("Nguyên nhân chủ quan"),
    "lessons": _("Bài học kinh nghiệm"), "models": _("Mô hình hay, cách làm hiệu quả"),
}  # fmt: skip


ANNEX_NAMES = {
    "issued": _("Văn bản đã ban hành"), "targets": _("Kết quả thực hiện chỉ tiêu"),
    "tasks": _("Kết quả thực hiện nhiệm vụ"), "instruments": _("Văn bản thể chế hóa"),
    "disbursement": _("Dự án và giải ngân"), "dissemination": _("Quán triệt, tuyên truyền"),
    "findings": _("Kiến nghị kiểm tra, giám sát"), "charts": _("Biểu đồ"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """One place to write in. `said` is what the records say, `edit` what a person wrote over it."""

    code: str
    section: str  # of SECTIONS; "" before the first
    label: str
    said: str
    edit: ReviewEdit | None

    @property
    def basis(self) -> str:
        """A hash of what the records say."""
        return hashlib.sha256(self.said.encode()).hexdigest()

    @property
    def words(self) -> str:
        """What stands in the review."""
        return self.edit.text if self.edit is not None else self.said

    @property
    def outdated(self) -> bool:
        """Whether the records say something else than when the person wrote."""
        return self.edit is not None and self.edit.based_on != self.basis

    @property
    def version(self) -> int:
        """Key of the edit that counts, 0 where there is none; a stale form is told by it."""
        return self.edit.pk if self.edit is not None else 0


def data_of(draft: ReviewDraft) -> ProgressReport:
    """What the records said when the review was last assembled."""
    from lotrinh.writing.kept import from_json

    data: ProgressReport = from_json(draft.assembled, picture)
    return data


def slots(draft: ReviewDraft, data: ProgressReport | None = None) -> list[Slot]:
    """Every place of the wanted sections, in the order of the report."""
    data = data or data_of(draft)
    edits = {edit.slot: edit for edit in draft.edits.select_related("by")}
    found = [
        Slot(code, section, label, said, _counting(edits.get(code))) for code, section, label, said in _places(data)
    ]
    order = {code: index for index, code in enumerate(["", *draft.sections])}
    return sorted((slot for slot in found if slot.section in order), key=lambda slot: order[slot.section])


def _counting(edit: ReviewEdit | None) -> ReviewEdit | None:
    return None if edit is None or edit.withdrawn else edit


def group_code(title: str) -> str:
    """The place of a task group, by its title: groups may come and go between two assemblies."""
    return "group-" + hashlib.sha256(title.encode()).hexdigest()[:12]


def _places(data: ProgressReport) -> Iterable[tuple[str, str, str, str]]:
    for name, (section, label) in _FIELDS.items():
        yield name, section, str(label), words_of(getattr(data, name))
        if name == "target_notes":
            for group in data.groups:
                yield group_code(group.title), "groups", group.title, words_of(group.text)
        if name == "inspection":
            for part, words in _ASSESSED.items():
                yield f"assessment-{part}", "assessment", str(words), words_of(getattr(data.assessment, part))


def words_of(texts: Sequence[Text]) -> str:
    """Paragraphs as lines; a figure's source as `[^key]` behind it."""
    from lotrinh.writing.document import runs_of

    return "\n".join(
        "".join(run.text + (f" [^{run.source}]" if run.source else "") for run in runs_of(text)) for text in texts
    )


def texts_of(words: str, known: Iterable[str]) -> list[Text]:
    """Lines as paragraphs. Refused where a mark names no record of this review."""
    from lotrinh.writing.document import Run

    found: list[Text] = []
    for line in filter(None, (line.strip() for line in words.replace("\r", "").split("\n"))):
        runs, at = [], 0
        for mark in _MARK.finditer(line):
            if mark.group(1) not in known:
                raise Refused(
                    f"Dấu nguồn «{mark.group().strip()}» không chỉ bản ghi nào của báo cáo này. Giữ nguyên dấu nguồn "
                    "đi kèm số liệu, hoặc bỏ dấu đó."
                )
            runs.append(Run(line[at : mark.start()], source=mark.group(1)))
            at = mark.end()
        runs.append(Run(line[at:]))
        found.append(tuple(run for run in runs if run.text or run.source))
    return found


def put_together(draft: ReviewDraft) -> Document:
    """The document: people's text where there is some, what the records say elsewhere."""
    from lotrinh.writing.report import report_document

    data = data_of(draft)
    known = set(data.sources)
    changes: dict[str, Any] = {}
    assessed: dict[str, Any] = {}
    groups = {group_code(group.title): group for group in data.groups}
    for slot in slots(draft, data):
        if slot.edit is None:
            continue
        texts = texts_of(slot.edit.text, known)
        if slot.code in groups:
            groups[slot.code] = replace(groups[slot.code], text=texts)
        elif slot.code.startswith("assessment-"):
            assessed[slot.code.removeprefix("assessment-")] = texts
        else:
            changes[slot.code] = texts
    return report_document(
        replace(
            data, **changes, groups=list(groups.values()), assessment=replace(data.assessment, **assessed),
            sections=tuple(draft.sections), annexes=tuple(draft.annexes),
        )
    )  # fmt: skip


def finished(draft: ReviewDraft) -> Document:
    """The document of a frozen review, as it was kept."""
    from lotrinh.writing.kept import from_json

    document: Document = from_json(draft.document, picture)
    return document


def picture(key: str) -> bytes:
    """A kept chart."""
    with default_storage.open(_picture_path(key), "rb") as handle:
        content: bytes = handle.read()
    return content


def keep_picture(key: str, png: bytes) -> None:
    """Keep a chart under its hash, once."""
    if not default_storage.exists(_picture_path(key)):
        default_storage.save(_picture_path(key), ContentFile(png))


def _picture_path(key: str) -> str:
    return f"review-pictures/{key}.png"

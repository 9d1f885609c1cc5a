"""Word templates that people edit themselves: taken only when they fill with a review's data without a fault."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile

from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Refused
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting import review_content
from lotrinh_web.reporting.models import ReviewDraft, ReviewTemplate

if TYPE_CHECKING:
    from lotrinh.writing.report import ProgressReport

MOST_BYTES = 10 * 2**20
_EXTERNAL = re.compile(rb'<Relationship\b[^>]*TargetMode="External"[^>]*>')
FIELDS = {
    "loai": "tên loại báo cáo", "ky": "kỳ, viết trong câu", "chuong_trinh": "văn bản của chương trình",
    "co_quan": "cơ quan ban hành", "so_lieu_den": "ngày chốt số liệu", "tong_hop_nhiem_vu": "câu tổng hợp nhiệm vụ",
    "mo_dau": "các đoạn mở đầu", "tinh_hinh": "các đoạn đặc điểm tình hình",
    "lanh_dao": "các đoạn lãnh đạo, chỉ đạo", "nhan_xet_chi_tieu": "các đoạn nhận xét về chỉ tiêu",
    "kiem_tra": "các đoạn kiểm tra, giám sát", "phuong_huong": "các đoạn phương hướng",
    "uu_diem": "các đoạn ưu điểm", "han_che": "các đoạn hạn chế", "bai_hoc": "các đoạn bài học",
    "kien_nghi_tren": "các đoạn kiến nghị với Trung ương", "kien_nghi": "các đoạn kiến nghị cùng cấp",
    "chi_tieu": "danh sách: ten, dvt, muc_tieu, thuc_hien, danh_gia",
    "nhom": "danh sách: ten, tong_hop, noi_dung (các đoạn)",
    "nhiem_vu": "danh sách: ten, chu_tri, san_pham, han, ket_qua, trang_thai",
}  # fmt: skip
"""Fields a template may use, with what they hold."""
_PLACES = {
    "mo_dau": "opening", "tinh_hinh": "situation", "lanh_dao": "leadership", "nhan_xet_chi_tieu": "target_notes",
    "kiem_tra": "inspection", "phuong_huong": "direction", "uu_diem": "assessment-strengths",
    "han_che": "assessment-shortcomings", "bai_hoc": "assessment-lessons", "kien_nghi_tren": "proposals_up",
    "kien_nghi": "proposals_here",
}  # fmt: skip
_MARK = re.compile(r"\s*\[\^[A-Za-z0-9_-]{1,40}\]")


def values_of(draft: ReviewDraft) -> dict[str, Any]:
    """The fields of a review: people's text where there is some."""
    data = review_content.data_of(draft)
    places = {slot.code: slot.words for slot in review_content.slots(_all_sections(draft), data)}
    return {
        "loai": str(draft.get_kind_display()), "ky": data.period, "chuong_trinh": data.programme,
        "co_quan": data.letterhead.organ, "so_lieu_den": draft.as_of,
        "tong_hop_nhiem_vu": data.counts.sentence() if data.counts else "",
        **{name: _lines(places.get(code, "")) for name, code in _PLACES.items()},
        "chi_tieu": [
            {"ten": t.name, "dvt": t.unit, "muc_tieu": t.target, "thuc_hien": t.achieved.text, "danh_gia": t.verdict}
            for t in data.targets
        ],
        "nhom": _groups(data, places),
        "nhiem_vu": [
            {"ten": t.name, "chu_tri": t.lead, "san_pham": t.product, "han": t.due, "ket_qua": t.result,
             "trang_thai": t.status}
            for t in data.tasks
        ],
    }  # fmt: skip


def _all_sections(draft: ReviewDraft) -> ReviewDraft:
    """The draft with every section, so that a template may use any of them (not saved)."""
    from lotrinh.writing.report import SECTIONS

    draft.sections = list(SECTIONS)
    return draft


def _groups(data: ProgressReport, places: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "ten": group.title, "tong_hop": group.counts.sentence() if group.counts else "",
            "noi_dung": _lines(places.get(review_content.group_code(group.title), "")),
        }
        for group in data.groups
    ]  # fmt: skip


def _lines(words: str) -> list[str]:
    """Paragraphs without the marks of their sources: a template has no table of sources."""
    return [line for line in (_MARK.sub("", part).strip() for part in words.splitlines()) if line]


def sample() -> bytes:
    """A template to start from, with every field in use."""
    import docx

    from lotrinh.writing.ooxml import same_bytes

    word = docx.Document()
    word.add_paragraph("{{ co_quan }}")
    word.add_paragraph("BÁO CÁO: {{ loai }}")
    word.add_paragraph("thực hiện {{ chuong_trinh }}, {{ ky }} (số liệu đến {{ so_lieu_den }})")
    for name in ("mo_dau", "tinh_hinh", "lanh_dao", "nhan_xet_chi_tieu"):
        _loop(word, name)
    table = word.add_table(rows=4, cols=4)
    heads = ("Chỉ tiêu", "Mục tiêu", "Thực hiện", "Đánh giá")
    fields = ("ten }} ({{ t.dvt", "muc_tieu", "thuc_hien", "danh_gia")
    for column, (head, field) in enumerate(zip(heads, fields, strict=True)):
        table.cell(0, column).text = head
        table.cell(2, column).text = f"{{{{ t.{field} }}}}"
    table.cell(1, 0).text, table.cell(3, 0).text = "{%tr for t in chi_tieu %}", "{%tr endfor %}"
    word.add_paragraph("{{ tong_hop_nhiem_vu }}")
    for line in ("{%p for n in nhom %}", "{{ n.ten }}", "{{ n.tong_hop }}", "{%p for d in n.noi_dung %}", "- {{ d }}",
                 "{%p endfor %}", "{%p endfor %}"):  # fmt: skip
        word.add_paragraph(line)
    for name in ("kiem_tra", "uu_diem", "han_che", "bai_hoc", "phuong_huong", "kien_nghi_tren", "kien_nghi"):
        _loop(word, name)
    for line in ("{%p for v in nhiem_vu %}", "{{ v.ten }}: {{ v.chu_tri }}; {{ v.san_pham }}; {{ v.han }}; "
                 "{{ v.trang_thai }}. {{ v.ket_qua }}", "{%p endfor %}"):  # fmt: skip
        word.add_paragraph(line)
    out = io.BytesIO()
    word.save(out)
    return same_bytes(out.getvalue())


def _loop(word: Any, name: str) -> None:
    word.add_paragraph(f"{{%p for d in {name} %}}")
    word.add_paragraph("{{ d }}")
    word.add_paragraph("{%p endfor %}")


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


@action(allow=_office)
def keep_template(
    *, actor: Actor, programme: Programme, name: str, content: bytes, tried_on: ReviewDraft
) -> ReviewTemplate:
    """Keep a template that fills with a review's data; a broken field is named and nothing is kept."""
    from lotrinh.writing.template import fill_template

    name = name.strip()[:120]
    if not name:
        raise Refused("Đặt tên cho mẫu, ví dụ «Báo cáo quý của Văn phòng».")
    _check(content)
    fill_template(content, values_of(tried_on))
    former = ReviewTemplate.objects.filter(programme=programme, name=name).first()
    digest = hashlib.sha256(content).hexdigest()
    if former is not None and former.file_hash == digest:
        raise Refused(f"Mẫu «{name}» bản {former.version} đã có đúng nội dung này.")
    made = ReviewTemplate(
        programme=programme, name=name, version=former.version + 1 if former else 1, file_hash=digest,
        uploaded_by=account_of(actor),
    )  # fmt: skip
    made.file.save(f"{digest[:16]}.docx", ContentFile(content), save=False)
    made.save()
    record(actor=actor, action="reporting.keep_template", subject=made, data={"name": name, "sha256": digest})
    return made


def _check(content: bytes) -> None:
    from lotrinh.writing.package import check_package

    if len(content) > MOST_BYTES:
        raise Refused(f"Mẫu lớn hơn {MOST_BYTES // 2**20} MB. Bớt hình rồi nộp lại.")
    check_package(content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise Refused("Mẫu có macro. Lưu lại thành .docx không có macro rồi nộp.")
        for name in names:
            if not name.endswith(".rels"):
                continue
            if any(b"hyperlink" not in link for link in _EXTERNAL.findall(package.read(name))):
                raise Refused("Mẫu lấy nội dung từ ngoài tệp (ảnh, mẫu liên kết). Nhúng vào tệp rồi nộp.")


def filled(template: ReviewTemplate, draft: ReviewDraft) -> bytes:
    """The review in a template."""
    from lotrinh.writing.template import fill_template

    with template.file.open("rb") as handle:
        return fill_template(handle.read(), values_of(draft))

"""The month's disbursement as a spreadsheet: out with what is known, back with a preview, taken whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core import signing

from lotrinh.errors import InvalidData, UnreadableDocument
from lotrinh_web.errors import Refused
from lotrinh_web.products.forms import read_money
from lotrinh_web.products.models import SET_ASIDE, Disbursement, Project
from lotrinh_web.products.projects.actions import SheetLine, checked_money
from lotrinh_web.products.projects.queries import ProjectRead, ProjectRow
from lotrinh_web.templatetags.lotrinh import figure

MOST_BYTES = 2 * 2**20
MOST_ROWS = 5000
SALT = "products.disbursement"
CODE, AMOUNT, DOCUMENT, REASON = "Mã dự án", "Số giải ngân", "Văn bản, chứng từ", "Lý do sửa"
HEADS = (CODE, "Tên dự án", "Đơn vị tính", "Cách ghi", "Kế hoạch năm", "Đã ghi", AMOUNT, DOCUMENT, REASON)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line of a returned sheet beside what stands."""

    project: Project
    old: Decimal | None
    new: Decimal
    document: str
    reason: str
    standing: int
    place: str
    over_plan: bool


def standing_row(project: ProjectRead, year: int, month: int) -> Disbursement | None:
    """The payment that stands for a month: the last that was not set aside."""
    found = [
        paid for paid in project.all_payments
        if (paid.year, paid.month) == (year, month) and paid.check_state not in SET_ASIDE
    ]  # fmt: skip
    return found[-1] if found else None


def month_sheet(found: Iterable[ProjectRow], year: int, month: int, *, demonstration: bool) -> bytes:
    """The sheet to fill in: one line a project, the amount left empty."""
    from lotrinh.writing.tables import TableColumn, table_xlsx

    widths = (16, 48, 14, 20, 16, 16, 18, 28, 28)
    columns = [TableColumn(head, width=width) for head, width in zip(HEADS, widths, strict=True)]
    lines = []
    for row in found:
        project, present = row.project, standing_row(row.project, year, month)
        plan = row.year.plan if row.year.year == year else None
        lines.append([
            project.code, project.name_vi, str(project.get_unit_display()), str(project.get_basis_display()), plan,
            present.amount if present else None, None, None, None,
        ])  # fmt: skip
    note = "Nhập cột «Số giải ngân»; dòng để trống là không đổi. Giữ nguyên cột «Mã dự án» và dòng tên cột."
    title = f"Giải ngân tháng {month:02}/{year}"
    return table_xlsx(title, columns, lines, note=note, demonstration=demonstration)


def read_sheet(content: bytes, found: Sequence[ProjectRow], year: int, month: int) -> list[Proposal]:
    """What a returned sheet would change. Raises BadWorkbook with every bad cell, UnreadableDocument."""
    from lotrinh.writing.sheet_in import BadWorkbook, Problem

    name, rows = _rows(content)
    places, start = _head(rows)
    title = next((str(cell) for cell in (rows[0] if rows else []) if cell), "")
    if f"{month:02}/{year}" not in title:
        raise InvalidData(f"Tệp không phải bảng giải ngân tháng {month:02}/{year}. Chọn lại tháng, hoặc tải lại bảng.")
    by_code = {row.project.code.casefold(): row for row in found}
    problems: list[Problem] = []
    proposals: dict[int, Proposal] = {}
    for number, cells in enumerate(rows[start:], start + 1):
        amount, code = _cell(cells, places[AMOUNT]), _text(_cell(cells, places[CODE]))
        if amount in ("", None):
            continue
        place = _address(number, places[AMOUNT])
        row = by_code.get(code.casefold())
        try:
            if row is None:
                place = _address(number, places[CODE])
                raise Refused(f"Mã «{code[:40]}» không có trong các dự án bạn được nhập. Giữ nguyên cột «Mã dự án».")
            if row.project.pk in proposals:
                raise Refused(f"Dự án «{code[:40]}» có hai dòng có số. Giữ một dòng cho mỗi dự án.")
            value = checked_money(_money(amount), f"«{_text(amount)[:40]}»")
        except Refused as error:
            problems.append(Problem(name, place, str(error)))
            continue
        present = standing_row(row.project, year, month)
        if present is None or present.amount != value:
            proposals[row.project.pk] = _proposal(row, present, value, cells, places, place, year)
    for proposal in proposals.values():
        if proposal.old is not None and not proposal.reason:
            words = f"Dự án {proposal.project.code} đã ghi {figure(proposal.old)}. Nhập cột «{REASON}» để sửa."
            problems.append(Problem(name, proposal.place, words))
    if problems:
        raise BadWorkbook(problems[:200])
    return list(proposals.values())


def _proposal(
    row: ProjectRow, present: Disbursement | None, value: Decimal, cells: list[Any], places: dict[str, int],
    place: str, year: int,
) -> Proposal:  # fmt: skip
    plan = row.year.plan if row.year.year == year else None
    return Proposal(
        project=row.project, old=present.amount if present else None, new=value,
        document=_text(_cell(cells, places.get(DOCUMENT, -1)))[:200],
        reason=_text(_cell(cells, places.get(REASON, -1)))[:400], standing=present.pk if present else 0, place=place,
        over_plan=plan is not None and value > plan,
    )  # fmt: skip


def _rows(content: bytes) -> tuple[str, list[list[Any]]]:
    from python_calamine import CalamineWorkbook

    from lotrinh.writing.package import check_package

    if len(content) > MOST_BYTES:
        raise InvalidData(f"Tệp lớn hơn {MOST_BYTES // 2**20} MB. Tải lại bảng của tháng rồi chỉ nhập số.")
    check_package(content, part="xl/workbook.xml", kind="Excel (.xlsx)")
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        if sheet.total_height > MOST_ROWS:
            raise InvalidData(f"Trang tính có hơn {MOST_ROWS} dòng. Xóa các dòng dán thừa rồi nộp lại.")
        return sheet.name, sheet.to_python(skip_empty_area=False)
    except InvalidData:
        raise
    except Exception as error:  # the reader raises its own kinds
        raise UnreadableDocument("Tệp Excel bị hỏng hoặc có mật khẩu. Lưu lại rồi nộp lại.") from error


def _head(rows: list[list[Any]]) -> tuple[dict[str, int], int]:
    for number, row in enumerate(rows[:12]):
        places = {str(cell).strip(): at for at, cell in enumerate(row[:40]) if isinstance(cell, str)}
        if CODE in places and AMOUNT in places:
            return places, number + 1
    raise InvalidData(f"Không thấy dòng tên cột có «{CODE}» và «{AMOUNT}». Tải lại bảng của tháng rồi nhập.")


def _cell(cells: list[Any], at: int) -> Any:
    return cells[at] if 0 <= at < len(cells) else ""


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell.strip()
    return "" if cell is None else repr(cell).removesuffix(".0")


def _money(cell: Any) -> Decimal:
    """A cell as an exact amount: what the spreadsheet shows of a number, or text as people write it."""
    if isinstance(cell, bool | date) or cell is None:
        found = None
    elif isinstance(cell, str):
        found = read_money(cell)
    else:
        found = Decimal(repr(cell))
    if found is None:
        raise Refused(f"«{_text(cell)[:40]}» không phải một số tiền. Nhập ví dụ 12.500,75.")
    return found


def _address(row: int, column: int) -> str:
    from lotrinh.writing.sheet_in import address

    return address(row - 1, column)


# ---- between preview and writing -------------------------------------------------------------------------------------


def sealed(proposals: Iterable[Proposal], year: int, month: int, user: int) -> str:
    """The preview, signed, so that what is written is what was shown."""
    lines = [[p.project.pk, str(p.new), p.document, p.reason, p.standing] for p in proposals]
    return signing.dumps([user, year, month, lines], salt=SALT, compress=True)


def unsealed(words: str, user: int) -> tuple[int, int, list[SheetLine]]:
    """The lines of a preview. Raises Refused where it is not this person's, too old, or not whole."""
    try:
        who, year, month, lines = signing.loads(words, salt=SALT, max_age=24 * 3600)
    except (signing.BadSignature, ValueError):
        raise Refused("Bản xem trước đã quá hạn hoặc không nguyên vẹn. Nộp lại bảng tính.") from None
    if who != user:
        raise Refused("Bản xem trước này của người khác. Nộp lại bảng tính.")
    projects = Project.objects.in_bulk([line[0] for line in lines])
    return year, month, [
        SheetLine(projects[key], Decimal(amount), document, reason, standing)
        for key, amount, document, reason, standing in lines
    ]  # fmt: skip

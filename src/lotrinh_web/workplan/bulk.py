"""Changing many tasks by spreadsheet: out as they stand, back with changes, seen before they count, all or nothing.

What may change: lead, due, product. Each change becomes the normal act of its kind, with its document and reason.
The file carries what it was issued with, so that a value somebody changed meanwhile is a conflict, not overwritten.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from lotrinh.errors import UnreadableDocument
from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import in_force
from lotrinh_web.programmes.models import Programme
from lotrinh_web.workplan import actions
from lotrinh_web.workplan.models import Assignment, Task, TaskEvent
from lotrinh_web.workplan.queries import TaskRow, rows, tasks_of

SHEET, ORIGIN = "Nhiệm vụ", "goc"
HEAD = 3  # rows above the table: title, how to, blank
COLUMNS = ("Mã", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Sản phẩm", "Văn bản căn cứ", "Lý do")
LETTERS = "ABCDEFG"
MOST_BYTES, MOST_ROWS = 10 * 2**20, 20_000
FIELDS = {"lead": 2, "due": 3, "product": 4}
LABELS = {"lead": "Cơ quan chủ trì", "due": "Thời hạn", "product": "Sản phẩm"}


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that says something new."""

    task: Task
    field: str
    old: str
    new: str
    place: str
    document: str
    reason: str
    conflict: str = ""  # what stands there now, where somebody changed it since the file was issued

    @property
    def label(self) -> str:
        """The column's name."""
        return LABELS[self.field]


@dataclass(frozen=True, slots=True)
class Judged:
    """A returned file that reads without a fault."""

    changes: list[Change]
    digest: str  # of all changes: what is applied is what was seen

    @property
    def conflicts(self) -> list[Change]:
        """Changes of values that somebody else changed meanwhile."""
        return [change for change in self.changes if change.conflict]


class BadCells(Refused):
    """Cells that are wrong, each named; nothing was taken."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems[:20]))
        self.problems = problems


def values_of(row: TaskRow) -> dict[str, str]:
    """What may be changed of a task, as the file says it."""
    due = row.task.current_due
    return {
        "lead": row.lead.original.name_vi if row.lead else "", "due": f"{due:%d/%m/%Y}" if due else "",
        "product": row.task.product_vi,
    }  # fmt: skip


def workbook(programme: Programme, found: Iterable[TaskRow]) -> bytes:
    """The file to fill in. Only the yellow cells are open; what it was issued with stands on a hidden sheet."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet, origin = book.add_worksheet(SHEET), book.add_worksheet(ORIGIN)
        bold, fixed = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        look = {"bg_color": "#fff7d6", "border": 1, "locked": False, "text_wrap": True, "valign": "top"}
        free = book.add_format(look | {"num_format": "@"})
        sheet.write_string(0, 0, programme.name_vi, bold)
        sheet.write_string(1, 0, "Chỉ sửa ô nền vàng. Thời hạn ghi ngày/tháng/năm. Mỗi dòng có sửa phải ghi lý do.")
        for column, title in enumerate(COLUMNS):
            sheet.write_string(HEAD, column, title, bold)
        bodies = list(in_force(timezone.localdate()).order_by("name_vi").values_list("name_vi", flat=True))
        for index, row in enumerate(found):
            values, line = values_of(row), HEAD + 1 + index
            sheet.write_string(line, 0, row.task.code, fixed)
            sheet.write_string(line, 1, row.task.title_vi, fixed)
            for name, column in FIELDS.items():
                sheet.write_string(line, column, values[name], free)
            sheet.write_string(line, 5, "", free)
            sheet.write_string(line, 6, "", free)
            origin.write_string(index + 1, 0, row.task.code)
            origin.write_string(index + 1, 1, json.dumps(values, ensure_ascii=False))
        origin.write_string(0, 0, programme.code)
        for index, name in enumerate(bodies):
            origin.write_string(index, 3, name)
        if bodies:
            listed = {"validate": "list", "source": f"={ORIGIN}!$D$1:$D${len(bodies)}", "error_type": "warning"}
            sheet.data_validation(HEAD + 1, 2, HEAD + MOST_ROWS, 2, listed)
        for column, width in enumerate((12, 50, 34, 14, 34, 28, 34)):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(HEAD + 1, 2)
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
        origin.very_hidden()
    return out.getvalue()


def judge(programme: Programme, content: bytes) -> Judged:
    """What a returned file would change. BadCells names each wrong cell; UnreadableDocument: no such file."""
    grid, issued = _read(programme, content)
    on = timezone.localdate()
    now = {row.task.code: row for row in rows(tasks_of(programme, on), on)}
    bodies = {name.casefold() for name in in_force(on).values_list("name_vi", flat=True)}
    problems: list[str] = []
    changes: list[Change] = []
    seen: dict[str, int] = {}
    for number, cells in grid:
        code = cells[0]
        if not code:
            if any(cells[1:]):
                problems.append(f"Ô A{number}: dòng có nội dung nhưng thiếu mã nhiệm vụ.")
            continue
        if code in seen:
            problems.append(f"Ô A{number}: mã «{code}» đã có ở dòng {seen[code]}.")
            continue
        seen[code] = number
        if code not in now or code not in issued:
            problems.append(f"Ô A{number}: mã «{code}» không có trong tệp đã phát. Không thêm dòng, không sửa mã.")
            continue
        _row(number, cells, now[code], issued[code], bodies, changes, problems)
    if problems:
        raise BadCells(problems)
    told = [(c.task.pk, c.field, c.old, c.new, c.document, c.reason, c.conflict) for c in changes]
    return Judged(changes, hashlib.sha256(repr(told).encode()).hexdigest())


def _row(
    number: int, cells: list[str], row: TaskRow, issued: dict[str, str], bodies: set[str], changes: list[Change],
    problems: list[str],
) -> None:  # fmt: skip
    current = values_of(row)
    for name, column in FIELDS.items():
        said, place = cells[column], f"{SHEET} · {LETTERS[column]}{number}"
        if said == issued[name]:
            continue
        fault = _fault(name, said, row, bodies)
        if fault:
            problems.append(f"Ô {LETTERS[column]}{number}, sheet «{SHEET}»: {fault}")
            continue
        if not cells[6]:
            problems.append(f"Ô G{number}, sheet «{SHEET}»: ghi lý do sửa {LABELS[name].lower()} của {cells[0]}.")
            continue
        if said == current[name]:
            continue  # somebody else made the same change
        conflict = current[name] or "(trống)" if current[name] != issued[name] else ""
        changes.append(Change(row.task, name, current[name], said, place, cells[5], cells[6], conflict))


def _fault(name: str, said: str, row: TaskRow, bodies: set[str]) -> str:
    if row.task.phase in {Task.Phase.DONE, Task.Phase.CANCELLED}:
        return f"nhiệm vụ {row.task.code} {row.task.get_phase_display()} nên không sửa."
    if name == "lead":
        return "" if said.casefold() in bodies else f"«{said}» không phải cơ quan đang hoạt động. Chọn trong danh sách."
    if name == "product":
        return "" if said else "không để trống sản phẩm."
    day = _day(said)
    if day is None:
        return f"«{said}» không phải ngày. Ghi như 31/12/2026."
    if row.task.starts_on is not None and day < row.task.starts_on:
        return f"thời hạn {said} trước ngày bắt đầu {row.task.starts_on:%d/%m/%Y}."
    if row.task.current_due is not None and day < row.task.current_due:
        return f"thời hạn mới {said} trước thời hạn hiện nay {row.task.current_due:%d/%m/%Y}; tệp này chỉ gia hạn."
    return ""


def _day(words: str) -> date | None:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(words, form).date()  # noqa: DTZ007  a calendar day has no zone
        except ValueError:
            continue
    return None


def _read(programme: Programme, content: bytes) -> tuple[list[tuple[int, list[str]]], dict[str, dict[str, str]]]:
    """Rows of the sheet with their numbers, and what the file was issued with."""
    from lotrinh.writing.package import check_package

    if len(content) > MOST_BYTES:
        raise UnreadableDocument(f"Tệp lớn hơn {MOST_BYTES // 2**20} MB. Tải lại tệp rồi chỉ sửa nội dung.")
    check_package(content, part="xl/workbook.xml", kind="Excel (.xlsx)")
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names
        origin = book.get_sheet_by_name(ORIGIN).to_python(skip_empty_area=False) if ORIGIN in names else []
        table = book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False) if SHEET in names else []
    except Exception as error:  # the reader raises its own and ValueError on a broken part
        raise UnreadableDocument("Tệp Excel bị hỏng nên không mở được. Mở bằng Excel, lưu lại rồi nộp.") from error
    if not origin or not table or _text(origin[0][0]) != programme.code:
        raise UnreadableDocument(
            "Tệp không phải tệp sửa nhiệm vụ của chương trình này. Tải tệp ở trang Nhiệm vụ, sửa rồi nộp chính tệp đó."
        )
    if len(table) > MOST_ROWS:
        raise UnreadableDocument(f"Tệp có hơn {MOST_ROWS} dòng nên không nhận.")
    heads = [_text(value) for value in table[HEAD][:7]] if len(table) > HEAD else []
    if heads != list(COLUMNS):
        raise UnreadableDocument(f"Dòng {HEAD + 1} không còn đủ các cột: {', '.join(COLUMNS)}. Tải lại tệp.")
    issued = {_text(line[0]): json.loads(_text(line[1])) for line in origin[1:] if _text(line[0])}
    grid = [
        (index + 1, [_text(value) for value in (*line, *[""] * 7)[:7]])
        for index, line in enumerate(table) if index > HEAD
    ]  # fmt: skip
    return grid, issued


def _text(value: Any) -> str:
    """A cell as words; a real date as the office writes it."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value if value is not None else "").split())


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


@action(allow=_office)
def apply_changes(
    *, actor: Actor, programme: Programme, content: bytes, digest: str, overwrite: bool = False
) -> list[Change]:
    """Make every change of a file, or none. `digest` is the preview's: where the work moved since, nothing is done."""
    judged = judge(programme, content)
    if judged.digest != digest:
        raise Conflict("Nhiệm vụ đã thay đổi sau khi bạn xem trước. Xem lại các thay đổi rồi ghi.")
    if judged.conflicts and not overwrite:
        raise Conflict("Có ô người khác đã sửa sau khi phát tệp. Xem lại và chọn ghi đè nếu đúng.")
    if not judged.changes:
        raise Refused("Tệp không có gì khác với hiện nay.")
    for change in judged.changes:
        _apply(actor, change)
    file_hash = hashlib.sha256(content).hexdigest()
    data = {"changes": len(judged.changes), "sha256": file_hash}
    record(actor=actor, action="workplan.bulk_change", subject=programme, data=data)
    return judged.changes


def _apply(actor: Actor, change: Change) -> None:
    task, today = Task.objects.select_for_update().get(pk=change.task.pk), timezone.localdate()
    if change.field == "lead":
        body = Organisation.objects.get(pk__in=in_force(today), name_vi__iexact=change.new)
        if actions.lead_assignment(task) is None:
            actions.assign(
                actor=actor, task=task, organisation=body, part=Assignment.Part.LEAD, since=today, reason=change.reason
            )
        else:
            actions.transfer_lead(
                actor=actor, task=task, organisation=body, on=today, reason=change.reason, document=change.document
            )
    elif change.field == "due":
        due = _day(change.new)
        assert due is not None
        if task.current_due is not None:
            actions.extend(actor=actor, task=task, due_on=due, on=today, reason=change.reason, document=change.document)
        else:
            _first_due(actor, task, due, change)
    else:
        task.product_vi = change.new[:400]
        task.save(update_fields=["product_vi"])
        data = {"from": change.old, "to": task.product_vi, "reason": change.reason}
        record(actor=actor, action="workplan.describe", subject=task, data=data)


def _first_due(actor: Actor, task: Task, due: date, change: Change) -> None:
    """A due where there was none: told as an extension is, so that earlier days still show none."""
    task.current_due = due
    task.due_kind = Task.DueKind.DATE if task.due_kind == Task.DueKind.NONE else task.due_kind
    task.save(update_fields=["current_due", "due_kind"])
    TaskEvent.objects.create(
        task=task, kind=TaskEvent.Kind.EXTENDED, on=timezone.localdate(), due_on=due, reason=change.reason,
        document=change.document, actor=account_of(actor),
    )  # fmt: skip
    record(actor=actor, action="workplan.extended", subject=task, data={"due": str(due), "reason": change.reason})

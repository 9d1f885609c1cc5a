"""What a careful clerk would query beside numbering and contradictions: names of bodies that ended, one task asked for
twice, a count that does not fit its list, cells that leave a row unclear, dates and numbers mistyped.

Reads: header, strips, nodes, annexes, body_tables, citations, assignments. Yields anomalies for the stage `anomalies`.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from lotrinh.reading.above import Above
from lotrinh.reading.model import Anomaly, Node, Reading
from lotrinh.reading.places import places
from lotrinh.reading.source import Cell, Table
from lotrinh.reading.stages import tasktables
from lotrinh.reading.wording import key
from lotrinh.text import dates
from lotrinh.text.fold import fold, fold_letters

_DATA = Path(__file__).parents[1] / "data" / "former_names.json"


@dataclass(frozen=True, slots=True)
class Former:
    """A name that is no longer in use: since when (ISO date), and what stands in its place."""

    name: str
    ended: str
    now: str


@cache
def _former() -> tuple[dict[str, Former], re.Pattern[str]]:
    rows = [Former(**r) for r in json.loads(_DATA.read_text(encoding="utf-8"))["names"]]
    by_key = {fold(r.name): r for r in rows}
    names = "|".join(re.escape(k) for k in sorted(by_key, key=len, reverse=True))
    return by_key, re.compile(rf"(?<!\w)(?:{names})(?!\w)")


def queries(reading: Reading) -> Iterator[Anomaly]:
    """All of the module's findings."""
    if fold(reading.header.type or "") in _GIVES_WORK:
        yield from outdated_names(reading)
        yield from duplicate_tasks(reading)
    yield from one_plan_two_periods(reading)
    yield from counts(reading)
    yield from tables(reading)
    yield from broken_dates(reading)
    yield from outline_again(reading)


# Kinds of document that give work out. Rules and reports repeat and look back by nature.
_GIVES_WORK = frozenset(
    fold(
        "chương trình|chương trình hành động|kế hoạch|kế hoạch hành động|nghị quyết|chỉ thị|kết luận|thông báo"
        "|hướng dẫn|đề án|phương án|công điện|công văn|quyết định"
    ).split("|")
)

# --- names


_PAST = re.compile(r"(?:trước đây|nguyên là|cũ|tiếp nhận từ|sáp nhập|hợp nhất|chuyển từ|đổi tên|từ)\W{0,3}$")
# "Giấy chứng nhận do Sở … cấp": what was granted keeps the grantor's name.
_GRANTED = re.compile(r"[^,;.]{0,60}?\s(?:cấp|ban hành|phê duyệt|ký|lập)(?!\w)")
_ISSUED_BY = re.compile(r"(?:\d{4}|[A-ZĐ]{2,})\)?,?\s+của(?:\s+\S+){0,3}\s*$")


def outdated_names(reading: Reading) -> Iterator[Anomaly]:
    """A body that had ended when the document was issued, told once a name. Not where it only issued an older document
    ("Quyết định … ngày 05/3/2023 của Sở …") or is spoken of as past."""
    issued = _issued(reading)
    if issued is None:
        return
    by_key, pattern = _former()
    if issued < min(f.ended for f in by_key.values()):
        return
    seen: set[str] = set()
    shortest = min(map(len, by_key))
    for path, paragraph in places(reading):
        if path in ("title", "preamble") or len(paragraph.text) < shortest:
            continue
        low = fold_letters(paragraph.text)
        for match in pattern.finditer(low):
            former = by_key[fold(match.group())]
            before = paragraph.text[max(0, match.start() - 60) : match.start()]
            granted = before.endswith("do ") and _GRANTED.match(paragraph.text, match.end())
            past = granted or _ISSUED_BY.search(before) or _PAST.search(before.lower())
            if former.ended > issued or former.name in seen or past:
                continue
            seen.add(former.name)
            start, end = paragraph.span(match.start(), match.end())
            words = paragraph.text[match.start() : match.end()]
            why = f"Tên cũ: đến {_said(former.ended)} đã được thay bằng {former.now}."
            yield Anomaly(path, "outdated_name", words, why, start, end)


def _issued(reading: Reading) -> str | None:
    """The document's date; with day or month left blank, the first day of its year."""
    if reading.header.date:
        return reading.header.date
    year = re.search(r"năm (\d{4})", " ".join(s.text for s in reading.strips if s.zone == "place_date"))
    return f"{year[1]}-01-01" if year else None


def _said(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"ngày {day}/{month}/{year}"


_PERIOD = re.compile(r"\s(?P<word>giai đoạn|thời kỳ)\s+(?P<years>\d{4}\s?[-–]\s?\d{4})")


def one_plan_two_periods(reading: Reading) -> Iterator[Anomaly]:
    """One plan called "thời kỳ 2021 - 2030" here and "giai đoạn 2021 - 2030" there."""
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for cite in reading.citations:
        match = _PERIOD.search(fold_letters(cite.text)) if cite.number is None else None
        if match is None:
            continue
        name = (fold(cite.text[: match.start()]), re.sub(r"\s", "", match["years"]))
        path, word = first.setdefault(name, (cite.path, match["word"]))
        if word != match["word"]:
            why = f"Cùng một văn bản, ở mục {path} lại ghi “{word} {match['years']}”."
            yield Anomaly(cite.path, "inconsistent_name", cite.text, why, cite.start, cite.end)


# --- tasks


# Words that open half the tasks of any plan, and say nothing of this one.
_STOCK = frozenset(
    fold(
        "chủ trì phối hợp với các sở ban ngành cơ quan đơn vị địa phương liên có tổ chức triển khai thực hiện hiệu quả"
        " xây dựng và của tăng cường công tác đẩy mạnh nâng cao chất lượng tiếp tục tập trung chỉ đạo lãnh hướng dẫn"
        " tham mưu ủy nhân dân tỉnh thành phố xã phường huyện kiểm tra giám sát theo dõi đôn đốc báo cáo kế hoạch nội"
        " dung nhiệm vụ được giao quy định pháp luật về trong để cho là những"
    ).split()
)
_RUN = 11
_TOLD = 4


def duplicate_tasks(reading: Reading) -> Iterator[Anomaly]:
    """A task whose opening words another task has already used, or two rows of one table with the same task. Several
    agencies given the same duty are none."""
    yield from _duplicate_clauses(reading)
    for annex in reading.annexes:
        yield from _duplicate_rows(annex.path, annex.tables)
    for table, path in reading.body_tables:
        yield from _duplicate_rows(path, [table])


def _duplicate_clauses(reading: Reading) -> Iterator[Anomaly]:
    leads = {a.path: a.lead for a in reading.assignments}
    tasks = _tasks(reading.nodes)
    lines = [f" {' '.join(n.heading.lower().split())} " for n in tasks]
    whole = "\n".join(lines)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    for index, node in enumerate(tasks):
        opening = lines[index].split(None, _RUN)[:_RUN]
        if len(opening) < _RUN:
            continue
        found = whole.find(f" {' '.join(opening).rstrip(_MARKS)}")
        if found >= starts[index] or len({w.strip(_MARKS) for w in opening} - _STOCK) < _TOLD:
            continue
        before = tasks[bisect_right(starts, found) - 1]
        if leads.get(before.path) == leads.get(node.path):
            first = node.paragraphs[0]
            why = f"Mục {before.path} đã nêu việc này với cùng lời."
            yield Anomaly(node.path, "duplicate_task", node.heading[:120], why, first.start, first.end)


_MARKS = '.,;:()“”"-–'


def _tasks(nodes: Iterable[Node]) -> list[Node]:
    """The lowest clauses of parts that give tasks."""
    in_article = Above(lambda node: node.kind == "article")
    given = Above(lambda node: bool(_GIVEN.search(key(node.heading[:120]))))
    return [
        node
        for node in nodes
        if node.labelled
        and node.kind != "annex"
        and not any(c.labelled for c in node.children)
        and not in_article(node.parent)
        and given(node.parent)
    ]


_GIVEN = re.compile(r"nhiệm vụ|giải pháp|tổ chức thực hiện|phân công")


def _duplicate_rows(path: str, found: Sequence[Table]) -> Iterator[Anomaly]:
    first: dict[str, int] = {}
    for row, columns in tasktables.rows(found):
        if columns is None or "lead" not in columns.at:
            continue
        cell = _cell(row.cells, columns.at["task"])
        if cell is None or cell.repeated or len(cell.text) < 30:
            continue
        number = first.setdefault(key(cell.text).strip(" .;"), row.number)
        if number != row.number:
            why = f"Dòng {number} của bảng đã ghi đúng nhiệm vụ này."
            yield Anomaly(f"{path}.r{row.number}", "duplicate_task", cell.text[:120], why, cell.start, cell.end)


# --- counts


_NUMBER_WORDS = {w: n for n, w in enumerate(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"], 1)}
_ANNOUNCED = re.compile(
    r"(?<![\w/.,-])(?P<count>\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?:nhóm\s+)?"
    r"(?P<what>nhiệm vụ|nội dung|giải pháp|mục tiêu|chỉ tiêu|yêu cầu|nguyên tắc|quan điểm|lĩnh vực|đột phá|khâu|nhóm"
    r"|vấn đề|công việc|điểm|hoạt động|biện pháp)(?!\w)[^.;:\d]{0,60}"
    r"(?:sau|sau đây|như sau|gồm|bao gồm|gồm có|cụ thể|cụ thể như sau)\s*:\s*$"
)


def counts(reading: Reading) -> Iterator[Anomaly]:
    """ "thực hiện 05 nhiệm vụ sau:" over four."""
    for node in reading.nodes:
        children = [c for c in node.children if c.labelled]
        if not node.labelled or not children or len({c.style for c in children}) != 1:
            continue
        words = node.paragraphs[-1].text if node.paragraphs else ""
        if len(node.paragraphs) == 1:
            words = node.heading
        match = _ANNOUNCED.search(fold_letters(words))
        if match is None:
            continue
        told = int(match["count"]) if match["count"].isdigit() else _NUMBER_WORDS[match["count"]]
        if told != len(children):
            first = node.paragraphs[-1]
            why = f"Ghi {match['count']} {match['what']} nhưng liệt kê {len(children)}."
            yield Anomaly(node.path, "count_mismatch", words[-120:], why, first.start, first.end)


# --- tables


_FORM = re.compile(r"biểu|mẫu|đề cương|báo cáo|phiếu|danh sách trống")


def tables(reading: Reading) -> Iterator[Anomaly]:
    """A table with a head and nothing under it; one lead or time merged over several tasks; a date of another year."""
    for annex in reading.annexes:
        form = bool(_FORM.match(key(annex.label or "")) or _FORM.search(key(annex.title)))
        for table in annex.tables:
            yield from _table(reading, annex.path, table, form)
    for table, path in reading.body_tables:
        yield from _table(reading, path, table, form=False)


def _table(reading: Reading, path: str, table: Table, form: bool) -> Iterator[Anomaly]:
    columns = tasktables.columns_of(table)
    if columns is None:
        return
    body = table.rows[columns.rows :]
    tasks = [r for r in body if (c := _cell(r, columns.at["task"])) is not None and c.text.strip()]
    if not tasks:
        if not form:
            yield Anomaly(
                path, "empty_table", None, "Bảng chỉ có tiêu đề cột, chưa điền dòng nào.", table.start, table.end
            )
        return
    for name, said in (("lead", "cơ quan chủ trì"), ("time", "thời hạn")):
        if name in columns.at:
            yield from _merged(path, body, columns.at[name], columns.at["task"], said)


def _merged(path: str, body: Sequence[Sequence[Cell]], column: int, task: int, said: str) -> Iterator[Anomaly]:
    """One cell over the tasks of several rows."""
    over: list[Cell] = []
    for row in [*body, ()]:
        cell, work = _cell(row, column), _cell(row, task)
        goes_on = cell is not None and cell.repeated and bool(cell.text.strip())
        told = work is not None and not work.repeated and bool(work.text.strip())
        if goes_on and told and over and cell is not None and cell.text == over[0].text:
            over.append(cell)
            continue
        if len(over) > 1:
            why = f"Một ô {said} gộp cho {len(over)} nhiệm vụ; cần chắc rằng ô đó đúng cho từng nhiệm vụ."
            yield Anomaly(path, "merged_cells", over[0].text[:120], why, over[0].start, over[0].end)
        over = [cell] if cell is not None and not cell.repeated and told and cell.text.strip() else []


def _cell(row: Sequence[Cell], index: int) -> Cell | None:
    return row[index] if index < len(row) else None


# --- dates, numbers and copies


_GLUED_DATE = re.compile(r"(?<!\w)ngày\d{1,2}\s?/\s?\d{1,2}\s?/\s?\d{4}|(?<!\w)ngày \d{1,2}\s+/\s?\d{1,2}\s?/\s?\d{4}")
_BROKEN_NUMBER = re.compile(
    r"(?<![\w.,/-])(?<!Điều )(?<!khoản )(?<!Khoản )(?<!mục )(?:\d{1,3},\s\d{1,2}\s?%"
    r"|\d{1,3}(?:\.\d{3})*\.\s\d{3}(?:\.\d{3})*\s(?:tỷ|triệu|nghìn|đồng|người|hộ|ha|tấn))"
)


# Only a day after the 28th can be one that its month does not have.
_LATE_DAY = re.compile(r"(?<!\d)(?:29|3\d)(?:[/.-]\d{1,2}(?:[/.-]|\b)|\s{1,3}tháng)")


# What any of the findings below holds; most documents hold none of it.
_MISTYPED = re.compile(
    r"\d,\s\d{1,2}\s?%|\d\.\s\d{3}\s|\d\s+/\s?\d|(?:29|3\d)(?:[/.-]\d{1,2}[/.-]|\s{1,3}tháng)|ngày\d"
)


def broken_dates(reading: Reading) -> Iterator[Anomaly]:
    """Blanks lost or put into a date or a number, and days no calendar has."""
    if not _MISTYPED.search(reading.source.text):
        return
    for path, paragraph in places(reading):
        for pattern, kind, why in (
            (_GLUED_DATE, "typo", "Ngày ghi thiếu hoặc thừa dấu cách."),
            (_BROKEN_NUMBER, "broken_number", "Con số bị ngắt bởi dấu cách ở giữa."),
        ):
            for match in pattern.finditer(paragraph.text):
                yield Anomaly(path, kind, match.group(), why, *paragraph.span(match.start(), match.end()))
        for written in dates.find_dates(paragraph.text) if _LATE_DAY.search(paragraph.text) else ():
            if written.iso is None and None not in (written.day, written.month, written.year):
                why = "Ngày này không có trong lịch."
                yield Anomaly(path, "wrong_date", written.text, why, *paragraph.span(written.start, written.end))


def outline_again(reading: Reading) -> Iterator[Anomaly]:
    """A web page's table of contents that repeats the articles."""
    articles = {key(f"{n.label or ''} {n.heading}")[:40] for n in reading.nodes if n.style == "article"}
    again = [s for s in reading.strips if s.zone == "navigation" and len(articles) > 2 and key(s.text)[:40] in articles]
    if len(again) >= 3:
        why = f"Mục lục của trang web lặp lại {len(again)} điều của văn bản."
        yield Anomaly("closing", "duplicate_outline", again[0].text, why, again[0].start, again[-1].end)

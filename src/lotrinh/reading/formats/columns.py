"""Columns that plain text keeps by runs of spaces: the letterhead, the signature block, and tables.

A block is a run of lines that share a gutter, a stretch of columns blank in all of them. Two columns are
given out one after the other; three or more over several rows are a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lotrinh.reading.formats import pasted_tables
from lotrinh.reading.formats.build import Draft
from lotrinh.reading.wording import ANNEX, NUMBER_LINE, TYPE_LINE, is_upper
from lotrinh.text.fold import fold

_INNER = re.compile(r"\S {3,}\S")
# Blanks left for a pen inside one line: "Sông Hạ, ngày      tháng 4 năm 2026", "Số:        /KH-UBND".
_BLANKS_TO_FILL = re.compile(
    r"\s*(?:(?:[^\W\d][^,;:.\d]{1,38},)? {0,4}ngày[ .…_\d]{0,40}tháng[ .…_\d]{0,30}năm[ .…_\d]{0,20}"
    r"|số {0,3}:?[ .…_\d]{0,30}[-/][ \w/.&Đđ-]{1,30})\s*",
    re.IGNORECASE,
)
# The same blanks wherever they stand in a line; while columns are looked for, they are held by a letter of no script.
_INNER_BLANKS = re.compile(
    r"ngày[ .…_\d]{0,40}tháng[ .…_\d]{0,30}năm(?!\w)|\bsố {0,3}:?[ .…_\d]{0,30}[-/](?=[ \w])", re.IGNORECASE
)
_HELD = "\ue001"
_GUTTER = 3
_MOST_BLANKS = 8
_MOST_LINES = 120


@dataclass(slots=True)
class TableBlock:
    """A table kept by spaces."""

    rows: list[list[Draft]]


def blocks(lines: Sequence[str]) -> Iterator[list[str] | TableBlock]:
    """The lines of a page in reading order: plain stretches as they are, two columns one after the other,
    tables."""
    at = 0
    for start, rows, end in pasted_tables.find(lines):
        yield from _by_spaces(lines[at:start])
        yield TableBlock([[Draft(cell) for cell in row] for row in rows])
        at = end
    yield from _by_spaces(lines[at:])


def _by_spaces(lines: Sequence[str]) -> Iterator[list[str] | TableBlock]:
    for block in _blocks([_held(line) for line in _tabs_aligned(lines)]):
        if isinstance(block, TableBlock):
            yield TableBlock([[Draft(_freed(c.text)) for c in row] for row in block.rows])
        else:
            yield [_freed(line) for line in block]


def _held(line: str) -> str:
    """`line` with its blanks to fill held, so that they part no columns."""
    if "  " not in line:
        return line
    return _INNER_BLANKS.sub(lambda m: m.group().replace(" ", _HELD), line)


def _freed(line: str) -> str:
    return line.replace(_HELD, " ") if _HELD in line else line


_PAIR = re.compile(r"(?P<left>[^\t]*[^\t ]) *\t[\t ]*(?P<right>[^\t]*\S)\s*")
_RIGHT_ONLY = re.compile(r" *\t[\t ]*(?P<right>[^\t]*\S)\s*")
_MARK_TAB = re.compile(r"^(\s*[-–+•])\t+")
_WIDEST_LEFT = 90
_LONGEST = 400


def _tabs_aligned(lines: Sequence[str]) -> list[str]:
    """Letterheads and signature blocks whose two sides are parted by tabs, with spaces in their stead: a tab says
    where a side ends, not how wide it is."""
    out: list[str] = []
    index = 0
    while index < len(lines):
        end, known = _tabbed_end(lines, index) if "\t" in lines[index] else (index + 1, False)
        if not known:
            out += lines[index:end]
            index = end
            continue
        run = [_MARK_TAB.sub(r"\1 ", line) for line in lines[index:end]]
        pairs = [_PAIR.fullmatch(line) or _RIGHT_ONLY.fullmatch(line) for line in run]
        lefts = [
            (m.groupdict().get("left") or "").strip() if m else line.strip() for m, line in zip(pairs, run, strict=True)
        ]
        wide = max(map(len, lefts)) + 2 * _GUTTER
        out += [f"{left:<{wide}}{m['right']}" if m else left for left, m in zip(lefts, pairs, strict=True)]
        index = end
    return out


def _tabbed_end(lines: Sequence[str], start: int) -> tuple[int, bool]:
    """The index after a run of tabbed pairs, and whether it holds the words of a letterhead or a signature."""
    end, index, blanks, alone, known = start, start, 0, 0, False
    while index < min(len(lines), start + _MOST_LINES) and blanks <= 2 and alone <= 3:
        line = _MARK_TAB.sub(r"\1 ", lines[index])
        index += 1
        if not line.strip():
            blanks += 1
            continue
        if len(line) > _LONGEST:
            break
        pair = _PAIR.fullmatch(line) or _RIGHT_ONLY.fullmatch(line)
        if pair is None and ("\t" in line.strip() or len(line) > _WIDEST_LEFT):
            break
        if pair is not None and len(pair.groupdict().get("left") or "") > _WIDEST_LEFT:
            break
        blanks, alone = 0, 0 if pair else alone + 1
        if pair:
            end = index
            known = known or _known_pair(line)
    return max(end, start + 1), known


def _blocks(lines: Sequence[str]) -> Iterator[list[str] | TableBlock]:
    lines = [line.expandtabs(8) if "\t" in line and _INNER.search(line.expandtabs(8)) else line for line in lines]
    plain: list[str] = []
    index = 0
    while index < len(lines):
        two_sided = (
            len(lines[index]) < 400
            and "   " in lines[index]
            and _INNER.search(lines[index].strip(), _label_end(lines[index].strip()))
            and not _lone_with_blanks(lines[index])
        )
        rows = _table(lines, index) if two_sided else None
        if rows is not None:
            if plain:
                yield plain
                plain = []
            yield TableBlock(rows[0])
            index = rows[1]
            continue
        found = _block(lines, index) if two_sided else None
        if found is None:
            plain.append(lines[index])
            index += 1
            continue
        end, gutter = found
        if plain:
            yield plain
            plain = []
        yield _flatten(lines[index:end], gutter)
        index = end
    if plain:
        yield plain


# A list mark and the blanks after it ("*   Quán triệt …", "1.   Sở Nội vụ") part no columns.
_MARK = re.compile(r"\s*(?:[-–*+•·]|\(?\d{1,3}[.)]|\(?[a-zđ]\)|[IVXL]{1,6}[.)])\s{1,8}(?=\S)")


def _label_end(line: str) -> int:
    """Where the words after a list mark begin, or 0."""
    mark = _MARK.match(line)
    return mark.end() if mark else 0


def _lone_with_blanks(line: str) -> bool:
    line = _freed(line)
    return bool(_BLANKS_TO_FILL.fullmatch(line)) and not re.search(r"\S {3,}[^\W\d][^,]{1,38},", line)


_HEAD_CELL = re.compile(r"(?:stt|tt|s\.tt|số tt)\.?$")
_ROW_LABEL = re.compile(r"\(?(?:[IVXL]{1,6}|[A-ZĐ]|\d{1,3}(?:\.\d{1,2}){0,3})\)?[.)]?$")
_COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z])\)?$")
_MOST_TABLE_LINES = 4000
_MOST_HEAD_LINES = 12


def _table(lines: Sequence[str], start: int) -> tuple[list[list[Draft]], int] | None:
    """The rows of a table whose head begins "TT   Nhiệm vụ   Cơ quan chủ trì", and the index after it; None where
    no table starts. Its gutters are the columns of the page that stay blank down to its last line."""
    head = lines[start].rstrip()
    if len(_cuts(head)) < 2 or not _HEAD_CELL.match(fold(re.split(r" {2,}", head.strip())[0])):
        return None
    gutters = _cuts(head)
    kept: list[tuple[str, bool]] = []
    index, blanks = start, 0
    while index < min(len(lines), start + _MOST_TABLE_LINES):
        line = lines[index].rstrip()
        if not line:
            blanks += 1
            if blanks > 2:
                break
        else:
            narrower = _narrowed(gutters, line)
            if narrower is None and not _group_row(line, gutters):
                break
            gutters = narrower or gutters
            kept.append((line, blanks > 0))
            if len(kept) == _MOST_HEAD_LINES and not any(_ROW_LABEL.match(k.split(None, 1)[0]) for k, _ in kept):
                return None
            blanks = 0
        index += 1
    rows = _rows_of(kept, gutters)
    if len(rows) < 2 or len(gutters) < 2:
        return None
    return rows, index - blanks


def _cuts(line: str) -> list[tuple[int, int]]:
    body = len(line) - len(line.lstrip())
    return [m.span() for m in re.finditer(r" {2,}", line) if m.start() > body]


def _narrowed(gutters: list[tuple[int, int]], line: str) -> list[tuple[int, int]] | None:
    """What is blank of each gutter in `line` too; None where a gutter is lost."""
    out: list[tuple[int, int]] = []
    for low, high in gutters:
        inside = max(re.finditer(r" +", line[low:high].ljust(high - low)), key=_size, default=None)
        if inside is None or _size(inside) < 2:
            return None
        out.append((low + inside.start(), low + inside.end()))
    return out


def _size(match: re.Match[str]) -> int:
    return match.end() - match.start()


def _group_row(line: str, gutters: list[tuple[int, int]]) -> bool:
    """ "II   NHIỆM VỤ VỀ THỂ CHẾ, CHÍNH SÁCH …" runs across the columns under a label of its own."""
    label, _, rest = line.strip().partition("  ")
    return bool(_ROW_LABEL.match(label)) and bool(rest.strip()) and len(line) - len(line.lstrip()) <= gutters[0][1]


def _rows_of(kept: list[tuple[str, bool]], gutters: list[tuple[int, int]]) -> list[list[Draft]]:
    edges = [0, *((low + high) // 2 for low, high in gutters), 1 << 20]
    rows: list[list[list[str]]] = []
    in_head = True
    for line, after_blank in kept:
        if _narrowed(gutters, line) is None:
            label, _, rest = line.strip().partition("  ")
            cells = [label, rest.strip(), *[""] * (len(gutters) - 1)]
        else:
            cells = [line[a:b].strip() for a, b in pairwise(edges)]
        told = [c for c in cells if c]
        opens = bool(_ROW_LABEL.match(cells[0])) or (
            len(told) == len(cells) and all(_COLUMN_NUMBER.match(c) for c in told)
        )
        in_head = in_head and not opens
        if rows and not opens and (in_head or not (after_blank and cells[0])):
            for cell, words in zip(rows[-1], cells, strict=True):
                cell += [words] if words else []
            continue
        rows.append([[c] if c else [] for c in cells])
    return [[Draft(" ".join(c)) for c in row] for row in rows]


def _block(lines: Sequence[str], start: int) -> tuple[int, int] | None:
    """Where a two-column block that starts on line `start` ends, and a column inside its gutter; None where
    none is."""
    low, high = _widest_gap(lines[start])
    two_sided, end = 1, start + 1
    blanks = 0
    for index in range(start + 1, min(len(lines), start + _MOST_LINES)):
        line = lines[index].rstrip()
        if not line:
            blanks += 1
            if blanks > _MOST_BLANKS:
                break
            continue
        gap = (low, high) if _lone_with_blanks(line) else _gap_within(line, low, high)
        if gap is None or len(line) > 400:
            break
        blanks = 0
        low, high = gap
        if line[:low].strip() and line[high:].strip():
            two_sided += 1
        end = index + 1
    end = _last_of_left(lines, start, end, high)
    if two_sided < 2 and not (end > start + 1 and _known_pair(lines[start])):
        return None
    return end, (low + high) // 2


def _last_of_left(lines: Sequence[str], start: int, end: int, right: int) -> int:
    """The end of a block whose left column is the longer: a type line or "Kính gửi" there is the text's, and so is what
    follows a blank line, unless it goes on a list of recipients."""
    last = max((i for i in range(start, end) if lines[i][right:].strip()), default=start)
    dashed = False
    before = ""
    for index in range(last + 1, end):
        line = lines[index].strip()
        if not line:
            continue
        entry = line.startswith(("-", "–"))
        dashed = dashed or entry
        folded = fold(line)
        if is_upper(line) and (TYPE_LINE.match(folded) or ANNEX.match(folded)):
            return index
        if folded.startswith(("kính gửi", "kính trình")):
            return index
        parted = not lines[index - 1].strip() and not NUMBER_LINE.match(folded)
        if parted and (not dashed or (not entry and before[-1:] in (".", ";", ","))):
            return index
        before = line
    return end


def _known_pair(line: str) -> bool:
    """A single two-sided line that can only be a letterhead or a signature block."""
    return bool(re.search(r"CỘNG H[ÒO]|ĐẢNG CỘNG SẢN|(?i:nơi nhận)|ngày\W.{0,20}tháng", line))


def _widest_gap(line: str) -> tuple[int, int]:
    body_start = max(len(line) - len(line.lstrip()), _label_end(line))
    gaps = [(m.start(), m.end()) for m in re.finditer(r" {3,}", line.rstrip()) if m.start() > body_start]
    return max(gaps, key=lambda g: g[1] - g[0]) if gaps else (0, 0)


def _gap_within(line: str, low: int, high: int) -> tuple[int, int] | None:
    """The part of columns low…high that is blank in `line`, if at least a gutter is left of it."""
    if len(line) <= low:
        return low, high
    best: tuple[int, int] | None = None
    segment = line[low:high].ljust(high - low)
    for match in re.finditer(r" {2,}", segment):
        size = match.end() - match.start()
        if size >= _GUTTER and (best is None or size > best[1] - best[0]):
            best = (low + match.start(), low + match.end())
    return best


def _flatten(lines: Sequence[str], column: int) -> list[str]:
    """Left column, then right column. Blank lines inside a column are kept, for they part its pieces."""
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        cut = column
        if _lone_with_blanks(line):
            # Its own blanks are no gutter: it stands whole on the side it begins on.
            cut = 0 if 3 * (len(line) - len(line.lstrip())) >= column else len(line)
        left.append(line[:cut].rstrip())
        right.append(line[cut:].rstrip())
    return _trim(left) + _trim([r.lstrip() for r in right])


def _trim(column: list[str]) -> list[str]:
    first = next((i for i, line in enumerate(column) if line), len(column))
    last = next((i for i in range(len(column), 0, -1) if column[i - 1]), first)
    return column[first:last]

"""Lines in reading order, with two-column tables and flattened columns taken apart.

Reads: source. Writes: strips, tables (those of the source, and those a text draws with bars).
"""

from __future__ import annotations

import re

from lotrinh.reading.labels import UP
from lotrinh.reading.model import Reading, Strip
from lotrinh.reading.source import Cell, Line, Source, Table
from lotrinh.reading.stages import recognised
from lotrinh.reading.wording import (
    CAPACITY,
    DECORATION,
    MOTTO,
    POST,
    RECIPIENTS,
    SIGNED,
    is_name,
    is_upper,
    key,
    place_date,
)
from lotrinh.text.fold import fold_letters

_LAYOUT_WORDS = re.compile(
    r"cộng h[òo]a xã hội|đảng cộng sản việt nam|nơi nhận|(?:^|\s)(?:t/m|tm\.|kt\.|tl\.|k/t|t/l)\s"
    r"|ngày\b.{0,20}tháng\b.{0,20}năm"
)
_FLAT = re.compile(r"[ \t]\|(?:[ \t]|$)")
_CHARACTER = 6.0
_RULE_ROW = re.compile(r"(?=[^-=+:]*[-=+:])[\s|:+=-]+")


def run(reading: Reading) -> None:
    """Fills `strips`."""
    source = reading.source
    layout = [t for t in source.tables if is_layout(source, t)]
    by_start = {t.start: t for t in layout}
    inside = _Spans(layout)
    flat = _flat_lines(source)
    strips: list[Strip] = []
    gap = False
    block: list[Line] = []
    for line in source.lines:
        if block and line.start not in flat and source.words(line).strip():
            strips += _flattened(source, block)
            block = []
        table = by_start.get(line.start) if line.role == "table" else None
        if table:
            strips += _columns(source, table, line)
            gap = True
            continue
        if inside.holds(line.start):
            continue
        if line.start in flat:
            block.append(line)
            continue
        words = source.words(line)
        if not words.strip():
            gap = True
            continue
        strips.append(_strip(source, line, gap))
        gap = False
    strips = _tail_parted(_parted(_rejoined(strips + (_flattened(source, block) if block else []))))
    if _blank_between_all(source):
        for strip in strips:
            strip.gap = False
    if source.method == "ocr" or source.format == "txt":
        recognised.mend(strips)
    reading.strips = strips
    reading.tables = [*source.tables, *_barred(reading.strips)]
    reading.tables.sort(key=lambda t: t.start)


def _blank_between_all(source: Source) -> bool:
    """Whether nearly every line comes after a blank one, so that a blank line says nothing."""
    told = after = 0
    blank = False
    for line in source.body():
        if not source.words(line).strip():
            blank = True
            continue
        told, after, blank = told + 1, after + blank, False
    return after > 0.7 * told


def _rejoined(strips: list[Strip]) -> list[Strip]:
    """A date line that its own blanks parted into columns ("Sông Hạ, ngày" / "tháng 4 năm 2026") is one
    line."""
    out: list[Strip] = []
    for strip in strips:
        if (
            out
            and key(out[-1].text).endswith(" ngày")
            and key(strip.text).startswith("tháng ")
            and len(strip.text) < 40
        ):
            last = out[-1]
            last.text, last.end = f"{last.text} {strip.text}", max(last.end, strip.end)
            continue
        out.append(strip)
    return out


_HEAD_LINES = 14
_RIGHT_SIDE = re.compile(
    r"(?P<gap>\s{1,40})(?:CỘNG H\w{1,3} XÃ HỘI CH|ĐẢNG CỘNG SẢN VIỆT|Độc [Ll]ập ?[-–] ?Tự [Dd]o|ĐỘC LẬP ?[-–] ?TỰ DO)"
    rf"|(?<=[\w*—_-])(?P<gap2>\s{{2,40}}|\s(?=[{UP}]\w*[^\W\d_{UP}]|T[Pp]\.))"
    rf"[{UP}][^,:;/\d]{{1,30}},? ?[Nn]gày\b[^,;:]{{0,40}}\bnăm\b"
    r"|(?P<gap3>\s{1,40})[-–—_*]{3,40}$"
)


def _parted(strips: list[Strip]) -> list[Strip]:
    """A letterhead's two columns run into one line ("CHÍNH PHỦ CỘNG HÒA XÃ HỘI …") are two lines."""
    out: list[Strip] = []
    for index, strip in enumerate(strips):
        match = _RIGHT_SIDE.search(strip.text) if index < _HEAD_LINES and len(strip.text) < 160 else None
        left = strip.text[: match.start()].strip() if match else ""
        if match is None or not (
            DECORATION.fullmatch(left) or (len(left) >= 3 and (is_upper(left) or re.match(r"Số\b", left)))
        ):
            out.append(strip)
            continue
        cut = match.end(next(g for g in ("gap", "gap2", "gap3") if match[g]))
        right = Strip(strip.text[cut:], strip.start + cut, strip.end, strip.role, strip.hard)
        right.page, right.confidence = strip.page, strip.confidence
        strip.text, strip.end = strip.text[: match.start()], strip.start + match.start()
        out += [strip, right]
    return out


_BEFORE_SIGNATURE = re.compile(r"(?:nơi nhận ?:?|[;.,/)])(?=\s)|\S(?= [\[(](?:đã ký|ký|chữ ký)\b)")
_MOST_TAIL = 24


def _tail_parted(strips: list[Strip]) -> list[Strip]:
    """Recipients and signature run into one column ("Nơi nhận: KT. GIÁM ĐỐC", "- Như trên; PHÓ GIÁM ĐỐC"): the list,
    then the signature."""
    for index, strip in enumerate(strips):
        if not RECIPIENTS.match(key(strip.text)) or len(strip.text) > 140 or _signature_from(strip) is None:
            continue
        left: list[Strip] = []
        right: list[Strip] = []
        end = index
        for row in strips[index : index + _MOST_TAIL]:
            dashed = row is strip or re.match(r"[-–+*•]\s", row.text)
            unfinished = left and left[-1].text.rstrip()[-1:] not in ".;"
            if not dashed and (_of_signature(row.text) or (is_upper(row.text) and right)):
                right.append(row)
            elif not dashed and (not unfinished or is_name(right[-1].text if right else "")):
                break
            else:
                cut = _signature_from(row, opened=bool(right))
                left.append(row if cut is None else _piece(row, 0, cut))
                right += [] if cut is None else [_piece(row, cut, len(row.text))]
            end += 1
        return [*strips[:index], *left, *right, *strips[end:]]
    return strips


def _signature_from(strip: Strip, opened: bool = False) -> int | None:
    """Where a line of the signature begins behind a recipient; None where none does. Once the signature is `opened`,
    three words in capitals go on with it ("ĐẢNG BỘ TỈNH")."""
    text = strip.text
    for match in _BEFORE_SIGNATURE.finditer(fold_letters(text)):
        rest = text[match.end() :].strip()
        if _of_signature(rest) or (opened and is_upper(rest) and len(re.findall(r"[^\W\d]{2,}", rest)) >= 3):
            return match.end()
    return None


def _of_signature(text: str) -> bool:
    folded = key(text)
    return (
        bool(SIGNED.match(folded))
        or is_name(text)
        or (is_upper(text) and bool(CAPACITY.match(folded) or POST.match(folded)))
    )


def _piece(strip: Strip, begin: int, end: int) -> Strip:
    words = strip.text[begin:end]
    begin += len(words) - len(words.lstrip())
    words = words.strip()
    piece = Strip(words, strip.start + begin, strip.start + begin + len(words), strip.role, strip.hard)
    piece.page, piece.confidence = strip.page, strip.confidence
    return piece


class _Spans:
    """Whether an offset lies in one of a few tables."""

    def __init__(self, tables: list[Table]) -> None:
        self.spans = sorted((t.start, t.end) for t in tables)

    def holds(self, at: int) -> bool:
        return any(start <= at <= end for start, end in self.spans)


def is_layout(source: Source, table: Table) -> bool:
    """True for a table that only holds a letterhead or a signature block in place."""
    if len(table.rows) > 8 or max(len(r) for r in table.rows) > 4:
        return False
    words = key(" ".join(cell.text for row in table.rows for cell in row))
    if words.startswith(("kính gửi", "kính trình")):
        return True
    return bool(_LAYOUT_WORDS.search(words)) and not re.search(r"(?:^| )(?:stt|tt) ", words[:60])


def _strip(source: Source, line: Line, gap: bool) -> Strip:
    raw = source.words(line)
    lead = len(raw) - len(raw.lstrip())
    text = raw.strip()
    start = line.start + lead
    left = line.box[0] if line.box else None
    # Word and PDF tell indents in points; a character of 14-point text is some 6 points wide.
    indent = lead + (line.indent if source.format in ("txt", "md") else round(line.indent / _CHARACTER))
    return Strip(text, start, start + len(text), line.role, line.hard, indent, line.page, left, gap, line.confidence)


def _columns(source: Source, table: Table, line: Line) -> list[Strip]:
    """The cells of a layout table, column by column, a strip for each line of a cell."""
    strips: list[Strip] = []
    width = max(len(row) for row in table.rows)
    for column in range(width):
        for row in table.rows:
            if column < len(row) and not row[column].repeated:
                strips += _cell(row[column], line, first=not strips)
    return strips


def _cell(cell: Cell, line: Line, first: bool) -> list[Strip]:
    strips: list[Strip] = []
    at = cell.start
    for piece in re.split(r"(\n| {6,}(?=[A-ZĐ]{2}))", cell.text):
        text = piece.strip()
        if text:
            start = at + len(piece) - len(piece.lstrip())
            strips.append(Strip(text, start, start + len(text), "body", True, 0, line.page, None, first and not strips))
        at += len(piece)
    return strips


_MOST_HEAD_ROWS = 24
_MOST_SIDES = 4


def _flat_lines(source: Source) -> set[int]:
    """Where the lines "A | B" or "| A | B |" begin that some tool made of a letterhead or a signature block."""
    flat: set[int] = set()
    rows: list[Line] = []
    for line in [*source.lines, None]:
        words = source.words(line) if line is not None and line.role == "body" else ""
        if line is not None and line.role == "body" and not words.strip():
            continue
        if line is not None and "|" in words and len(words) <= 220 and len(_sides(words)) <= _MOST_SIDES:
            rows.append(line)
            continue
        if rows:
            flat.update(_flat_of(source, rows))
            rows = []
    return flat


def _flat_of(source: Source, rows: list[Line]) -> list[int]:
    """Of rows that follow one another, those that belong to a letterhead or a signature block: all of them, where one
    has its words; else each that shows it by itself."""
    if len(rows) <= _MOST_HEAD_ROWS:
        cells = [source.words(r)[a:b].strip() for r in rows for a, b in _sides(source.words(r))]
        told = [c for c in cells if c]
        if told and not re.match(r"(?:s?tt|số tt)\b", key(told[0])) and any(_of_head(c) for c in told):
            return [r.start for r in rows]
    return [r.start for r in rows if _flat_alone(source.words(r))]


def _of_head(cell: str) -> bool:
    folded = key(cell)
    return len(folded) < 160 and bool(
        MOTTO.match(folded)
        or RECIPIENTS.match(folded)
        or place_date(cell)
        or (is_upper(cell) and (MOTTO.search(folded) or CAPACITY.match(folded)))
    )


def _flat_alone(words: str) -> bool:
    if words.lstrip().startswith("|") or not _FLAT.search(words) or words.count(" | ") > 2:
        return False
    folded = key(words)
    return bool(MOTTO.search(folded) or RECIPIENTS.search(folded) or _LAYOUT_WORDS.search(folded)) or _upper_side(words)


def _sides(words: str) -> list[tuple[int, int]]:
    """The spans between the bars of a line; bars around the whole line part nothing."""
    begin, end = 0, len(words.rstrip())
    bare = words.strip()
    if bare.startswith("|") and bare.endswith("|") and bare.count("|") > 2:
        begin, end = words.index("|") + 1, end - 1
    sides: list[tuple[int, int]] = []
    at = begin
    for match in re.finditer(r"(?:^|(?<=[ \t|]))\|(?=[ \t|]|$)", words[begin:end]):
        sides.append((at, begin + match.start()))
        at = begin + match.end()
    return [*sides, (at, end)]


def _upper_side(words: str) -> bool:
    sides = _FLAT.split(words)
    return any(is_upper(s) or re.match(r"\s*(?:Số\b|[-–•]\s)", s) for s in sides[:1]) and len(sides) == 2


def _flattened(source: Source, block: list[Line]) -> list[Strip]:
    """Lines "A | B": the left column, then the right one; " / " inside a side parts its lines."""
    columns: list[list[Strip]] = [[] for _ in range(_MOST_SIDES)]
    for line in block:
        words = source.words(line)
        if "-" in words and _RULE_ROW.fullmatch(words) and words.lstrip().startswith("|"):
            continue  # Markdown's line under the head of a table
        for column, (begin, end) in zip(columns, _sides(words), strict=False):
            column += _side(words[begin:end], line.start + begin, line)
    strips = [s for column in columns for s in column]
    if strips:
        strips[0].gap = True
    return strips


def _side(text: str, start: int, line: Line) -> list[Strip]:
    strips = []
    at = 0
    for piece in re.split(rf"([ \t]/[ \t](?=[{UP}]{{2}}|[{UP}]\w+ [{UP}])|<br ?/?>)", text):
        words = piece.strip()
        if words and words != "/" and not words.startswith("<br"):
            begin = start + at + len(piece) - len(piece.lstrip())
            strips.append(Strip(words, begin, begin + len(words), "body", True, 0, line.page))
        at += len(piece)
    return strips


def _barred(strips: list[Strip]) -> list[Table]:
    """Tables drawn with bars ("| TT | Nhiệm vụ | …"): two lines or more of three cells or more."""
    tables: list[Table] = []
    run_: list[Strip] = []
    for strip in [*strips, None]:
        if strip is not None and strip.role == "body" and _is_barred(strip.text):
            run_.append(strip)
            continue
        rows = [_bar_cells(s) for s in run_ if not _RULE_ROW.fullmatch(s.text)]
        if len(rows) >= 2:
            tables.append(Table(run_[0].start, run_[-1].end, tuple(rows), run_[0].page))
            for held in run_:
                held.role = "table"
        run_ = []
    return tables


def _is_barred(text: str) -> bool:
    return text.count("|") >= 2 and (text.startswith("|") or len(_FLAT.findall(text)) >= 2)


def _bar_cells(strip: Strip) -> tuple[Cell, ...]:
    """The cells of one barred line, each with its place in the source."""
    cells: list[Cell] = []
    begin = 1 if strip.text.startswith("|") else 0
    end = len(strip.text) - 1 if strip.text.endswith("|") and begin else len(strip.text)
    at = begin
    for piece in strip.text[begin:end].split("|"):
        words = piece.strip()
        start = strip.start + at + len(piece) - len(piece.lstrip())
        cells.append(Cell(words, start, start + len(words)))
        at += len(piece) + 1
    return tuple(cells)

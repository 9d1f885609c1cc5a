"""Is the document marked as a state secret? If so it is refused, and nothing of it is kept.

A marking is a stamp: a line of its own near the head, a running header or a watermark, or "Độ mật: …". Words
about secrecy in running text ("bảo mật", "bí mật nhà nước", "tài liệu mật") are not a marking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotrinh.errors import ClassifiedDocument
from lotrinh.reading.source import Source

_HEAD_LINES = 40
_GRADE = r"(?:TUYỆT[ \t]{0,3}MẬT|TỐI[ \t]{0,3}MẬT|MẬT)"
_FRAME = r"[\s\[\](){}<>|*_=~.\-–—:\"'“”]{0,12}"
# The stamp itself, as it is cut: capitals, with or without a frame. "TÀI LIỆU MẬT" and "ĐỘ MẬT" may stand
# before it.
_STAND_ALONE = re.compile(
    rf"{_FRAME}(?:(?:TÀI LIỆU|VĂN BẢN|HỒ SƠ|ĐỘ|MỨC ĐỘ|DẤU)[ \t]{{1,3}}(?:ĐỘ[ \t]{{1,3}})?)?{_GRADE}{_FRAME}"
    rf"(?:(?:SỐ|Số|BẢN SỐ|Bản số)[ \t]{{0,3}}:?[ \t]{{0,3}}[\d.…/]{{0,12}}{_FRAME})?\Z"
)
_SPACED = re.compile(r"\s*(?:T\s?U\s?Y\s?Ệ\s?T\s{1,4}|T\s?Ố\s?I\s{1,4})?M\s{1,2}Ậ\s{1,2}T\s*\Z")
_DECLARED = re.compile(
    rf"\s*(?:[Đđ]ộ|[Mm]ức độ|ĐỘ|MỨC ĐỘ)[ \t]{{1,3}}(?:mật|MẬT)[ \t]{{0,3}}[:\-–][ \t]{{0,3}}{_FRAME}"
    r"(?P<grade>tuyệt mật|tối mật|mật|[ABC]\b)(?P<rest>.{0,40})\Z",
    re.IGNORECASE,
)
_NOT_MARKED = re.compile(r"\s*(?:không|thường|bình thường)", re.IGNORECASE)
_NUMBER_LINE = re.compile(
    r"\s*(?:Số|SỐ)\s{0,3}:?\s{0,20}[\d.…]{0,8}\s{0,3}[-/]\s?[A-ZĐ][\w/Đ-]{1,20}[\s(\[]{1,40}" + _GRADE + r"[\s)\]]*\Z"
)
# The name of a column, not a grade.
_LABEL = re.compile(r"\W*(?:MỨC )?ĐỘ\s{1,3}MẬT\W*\Z")
# Words beside one another on a line that belong to different columns.
_APART = re.compile(r"\s*(?:\t| {2,}|\|)\s*")
_TITLE = re.compile(r"(?:QUY ĐỊNH|QUY CHẾ|DANH MỤC|BẢO VỆ|VỀ|CÔNG TÁC|BÍ|BẢO|AN NINH|ĐÓNG DẤU|GIẢI)\s*\Z")


def refuse(source: Source) -> None:
    """Raises ClassifiedDocument where the source carries a marking."""
    for text in _places(source):
        grade = marking(text)
        if grade:
            raise ClassifiedDocument(
                f"Văn bản có dấu độ mật “{grade}”. Hệ thống không nhận văn bản mật, không lưu lại gì. "
                "Hãy xử lý văn bản theo quy định về bảo vệ bí mật nhà nước."
            )


def marking(line: str) -> str | None:
    """The grade ("MẬT", "TỐI MẬT", "TUYỆT MẬT") where this one line is a marking, else None."""
    if not _may_mark(line) or _LABEL.match(line):
        return None
    declared = _DECLARED.match(line)
    if declared and not _NOT_MARKED.match(declared["rest"]):
        return _grade(declared["grade"])
    if _STAND_ALONE.match(line) or _SPACED.match(line) or _NUMBER_LINE.match(line):
        return _grade(re.sub(r"\s", "", line))
    # A stamp beside the letterhead or the page number. Several grades beside one another are the head of a table.
    grades = [part for part in _APART.split(line) if _STAND_ALONE.match(part) and not _LABEL.match(part)]
    return _grade(re.sub(r"\s", "", grades[0])) if len(grades) == 1 else None


def _may_mark(line: str) -> bool:
    return len(line) <= 120 and "ậ" in line.lower()


def _grade(words: str) -> str:
    upper = re.sub(r"\s", "", words).upper()
    if "TUYỆT" in upper or upper == "A":
        return "TUYỆT MẬT"
    return "TỐI MẬT" if "TỐI" in upper or upper == "B" else "MẬT"


def _places(source: Source) -> Iterator[str]:
    """Where a marking may stand: the first lines of each page, running headers and text boxes, the
    letterhead's cells."""
    seen = 0
    before = ""
    page: int | None = -1
    whole = source.text
    for line in source.lines:
        text = whole[line.start : line.end]
        if line.page != page and line.page is not None:
            page, seen = line.page, (0 if seen == 0 else max(0, _HEAD_LINES - 6))
        if not text or text.isspace():
            continue
        seen += 1
        if line.role in ("running_header", "textbox", "stamp") or (
            seen <= _HEAD_LINES and line.role != "table" and _may_mark(text) and not _goes_on(before, text)
        ):
            yield text
        before = text
    for table in source.tables[:2]:
        if table.start < 1500:
            for row in table.rows:
                told = [part for cell in row if not cell.repeated for part in cell.text.split("\n")]
                if sum(marking(part) is not None for part in told) == 1:
                    yield from told


def _goes_on(before: str, text: str) -> bool:
    """Whether this line is the rest of a wrapped title ("… BẢO VỆ TÀI LIỆU / MẬT")."""
    return bool(_TITLE.search(before.strip())) and not text.strip().startswith(("[", "(", "*"))

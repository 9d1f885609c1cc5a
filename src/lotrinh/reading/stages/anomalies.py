"""What a careful clerk would query. Nothing is corrected here; each finding says why and where.

Reads: everything. Writes: anomalies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lotrinh.reading import labels
from lotrinh.reading.model import Anomaly, Node, Paragraph, Reading
from lotrinh.reading.places import places
from lotrinh.reading.spans import LastBefore
from lotrinh.reading.stages import clerk, doubts
from lotrinh.reading.targets.words import beginning
from lotrinh.reading.wording import MOTTO, NUMBER_LINE, key, place_date


def run(reading: Reading) -> None:
    """Fills `anomalies`."""
    found = [
        *_from_loader(reading),
        *_header(reading),
        *_roles(reading),
        *_numbering(reading),
        *_paragraphs(reading),
        *doubts.citations(reading),
        *doubts.issuers(reading),
        *doubts.targets(reading),
        *doubts.assignments(reading),
        *doubts.spelling(reading),
        *clerk.queries(reading),
    ]
    seen: set[tuple[str, str, str | None]] = set()
    for anomaly in found:
        name = (anomaly.path, anomaly.kind, anomaly.text)
        if name not in seen:
            seen.add(name)
            reading.anomalies.append(anomaly)


def _from_loader(reading: Reading) -> Iterator[Anomaly]:
    above = LastBefore(n for n in reading.nodes if n.labelled)
    for note in reading.source.notes:
        text = note.text if note.text is None or len(note.text) <= 300 else note.text[:300] + "…"
        yield Anomaly(_path_at(above, note.start), note.kind, text, note.why, note.start, note.end)


def _path_at(above: LastBefore, at: int | None) -> str:
    return "header" if at is None else above.path(at, "header")


def _header(reading: Reading) -> Iterator[Anomaly]:
    head = reading.header
    strips = [s for s in reading.strips if s.zone in ("letterhead", "place_date")]
    number = next((s for s in strips if NUMBER_LINE.match(key(s.text))), None)
    if head.number is None:
        why = "Chỗ số của văn bản để trống." if number else "Không thấy số và ký hiệu của văn bản."
        yield Anomaly(
            "header",
            "missing_number",
            number.text if number else None,
            why,
            *((number.start, number.end) if number else (None, None)),
        )
    if head.date is None or not any(s.zone == "place_date" for s in strips):
        line = next((s for s in strips if s.zone == "place_date"), None)
        why = "Ngày hoặc tháng để trống." if line else "Không có dòng địa danh và ngày tháng ở trang đầu."
        yield Anomaly(
            "header",
            "missing_date",
            line.text if line else None,
            why,
            *((line.start, line.end) if line else (None, None)),
        )
    if not head.has_letterhead:
        yield Anomaly(
            "header",
            "missing_header",
            None,
            "Không có tiêu đề (Quốc hiệu hoặc tên Đảng) và tên cơ quan ban hành ở trang đầu.",
        )
    if not any(s.zone == "signature" for s in reading.strips):
        yield Anomaly("closing", "missing_signature", None, "Không có phần chữ ký.")
    elif head.name is None:
        yield Anomaly("closing", "missing_signature", head.post, "Phần chữ ký không có họ tên người ký.")
    dates = [s for s in reading.strips if s.zone in ("place_date", "letterhead") and place_date(s.text)]
    mottos = [s for s in strips if MOTTO.search(key(s.text)) and key(s.text).startswith(("cộng h", "đảng"))]
    if len(dates) > 1 or len(mottos) > 1:
        extra = (dates if len(dates) > 1 else mottos)[0]
        yield Anomaly(
            "header",
            "duplicate_header",
            extra.text,
            "Phần đầu văn bản lặp lại hai lần.",
            extra.start,
            extra.end,
        )


_ROLE_WORDS = {
    "page_number": ("page_number", "Số trang nằm giữa nội dung."),
    "stamp": (
        "stamp_text",
        "Dòng chữ của con dấu hoặc chữ ký số, không thuộc nội dung; ngày trên đó không phải ngày văn bản.",
    ),
    "navigation": ("foreign_text", "Chữ của trang web, không thuộc văn bản."),
}


def _roles(reading: Reading) -> Iterator[Anomaly]:
    seen: set[tuple[str, str]] = set()
    above = LastBefore(n for n in reading.nodes if n.labelled)
    for strip in reading.strips:
        told = _ROLE_WORDS.get(strip.zone)
        if told is None:
            continue
        path = _path_at(above, strip.start)
        if (told[0], path) not in seen:
            seen.add((told[0], path))
            yield Anomaly(path, told[0], strip.text, told[1], strip.start, strip.end)


def _numbering(reading: Reading) -> Iterator[Anomaly]:
    """Numbers left out or used twice among the children of one node."""
    groups: dict[tuple[int, str], list[Node]] = {}
    # A programme or regulation that a decision puts into force numbers from the beginning again.
    attached = min((p.start for p in reading.preamble if p.zone == "attached"), default=None)
    for node in reading.nodes:
        if node.labelled and node.value and node.style not in ("bullet", "plus", "star", "dot"):
            groups.setdefault((id(node.parent), node.style), []).append(node)
        twice = "~" in node.path.rsplit(".", 1)[-1]
        if twice and (attached is None or not node.paragraphs or node.paragraphs[0].start <= attached):
            yield _at(node, "numbering", f"Nhãn “{node.label}” xuất hiện hai lần ở cùng một cấp.")
    for nodes in groups.values():
        for before, node in pairwise(nodes):
            if _skips(before, node):
                yield _at(node, "numbering", f"Sau “{before.label}” là “{node.label}”: thiếu số ở giữa.")
        first = nodes[0]
        if first.value is not None and first.value > 1 and first.style in ("roman", "num", "letter"):
            yield _at(first, "numbering", f"Dãy bắt đầu từ “{first.label}” chứ không từ đầu.")
        marks = {re.sub(r"[\w ]", "", n.label or "") for n in nodes}
        if len(marks) > 1:
            odd = next(
                (n for n in nodes if re.sub(r"[\w ]", "", n.label or "") != re.sub(r"[\w ]", "", nodes[0].label or "")),
                nodes[0],
            )
            yield _at(
                odd,
                "mixed_labels",
                "Cùng một cấp dùng nhiều kiểu đánh số: " + " ".join(sorted({n.label or "" for n in nodes})[:6]),
            )


def _skips(before: Node, node: Node) -> bool:
    """Whether numbers are left out between two neighbours; many a list of letters goes from d) to e) without đ)."""
    if node.value is None or before.value is None or node.value <= before.value + 1:
        return False
    skipped = labels.LETTERS[before.value : node.value - 1] if node.style == "letter" else ""
    return skipped != "đ"


def _at(node: Node, kind: str, why: str) -> Anomaly:
    text = f"{node.label or ''} {node.heading[:80]}".strip()
    first = node.paragraphs[0]
    return Anomaly(node.path, kind, text, why, first.start, min(first.end, first.start + len(text)))


_OFTEN = [
    *("trong", "của", "và", "về", "các", "những", "với", "được", "cho", "theo", "để"),
    *("là", "tại", "trên", "từ", "có", "việc", "phải", "đã", "sẽ", "hoặc"),
]
_TWICE = re.compile(rf"(?P<w>{beginning(_OFTEN)})\s+(?P=w)(?!\w)")
_SHORTEST_TWICE = 5
_NAMED_TWICE = re.compile(r"[UỦ][ỷy] ban nhân dân\s+UBND|Hội đồng nhân dân\s+HĐND|UBND\s+[UỦ][ỷy] ban nhân dân")


def _paragraphs(reading: Reading) -> Iterator[Anomaly]:
    broken = 0
    for path, paragraph in places(reading):
        text = paragraph.text
        for pattern, why in (
            (_TWICE if len(text) >= _SHORTEST_TWICE else None, "Một từ in hai lần liền nhau."),
            (
                _NAMED_TWICE if "UBND" in text or "HĐND" in text else None,
                "Tên cơ quan ghi hai lần, đầy đủ và viết tắt.",
            ),
        ):
            for match in pattern.finditer(text) if pattern else ():
                start, end = paragraph.span(match.start(), match.end())
                yield Anomaly(path, "typo", match.group(), why, start, end)
        if paragraph.broken and paragraph.zone == "body" and broken < 20:
            broken += 1
            yield Anomaly(
                path,
                "broken_paragraph",
                paragraph.text[:80],
                "Đoạn văn bị ngắt dòng cứng ở giữa.",
                paragraph.start,
                paragraph.end,
            )
        if "]" in text:
            yield from _glued(path, paragraph)


def _glued(path: str, paragraph: Paragraph) -> Iterator[Anomaly]:
    for match in re.finditer(r"\d(?:[.,]\d{1,3})?%?\[\d{1,2}\]", paragraph.text):
        start, end = paragraph.span(match.start(), match.end())
        yield Anomaly(path, "footnote_glued", match.group(), "Số hiệu chú thích dính vào con số.", start, end)

"""Contradictions between the parts of a document: citations, issuers, targets, deadlines, spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lotrinh.reading.model import Anomaly, Citation, FoundTarget, Node, Reading
from lotrinh.reading.places import places
from lotrinh.reading.wording import ORGANISING, key
from lotrinh.text.fold import fold, fold_letters, one_tone

_SYMBOL_TYPES: dict[str, tuple[str, ...]] = {
    "NQ": ("nghị quyết",),
    "QĐ": ("quyết định", "quy định"),
    "CT": ("chỉ thị", "chương trình"),
    "KL": (("kết luận"),),
    "KH": (("kế hoạch"),),
    "TB": (("thông báo"), ("thông báo kết luận")),
    "BC": ("báo cáo",),
    "HD": ("hướng dẫn",),
    "CTr": ("chương trình", "chương trình hành động"),
    "CTR": (("chương trình"), ("chương trình hành động")),
    "CTHĐ": ("chương trình hành động", "chương trình"),
    "NĐ": ("nghị định",),
    "TT": ("thông tư", "thông tri"),
    "TTr": (("tờ trình"),),
    "QC": (("quy chế"),),
    "CV": (("công văn"), ("văn bản")),
    "CĐ": ("công điện",),
    "ĐA": ("đề án",),
    "TTLT": ("thông tư liên tịch",),
}


def citations(reading: Reading) -> Iterator[Anomaly]:
    """A symbol that does not fit its type, a mistyped symbol, one document with two dates."""
    first: dict[tuple[str, str, str], Citation] = {}
    likely = _symbols_by_type(reading.citations)
    for cite in reading.citations:
        if cite.number is None or cite.symbol is None:
            continue
        yield from _symbol(cite, likely)
        name = (key(cite.type or ""), cite.number.lstrip("0"), cite.symbol)
        before = first.setdefault(name, cite)
        if before.date and cite.date and before.date != cite.date:
            why = f"Văn bản này ghi ngày {cite.date}, chỗ khác ({before.path}) ghi ngày {before.date}."
            yield Anomaly(cite.path, "citation_mismatch", cite.text, why, cite.start, cite.end)
        if reading.header.date and cite.date and cite.date > reading.header.date:
            why = f"Văn bản viện dẫn đề ngày {cite.date}, sau ngày ban hành {reading.header.date}."
            yield Anomaly(cite.path, "wrong_date", cite.text, why, cite.start, cite.end)


def _symbols_by_type(cited: Iterable[Citation]) -> dict[str, str]:
    """The first symbol cited that fits a kind of document, for each kind that one fits."""
    found: dict[str, str] = {}
    for symbol in dict.fromkeys(c.symbol or "" for c in cited if c.number):
        for name in _SYMBOL_TYPES.get(_PARTS.split(symbol)[0], ()):
            found.setdefault(name, symbol)
    return found


_PARTS = re.compile(r"[/-]")


def _symbol(cite: Citation, likely: dict[str, str]) -> Iterator[Anomaly]:
    symbol = cite.symbol or ""
    parts = _PARTS.split(symbol)
    kind = parts[1] if parts[0].isdigit() and len(parts) > 1 else parts[0]
    wanted = _SYMBOL_TYPES.get(kind)
    told = key(cite.type or "")
    if wanted and told and told not in wanted and told not in ("văn bản", "luật", "công văn"):
        other = likely.get(told)
        hint = f" Chỗ khác trong văn bản viện dẫn {cite.number}-{other}." if other and "/" in other else ""
        why = f"Ký hiệu {kind} là của {wanted[0]}, không phải của {told}.{hint}"
        yield Anomaly(cite.path, "citation_mismatch", cite.text, why, cite.start, cite.end)
    elif re.search(r"-T[Tt]?g$", symbol) and not symbol.endswith("TTg"):
        yield Anomaly(
            cite.path,
            "citation_mismatch",
            cite.text,
            "Ký hiệu của Thủ tướng Chính phủ là TTg.",
            cite.start,
            cite.end,
        )


_ISSUED_BY = re.compile(
    r"(?:Chương trình|Kế hoạch|Nghị quyết) của (?P<who>Ban Thường vụ|Ban Chấp hành|Thường trực|Ủy ban nhân "
    r"dân|Hội đồng nhân dân)(?P<rest>[^,.;]{0,60})"
)


def issuers(reading: Reading) -> Iterator[Anomaly]:
    """The text calls the document that of another body than the one that issues it."""
    issuer = fold(reading.header.issuer or "")
    kind = fold(reading.header.type or "")
    if not issuer or not kind:
        return
    for path, paragraph in places(reading):
        if path in ("title", "preamble") or " của " not in paragraph.text:
            continue
        for match in _ISSUED_BY.finditer(one_tone(paragraph.text)):
            who = fold(match["who"])
            if not fold(match.group()).startswith(kind) or issuer.startswith(who):
                continue
            if not re.match(r"\s*(?:Thành ủy|Tỉnh ủy|Huyện ủy|Đảng ủy|thành phố|tỉnh|Đảng bộ)", match["rest"]):
                continue
            start, end = paragraph.span(match.start(), match.end())
            why = f"Chỗ này ghi là của {match['who']}, trong khi cơ quan ban hành là {reading.header.issuer}."
            words = paragraph.text[match.start() : match.end()]
            yield Anomaly(path, "issuer_contradiction", words, why, start, end)


def targets(reading: Reading) -> Iterator[Anomaly]:
    """Two values for one indicator, shares that cannot sum to 100, an average without its years."""
    yield from _conflicts(reading.targets)
    yield from _shares(reading)
    for found in reading.targets:
        m = found.mention
        low = fold(m.text) if m.unit == "%" and m.per == "year" else ""
        if "bình quân" in low and not re.search(r"giai đoạn|thời kỳ|\d{4}\s?[-–]\s?\d{4}", low):
            yield _on(found, "ambiguous_target", "Tốc độ bình quân nhưng không nói bình quân của những năm nào.")


def _on(found: FoundTarget, kind: str, why: str) -> Anomaly:
    return Anomaly(found.path, kind, found.mention.text, why, found.start, found.end)


def _conflicts(found: list[FoundTarget]) -> Iterator[Anomaly]:
    first: dict[tuple[str, str | None, str | None], FoundTarget] = {}
    for target in found:
        m = target.mention
        if m.comparator == "qualitative" or not m.indicator:
            continue
        before = first.setdefault((fold(m.indicator), m.unit, m.due), target)
        if before is target or before.path == target.path:
            continue
        if (before.mention.low, before.mention.high) != (m.low, m.high):
            yield _on(
                target,
                "value_conflict",
                f"Mục {before.path} đặt giá trị khác cho cùng chỉ tiêu: “{before.mention.text[:120]}”.",
            )
        else:
            yield _on(target, "duplicate_target", f"Chỉ tiêu này đã nêu ở mục {before.path}.")


_SHARE = re.compile(r"tỷ trọng|tỉ trọng|chiếm|cơ cấu")


def _shares(reading: Reading) -> Iterator[Anomaly]:
    """Shares of one whole in one clause: their lows must not pass 100, and at least three that list it all
    must reach it."""
    groups: dict[tuple[str, str | None], list[FoundTarget]] = {}
    clauses: dict[str, Node] = {}
    for node in reading.nodes:
        clauses.setdefault(node.path, node)
    makes_up: dict[str, bool] = {}
    for found in reading.targets:
        m = found.mention
        share = m.unit == "%" and m.per is None and m.comparator in ("equal", "about", "range")
        named = share and _SHARE.search(fold(f"{m.indicator} {m.text}"))
        if not named:
            continue
        if found.path not in makes_up:
            makes_up[found.path] = found.path in clauses and "cơ cấu" in fold(clauses[found.path].text)
        if makes_up[found.path]:
            groups.setdefault((found.path, m.due), []).append(found)
    for group in groups.values():
        if len(group) < 3:
            continue
        lows = sum(t.mention.low or 0 for t in group)
        highs = sum(t.mention.high or t.mention.low or 0 for t in group)
        if lows > 100.05 or (highs < 99.95 and len(group) >= 4):
            why = f"Các tỷ trọng cộng lại từ {lows:g}% đến {highs:g}%, không thể bằng 100%."
            yield _on(group[0], "value_conflict", why)


def assignments(reading: Reading) -> Iterator[Anomaly]:
    """A deadline before the document's own date; a task that names nobody."""
    issued = reading.header.date
    year = re.search(r"năm (\d{4})", " ".join(s.text for s in reading.strips if s.zone == "place_date"))
    for item in reading.assignments:
        due = item.deadline.due
        if due and ((issued and due < issued) or (not issued and year and due < f"{year[1]}-01-01")):
            yield Anomaly(
                item.path,
                "past_deadline",
                item.deadline.text,
                f"Thời hạn {due} trước ngày ban hành văn bản.",
                item.start,
                item.end,
            )
        if not item.lead:
            yield Anomaly(
                item.path,
                "no_actor",
                item.task[:120],
                "Nhiệm vụ không nêu cơ quan chủ trì.",
                item.start,
                item.end,
            )
    yield from _nobody(reading)


def _nobody(reading: Reading) -> Iterator[Anomaly]:
    named = {a.path for a in reading.assignments}
    # … and all places above them
    over = {path[:at] for path in named for at in range(len(path) + 1) if at == len(path) or path[at] == "."}
    judged: dict[int, bool] = {}
    for node in reading.nodes:
        parent = node.parent
        if parent is None or not node.labelled or node.path in named or any(c.labelled for c in node.children):
            continue
        if id(parent) not in judged:
            siblings = [c.path for c in parent.children if c.labelled]
            told = sum(path in over for path in siblings)
            organising = ORGANISING.search(key(parent.heading[:120]))
            judged[id(parent)] = bool(organising) and told >= 2 and told >= len(siblings) / 2
        if judged[id(parent)]:
            first = node.paragraphs[0]
            yield Anomaly(
                node.path,
                "no_actor",
                node.heading[:120],
                "Nhiệm vụ trong phần tổ chức thực hiện không nêu ai làm.",
                first.start,
                first.end,
            )


_PAIRS = (
    ("tỷ lệ", "tỉ lệ"),
    ("tỷ trọng", "tỉ trọng"),
    ("kinh tế - xã hội", "kinh tế – xã hội"),
    ("quý", "quí"),
    ("kỹ thuật", "kĩ thuật"),
)
_TONES = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_])(?<!q..)")
_OLD_TONES = re.compile(r"(?:[òóỏõọ][ae]|[ùúủũụ]y)(?![^\W\d_])")


def spelling(reading: Reading) -> Iterator[Anomaly]:
    """Two spellings of one word, told once each, at the rarer one."""
    text = reading.source.text
    low = text.lower()
    for one, other in _PAIRS:
        a, b = _count(low, one), _count(low, other)
        if a and b:
            rare = one if a < b else other
            at = low.find(rare)
            yield Anomaly(
                _path(reading, at),
                "mixed_spelling",
                text[at : at + len(rare)],
                f"Văn bản dùng lẫn “{one}” ({a} lần) và “{other}” ({b} lần).",
                at,
                at + len(rare),
            )
    new, old = list(_TONES.finditer(low)), list(_OLD_TONES.finditer(low))
    if new and old:
        rare_hits, many = (new, len(old)) if len(new) < len(old) else (old, len(new))
        at = rare_hits[0].start()
        word = re.search(r"[^\W\d_]+$", text[:at])
        start = at - (len(word.group()) if word else 0)
        shown = text[start : rare_hits[0].end()]
        why = f"Vị trí dấu thanh không thống nhất: {len(rare_hits)} chữ như “{shown}”, {many} chữ theo cách kia."
        yield Anomaly(_path(reading, start), "mixed_spelling", shown, why, start, rare_hits[0].end())


def _count(low: str, word: str) -> int:
    # The letter before is asked last, so that the search looks for the word itself.
    return len(re.findall(rf"{re.escape(word)}(?!\w)(?<!\w{re.escape(word)})", low)) if word in low else 0


def _path(reading: Reading, at: int) -> str:
    path = "header"
    for node in reading.nodes:
        if node.labelled and node.paragraphs and node.paragraphs[0].start <= at:
            path = node.path
    return path


def key_words(text: str) -> str:
    """The folded words of a text (used where two tasks are compared)."""
    return " ".join(re.findall(r"\w+", fold_letters(text)))

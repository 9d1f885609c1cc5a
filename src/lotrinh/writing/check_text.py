"""Rules on letterhead, number, date, type, subject, signature and recipients."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lotrinh.writing.check_view import Finding, Line, View, span
from lotrinh.writing.profiles import Profile

_NUMBER = re.compile(r"^\s*Số\s*(?P<colon>:?)\s*(?P<no>[\d….]*)\s*(?P<rest>[-–/].*)?$")
_DAY = re.compile(r"ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})")
_TYPES = [
    "NGHỊ QUYẾT",
    "QUYẾT ĐỊNH",
    "CHỈ THỊ",
    "KẾT LUẬN",
    "QUY CHẾ",
    "QUY ĐỊNH",
    "THÔNG TRI",
    "HƯỚNG DẪN",
    "THÔNG BÁO",
    "BÁO CÁO",
    "KẾ HOẠCH",
    "QUY HOẠCH",
    "CHƯƠNG TRÌNH",
    "ĐỀ ÁN",
    "PHƯƠNG ÁN",
    "DỰ ÁN",
    "TỜ TRÌNH",
    "BIÊN BẢN",
]
_AUTHORITY = re.compile(r"^\s*(T/M|K/T|T/L|TM\.|KT\.|TL\.|TUQ\.)", re.IGNORECASE)
_TITLES = re.compile(r"\b(GS|PGS|TS|ThS|TSKH|BS|KS|CN)\s*\.")


def _style(line: Line, profile: Profile, rule: str, what: str) -> Iterator[Finding]:
    """Size, weight and slant of one line against its rule."""
    style, source = profile.style(rule), profile.source(rule)
    low, high = style.size
    if line.size is not None and not low <= line.size <= high:
        yield Finding(rule, line.place, f"{what} cỡ {span(line.size, line.size)}", f"cỡ {span(low, high)}", source)
    for have, want, name in ((line.bold, style.bold, "đậm"), (line.italic, style.italic, "nghiêng")):
        if have != want:
            found, expected = (name, f"không {name}") if have else (f"không {name}", name)
            yield Finding(rule, line.place, f"{what} {found}", expected, source)
    if style.upper and line.text != line.text.upper():
        yield Finding(rule, line.place, f"{what} không viết hoa", "chữ in hoa", source)


def _find(lines: tuple[Line, ...], pattern: str) -> Line | None:
    return next((line for line in lines if re.search(pattern, line.text, re.IGNORECASE)), None)


def title(view: View, profile: Profile) -> Iterator[Finding]:
    """The title at the right, and the motto where there is one."""
    rule, source = profile.value("title"), profile.source("title")
    for text, name, key in ((rule["text"], "tiêu đề", "title"), (rule["motto"], "tiêu ngữ", "motto")):
        if not text:
            continue
        line = _find(view.head, re.escape(text).replace("Ò", "[ÒO]"))
        if line is None:
            yield Finding(key, "Đầu trang 1", f"không có {name}", f"«{text}»", source)
        else:
            yield from _style(line, profile, key, name)


def organ(view: View, profile: Profile) -> Iterator[Finding]:
    """A star stands under the issuing organ of a Party document."""
    if profile.value("issuing_organ")["below"] != "star":
        return
    star = next((line for line in view.head if line.text.strip() in {"*", "★"}), None)
    if star is None:
        source = profile.source("issuing_organ")
        yield Finding("issuing_organ", "Tên cơ quan ban hành", "không có dấu sao", "dấu sao (*) bên dưới", source)
        return
    above = view.lines[star.index - 1] if star.index else None
    if above is not None:
        yield from _style(above, profile, "issuing_organ", "tên cơ quan")


def number(view: View, profile: Profile) -> Iterator[Finding]:
    """`Số 05-BC/TU` or `Số: 05/BC-UBND`."""
    rule, source = profile.value("numbering"), profile.source("numbering")
    line = _find(view.head, r"^\s*Số\s*[:\d…./ -]")
    found = _NUMBER.match(line.text) if line else None
    form = rule["pattern"].replace("{number}", "05").replace("{type}", "BC").replace("{organ}", "TU")
    if line is None or found is None:
        yield Finding("numbering", "Đầu trang 1", "không thấy số, ký hiệu", f"dạng «{form}»", source)
        return
    if bool(found["colon"]) != rule["colon"]:
        have = "có dấu hai chấm" if found["colon"] else "không có dấu hai chấm"
        yield Finding("numbering", line.place, f"sau chữ Số {have}", f"dạng «{form}»", source)
    wanted = "/" if rule["colon"] else "-"
    if found["rest"] and found["rest"][0] != wanted:
        yield Finding("numbering", line.place, f"sau số là «{found['rest'][0]}»", f"dấu «{wanted}»", source)
    if found["no"].isdecimal() and int(found["no"]) < rule["pad_below"] and len(found["no"]) < 2:
        yield Finding("numbering", line.place, f"số {found['no']}", f"0{found['no']}", source)
    yield from _style(line, profile, "number", "số, ký hiệu")


def written_day(view: View) -> date | None:
    """The date on top, if it is whole and exists."""
    for line in view.head:
        if found := _DAY.search(line.text):
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                return None
    return None


def place_date(view: View, profile: Profile) -> Iterator[Finding]:
    """Place and date, with zeros where the rule puts them and nowhere else."""
    rule, source = profile.value("date"), profile.source("date")
    line = _find(view.head, r"ngày\s+.*tháng\s+.*năm")
    if line is None or len(line.text) > 80:
        yield Finding("date", "Đầu trang 1", "không thấy địa danh, ngày tháng", "«…, ngày … tháng … năm …»", source)
        return
    yield from _style(line, profile, "place_date", "địa danh, ngày tháng")
    found = _DAY.search(line.text)
    if found is None:
        return
    day, month = int(found["day"]), int(found["month"])
    right_day = f"{day:02d}" if day < rule["pad_day_below"] else str(day)
    right_month = f"{month:02d}" if month in rule["pad_months"] else str(month)
    if found["day"] != right_day:
        yield Finding("date", line.place, f"ngày {found['day']}", f"ngày {right_day}", source)
    if found["month"] != right_month:
        yield Finding("date", line.place, f"tháng {found['month']}", f"tháng {right_month}", source)


def type_and_subject(view: View, profile: Profile) -> Iterator[Finding]:
    """The type's name, the subject, and for the Party five hyphens below."""
    line = next((x for x in view.head if x.text.strip() in _TYPES), None)
    if line is None:
        return  # a công văn has no type
    yield from _style(line, profile, "type_name", "tên loại")
    if profile.value("subject")["below"] == "line":
        return
    after = view.lines[line.index + 1 : line.index + 7]
    dashes = next((x for x in after if re.fullmatch(r"[-–—_*]{2,}", x.text.strip())), None)
    source = profile.source("subject")
    if dashes is None:
        yield Finding("subject", line.place, "dưới trích yếu không có gạch", "năm gạch nối «-----»", source)
    elif dashes.text.strip() != "-----":
        found = f"dưới trích yếu là «{dashes.text.strip()[:20]}»"
        yield Finding("subject", dashes.place, found, "năm gạch nối «-----»", source)
    if after and after[0] is not dashes:
        yield from _style(after[0], profile, "subject", "trích yếu")


def signature(view: View, profile: Profile) -> Iterator[Finding]:
    """Authority in the form of the profile, position in its weight, no academic titles before the name."""
    line = next((x for x in reversed(view.lines) if _AUTHORITY.match(x.text)), None)
    if line is None:
        return
    first = line.text.strip().splitlines()[0]
    party_form = first.upper().startswith(("T/M", "K/T", "T/L"))
    source = profile.source("authority")
    if party_form != (profile.issuer == "party"):
        forms = ", ".join(profile.value("authority")["prefix"].values())
        yield Finding("authority", line.place, f"quyền hạn ký «{first[:12]}»", f"một trong: {forms}", source)
    yield from _style(line, profile, "authority", "quyền hạn ký")
    if "\n" in line.text.strip():
        return  # position in the same paragraph: nothing more to compare
    after = view.lines[line.index + 1 : line.index + 3]
    if after:
        yield from _style(after[0], profile, "position", "chức vụ")
    for name in after[1:]:
        if _TITLES.search(name.text):
            expected = "họ tên, không học hàm, học vị"
            yield Finding("signer", name.place, "tên người ký có học hàm, học vị", expected, profile.source("signer"))


def recipients(view: View, profile: Profile) -> Iterator[Finding]:
    """ "Nơi nhận" and the list below."""
    rule, source = profile.value("recipients"), profile.source("recipients")
    line = next((x for x in reversed(view.lines) if x.text.strip().lower().startswith("nơi nhận")), None)
    if line is None:
        yield Finding("recipients", "Cuối văn bản", "không có Nơi nhận", "«Nơi nhận:»", source)
        return
    low, high = rule["label_size"]
    if line.size is not None and not low <= line.size <= high:
        yield Finding("recipients", line.place, f"cỡ {span(line.size, line.size)}", f"cỡ {span(low, high)}", source)
    if line.underline != rule["label_underline"]:
        have, want = ("có", "không gạch chân") if line.underline else ("không", "gạch chân")
        yield Finding("recipients", line.place, f"{have} gạch chân", want, source)
    entries = [x for x in view.lines[line.index + 1 : line.index + 30] if x.text.strip().startswith("-")]
    low, high = rule["size"]
    for entry in entries:
        if entry.size is not None and not low <= entry.size <= high:
            found = f"cỡ {span(entry.size, entry.size)}"
            yield Finding("recipients", entry.place, found, f"cỡ {span(low, high)}", source)
            break
    if entries and not any("lưu" in entry.text.lower() for entry in entries):
        yield Finding("recipients", entries[-1].place, "không có dòng Lưu", "dòng cuối «- Lưu …»", source)

"""By when: the words of a deadline, its kind, and the last day of the period they name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lotrinh.reading.model import Deadline
from lotrinh.text import dates
from lotrinh.text.fold import fold_letters

_RECURRING = re.compile(
    r"(?:định kỳ|h[ằà]ng (?:năm|tháng|quý|tuần)"
    r"|(?<!đời sống )(?<!cuộc sống )(?<!sinh hoạt )(?<!công việc )(?<!giao tiếp )(?<!nhu cầu )h[ằà]ng ngày"
    r"|(?<=báo cáo )(?:tuần|tháng|quý|6 tháng|sáu tháng)(?:, | và )(?:tháng|quý|0?6 tháng|sáu tháng|0?9 tháng|năm)\b"
    r"|(?:trước|là) ngày \d{1,2}(?:/\d{1,2}| tháng \d{1,2})? (?:của )?(?:tháng|năm) (?:trước )?(?:liền kề|tiếp theo|sau"
    r"|cuối (?:mỗi )?quý)"
    r"|mỗi (?:năm|quý|tháng)|theo quý|(?:6|sáu|03|3|06) tháng một lần"
    r"|(?:\d{1,2} )?(?:tuần|tháng|quý|năm) ?/ ?(?:\d{1,2} )?lần"
    r"|(?:một|hai|ba|\d{1,2}) lần ?/ ?(?=ngày|tuần|tháng|quý|năm|\d)|theo định kỳ)"
)
# "6 tháng, năm", "Quý, năm" alone in a cell
_RECURRING_CELL = re.compile(
    r"(?:(?:0?[369]|sáu) tháng|tháng|quý|tuần)(?:(?:,| và|, và)\s(?:0?[369] tháng|(?:0?1 )?năm|quý|tháng)){1,3}"
)
_CONTINUOUS = re.compile(r"thường xuyên|liên tục|xuyên suốt")
_TRIGGERED = re.compile(
    r"(?:trong (?:thời hạn|thời gian|vòng)|chậm nhất(?: là)?|không quá|sau)\s+(?:không quá\s+)?\d{1,3}\s+(?:ngày|tuần"
    r"|tháng)(?: làm việc)?[^.;]{0,80}|trong \d{1,3} (?:ngày|tuần|tháng)(?: làm việc)?,? (?:kể )?từ [^.;]{0,80}"
    r"|trước khi [^.;,]{3,80}|(?:ngay )?sau khi [^.;,]{3,80}|(?:trước|sau) (?:đại hội|kỳ họp|hội nghị|mùa)[^.;,]{0,60}"
    r"|theo (?:kế hoạch|tiến độ|yêu cầu|lộ trình|chỉ đạo|quy định|hướng dẫn)[^.;,]{0,60}|khi (?:có|được) [^.;,]{3,60}"
)
_CUE = re.compile(
    r"(?<!\w)trong (?:kỳ|đợt|phiên)(?!\w)[^.;:]{0,40}$"
    r"|(?:xong|hoàn thành|hoàn tất|chậm nhất|trước|trong|vào|đến hết|hết|cơ bản hoàn thành|thời "
    r"gian[^.;]{0,20}:)[^.;:]{0,24}$"
)
_STRONG = re.compile(r"(?:xong|hoàn thành|hoàn tất|chậm nhất|trình|ban hành|báo cáo|trước|phê duyệt)[^.;]{0,40}$")
_NOT_DUE = re.compile(r"(?:giai đoạn|thời kỳ|tầm nhìn|nhiệm kỳ|quy hoạch|định hướng)[^.;]{0,40}$")


def of_cell(text: str) -> Deadline:
    """The deadline a table cell holds: every word of it is about time."""
    words = re.sub(r"\s+", " ", text).strip(" .;")
    if not words:
        return Deadline()
    low = fold_letters(words)
    if _BY_A_PLAN.match(low):
        return Deadline("recurring" if _YEARLY.search(low) else "triggered", words, None)
    if _CONTINUOUS.search(low) and _DONE_BESIDE.search(low):
        return Deadline("continuous", words, None)
    if _FROM_A_DAY.fullmatch(low):
        return Deadline("continuous", words, None)
    if _TO_AN_EVENT.match(low):
        return Deadline("triggered", words, None)
    last = words[start.end() :] if (start := _FROM_ONE_TO.match(low)) else words
    period = _period(words, low, in_cell=True)
    found = _day(last, fold_letters(last), in_cell=True) or (period.deadline if period else _bare(words))
    if _RECURRING_CELL.fullmatch(low):
        return Deadline("recurring", words, None)
    if _RECURRING.search(low) and not (found and found.kind == "date" and re.search(r"trước|chậm", low) is None):
        return Deadline("recurring", words, None)
    if found:
        return Deadline(found.kind, words, found.due)
    if _CONTINUOUS.search(low):
        return Deadline("continuous", words, None)
    if bare := _YEARLESS_CELL.fullmatch(low):
        return Deadline("month" if bare["m"] else "quarter", words, None)
    if _TRIGGERED.search(low) or low:
        return Deadline("triggered", words, None) if _TRIGGERED.search(low) else _unclear(words)
    return Deadline()


# "Theo Kế hoạch … năm 2026": the year is of the plan's name.
_BY_A_PLAN = re.compile(
    r"theo (?:kế hoạch|chương trình|đề án|quyết định|hướng dẫn|lộ trình)(?!.*\b(?:trước|xong|hoàn thành|trong)\b)"
)
_YEARLY = re.compile(r"h[ằà]ng (?:năm|quý|tháng)$")  # "Theo kế hoạch công tác hằng năm"
_DONE_BESIDE = re.compile(r"\(đã [^()]{3,80}\)$")  # "Thường xuyên (đã ban hành năm 2022)"
# When it begins, not by when.
_FROM_A_DAY = re.compile(
    r"(?:bắt đầu |triển khai |thực hiện ){0,2}(?:kể )?từ (?:(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]"
    r"|tháng \d{1,2}(?:/| năm )|quý [ivx]{1,3}(?:/| năm )"
    r"|năm )\d{4}(?: trở đi)?"
)
_TO_AN_EVENT = re.compile(r"(?:kể )?từ [^,;.]{3,30} (?:cho )?(?:đến|tới) khi ")
_FROM_ONE_TO = re.compile(r"(?:kể )?từ (?:ngày )?\d{1,2}(?:[/.-]\d{1,2}){0,2}(?:[/.-]\d{4})? (?:đến|tới) ")
_BARE_MONTH = re.compile(r"(?<![\d/.])(?:[Tt]háng\s|T\.?\s?)?(0?[1-9]|1[0-2])\s?[/-]\s?((?:19|20|21)\d{2})(?![\d/])")
_BARE_YEAR = re.compile(r"(?:[Nn]ăm\s)?((?:19|20|21)\d{2})(?: và (?:những |các )?năm (?:tiếp theo|sau))?")


def _bare(words: str) -> Deadline | None:
    """ "6/2025", "T6/2025" or "2026" alone in a cell of dates; of several months the last."""
    months = list(_BARE_MONTH.finditer(words))
    if months:
        month, year = max(((int(m[1]), int(m[2])) for m in months), key=lambda m: (m[1], m[0]))
        return Deadline("month", words, dates.month_end(year, month).isoformat())
    year_alone = _BARE_YEAR.fullmatch(words)
    return Deadline("year", words, f"{year_alone[1]}-12-31") if year_alone else None


# "Tháng 5", "trong quý II": of a year told elsewhere.
_YEARLESS = r"(?:tháng\s{0,2}(?P<m>0?[1-9]|1[0-2])(?!\d|\s?[/-]\s?\d)|quý\s{0,2}(?P<q>iv|iii|ii|i|[1-4])(?!\w))"
_YEARLESS_CELL = re.compile(rf"(?:(?:hoàn thành|xong) ?)?(?:trong|trước|vào)? ?{_YEARLESS}")
_YEARLESS_DUE = re.compile(
    rf"(?:xong|hoàn thành|hoàn tất|chậm nhất)\s(?:trong |vào |trước |là ){{0,2}}{_YEARLESS}(?!\s?(?:/|năm|âm))"
)


def in_year(told: Deadline, year: int) -> Deadline:
    """A month or quarter without a year, or a day and month, with the year it is of; another deadline unchanged."""
    if told.due is not None or not told.text:
        return told
    if told.kind == "date":
        days = [d for d in dates.find_dates(told.text) if d.day and d.month and d.year is None]
        due = f"{year}-{days[-1].month:02}-{days[-1].day:02}" if days else ""
        return Deadline("date", told.text, due if dates.exists(due) else None)
    found = re.search(_YEARLESS, fold_letters(told.text)) if told.kind in ("month", "quarter") else None
    if found is None:
        return told
    quarters = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
    month = int(found["m"]) if found["m"] else 3 * (quarters.get(found["q"]) or int(found["q"]))
    return Deadline(told.kind, told.text, dates.month_end(year, month).isoformat())


def _unclear(words: str) -> Deadline:
    return Deadline("none", words, None) if re.search(r"\w", words) else Deadline()


def of_text(text: str) -> Deadline:
    """The deadline a task states in running words. A date beats what is to be finished in a period, that beats "hằng
    năm", that beats any other period, and all beat "thường xuyên"."""
    low = fold_letters(text)
    day = _day(text, low, in_cell=False)
    recurring = _recurring(text, low)
    if day:
        return recurring if recurring and (day.due is None or _inside(recurring, day)) else day
    period = _period(text, low, in_cell=False)
    if period and (recurring is None or period.finished):
        return period.deadline
    return recurring or _yearless(text, low) or _continuous(text, low) or _triggered(text, low) or Deadline()


def _yearless(text: str, low: str) -> Deadline | None:
    found = _YEARLESS_DUE.search(low)
    kind = "month" if found and found["m"] else "quarter"
    return Deadline(kind, text[found.start() : found.end()], None) if found else None


def _inside(recurring: Deadline, dated: Deadline) -> bool:
    return bool(recurring.text and dated.text and dated.text in recurring.text)


_CITED = re.compile(r"(?:\bsố:? [^\s,;]{1,30}|/[^\s,;]{2,20})\s?,? (?:ký )?ngày $|\bsố:? [^\s,;]{1,30},? $")
_BEFORE_DAY = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|hết|xong|hoàn thành|hạn)[^.;]{0,24}$|(?<!\w)vào (?:lúc [^,.;]{1,12} )?(?:ngày )?$"
    r"|(?:xong|hoàn thành|thời (?:gian|hạn))[^.;]{0,24} từ (?:ngày )?[\d/.-]{3,10} (?:đến|tới) (?:hết )?(?:ngày )?$"
)
_WORDS_OF_DAY = re.compile(r"(?:xong |hoàn thành |chậm nhất |muộn nhất )?(?:trước |đến |hết |là )?(?:hết )?(?:ngày )?$")


def _day(text: str, low: str, *, in_cell: bool) -> Deadline | None:
    """The first day by which something is due; not the day of a document that is cited."""
    for written in dates.find_dates(text):
        before = low[max(0, written.start - 80) : written.start]
        if written.iso is None and not in_cell and (written.day is None or written.month is None):
            continue
        if not in_cell and _BEGINS.search(before):
            continue
        if not _CITED.search(before) and (in_cell or _BEFORE_DAY.search(before)):
            lead = _WORDS_OF_DAY.search(before)
            begin = written.start - (len(lead.group()) if lead else 0)
            return Deadline("date", text[begin : written.end], written.iso)
    return None


@dataclass(frozen=True, slots=True)
class _Due:
    """A period a task is due in; `finished` where it says that the work ends in it."""

    deadline: Deadline
    strength: int
    finished: bool


_FINISHED_IN = re.compile(
    r"(?:xong|hoàn thành|hoàn tất)\s(?:trong\s|ngay\s)+(?:cả\s)?(?:giai đoạn|nhiệm kỳ|thời kỳ)\s$"
)
_FINISHED = re.compile(r"(?:xong|hoàn thành|hoàn tất|chậm nhất)\s(?:trong\s|vào\s|trước\s|là\s){0,2}$")
_WORDS_OF_PERIOD = re.compile(r"(?:(?:cơ bản )?(?:xong|hoàn thành)(?: trong| vào)? |trong |vào |trước )?$")


def _period(text: str, low: str, *, in_cell: bool) -> _Due | None:
    """The period something is due in: in running words one that words of time lead up to, the strongest of them;
    in a cell the last."""
    best: _Due | None = None
    for period in dates.find_periods(text):
        before = low[max(0, period.start - 60) : period.start]
        opens = (
            not low[: period.start].removeprefix("vào ").removeprefix("cuối ")
            and text[period.end : period.end + 1] == ","
        )  # "Quý II/2026, Sở Nội vụ tổng hợp …"
        if period.last is None or not (in_cell or _is_due(period, low, before, opens)):
            continue
        strength = 2 if in_cell or opens or _STRONG.search(before) else 1
        within = re.match(r"(?:trong|hết)\s", low[period.start : period.end]) or before.endswith(("trong ", "hết "))
        if not in_cell and strength < 2 and period.kind == "year" and not within:
            continue
        kind = {"years": "year", "nine_months": "date"}.get(period.kind, period.kind)
        lead = _WORDS_OF_PERIOD.search(before)
        begin = period.start - (len(lead.group()) if lead else 0)
        told = Deadline(kind, text[begin : period.end], period.last.isoformat())
        found = _Due(told, strength, bool(_FINISHED.search(before)))
        if best is None or found.strength > best.strength or (in_cell and (told.due or "") > (best.deadline.due or "")):
            best = found
    return best


_BEGINS = re.compile(r"(?<!\w)(?:kể )?từ (?:đầu )?(?:ngày )?$")  # "từ tháng 3/2026 đến …": when the work begins


def _is_due(period: dates.Period, low: str, before: str, opens: bool) -> bool:
    if _BEGINS.search(before) or low.startswith("từ ", period.start):
        return False
    if (_FINISHED.search(before) and period.kind != "years") or _FINISHED_IN.search(before):
        return True
    if period.kind == "years" or _NOT_DUE.search(before):
        return False
    within = re.match(r"trong|vào|hết", low[period.start : period.end])
    return bool(opens or within or _CUE.search(before))


def _recurring(text: str, low: str) -> Deadline | None:
    for match in _RECURRING.finditer(low):
        if _qualifies_a_noun(low, match):
            continue
        end = re.match(r"[^,;.]{0,60}", text[match.end() :])
        stop = match.end() + (len(end.group()) if end else 0)
        day = _DAY_OF_PERIOD.search(low[: match.start()])
        return Deadline("recurring", text[day.start() if day else match.start() : stop].strip(), None)
    return None


_OF_PAPER = re.compile(r"(?:kế hoạch|dự toán|ngân sách|tổng chi|báo cáo|nguồn|kinh phí|thanh tra|kiểm tra)\s$")
# "kế hoạch công tác hằng năm của đơn vị", "kế hoạch … hằng năm và 5 năm": which plan, not when it is made
_OF_PLAN = re.compile(r"(?:kế hoạch|chương trình|dự toán|nghị quyết)\s[^,;.:]{0,60}$")
_WHICH_PLAN = re.compile(r"\s(?:của|để|và (?:0?5|năm|(?:từng )?giai đoạn|trung hạn|dài hạn)|được giao|đã được)(?!\w)")
_BUDGET = re.compile(r"(?:ngân sách (?:nhà nước|địa phương|trung ương|tỉnh|thành phố|xã)|nguồn lực|kinh phí)\s$")
_MEASURE = re.compile(r"(?<!\w)là (?:một )?(?:trong (?:những|các) )?(?:tiêu chí|cơ sở|căn cứ|thước đo)\b[^.;:]{0,110}$")
_PAID_OR_SHOWN = re.compile(r"(?:lương hưu|lương|trợ cấp|phụ cấp|thời sự|bản tin)[^.;:]{0,40}\s$")
_DATED_NEXT = re.compile(r"\s(?:tháng|quý) [\divx]{1,3}\s?(?:/|năm)\s?\d{4}")


def _qualifies_a_noun(low: str, match: re.Match[str]) -> bool:
    """Whether "hằng năm" or "định kỳ" only tells which plan, report or meeting is spoken of."""
    before = low[max(0, match.start() - 130) : match.start()]
    after = low[match.end() : match.end() + 40]
    if match.group().startswith(("trước", "là ngày")):
        return False
    if (
        _MEASURE.search(before)
        or _PAID_OR_SHOWN.search(before)
        or (match.group() == "định kỳ" and _DATED_NEXT.match(after))
    ):
        return True
    if match.group() == "định kỳ" and before.endswith("báo cáo ") and not re.search(r"(?:trong|vào) báo cáo $", before):
        return False  # "báo cáo định kỳ" is done regularly
    if _BUDGET.search(before):
        return True
    if match.group() != "định kỳ" and _OF_PLAN.search(before) and _WHICH_PLAN.match(after):
        return True
    return bool(_OF_PAPER.search(before)) and not re.match(r"[^.;]{0,10}(?:báo cáo|theo quy định)", after)


# "trước ngày 18 hằng tháng", "ngày 15/12 hằng năm"
_DAY_OF_PERIOD = re.compile(
    r"(?:(?:chậm nhất|trước|vào|đến)\s)?(?:là\s)?(?:ngày\s)\d{1,2}(?:/\d{1,2})?(?:\s(?:tháng \d{1,2}|của))?\s$"
)


# Nouns that "thường xuyên" makes a term of ("chi thường xuyên", "lực lượng thường xuyên"), or a sort of ("12 tháng
# liên tục"): no time of anybody's work.
_TERM = re.compile(
    r"(?:(?<!\w)(?:chi|không|nhiệm vụ|cơ quan|giáo dục|lãnh đạo|ủy viên|hội đồng|kinh phí|ngân sách|dự toán|nguồn|quỹ"
    r"|lực lượng|đối tượng|trợ cấp|sự nghiệp|hoạt động|công việc|việc làm|bảo dưỡng|bảo trì|duy tu|tu sửa|kiểm toán"
    r"|quân|khách|thói quen|nề nếp|nền nếp)|(?:chặt chẽ|tự động), ?|\b(?:\d{1,3}|một|hai|ba|bốn|năm|nhiều) "
    r"(?:năm|tháng|tuần|ngày|quý|kỳ|lần))\s{0,2}$"
)
_DESCRIBES = re.compile(
    r"(?:(?<!\w)(?:là|thành|coi là)\s(?:một )?(?:nhiệm vụ|việc|công việc|yêu cầu|nội dung|nền nếp)\b[^.;:]{0,80})$"
)


def _continuous(text: str, low: str) -> Deadline | None:
    for match in _CONTINUOUS.finditer(low):
        before = low[max(0, match.start() - 110) : match.start()]
        if _TERM.search(before) or _DESCRIBES.search(before):
            continue
        return Deadline("continuous", text[match.start() : match.end() + 40].split(";")[0].strip(), None)
    return None


# "Sau khi … ban hành, Văn phòng công bố", "Khi có kết quả giao Sở …": the event that opens the sentence.
_AFTER_EVENT = re.compile(r"\s*(?:ngay )?(?:sau khi|ngay khi|khi có)\s[^.;:,]{3,160}?(?=,|\s(?:giao|phân công)\s)")


def _triggered(text: str, low: str) -> Deadline | None:
    match = _AFTER_EVENT.match(low) or re.search(
        r"(?:trong (?:thời hạn|vòng)|chậm nhất(?: là)?)\s+(?:không quá\s+)?\d{1,3}\s+(?:giờ|ngày|tuần|tháng)[^.;]{0,80}"
        r"|(?:trong|sau)(?: thời gian)? \d{1,3} (?:giờ|ngày|tuần|tháng)(?: làm việc)?,? kể từ [^.;,]{0,80}"
        r"|ngay sau khi [^.;,]{3,80}|(?<!\w)từ [^,;.]{3,30} (?:cho )?(?:đến|tới) khi [^.;,]{3,80}"
        r"|(?<!\w)khi (?:bộ|chính phủ|trung ương|tổng liên đoàn|tỉnh ủy)(?: [^\W\d_]+){0,8}? (?:triển khai|ban hành|có"
        r" (?:văn bản|hướng dẫn|chỉ đạo)|hướng dẫn)[^.;,]{0,60}"
        r"|(?:xong|hoàn thành|hoàn tất)[^.;,]{0,60} trước (?:khi |đại hội|kỳ họp|hội nghị|mùa|lễ)[^.;,]{0,60}",
        low,
    )
    return Deadline("triggered", text[match.start() : match.end()], None) if match else None

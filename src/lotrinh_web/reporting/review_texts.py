"""The first draft of what a review says in words: from products, overdue tasks and what agencies wrote.

Nothing is judged here: the office finds what the records hold, each statement with its record, and writes over it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from lotrinh_web.products import queries as products
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting.models import ProgressEntry
from lotrinh_web.templatetags.lotrinh import figure
from lotrinh_web.workplan.queries import TaskRow
from lotrinh_web.workplan.status import Status

if TYPE_CHECKING:
    from lotrinh.writing.document import Source, Text

MOST_LINES = 12
"""Of one kind in one place; how many more there are is said."""


def count(number: int) -> str:
    """Two digits, as official texts count."""
    from lotrinh.text.numbers import written

    return written(number, pad=2)


def leadership(programme: Programme, on: date, cite: Callable[[products.Origin, str, str], str]) -> list[Text]:
    """Instruments issued and being drawn up; dissemination and its reach."""
    from lotrinh.calendar import short_date
    from lotrinh.writing.document import Run

    texts: list[Text] = []
    instruments = products.instruments_for_review(programme, on)
    issued = [row for row in instruments if row.promulgated_on is not None]
    left = [row for row in instruments if row.state in {"open", "overdue"}]
    if issued:
        texts.append(f"Đã ban hành {count(len(issued))} văn bản cụ thể hóa:")
        for row in issued[:MOST_LINES]:
            assert row.promulgated_on is not None
            words = f"- {row.title} ({row.number}, ngày {short_date(row.promulgated_on)})"
            texts.append((Run(words, source=cite(row.origin, row.title, "Hồ sơ văn bản")), Run(".")))
        texts += _more(len(issued))
    if left:
        late = sum(row.days_late > 0 for row in left)
        words = f"Đang xây dựng {count(len(left))} văn bản"
        texts.append(words + (f", trong đó {count(late)} văn bản có bước chậm kế hoạch." if late else "."))
    told = products.dissemination_for_review(programme, on).total
    if told.activities:
        words = f"Tổ chức {count(told.activities)} hoạt động quán triệt, tuyên truyền"
        words += f" với {figure(told.reached)} lượt người"
        share = f"; tỷ lệ đảng viên, hội viên được quán triệt {figure(told.share)}%" if told.share is not None else ""
        texts.append(f"{words}{share}.")
    return texts


def inspection(programme: Programme, on: date, cite: Callable[[products.Origin, str, str], str]) -> list[Text]:
    """Findings by how they stand; those past their day by name."""
    from lotrinh.writing.document import Run

    rows = products.findings_for_review(programme, on)
    if not rows:
        return []
    states = Counter(row.state_words.lower() for row in rows)
    parts = "; ".join(f"{words} {count(number)}" for words, number in states.most_common())
    texts: list[Text] = [f"Theo dõi {count(len(rows))} kiến nghị sau kiểm tra, giám sát: {parts}."]
    late = [row for row in rows if row.state == "overdue"]
    for row in late[:MOST_LINES]:
        words = f"- {row.concerned}: {row.action} (quá hạn {row.days_late} ngày)"
        texts.append((Run(words, source=cite(row.origin, row.conclusion, "Kiến nghị")), Run(".")))
    return [*texts, *_more(len(late))]


def shortcomings(
    tasks: Sequence[TaskRow], at_risk: Sequence[str], entries: Mapping[int, ProgressEntry], sources: dict[str, Source]
) -> list[Text]:
    """Targets at risk, tasks past their day, and the difficulties agencies told."""
    texts: list[Text] = []
    if at_risk:
        texts.append(f"{count(len(at_risk))} chỉ tiêu có nguy cơ không đạt: {'; '.join(at_risk)}.")
    late = sorted((row for row in tasks if row.status == Status.OVERDUE), key=lambda row: -(row.days_late or 0))
    if late:
        texts.append(f"{count(len(late))} nhiệm vụ quá hạn:")
        texts += [f"- {lead_of(row)}: {row.task.title_vi} (quá hạn {row.days_late} ngày)." for row in late[:MOST_LINES]]
        texts += _more(len(late))
    said = _said("difficulty", tasks, entries, sources)
    return [*texts, *(["Khó khăn, vướng mắc các cơ quan nêu:", *said] if said else [])]


def next_steps(
    tasks: Sequence[TaskRow], entries: Mapping[int, ProgressEntry], sources: dict[str, Source]
) -> list[Text]:
    """What agencies say they will do next."""
    return _said("next_steps", tasks, entries, sources)


def requests(tasks: Sequence[TaskRow], entries: Mapping[int, ProgressEntry], sources: dict[str, Source]) -> list[Text]:
    """What agencies ask for."""
    return _said("request", tasks, entries, sources)


def _said(
    name: str, tasks: Iterable[TaskRow], entries: Mapping[int, ProgressEntry], sources: dict[str, Source]
) -> list[Text]:
    """One line for each accepted entry that says something in a field, with its record."""
    from lotrinh.writing.document import Run

    told = [(row, entries[row.task.pk]) for row in tasks if row.task.pk in entries]
    found = [(row, entry) for row, entry in told if getattr(entry, name).strip()]
    texts: list[Text] = []
    for row, entry in found[:MOST_LINES]:
        words = f"- {lead_of(row)}: {' '.join(getattr(entry, name).split())}"
        texts.append((Run(words, source=cite_entry(entry, row, sources)),))
    return [*texts, *_more(len(found))]


def _more(number: int) -> list[Text]:
    left = number - MOST_LINES
    return [f"(Còn {count(left)} nội dung khác, xem phụ lục.)"] if left > 0 else []


def cite_entry(entry: ProgressEntry, row: TaskRow, sources: dict[str, Source]) -> str:
    """The key of an accepted entry among the sources, with where it is read."""
    from django.urls import reverse

    from lotrinh.calendar import parse_period
    from lotrinh.writing.document import Source

    key = f"e{entry.pk}"
    if key not in sources:
        period = parse_period(entry.submission.round.period).name_in_sentence
        words = f"Báo cáo {period} của {entry.submission.organisation} về nhiệm vụ {row.task.code}"
        words += f"; bản ghi số {entry.pk}"
        address = reverse("reporting:submission", args=[entry.submission_id]) + f"#nv-{row.task.pk}"
        sources[key] = Source(words, on_site(address))
    return key


def on_site(address: str) -> str:
    """An address of this site as it is printed: whole where the site's own address is known."""
    from django.conf import settings

    site: str = settings.SITE_ADDRESS.rstrip("/")
    return f"{site}{address}" if address.startswith("/") else address


def lead_of(row: TaskRow) -> str:
    """Who leads a task now."""
    return str(row.lead.current or row.lead.original) if row.lead else "Chưa giao"


def drafted(
    programme: Programme, on: date, *, tasks: Sequence[TaskRow], entries: Mapping[int, ProgressEntry],
    at_risk: Sequence[str], sources: dict[str, Source],
) -> dict[str, Any]:  # fmt: skip
    """Fields of a `ProgressReport` that the records can speak for."""
    from lotrinh.writing.report import Assessment
    from lotrinh_web.reporting.review_annexes import cited

    def cite(origin: products.Origin, words: str, what: str) -> str:
        return cited(words, origin, sources, what)

    return {
        "leadership": leadership(programme, on, cite),
        "inspection": inspection(programme, on, cite),
        "assessment": Assessment(shortcomings=shortcomings(tasks, at_risk, entries, sources)),
        "direction": next_steps(tasks, entries, sources),
        "proposals_here": requests(tasks, entries, sources),
    }

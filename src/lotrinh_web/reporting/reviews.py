"""Making reports: the records in force on a day become plain data, the writing engine makes the Word file.

Only accepted entries are told; what nobody wrote stays a bracketed line for the office.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.utils import timezone, translation

from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.indicators.models import Observation, Series
from lotrinh_web.indicators.queries import TargetRow, target_rows, targets_of
from lotrinh_web.indicators.targets.charts import target_chart
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting.models import ProgressEntry, ReportingRound, Review, Submission
from lotrinh_web.reporting.queries import newest_by_task
from lotrinh_web.reporting.review_targets import target_line
from lotrinh_web.reporting.review_texts import cite_entry, count, drafted, lead_of
from lotrinh_web.workplan.queries import GroupRow, TaskRow, groups_by_status, rows, tasks_of
from lotrinh_web.workplan.status import Status

if TYPE_CHECKING:
    from lotrinh.writing import report as word
    from lotrinh.writing.document import Letterhead, Picture, Signature, Source

CHARTS = 4
SAID_PER_GROUP = 6
FOUR = {
    "done_on_time": {Status.DONE_ON_TIME}, "done_late": {Status.DONE_LATE}, "open_overdue": {Status.OVERDUE},
    "open_in_time": {Status.IN_TIME, Status.DUE_SOON},
}  # fmt: skip
KINDS = {"Q": "quarter", "H": "half_year", "9": "nine_months"}


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


@action(allow=_office)
def make_progress_report(*, actor: Actor, programme: Programme, on: date) -> Review:
    """The progress report of the newest period, as known on a day."""
    from lotrinh.writing.report import progress_report

    with translation.override("vi"):
        data, inputs = _report(programme, on)
        profile = in_force_profile(programme, on)
        content = progress_report(data, profile)
    return _keep(actor, programme, "progress", inputs["period"], profile, content, inputs)


@action(allow=_office)
def make_assignment_annex(*, actor: Actor, programme: Programme, on: date) -> Review:
    """The annex that gives each task its lead, in the official columns."""
    from lotrinh.writing.letters import Assignment, assignment_annex

    with translation.override("vi"):
        found = rows(tasks_of(programme, on), on)
        lines = [
            Assignment(
                task=row.task.title_vi, lead=lead_of(row),
                coordinating=_together(row),
                product=row.task.product_vi, due=_due(row),
                note="Đề xuất" if row.basis == "proposed" else "", group=_group_title(row),
            )
            for row in found
        ]  # fmt: skip
        profile = in_force_profile(programme, on)
        content = assignment_annex(lines, profile, to=programme.document.citation)
    inputs = {"tasks": [row.task.pk for row in found], "as_of": str(on), "period": str(on.year)}
    return _keep(actor, programme, "assignment_annex", str(on.year), profile, content, inputs)


def _together(row: TaskRow) -> list[str]:
    """The bodies that help, each once: several may have become one, or the very body that leads."""
    found = dict.fromkeys(str(standing.current or standing.original) for standing in row.coordinating)
    found.pop(lead_of(row), None)
    return list(found)


def _keep(
    actor: Actor, programme: Programme, kind: str, period: str, profile: str, content: bytes, inputs: dict[str, Any]
) -> Review:  # fmt: skip
    user = account_of(actor)
    digest = hashlib.sha256(content).hexdigest()
    review = Review(
        programme=programme, kind=kind, period=period, profile=profile, made_at=timezone.now(), made_by=user,
        inputs=inputs, file_hash=digest, demonstration=programme.demonstration,
    )  # fmt: skip
    review.file.save(f"{programme.code}-{kind}-{period}-{digest[:8]}.docx", ContentFile(content), save=False)
    review.save()
    record(
        actor=actor, action="reporting.make_review", subject=review, label=f"{kind} {period}",
        data={"kind": kind, "period": period, "sha256": digest},
    )  # fmt: skip
    return review


def in_force_profile(programme: Programme, on: date) -> str:
    """The format profile in force for the issuer on a day."""
    from lotrinh.writing.profiles import choose_profile

    return choose_profile("party" if _of_the_party(programme) else "state", on).id


def _of_the_party(programme: Programme) -> bool:
    """Whether a Party body issued the programme's document: its format and symbols follow the Party's rules."""
    issuer = programme.document.issuer.upper()
    return not issuer.startswith("ỦY BAN NHÂN DÂN") and any(word in issuer for word in ("ỦY", "ĐẢNG"))


def _report(programme: Programme, on: date) -> tuple[word.ProgressReport, dict[str, Any]]:
    from lotrinh.calendar import parse_period, period_of

    newest = ReportingRound.objects.filter(programme=programme, opens_on__lte=on).order_by("-due_on").first()
    period = parse_period(newest.period) if newest else period_of(on, "quarter")
    kind = KINDS.get(period.code[5:6], "year")
    return report_data(programme, on, kind=kind, period=period.code, period_words=period.name_in_sentence)


def period_words(programme: Programme, kind: str, period: str, on: date) -> str:
    """The period inside a sentence: "quý III/2026"; for a preliminary or final review "giai đoạn 2023–2026"."""
    from lotrinh.calendar import parse_period

    if kind in {"preliminary", "final"}:
        last = programme.ends_on.year if kind == "final" else on.year
        return f"giai đoạn {programme.starts_on.year}–{last}"
    return parse_period(period).name_in_sentence


def report_data(
    programme: Programme, on: date, *, kind: str, period: str, period_words: str
) -> tuple[word.ProgressReport, dict[str, Any]]:
    """All a report says, from the records as they stood at the end of a day; and the keys of those records."""
    from lotrinh.writing import report as word
    from lotrinh_web.reporting.review_annexes import product_annexes

    sources: dict[str, Source] = {}
    at = timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))
    targets = sorted(target_rows(targets_of(programme), at), key=lambda row: row.target.order)
    entries = _accepted(programme, on)
    tasks = rows(tasks_of(programme, on), on)
    letterhead, signature = _head(programme, on)
    data = word.ProgressReport(
        kind=kind,  # type: ignore[arg-type]
        period=period_words,
        programme=programme.document.citation,
        letterhead=letterhead,
        signature=signature,
        recipients=_recipients(programme),
        opening=_opening(programme, period_words, on),
        targets=[target_line(row, programme, at, sources) for row in targets],
        target_notes=[_target_note(targets)],
        counts=_counts(_statuses(tasks)),
        groups=[_group(row, tasks, entries, sources) for row in groups_by_status(programme, on)],
        tasks=[_task_line(row, entries) for row in tasks],
        charts=_charts(targets),
        more_annexes=product_annexes(programme, on, sources),
        **drafted(programme, on, tasks=tasks, entries=entries, at_risk=_at_risk(targets), sources=sources),
        sources=sources,
        demonstration=programme.demonstration,
        draft="Dự thảo lần 1",
    )
    inputs = {
        "as_of": str(on), "period": period, "entries": sorted(e.pk for e in entries.values()),
        "chances": [row.chance.pk for row in targets if row.chance],
        "figures": [row.last.pk for row in targets if row.last],
        "sources": {key: asdict(source) for key, source in sources.items()},
    }  # fmt: skip
    return data, inputs


def _head(programme: Programme, on: date) -> tuple[Letterhead, Signature]:
    """Letterhead and signature of the programme's office; the number and the day stay open for the clerk."""
    from lotrinh.writing.document import Letterhead, Signature

    place = programme.document.place or ""
    issuer = programme.document.issuer.upper() or "CƠ QUAN BAN HÀNH"
    party = _of_the_party(programme)
    organ = f"THÀNH ỦY {place.upper()}" if party and "THÀNH PHỐ" in issuer and place else issuer
    letterhead = Letterhead(
        organ=organ, symbol_type="BC", symbol_organ="TU" if party else "UBND", place=place,
        month_year=(on.month, on.year),
    )  # fmt: skip
    authority = "T/M BAN THƯỜNG VỤ" if party else "TM. ỦY BAN NHÂN DÂN"
    return letterhead, Signature(position="PHÓ BÍ THƯ" if party else "CHỦ TỊCH", authority=authority)


def _recipients(programme: Programme) -> tuple[str, ...]:
    if _of_the_party(programme):
        return "Ban Thường vụ cấp ủy", "Các cơ quan chủ trì nhiệm vụ", "Lưu Văn phòng cấp ủy"
    return "Lãnh đạo cơ quan ban hành", "Các cơ quan chủ trì nhiệm vụ", "Lưu: VT"


def _opening(programme: Programme, period: str, on: date) -> list[str]:
    return [
        f"Thực hiện {programme.document.citation}, Thường trực chương trình báo cáo kết quả thực hiện {period} như sau "
        f"(số liệu trong hệ thống đến ngày {on:%d/%m/%Y}; chỉ tính báo cáo đã được xác nhận):"
    ]


def _at_risk(targets: list[TargetRow]) -> list[str]:
    """`Tốc độ tăng GRDP (khả năng đạt 13%)`."""
    return [
        f"{row.target.indicator.name_vi}"
        + (f" (khả năng đạt {round(row.shown * 100)}%)" if row.shown is not None else "")
        for row in targets if row.light == "unlikely"
    ]  # fmt: skip


def _target_note(targets: list[TargetRow]) -> str:
    unlikely = sum(row.light == "unlikely" for row in targets)
    unknown = sum(row.light == "cannot_say" for row in targets)
    return (
        f"Trong {len(targets)} chỉ tiêu có {unlikely:02d} chỉ tiêu nguy cơ không đạt, {unknown:02d} chỉ tiêu chưa đủ "
        "dữ liệu để đánh giá. Tỷ lệ trong ngoặc là khả năng đạt mục tiêu vào thời hạn, tính từ dãy số liệu đã công bố."
    )


def _statuses(tasks: list[TaskRow]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in tasks:
        counts[row.status] = counts.get(row.status, 0) + 1
    return counts


def _counts(statuses: dict[str, int]) -> word.TaskCounts:
    from lotrinh.writing.report import TaskCounts

    told = {name: sum(statuses.get(status, 0) for status in group) for name, group in FOUR.items()}
    counted = {status for group in FOUR.values() for status in group}
    others = [(str(s.label).lower(), statuses[s]) for s in Status if s not in counted and statuses.get(s)]
    return TaskCounts(**told, other=sum(count for _name, count in others), named=others)


def _group(
    row: GroupRow, tasks: list[TaskRow], entries: dict[int, ProgressEntry], sources: dict[str, Source]
) -> word.GroupResult:
    from lotrinh.writing.document import Run
    from lotrinh.writing.report import GroupResult

    own = [(task, entries[task.task.pk]) for task in tasks if task.task.group_id == row.clause.pk
           and task.task.pk in entries and entries[task.task.pk].narrative.strip()]  # fmt: skip
    said: list[Any] = [
        (Run(f"{lead_of(task)}: {entry.narrative.strip()}", source=cite_entry(entry, task, sources)),)
        for task, entry in own[:SAID_PER_GROUP]
    ]
    if len(own) > SAID_PER_GROUP:
        said.append(f"(Còn {count(len(own) - SAID_PER_GROUP)} nội dung khác, xem phụ lục kết quả nhiệm vụ.)")
    return GroupResult(title=row.clause.title_vi, counts=_counts(dict(row.counts)), text=said)


def _task_line(row: TaskRow, entries: dict[int, ProgressEntry]) -> word.TaskLine:
    from lotrinh.writing.report import TaskLine

    entry = entries.get(row.task.pk)
    late = f" {row.days_late} ngày" if row.days_late else ""
    return TaskLine(
        group=_group_title(row), name=row.task.title_vi, lead=lead_of(row), product=row.task.product_vi, due=_due(row),
        result=entry.narrative if entry else "", status=f"{row.status.label}{late}",
        note="Trình diễn" if entry is not None and entry.demonstration else "",
    )  # fmt: skip


def _group_title(row: TaskRow) -> str:
    return f"{row.task.group.path} {row.task.group.title_vi}"


def _due(row: TaskRow) -> str:
    return f"{row.task.current_due:%d/%m/%Y}" if row.task.current_due else str(row.task.get_due_kind_display())


def _accepted(programme: Programme, on: date) -> dict[int, ProgressEntry]:
    """The latest accepted entry of each task, of rounds cut off by a day."""
    accepted = ProgressEntry.objects.filter(
        latest=True, submission__state=Submission.State.ACCEPTED, submission__round__programme=programme,
        submission__round__cut_off__lte=on,
    )  # fmt: skip
    return newest_by_task(accepted)


def _charts(targets: list[TargetRow]) -> list[Picture]:
    """The charts of the most endangered targets that have a forecast; none where pictures cannot be drawn."""
    from lotrinh.charts.render import to_png
    from lotrinh.errors import MissingTool
    from lotrinh.writing.document import Picture

    pictures = []
    known = [row for row in targets if row.chance is not None and row.chance.forecast is not None]
    for row in sorted(known, key=lambda r: r.danger)[:CHARTS]:
        assert row.chance is not None
        preferred = Series.objects.filter(
            indicator=row.target.indicator_id, area_version=row.target.area_version_id, preferred=True
        )
        figures = Observation.objects.filter(series__in=preferred, value__isnull=False, replaced_by=None)
        chart = target_chart(row, row.chance.forecast, list(figures.order_by("period", "preferred")), responsive=False)
        try:
            png = to_png(chart)
        except MissingTool:
            return []
        pictures.append(Picture(png, caption=row.target.indicator.name_vi, alt=chart.description))
    return pictures

"""What `make run` prints: where the programme stands, in one screen."""

from __future__ import annotations

from django.utils import timezone
from rich.console import Console
from rich.table import Table

from lotrinh_web.indicators.queries import TargetRow, target_rows, targets_of
from lotrinh_web.intake.demonstration import demo_password, demonstration_accounts
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting.models import Review
from lotrinh_web.templatetags.lotrinh import figure
from lotrinh_web.workplan.models import Task
from lotrinh_web.workplan.queries import agencies, counts_by_status
from lotrinh_web.workplan.status import Status, with_status


def print_summary(programme: Programme, *, address: str) -> None:
    """Targets with their chance, tasks by status, what is late, the report, the address, the accounts."""
    console, on = Console(width=110), timezone.localdate()
    console.rule(f"[bold]{programme.name_vi}")
    console.print(_targets(programme))
    counts = counts_by_status(with_status(Task.objects.filter(programme=programme), on))
    console.print(
        f"[bold]Nhiệm vụ[/] ({sum(counts.values())}): "
        + "; ".join(f"{status.label.lower()} {counts[status]}" for status in Status if counts[status])
    )
    late = [row for row in agencies(programme, on) if row.overdue]
    if late:
        words = "; ".join(f"{r.organisation} {r.overdue} (lâu nhất {r.longest_late} ngày)" for r in late[:5])
        console.print(f"[bold]Quá hạn[/]: {words}")
    else:
        console.print("[bold]Quá hạn[/]: không có nhiệm vụ nào quá hạn.")
    review = Review.objects.filter(programme=programme, kind="progress").first()
    if review is not None:
        console.print(f"[bold]Báo cáo Word[/]: {review.file.path}", soft_wrap=True)
    console.print(f"[bold]Địa chỉ[/]: {address}")
    accounts = demonstration_accounts()
    if accounts:
        console.print(f"[bold]Tài khoản trình diễn[/] (mật khẩu {demo_password()}):")
        first = {user.role: user for user in reversed(accounts)}  # one account for each role
        console.print("  " + "; ".join(f"{u.username} – {u.get_role_display().lower()}" for u in first.values()))
    console.rule()


def _targets(programme: Programme) -> Table:
    table = Table("Chỉ tiêu", "Số liệu gần nhất", "Mục tiêu", "Khả năng đạt", box=None, pad_edge=False)
    for row in sorted(target_rows(targets_of(programme)), key=lambda r: r.danger):
        table.add_row(row.target.indicator.name_vi, _last(row), row.target.words[:40], _chance(row))
    return table


def _last(row: TargetRow) -> str:
    if row.last is None or row.last.value is None:
        return "chưa có số liệu"
    return f"{figure(row.last.value)} {row.target.indicator.unit} ({row.last.period})"


def _chance(row: TargetRow) -> str:
    if row.shown is None:
        return row.chance.sentence_vi if row.chance else str(row.light_words)
    return f"{round(row.shown * 100)}%  {row.light_words}"

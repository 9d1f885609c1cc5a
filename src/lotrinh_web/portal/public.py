"""What the public sees of a programme, and the three steps of a new installation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotrinh_web.indicators.queries import TargetRow, target_rows, targets_of
from lotrinh_web.indicators.words import figure_words, goal_words
from lotrinh_web.organisations.models import Membership
from lotrinh_web.portal.agencies import bodies
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting.models import ReportingRound
from lotrinh_web.templatetags.lotrinh import local
from lotrinh_web.workplan.queries import GroupRow, groups_by_status
from lotrinh_web.workplan.status import Status

PUBLIC = (
    ("done", gettext_lazy("Đã hoàn thành"), (Status.DONE_ON_TIME, Status.DONE_LATE)),
    (
        "doing",
        gettext_lazy("Đang thực hiện"),
        (Status.IN_TIME, Status.DUE_SOON, Status.AWAITING, Status.CONTINUOUS),
    ),
    ("late", gettext_lazy("Quá hạn"), (Status.OVERDUE,)),
    ("waiting", gettext_lazy("Chưa triển khai"), (Status.UNASSIGNED, Status.SUSPENDED)),
)
"""How the public sees statuses: what waits inside an office (approval, assignment) is nobody else's news."""
AS_STATUS = {
    "done": Status.DONE_ON_TIME, "doing": Status.IN_TIME, "late": Status.OVERDUE, "waiting": Status.SUSPENDED,
}  # fmt: skip


def for_public(counts: Counter[str]) -> Counter[str]:
    """Counts as the public sees them: completed, under way, overdue, not begun; cancelled ones left out."""
    folded: Counter[str] = Counter()
    for kind, _words, statuses in PUBLIC:
        if number := sum(counts[status] for status in statuses):
            folded[AS_STATUS[kind]] = number
    return folded


@dataclass(frozen=True, slots=True)
class Promise:
    """A published target as the public sees it: what was promised, and how far it is."""

    row: TargetRow
    goal: str
    last: str


@dataclass(frozen=True, slots=True)
class PublicPage:
    """The public's first page."""

    promises: list[Promise]
    groups: list[tuple[GroupRow, Counter[str], int]]  # with folded counts and how many are completed
    counts: Counter[str]
    total: int
    done: int


def public_page(programme: Programme, on: date) -> PublicPage:
    """Published targets, and tasks by group in the four words the public sees."""
    found = target_rows(targets_of(programme).filter(published=True))
    groups = groups_by_status(programme, on)
    counts: Counter[str] = sum((for_public(group.counts) for group in groups), Counter())
    return PublicPage(
        promises=[Promise(r, goal_words(r.target), figure_words(r.last, r.target.indicator.unit)) for r in found],
        groups=[(g, for_public(g.counts), for_public(g.counts)[Status.DONE_ON_TIME]) for g in groups],
        counts=counts,
        total=sum(counts.values()),
        done=counts[Status.DONE_ON_TIME],
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One of the three first steps, and how far it is."""

    number: int
    title: str
    words: str
    state: str
    done: bool
    href: str
    action: str
    administrator_only: bool = False
    next: bool = False  # the first that is not done


def first_steps(programme: Programme | None) -> list[Step]:
    """Load a programme, name the agencies and their people, open the first round."""
    leading = staffed = opened = 0
    if programme is not None:
        leads = {body.organisation.pk for body in bodies(programme, timezone.localdate()) if body.leads}
        leading = len(leads)
        staffed = (
            Membership.objects.filter(organisation__in=leads, until=None).values("organisation").distinct().count()
        )
        opened = ReportingRound.objects.filter(programme=programme).count()
    steps = [
        Step(
            1, _("Nạp chương trình"),
            _("Nạp chương trình mẫu, hoặc đưa lên tệp văn bản để phần mềm đọc; mỗi đề xuất có người duyệt "
              "rồi mới có hiệu lực."),
            local(programme, "name") if programme else _("Chưa có chương trình nào"),
            programme is not None, reverse("intake:documents"), _("Đến trang Văn bản"),
        ),
        Step(
            2, _("Cơ quan và người phụ trách"),
            _("Mỗi cơ quan chủ trì cần một chuyên viên nhập báo cáo và một người đứng đầu duyệt."),
            _("%(n)d trên %(all)d cơ quan chủ trì đã có tài khoản") % {"n": staffed, "all": leading}
            if leading else _("Chưa có cơ quan chủ trì nào"),
            bool(leading) and staffed == leading, reverse("accounts:people"), _("Thêm tài khoản"), True,
        ),
        Step(
            3, _("Mở kỳ báo cáo đầu tiên"),
            _("Chọn kỳ, ngày chốt số liệu và hạn gửi; các cơ quan thấy ngay phần việc của mình."),
            _("Đã mở %(n)d kỳ") % {"n": opened} if opened else _("Chưa mở kỳ nào"),
            opened > 0, reverse("reporting:rounds"), _("Đến trang Kỳ báo cáo"),
        ),
    ]  # fmt: skip
    following = next((step.number for step in steps if not step.done), 0)
    return [replace(step, next=step.number == following) for step in steps]

"""Pages of dissemination: activities with totals, one activity, the audiences."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lotrinh_web.accounts.access import SignedInRequest, Viewer, is_office, signed_in
from lotrinh_web.audit.remember import remembered
from lotrinh_web.errors import NotAllowed
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage, agency_of, in_force
from lotrinh_web.pages import day_of, page_of
from lotrinh_web.products import listing
from lotrinh_web.products.dissemination import actions
from lotrinh_web.products.dissemination.forms import ActivityForm, AudienceForm, CorrectionForm
from lotrinh_web.products.dissemination.queries import ActivityRow, activities_of, by_agency, rows, total
from lotrinh_web.products.forms import tasks_for
from lotrinh_web.products.looks import CHECK, look
from lotrinh_web.products.models import SET_ASIDE, Activity, Audience, Check
from lotrinh_web.products.pages import chosen_task, found, page_of_product, run, side, tabs_of, trail
from lotrinh_web.programmes.queries import programme_or_404
from lotrinh_web.templatetags.lotrinh import local

ORDERS = {
    "ngay": lambda row: row.activity.held_on, "ten": lambda row: row.activity.title_vi,
    "nguoi": lambda row: row.activity.reached, "dang-vien": lambda row: row.activity.members_reached,
}  # fmt: skip


def _audiences(user: Viewer) -> QuerySet[Audience]:
    """The audiences a person may name: all for the office, those of its body for an agency."""
    found = Audience.objects.filter(replaced_by=None).select_related("organisation")
    if is_office(user):
        return found
    today = timezone.localdate()
    mine = agency_of(user, today)
    return found.filter(organisation__in=Lineage().predecessors(mine, today)) if mine else found.none()


def _bodies(user: Viewer) -> QuerySet[Organisation]:
    today = timezone.localdate()
    if is_office(user):
        return in_force(today)
    mine = agency_of(user, today)
    return Organisation.objects.filter(pk=mine.pk) if mine else Organisation.objects.none()


def _selected(request: HttpRequest) -> tuple[list[ActivityRow], dict[str, Any]]:
    programme, on = programme_or_404(request), day_of(request)
    chosen = listing.choices_of(request, "tim", "hinh-thuc", "co-quan", "nam", "xac-nhan", "sap-xep")
    whole = remembered(("products.dissemination", programme.pk, on), lambda: rows(activities_of(programme, on), on))
    kept = listing.of_agency(whole, chosen["co_quan"], lambda row: row.organisation)
    kept = listing.holding(kept, chosen["tim"], lambda row: (
        row.activity.title_vi, row.activity.place, row.activity.audience.name_vi, row.activity.task.code,
    ))  # fmt: skip
    if chosen["hinh_thuc"]:
        kept = [row for row in kept if row.activity.kind == chosen["hinh_thuc"]]
    if chosen["nam"]:
        kept = [row for row in kept if str(row.activity.held_on.year) == chosen["nam"]]
    if chosen["xac_nhan"]:
        kept = [row for row in kept if row.activity.check_state == chosen["xac_nhan"]]
    return listing.ordered(kept, chosen["sap_xep"], ORDERS), {
        "programme": programme, "on": on, "chosen": chosen, "kinds": Activity.Kind,
        "agencies": listing.bodies_in(whole, lambda row: row.organisation),
        "years": sorted({row.activity.held_on.year for row in whole}, reverse=True),
        "checks": [state for state in Check if state not in SET_ASIDE],
    }  # fmt: skip


@signed_in
@require_GET
def activity_list(request: SignedInRequest) -> HttpResponse:
    """`/san-pham/quan-triet/`; totals count nobody twice; `?dinh-dang=csv|xlsx` gives what is shown as a file."""
    shown, context = _selected(request)
    if kind := listing.asked_file(request):
        return _file(kind, shown, context)
    page = page_of(request, shown)
    context |= {
        "page": page, "rows": [(row, look(row.activity.check_state, CHECK)) for row in page.object_list],
        "total": total(shown), "by_agency": by_agency(shown), "tabs": tabs_of("activity"),
        "may_add": tasks_for(request.user, context["programme"]).exists(),
        "demonstration": any(row.activity.demonstration for row in shown),
    }  # fmt: skip
    return render(request, "products/activities.html", context)


def _file(kind: str, shown: list[ActivityRow], context: dict[str, Any]) -> HttpResponse:
    columns = [
        _("Nhiệm vụ"), _("Điều khoản"), _("Ngày"), _("Hình thức"), _("Tên hoạt động"), _("Nơi"), _("Cơ quan"),
        _("Đối tượng"), _("Số người"), _("Đảng viên"), _("Tổng số đảng viên"), _("% đảng viên"), _("Cách tính"),
        _("Lý do không có số"), _("Minh chứng"), _("Xác nhận"),
    ]  # fmt: skip
    lines = [
        [
            row.activity.task.code, row.activity.task.clause.path, row.activity.held_on,
            str(row.activity.get_kind_display()), row.activity.title_vi, row.activity.place,
            local(row.organisation, "name"), row.activity.audience.name_vi, row.activity.reached,
            row.activity.members_reached, row.activity.audience.members_total, row.share,
            _("cộng vào tổng") if row.activity.adds else _("trùng, không cộng"), row.activity.reason,
            row.activity.evidence, str(row.activity.get_check_state_display()),
        ]
        for row in shown
    ]  # fmt: skip
    return listing.table_file(
        kind, name="quan-triet", title=_("Quán triệt, tuyên truyền"), columns=columns, lines=lines, on=context["on"],
        programme=context["programme"], demonstration=any(row.activity.demonstration for row in shown),
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Enter an activity; `?nhiem-vu=` names the task."""
    programme = programme_or_404(request)
    tasks = tasks_for(request.user, programme)
    audiences = _audiences(request.user)
    form = ActivityForm(
        request.POST or None, tasks=tasks, audiences=audiences, initial={"task": chosen_task(request, tasks)}
    )

    def again(status: int) -> HttpResponse:
        context = {
            "programme": programme, "form": form, "heading": _("Thêm hoạt động quán triệt, tuyên truyền"),
            "trail": trail("activity", _("Thêm")), "nothing": not tasks.exists(),
            "back": reverse("products:activities"), "aside": reverse("products:audiences"),
            "aside_words": _("Đối tượng và tổng số"),
        }  # fmt: skip
        return render(request, "products/new.html", context, status=status)

    if request.method == "GET":
        return again(200)
    return run(request, actions.add_activity, form, again, after=page_of_product, done=_("Đã thêm hoạt động."))


@signed_in
@require_GET
def activity_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One activity."""
    return _page(request, found(request, Activity, pk))


def _page(request: HttpRequest, activity: Activity, status: int = 200, typed: Any = None) -> HttpResponse:
    context = side(request, activity)
    row = rows([activity], day_of(request))[0]
    newer = Activity.objects.filter(corrects=activity).first()
    form = typed
    if form is None and context["may"]["enter"] and newer is None:
        form = CorrectionForm(audiences=_audiences(request.user), initial=_initial(activity), auto_id="correct-%s")
    context |= {
        "activity": activity, "row": row, "check": look(activity.check_state, CHECK), "newer": newer,
        "older": activity.corrects, "trail": trail("activity", activity.title_vi),
        "forms": [] if form is None else [{
            "title": _("Sửa hoạt động"), "action": reverse("products:activity-correct", args=[activity.pk]),
            "form": form, "open": typed is not None,
        }],
    }  # fmt: skip
    return render(request, "products/activity.html", context, status=status)


def _initial(activity: Activity) -> dict[str, Any]:
    names = ("kind", "title_vi", "place", "held_on", "audience", "reached", "members_reached", "evidence", "reason")
    return {name: getattr(activity, name) for name in names} | {"adds": "1" if activity.adds else "0"}


@signed_in
@require_http_methods(["POST"])
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter it anew, saying why."""
    activity = found(request, Activity, pk)
    form = CorrectionForm(request.POST, audiences=_audiences(request.user), auto_id="correct-%s")
    return run(
        request, actions.correct_activity, form, lambda status: _page(request, activity, status, form),
        product=activity, after=page_of_product,
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def audiences(request: SignedInRequest) -> HttpResponse:
    """Sets of people each body has to reach, with their members; a new count stands in the old one's place."""
    bodies = _bodies(request.user)
    own = agency_of(request.user, timezone.localdate())
    form = AudienceForm(request.POST or None, bodies=bodies, initial={"organisation": own})

    def again(status: int) -> HttpResponse:
        context = {
            "form": form, "may": bodies.exists(), "trail": trail("activity", _("Đối tượng và tổng số")),
            "audiences": Audience.objects.filter(replaced_by=None).select_related("organisation", "replaces"),
        }  # fmt: skip
        return render(request, "products/audiences.html", context, status=status)

    if request.method == "GET":
        return again(200)
    if not bodies.exists():
        raise NotAllowed("Chỉ cơ quan thường trực và người của cơ quan khai được đối tượng của cơ quan đó.")
    return run(request, actions.count_audience, form, again, after=lambda _made: reverse("products:audiences"))

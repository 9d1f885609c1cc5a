"""Pages of a comparison: a newer version handed in, its differences beside their effects, decided and finished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import SignedInRequest, office_only
from lotrinh_web.errors import ActionError
from lotrinh_web.intake import actions, confirm
from lotrinh_web.intake import comparison as work
from lotrinh_web.intake.comparison_finish import finish as finish_comparison
from lotrinh_web.intake.comparison_finish import later_due, new_lead
from lotrinh_web.intake.models import Comparison, Difference, Draft
from lotrinh_web.intake.views import _documents, too_large
from lotrinh_web.programmes import waiting
from lotrinh_web.programmes.models import Programme
from lotrinh_web.workplan.models import Task

EFFECTS: dict[str, Any] = {
    "target_changed": gettext_lazy("Chỉ tiêu thay đổi"), "target_added": gettext_lazy("Chỉ tiêu mới"),
    "target_removed": gettext_lazy("Chỉ tiêu không còn"),
    "task_changed": gettext_lazy("Điều khoản của nhiệm vụ sửa lời"),
    "task_added": gettext_lazy("Nhiệm vụ mới"), "task_removed": gettext_lazy("Điều khoản của nhiệm vụ không còn"),
}  # fmt: skip
TONES = {"added": "done", "removed": "danger", "changed": "soon", "moved": "info"}


@office_only
@require_POST
def upload(request: SignedInRequest) -> HttpResponse:
    """A newer version of a programme's document: read it and compare; whatever is wrong, nothing is kept."""
    programme = get_object_or_404(Programme, pk=_key(request.POST.get("programme")))
    file = request.FILES.get("file")
    if file is None:
        return _documents(request, _("Chọn tệp bản mới của văn bản rồi bấm «So sánh»."), 400)
    if words := too_large(file):
        return _documents(request, words, 413)
    name, content = str(file.name), file.read()
    pages = waiting.pages_if_long(content, name)
    try:
        if pages is not None:
            job = actions.read_later(
                actor=request.user, name=name, content=content, pages=pages, programme=programme
            )  # fmt: skip
            return redirect("jobs:job", pk=job.pk)
        newer = work.read_newer(programme, name, content)
        found = work.take_in_newer(actor=request.user, programme=programme, newer=newer)
    except LotrinhError as error:
        return _documents(request, str(error), getattr(error, "status", 422))
    return redirect("intake:comparison", pk=found.pk)


@office_only
@require_POST
def compare_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Compare a document that was read before with the one a programme uses."""
    draft = get_object_or_404(Draft.objects.select_related("document"), pk=pk)
    programme = get_object_or_404(Programme, pk=_key(request.POST.get("programme")))
    try:
        found = work.compare_draft(actor=request.user, programme=programme, draft=draft)
    except LotrinhError as error:
        messages.error(request, str(error))
        return redirect("intake:review", pk=pk)
    return redirect("intake:comparison", pk=found.pk)


def _key(words: str | None) -> int:
    return int(words) if words and words.isdecimal() and len(words) < 12 else 0


def _comparison(pk: int) -> Comparison:
    found = Comparison.objects.select_related(
        "draft__document", "former", "programme", "started_by", "finished_by"
    ).defer("draft__output", "draft__document__text", "former__text")
    return get_object_or_404(found, pk=pk)


@office_only
@require_GET
def comparison_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """All differences in the order of the newer text; `?xem=anh-huong|chua-quyet|added|…` narrows."""
    comparison = _comparison(pk)
    differences = list(comparison.differences.select_related("decided_by"))
    for one in differences:
        one.comparison = comparison
    wanted = request.GET.get("xem", "")
    shown = [d for d in differences if _wanted(d, wanted)]
    kinds = Counter(d.kind for d in differences)
    context = {
        "comparison": comparison, "cards": _cards(comparison, shown), "state": work.state_of(comparison),
        "wanted": wanted, "total": len(differences),
        "kinds": [(kind, kinds[kind.value], TONES[kind.value]) for kind in Difference.Kind],
        "touching": sum(bool(d.effects) for d in differences),
        "pending": sum(d.decision == Difference.Decision.PENDING for d in differences),
        "same": comparison.clauses - kinds["removed"] - kinds["changed"] - kinds["moved"],
        "without_effect": sum(not d.effects and d.decision == Difference.Decision.PENDING for d in differences),
        "outcome": _outcome(differences), "programme": comparison.programme,
        "demonstration": comparison.programme.demonstration,
        "trail": [(_("Văn bản"), reverse("intake:documents")), (_("So sánh hai bản"), "")],
    }  # fmt: skip
    return render(request, "intake/comparison.html", context)


def _wanted(difference: Difference, wanted: str) -> bool:
    if wanted in work.KINDS:
        return work.KINDS[wanted](difference)
    return difference.kind == wanted if wanted in Difference.Kind.values else True


def _cards(comparison: Comparison, differences: Iterable[Difference]) -> list[dict[str, Any]]:
    """Each difference with its effects in words; the tasks and bodies are read once for all."""
    differences = list(differences)
    effects = [effect for d in differences for effect in d.effects]
    tasks = Task.objects.in_bulk({e["task"] for e in effects if e["task"]})
    bodies = confirm._bodies(comparison.programme) if any(e["kind"] == "task_changed" for e in effects) else {}
    return [
        {
            "item": d, "tone": TONES[d.kind],
            "effects": [
                e | {
                    "label": EFFECTS[e["kind"]],
                    "later_due": later_due(tasks[e["task"]], e) if e["task"] in tasks else None,
                    "new_lead": new_lead(e, bodies), "task_record": tasks.get(e["task"]),
                }
                for e in d.effects
            ],
        }
        for d in differences
    ]  # fmt: skip


def _outcome(differences: list[Difference]) -> list[tuple[Any, int]]:
    """What finishing writes: the effects of what is adopted, by kind."""
    counts: Counter[str] = Counter()
    for difference in differences:
        if difference.decision == Difference.Decision.ADOPTED:
            counts.update(effect["kind"] for effect in difference.effects)
    return [(label, counts[kind]) for kind, label in EFFECTS.items() if counts[kind]]


def _card(request: HttpRequest, difference: Difference, *, asking: bool = False, error: str = "", reason: str = "",
          status: int = 200, bar: bool = False) -> HttpResponse:  # fmt: skip
    (card,) = _cards(difference.comparison, [difference])
    context = {
        "card": card, "comparison": difference.comparison, "asking": asking, "error": error, "typed": reason,
        "swap": bar,
    }  # fmt: skip
    if bar:
        everything = list(difference.comparison.differences.all())
        context |= {"state": work.state_of(difference.comparison), "outcome": _outcome(everything)}
    response = render(request, "intake/_difference.html", context, status=status)
    if status != 200:
        response["HX-Retarget"], response["HX-Reswap"] = f"#item-{difference.pk}", "outerHTML"
    return response


def _difference(pk: int, item: int) -> Difference:
    found = Difference.objects.select_related(
        "comparison__programme", "comparison__draft__document", "decided_by"
    ).defer("comparison__draft__output", "comparison__draft__document__text")
    return get_object_or_404(found, pk=item, comparison=pk)


@office_only
@require_GET
def keep_form(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """The card with the question why the programme stays as it is; `?thoi=1` closes it again."""
    difference = _difference(pk, item)
    asking = "thoi" not in request.GET and difference.comparison.finished_at is None
    return _card(request, difference, asking=asking)


@office_only
@require_POST
def decide_difference(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """Decide one difference; HTMX gets the card and the bar back."""
    difference = _difference(pk, item)
    decision, reason = request.POST.get("decision", ""), request.POST.get("reason", "")
    if decision not in Difference.Decision.values:
        decision = str(Difference.Decision.PENDING)
    try:
        work.decide_difference(actor=request.user, difference=difference, decision=decision, reason=reason)
    except ActionError as error:
        if request.htmx and error.status == 400:
            return _card(request, difference, asking=True, error=str(error), reason=reason, status=422)
        if request.htmx:
            raise
        messages.error(request, str(error))
        return redirect("intake:comparison", pk=pk)
    if not request.htmx:
        return redirect(reverse("intake:comparison", args=[pk]) + f"#item-{item}")
    return _card(request, _difference(pk, item), bar=True)


@office_only
@require_POST
def adopt_without_effect(request: SignedInRequest, pk: int) -> HttpResponse:
    """Adopt all that touches no target and no task."""
    comparison = _comparison(pk)
    try:
        count = work.adopt_without_effect(actor=request.user, comparison=comparison)
        done = _("Đã áp dụng %(n)d khác biệt không ảnh hưởng đến chỉ tiêu, nhiệm vụ.")
        messages.success(request, done % {"n": count})
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("intake:comparison", pk=pk)


@office_only
@require_POST
def finish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write all that was adopted."""
    comparison = _comparison(pk)
    try:
        done = finish_comparison(actor=request.user, comparison=comparison)
        total = done.total()
        messages.success(request, ngettext(
            "Đã hoàn tất: ghi %(n)d thay đổi vào chỉ tiêu và nhiệm vụ.",
            "Đã hoàn tất: ghi %(n)d thay đổi vào chỉ tiêu và nhiệm vụ.", total,
        ) % {"n": total})  # fmt: skip
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("intake:comparison", pk=pk)


@office_only
@require_POST
def give_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Drop the comparison; what was read stays as a draft."""
    comparison = _comparison(pk)
    try:
        draft = work.give_up(actor=request.user, comparison=comparison, reason=request.POST.get("reason", ""))
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("intake:comparison", pk=pk)
    messages.success(request, _("Đã bỏ bản so sánh; bản đọc của tệp vẫn còn trong mục Văn bản."))
    return redirect("intake:review", pk=draft.pk)

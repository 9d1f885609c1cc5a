"""The reorganisation wizard: the wish, the preview of all it moves, the act; and its undoing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from lotrinh.errors import LotrinhError
from lotrinh_web.accounts.access import SignedInRequest, office_only
from lotrinh_web.errors import ActionError, NotAllowed
from lotrinh_web.fields import offer
from lotrinh_web.organisations.models import Organisation, Reorganisation
from lotrinh_web.organisations.queries import in_force
from lotrinh_web.oversight import reorganisation
from lotrinh_web.oversight.reorganisation import KINDS, Kind, Plan, Wish

MOST_NEW = 10
NAMES = {
    Kind.MERGED: gettext_lazy("Sáp nhập, hợp nhất"), Kind.SPLIT: gettext_lazy("Chia tách"),
    Kind.RENAMED: gettext_lazy("Đổi tên"), Kind.DISSOLVED: gettext_lazy("Kết thúc hoạt động"),
}  # fmt: skip


class WishForm(forms.Form):
    """Step one."""

    kind = forms.ChoiceField(label=gettext_lazy("Hình thức"), choices=[(kind, NAMES[kind]) for kind in KINDS])
    on = forms.DateField(
        label=gettext_lazy("Từ ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Ngày đầu tiên theo tổ chức mới."),
    )  # fmt: skip
    instrument = forms.CharField(
        label=gettext_lazy("Văn bản quyết định"), max_length=300,
        help_text=gettext_lazy("Ví dụ: Nghị quyết số 02/NQ-HĐND, ngày 01/7/2025."),
    )  # fmt: skip
    predecessors = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Cơ quan được sắp xếp"), queryset=Organisation.objects.none(),
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=gettext_lazy("Giữ Ctrl để chọn nhiều cơ quan. Các cơ quan này kết thúc trước ngày trên."),
    )  # fmt: skip
    successors = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Cơ quan kế thừa đang có"), queryset=Organisation.objects.none(), required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=gettext_lazy("Để trống nếu cơ quan kế thừa là cơ quan mới hoặc không có."),
    )  # fmt: skip
    new_names = forms.CharField(
        label=gettext_lazy("Cơ quan kế thừa mới"), required=False, max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("Mỗi dòng tên đầy đủ của một cơ quan."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = in_force(timezone.localdate()).order_by("name_vi")
        for name in ("predecessors", "successors"):
            offer(self, name, standing)

    def clean_new_names(self) -> tuple[str, ...]:
        """One name a line."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["new_names"].splitlines()]
        names = tuple(dict.fromkeys(line for line in lines if line))
        if len(names) > MOST_NEW or any(len(name) > 200 for name in names):
            raise forms.ValidationError(_("Nhiều nhất 10 cơ quan mới, mỗi tên không quá 200 ký tự."))
        return names

    def wish(self, data: Any) -> Wish:
        """The wish, with the choices of step two where they came."""
        fields = self.cleaned_data
        return Wish(
            kind=fields["kind"], on=fields["on"], instrument=fields["instrument"],
            predecessors=tuple(fields["predecessors"]), successors=tuple(fields["successors"]),
            new_names=fields["new_names"], main=data.get("main", ""), tasks=_choices(data, "task-"),
            members=_choices(data, "member-"),
        )  # fmt: skip


def _choices(data: Any, prefix: str) -> dict[int, str]:
    keys = {name: name.removeprefix(prefix) for name in data if name.startswith(prefix)}
    return {int(key): data[name] for name, key in keys.items() if key.isascii() and key.isdigit() and len(key) < 12}


@office_only
@require_http_methods(["GET", "POST"])
def wizard(request: SignedInRequest) -> HttpResponse:
    """GET: the form and what was done before. POST: the preview; with `confirm`, the act."""
    if request.method == "GET":
        return _form(request, WishForm(initial={"on": timezone.localdate()}))
    form = WishForm(request.POST)
    if not form.is_valid() or "back" in request.POST:
        return _form(request, form, 422 if form.errors else 200)
    wish = form.wish(request.POST)
    try:
        if "confirm" in request.POST:
            done = reorganisation.reorganise(
                actor=request.user, wish=wish, digest=request.POST.get("digest", "") or "-"
            )
            messages.success(request, _("Đã ghi việc sắp xếp: %(summary)s.") % {"summary": done.summary})
            return redirect("oversight:reorganisations")
        return _preview(request, reorganisation.plan(wish))
    except NotAllowed:
        raise
    except ActionError as error:
        if error.status == 409:
            return _preview(request, reorganisation.plan(wish), str(error), error.status)
        form.add_error(None, str(error))
        return _form(request, form, error.status)


def _form(request: HttpRequest, form: WishForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form, "done": Reorganisation.objects.select_related("made_by", "undone_by")[:50],
        "trail": [(_("Giám sát"), reverse("oversight:alerts")), (_("Sắp xếp cơ quan"), "")],
    }  # fmt: skip
    return render(request, "oversight/reorganisation.html", context, status=status)


def _preview(request: HttpRequest, plan: Plan, refusal: str = "", status: int = 200) -> HttpResponse:
    wish = plan.wish
    hidden = [
        (name, value) for name in ("kind", "on", "instrument", "predecessors", "successors", "new_names")
        for value in request.POST.getlist(name)
    ]  # fmt: skip
    choices = wish.choices if wish.kind == Kind.SPLIT else []
    main = wish.main_choice
    context = {
        "plan": plan, "wish": wish, "hidden": hidden, "choices": choices, "main": main, "refusal": refusal,
        "leads": [(a, wish.tasks.get(a.task_id, main[0] if main else "")) for a in plan.leads],
        "members": [(m, wish.members.get(m.pk, main[0] if main else "")) for m in plan.members],
        "trail": [
            (_("Giám sát"), reverse("oversight:alerts")), (_("Sắp xếp cơ quan"), reverse("oversight:reorganisations")),
            (_("Xem trước"), ""),
        ],
    }  # fmt: skip
    return render(request, "oversight/reorganisation_preview.html", context, status=status)


@office_only
@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Undo one, with a reason."""
    done = get_object_or_404(Reorganisation, pk=pk)
    try:
        reorganisation.undo(actor=request.user, reorganisation=done, reason=request.POST.get("reason", ""))
    except NotAllowed:
        raise
    except LotrinhError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã hoàn tác: %(summary)s.") % {"summary": done.summary})
    return redirect("oversight:reorganisations")

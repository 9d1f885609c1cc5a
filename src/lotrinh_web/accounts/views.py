"""Signing in and out, one's own password, the language, and the list of accounts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from lotrinh_web.accounts import actions
from lotrinh_web.accounts.access import SignedInRequest, for_roles, open_page, signed_in
from lotrinh_web.accounts.forms import ChangePasswordForm, CreateUserForm, SignInForm
from lotrinh_web.accounts.models import Role, User
from lotrinh_web.errors import Refused

SORTS = {"ten": "full_name", "tai-khoan": "username", "vai-tro": "role", "dang-nhap": "last_login"}
ROWS = 50


class SignIn(LoginView):
    """Name and password; where demonstration accounts exist they are listed beside the form."""

    template_name = "accounts/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the demonstration accounts, and their password where it is for showing."""
        accounts = User.objects.filter(demonstration=True, is_active=True).order_by("role", "username")
        return super().get_context_data(
            demonstration_accounts=accounts,
            demonstration_password=getattr(settings, "DEMO_PASSWORD", "") or "",
            **kwargs,
        )


sign_in = open_page(SignIn.as_view())
sign_out = open_page(LogoutView.as_view())
language = open_page(set_language)


@signed_in
def change_password(request: SignedInRequest) -> HttpResponse:
    """One's own password; the session stays open."""
    form = ChangePasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = actions.change_password(
            actor=request.user, user=request.user, password=form.cleaned_data["new_password1"]
        )
        update_session_auth_hash(request, changed)
        messages.success(request, _("Đã đổi mật khẩu."))
        return redirect("accounts:password")
    return render(request, "accounts/password.html", {"form": form})


@for_roles(Role.ADMINISTRATOR)
def people(request: SignedInRequest) -> HttpResponse:
    """All accounts with role, agency and state; filtered by words, role and state."""
    users = User.objects.prefetch_related("memberships__organisation")
    if words := request.GET.get("q", "").strip():
        asked = Q(full_name__icontains=words) | Q(username__icontains=words) | Q(position__icontains=words)
        users = users.filter(asked)
    if (role := request.GET.get("vai-tro", "")) in Role.values:
        users = users.filter(role=role)
    if (state := request.GET.get("tinh-trang", "")) in {"mo", "khoa"}:
        users = users.filter(is_active=state == "mo")
    order = request.GET.get("sap-xep", "")
    if column := SORTS.get(order.removeprefix("-")):
        users = users.order_by(f"-{column}" if order.startswith("-") else column, "pk")
    page = Paginator(users, ROWS).get_page(request.GET.get("trang"))
    context = {"page": page, "roles": Role.choices, "words": words, "role": role, "state": state}
    return render(request, "accounts/people.html", context)


@for_roles(Role.ADMINISTRATOR)
def create(request: SignedInRequest) -> HttpResponse:
    """A new account."""
    form = CreateUserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.create_user(actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã mở tài khoản %(name)s.") % {"name": user.username})
            return redirect("accounts:people")
    return render(request, "accounts/create.html", {"form": form})


@for_roles(Role.ADMINISTRATOR)
@require_POST
def set_active(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close or reopen an account, with the reason."""
    user = get_object_or_404(User, pk=pk)
    active = request.POST.get("active") == "1"
    if user == request.user and not active:
        raise Refused(_("Bạn không thể tự khóa tài khoản của mình. Nhờ một quản trị viên khác."))
    actions.set_active(actor=request.user, user=user, active=active, reason=request.POST.get("reason", ""))
    said = _("Đã mở lại tài khoản %(name)s.") if active else _("Đã khóa tài khoản %(name)s.")
    messages.success(request, said % {"name": user.username})
    return redirect("accounts:people")

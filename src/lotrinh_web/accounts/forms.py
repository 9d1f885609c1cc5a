"""Forms of the accounts app: shape and wording only; what may be done is the actions' business."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from lotrinh_web.accounts.models import Role, User


class SignInForm(AuthenticationForm):
    """Name and password."""

    error_messages = {
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra bộ gõ và phím Caps Lock rồi nhập lại."),
        "inactive": _("Tài khoản này đã khóa. Liên hệ quản trị viên để mở lại."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Tên đăng nhập")
        self.fields["password"].label = _("Mật khẩu")


class ChangePasswordForm(PasswordChangeForm):
    """The old password and the new one twice."""

    error_messages = {
        "password_mismatch": _("Hai lần nhập mật khẩu mới không giống nhau. Nhập lại cả hai."),
        "password_incorrect": _("Mật khẩu hiện tại không đúng. Nhập lại."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Mật khẩu hiện tại")
        self.fields["new_password1"].label = _("Mật khẩu mới")
        self.fields["new_password2"].label = _("Nhập lại mật khẩu mới")
        self.fields["new_password1"].help_text = _(
            "Ít nhất 10 ký tự, không phải mật khẩu hay gặp, không giống tên của bạn."
        )
        self.fields["new_password2"].help_text = ""


class CreateUserForm(forms.Form):
    """A new account."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    username = forms.CharField(
        label=_("Tên đăng nhập"), max_length=60, validators=[User.username_validator],
        help_text=_("Chữ không dấu, số và các dấu @ . + - _"),
    )  # fmt: skip
    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", "—"), *Role.choices])
    position = forms.CharField(label=_("Chức vụ"), max_length=160, required=False)
    email = forms.EmailField(label=_("Thư điện tử công vụ"), required=False)
    password = forms.CharField(
        label=_("Mật khẩu ban đầu"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Ít nhất 10 ký tự. Người dùng đổi lại sau khi đăng nhập."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The password must pass the installation's rules."""
        data = super().clean() or {}
        if password := data.get("password"):
            user = User(username=data.get("username", ""), full_name=data.get("full_name", ""))
            try:
                password_validation.validate_password(password, user)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data

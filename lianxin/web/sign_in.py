"""Sign-in: nobody makes an account by himself; the office gives posts to people."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.identity.actors import officer
from lianxin.identity.models import Person
from lianxin.office.verbs import choose_password


class HouseAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: Person, password: str) -> None:
        """自设密码 Changed by its owner on the page for it, and written down like every act."""
        choose_password(password, by=officer(user), now=timezone.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The change signs everybody out: to the desk, by way of the new password."""
        return reverse("desk")


class PasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """修改密码 Three boxes with labels; what a new password must be like stands in one sentence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""
        self.fields["password1"].help_text = _(
            "至少12个字符；不要用常见的，不要像您的姓名或登录名，也不能和原来的一样。"
        )

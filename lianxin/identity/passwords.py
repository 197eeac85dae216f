"""密码 A password that the office gave is known to two people: it opens only the page where it is changed."""

import secrets
from collections.abc import Mapping

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lianxin.identity.models import Person

BY_ONE_CLICK = "by-one-click"
"""In the session of whoever came in by the demo's one click: there is no password to change."""


EASY = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is mistaken for another when read aloud


def one_time_password() -> str:
    """首次密码 Sixteen characters in groups of four, 79 bits: shown once, never kept."""
    return "-".join("".join(secrets.choice(EASY) for _place in range(4)) for _group in range(4))


def must_choose_first(person: Person, session: Mapping[str, object]) -> bool:
    """首次密码 Did somebody come in by a first password that has not been changed yet?"""
    return person.must_choose_password and not session.get(BY_ONE_CLICK)


class LongEnough(MinimumLengthValidator):
    """够长 As Django asks for it, but said in the language of the page."""

    def get_error_message(self) -> str:
        return _("密码太短，至少要%(length)d个字符。") % {"length": self.min_length}


class NotTheOldPassword:
    """不用旧密码 Whoever changes a password really changes it."""

    def validate(self, password: str, user: Person | None = None) -> None:
        if user is not None and check_password(password, user.password):
            raise ValidationError(_("新密码和原来的一样，请换一个。"))

    def get_help_text(self) -> str:
        return _("不能和原来的密码一样。")

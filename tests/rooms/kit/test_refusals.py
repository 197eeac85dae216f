"""A refusal is a sentence a person can read, and the kind of no that it is."""

import pytest

from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid, Refusal, SomeoneActedFirst


@pytest.mark.parametrize(
    ("kind", "status"), [(NotAllowed, 403), (NotAllowedNow, 409), (SomeoneActedFirst, 409), (NotValid, 422)]
)
def test_each_kind_of_no_has_its_status(kind: type[Refusal], status: int) -> None:
    refusal = kind("现在不能办理。")
    assert (refusal.status, refusal.sentence, str(refusal)) == (status, "现在不能办理。", "现在不能办理。")


def test_what_is_not_valid_can_name_its_field() -> None:
    assert NotValid("请写内容。", "body").field == "body"

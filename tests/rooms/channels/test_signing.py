"""By what a call is known to come from the platform."""

from datetime import timedelta
from typing import Any

import pytest
from wechatpy.exceptions import InvalidSignatureException
from wechatpy.utils import check_signature

from lianxin.channels.door import NotOurs
from lianxin.channels.signing import require_genuine, signature, stamp_of
from tests.platforms import TOKEN, signed
from tests.world import MONDAY

VECTOR = ("lianxin", "1416794721", "213674821")


def why(query: dict[str, str], secret: str = TOKEN, now: Any = MONDAY) -> str:
    try:
        require_genuine(query, secret, now)
    except NotOurs as refusal:
        return str(refusal)
    return ""


def test_the_documented_vector_and_an_independent_peer_agree() -> None:
    assert signature(*VECTOR) == "0d8b31e0e13db01ff6abe3a87cff5a854ee4d341"
    check_signature(VECTOR[0], signature(*VECTOR), *VECTOR[1:])
    with pytest.raises(InvalidSignatureException):
        check_signature("another", signature(*VECTOR), *VECTOR[1:])


def test_the_order_in_which_the_parts_stand_does_not_matter() -> None:
    assert signature(*VECTOR) == signature(*reversed(VECTOR))


@pytest.mark.parametrize("token", ["令牌", "Ω≈ç√", "a b", "x" * 500])
def test_any_token_works_that_somebody_may_type(token: str) -> None:
    query = signed(MONDAY, token)
    assert why(query, token) == "" and why(query, token + "x") == "signature"
    check_signature(token, query["signature"], query["timestamp"], query["nonce"])


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"signature": "0" * 40}, "signature"),
        ({"signature": ""}, "missing"),
        ({"signature": "令"}, "signature"),
        ({"timestamp": ""}, "missing"),
        ({"nonce": ""}, "missing"),
        ({"nonce": "another"}, "signature"),
        ({"timestamp": "1740963601"}, "signature"),
    ],
)
def test_what_is_not_signed_is_not_ours(change: dict[str, str], refused: str) -> None:
    assert why(signed(MONDAY) | change) == refused


def test_without_a_secret_nothing_is_genuine() -> None:
    assert why(signed(MONDAY, ""), "") == "missing"


@pytest.mark.parametrize(("minutes", "refused"), [(0, ""), (4, ""), (-4, ""), (6, "stale"), (-6, "stale")])
def test_what_is_older_than_five_minutes_is_played_again(minutes: int, refused: str) -> None:
    assert why(signed(MONDAY - timedelta(minutes=minutes))) == refused


@pytest.mark.parametrize("moment", ["²", "١٧٤٠٩٦٣٦٠٠", "-1", "1e9", "1" * 40, "17409636001234"])
def test_a_moment_that_is_none_is_stale(moment: str) -> None:
    query = {"timestamp": moment, "nonce": "n", "signature": signature(TOKEN, moment, "n")}
    assert why(query) == "stale"


def test_a_moment_may_be_in_milliseconds() -> None:
    moment = str(int(MONDAY.timestamp() * 1000))
    assert why({"timestamp": moment, "nonce": "n", "signature": signature(TOKEN, moment, "n")}) == ""


def test_two_deliveries_have_two_stamps() -> None:
    one, other = signed(MONDAY), signed(MONDAY)
    assert stamp_of("wechat", one) == stamp_of("wechat", dict(one)) != stamp_of("wechat", other)
    assert stamp_of("wechat", one) != stamp_of("weibo", one)

"""通行证 What every call to the platform carries: fetched here and nowhere else, and renewed early.

The platform's stable edition gives every process of the county the same one until it ends, so none of them
takes it away from another. Only where the platform itself refuses it, it is made anew.
"""

import threading
import time

from lianxin.channels.calling import say_to
from lianxin.channels.refusing import NotSent
from lianxin.channels.wechat.account import Account

EARLY = 300.0  # seconds before its end; the platform itself changes it five minutes before
STALE = {40001, 40014, 42001}

_kept: dict[tuple[str, str], tuple[str, float]] = {}
_one_at_a_time = threading.Lock()


def token_of(account: Account, *, refused: str = "") -> str:
    """The token that is good now; `refused` is one that the platform no longer takes. Raises NotSent."""
    place = (account.api, account.app_id)
    with _one_at_a_time:
        known, until = _kept.get(place, ("", 0.0))
        if known and known != refused and time.monotonic() < until:
            return known
        token, seconds = _fetch(account, anew=False)
        if token == refused:
            token, seconds = _fetch(account, anew=True)
        _kept[place] = (token, time.monotonic() + max(seconds - EARLY, 0.0))
        return token


def _fetch(account: Account, *, anew: bool) -> tuple[str, float]:
    asked = {
        "grant_type": "client_credential", "appid": account.app_id, "secret": account.secret,
        "force_refresh": anew,
    }  # fmt: skip
    told = say_to("POST", f"{account.api}/cgi-bin/stable_token", json=asked)
    token = told.get("access_token")
    if not isinstance(token, str) or not token:
        raise NotSent("login", _number(told.get("errcode")), whole_server=True)
    return token, float(_number(told.get("expires_in")))


def _number(said: object) -> int:
    return said if isinstance(said, int) else 0


def forget() -> None:
    """For tests: fetch it anew."""
    _kept.clear()

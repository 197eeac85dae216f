"""谁在问 Who asks, by what the request itself brings: nothing, a receipt code, a token. Never by a cookie."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.api.v1.problems import Problem
from lianxin.identity.actors import Actor, citizen, program
from lianxin.identity.keys import key_of
from lianxin.identity.models import ApiKey
from lianxin.intake.models import Submission
from lianxin.kit.rates import TooMany, address_of, within
from lianxin.kit.refusals import NotAllowed
from lianxin.office.verbs import note_use
from lianxin.outcomes.finding import NoSuchLetter, letter_by_code

WRONG_TOKENS, MINUTES = 60, 10
ANYBODY = citizen()


@dataclass
class Ask:
    """一次请求 Who asks, when, and by what; the only place of this room that asks the time.

    `letter` is the one whose receipt code was shown. `source` is what is counted: the program, the address.
    What an endpoint has to say besides its answer it writes in `headers`, `status` and `version`.
    """

    request: HttpRequest
    now: datetime
    by: Actor
    source: str
    key: ApiKey | None = None
    letter: Submission | None = None
    idempotency_key: str = ""
    version: str = "0"
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)

    def must_be(self, version: str) -> None:
        """Raises Problem when the asker has read another version than this (If-Match)."""
        self.version = version
        given = self.request.headers.get("If-Match", "").strip()
        if given in {"", "*"}:
            return
        read = [one.strip().removeprefix("W/").strip('"').partition("-")[0] for one in given.split(",")]
        if version not in read:
            raise Problem("changed", _("您读过以后，有人办理过这一件。请重新读一遍，再决定办不办。"))

    @property
    def who(self) -> str:
        """In whose name an idempotency key is kept."""
        if self.key:
            return f"key:{self.key.pk.hex}"
        return f"code:{self.letter.pk.hex}" if self.letter else "anybody"


Opener = Callable[[HttpRequest], Ask]


def anybody(request: HttpRequest) -> Ask:
    """Nobody is asked who they are; nor do so many come from one address."""
    source = address_of(request)
    _count(source)
    return Ask(request, timezone.now(), ANYBODY, source)


def anybody_or_program(request: HttpRequest) -> Ask:
    """Who brings a token is known by it, and counted by it."""
    return by_token(request) if "Authorization" in request.headers else anybody(request)


def by_code(request: HttpRequest) -> Ask:
    """The holder of a receipt code; it stands in a header, because addresses are written down everywhere."""
    source, code = address_of(request), request.headers.get("Receipt-Code", "")
    if not code:
        raise Problem("not-known", _("请把回执上的16位查询码放在Receipt-Code这个头里。"))
    try:
        letter, writer = letter_by_code(code[:80], source=source)
    except NoSuchLetter as refusal:
        raise Problem("not-known", refusal.sentence) from refusal
    _count(f"code:{letter.pk.hex}")
    return Ask(request, timezone.now(), writer, source, letter=letter)


def by_token(request: HttpRequest) -> Ask:
    """A program with a key, in somebody's name or in nobody's."""
    now = timezone.now()
    kind, _blank, secret = request.headers.get("Authorization", "").partition(" ")
    key = key_of(secret.strip(), now=now) if kind.lower() == "bearer" else None
    if key is None:
        if secret and not within("api:wrong", address_of(request), WRONG_TOKENS, MINUTES):
            raise TooMany(_("写错的密钥太多了，请过十分钟再试。"))
        raise Problem(
            "not-known", _("请在Authorization头里写“Bearer 密钥”。密钥不对、过期或者吊销了也是这样。")
        )
    _count(f"key:{key.pk.hex}")
    note_use(key, now=now)
    return Ask(request, now, program(key), key.pk.hex, key=key)


def in_office(request: HttpRequest) -> Ask:
    """A program that acts in the name of somebody with a post."""
    ask = by_token(request)
    if not ask.by.posts:
        raise NotAllowed(_("这个密钥不以有岗位的人的名义办理，只能替来信人寄信。"))
    return ask


def _count(source: str) -> None:
    if not within("api", source, settings.LIANXIN_API_LIMIT, MINUTES):
        raise TooMany(_("问得太频繁了，请过十分钟再问。"))

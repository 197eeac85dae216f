"""密钥和账本 The keys of programs, and whether the house is in order."""

from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.office_bodies import body_with
from lianxin.api.v1.opening import read, write
from lianxin.api.v1.problems import Problem
from lianxin.api.v1.shapes import At, BodyTold, Id, On, Told
from lianxin.flow.laws import quick
from lianxin.identity.models import ApiKey, Person
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotValid
from lianxin.kit.shapes import Key, Moment, Strictly, Words
from lianxin.ledger.models import Dossier, Event
from lianxin.ledger.queries import chain_complaint
from lianxin.office.verbs import give_key, revoke_key

TAG = "office: keys and ledger"


class ApiKeyTold(Told):
    """A key, without its secret: that was told once, and is kept nowhere."""

    id: Id
    beginning: Annotated[str, Field(description="The first letters of the secret, to know it by.")]
    holder: str
    body: BodyTold
    in_the_name_of: Annotated[str, Field(description="Whose posts it acts by; empty: nobody's.")]
    scopes: list[str]
    made_at: At
    expires_at: At | None
    revoked_at: At | None
    last_used_on: On | None


class ApiKeysTold(Told):
    items: list[ApiKeyTold]


class ApiKeyGivenTold(ApiKeyTold):
    secret: Annotated[str, Field(description="Told this once.")]


class ApiKeyIn(Strictly):
    holder: Annotated[Words, Field(min_length=1, max_length=80, description="The body and its program.")]
    body: Annotated[Words, Field(min_length=1, max_length=24, description="Code of the body behind it.")]
    scopes: Annotated[list[Words], Field(min_length=1, max_length=30)]
    person: Annotated[Key | None, Field(description="The technical person in whose name it acts.")] = None
    expires_at: Moment | None = None


class HouseHealthTold(Told):
    """The conservation law, and whether each of the five laws holds."""

    ok: bool
    received: int
    registered: int
    waiting: int
    open: int
    closed: int
    gap: Annotated[int, Field(description="Received, less registered and waiting: it must be 0.")]
    laws: dict[str, bool]
    house_lines: Annotated[int, Field(description="Lines in the folder of the house itself.")]
    house_complaint: Annotated[str, Field(description="What is wrong with their chain; empty: nothing.")]


def _told(key: ApiKey) -> dict[str, object]:
    return {
        "id": key.pk, "beginning": key.beginning, "holder": key.holder, "body": key.organisation,
        "in_the_name_of": key.person.name if key.person else "", "scopes": key.scopes.split(),
        "made_at": key.made_at, "expires_at": key.expires_at, "revoked_at": key.revoked_at,
        "last_used_on": key.last_used_on,
    }  # fmt: skip


@read("/office/keys", in_office, ApiKeysTold, tag=TAG, grants=("key.keep",))
def keys(ask: Ask) -> object:
    """Every key there ever was, without its secret, the newest first."""
    require(ask.by, "key.keep", None)
    return {"items": [_told(one) for one in ApiKey.objects.select_related("organisation", "person")]}


@write("/office/keys", in_office, ApiKeyGivenTold, tag=TAG, grants=("key.keep",), statuses=(201,))
def give_a_key(ask: Ask, said: ApiKeyIn) -> object:
    """A key for somebody's program: its secret is told this once.

    No program gives a key that may do more than its own.
    """
    person = Person.objects.filter(pk=said.person).first() if said.person else None
    if said.person and person is None:
        raise NotValid(_("没有这个人。"), "person")
    key, secret = give_key(
        said.holder, body_with(said.body, "body"), said.scopes, person=person, expires_at=said.expires_at,
        by=ask.by, now=ask.now,
    )  # fmt: skip
    return {**_told(key), "secret": secret}


@write("/office/keys/{key}/revoke", in_office, ApiKeyTold, tag=TAG, grants=("key.keep",))
def revoke_a_key(ask: Ask, key: Key) -> object:
    """It opens nothing from now on; what came by it stays."""
    found = ApiKey.objects.select_related("organisation", "person").filter(pk=key).first()
    if found is None:
        raise Problem("not-found", _("没有这个密钥。"))
    revoke_key(found, by=ask.by, now=ask.now)
    return _told(found)


@read("/office/ledger", in_office, HouseHealthTold, tag=TAG, grants=("ledger.verify",))
def ledger_health(ask: Ask) -> object:
    """Does everything add up, is nothing silent, was nothing altered? What `lianxin health` asks."""
    require(ask.by, "ledger.verify", None)
    house = Dossier.objects.filter(kind="house").first()
    lines = list(Event.objects.filter(dossier=house).order_by("seq")) if house else []
    complaint = chain_complaint(house, lines) if house else ""
    found = quick()
    return {**vars(found), "ok": found.ok, "house_lines": len(lines), "house_complaint": complaint}

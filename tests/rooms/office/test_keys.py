"""Programs of others get a key, which is told once and kept as a mark, and lose it again."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from lianxin.identity.keys import key_with
from lianxin.identity.models import ApiKey
from lianxin.kit.dates import local_day
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.models import Event
from lianxin.office.verbs import give_key, note_use, revoke_key
from tests.world import World

SCOPE = "open311.post"


def given(world: World, who: str = "office", holder: str = "随手拍") -> tuple[ApiKey, str]:
    return give_key(holder, world.bodies["WATER"], [SCOPE], by=world.actor(who), now=world.now)


def test_a_key_opens_what_it_was_given_for_and_nothing_else(world: World) -> None:
    key, secret = given(world)
    assert key_with(secret, SCOPE) == key and secret.startswith(key.beginning)
    assert key_with(secret, "json.read") is None
    assert key_with(secret[:-1], SCOPE) is key_with("", SCOPE) is key_with("\ud800", SCOPE) is None


def test_the_secret_is_kept_nowhere(world: World) -> None:
    _key, secret = given(world)
    for table in ("identity_apikey", "ledger_event"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            assert secret not in str(cursor.fetchall())
    assert "随手拍" not in Event.objects.get(name="key.given").words, "whose it is stands on the key alone"


def test_a_revoked_key_opens_nothing_and_is_revoked_once(world: World) -> None:
    key, secret = given(world)
    revoke_key(key, by=world.actor("office"), now=world.now)
    assert key_with(secret, SCOPE) is None and key.revoked_by == world.people["office"]
    with pytest.raises(NotAllowedNow), transaction.atomic():
        revoke_key(key, by=world.actor("office"), now=world.now)
    assert Event.objects.filter(name="key.revoked").count() == 1


@pytest.mark.parametrize("who", ["stranger", "secretary", "sorter", "clerk", "auditor", "discipline"])
def test_nobody_but_the_office_gives_or_revokes_one(world: World, who: str) -> None:
    key, _secret = given(world)
    with pytest.raises(NotAllowed), transaction.atomic():
        given(world, who)
    with pytest.raises(NotAllowed), transaction.atomic():
        revoke_key(key, by=world.actor(who), now=world.now)
    assert ApiKey.objects.filter(revoked_at=None).count() == 1


def test_a_key_says_whose_it_is_and_what_for(world: World) -> None:
    for holder, scopes in (("", [SCOPE]), ("x" * 81, [SCOPE]), ("随手拍", []), ("随手拍", ["everything"])):
        with pytest.raises(NotValid), transaction.atomic():
            give_key(holder, world.bodies["WS"], scopes, by=world.actor("office"), now=world.now)
    assert not ApiKey.objects.exists()


def test_the_day_of_its_last_use_is_written_once_a_day(
    world: World, django_assert_num_queries: object
) -> None:
    key, _secret = given(world)
    with django_assert_num_queries(1):  # type: ignore[operator]
        for _n in range(3):
            note_use(key, now=world.now)
    note_use(key, now=world.now + timedelta(days=1))
    assert ApiKey.objects.get().last_used_on == local_day(world.now + timedelta(days=1))

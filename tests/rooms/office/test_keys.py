"""Programs of others get a key, which is told once and kept as a mark, and lose it again."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from lianxin.config.permissions import GRANTS
from lianxin.config.scopes import SCOPES
from lianxin.flow.verbs import acknowledge
from lianxin.identity.actors import program
from lianxin.identity.keys import SAYS, key_of, key_with
from lianxin.identity.models import ApiKey, Person
from lianxin.identity.policy import may
from lianxin.kit.dates import local_day
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.models import Event
from lianxin.office.verbs import (
    add_people,
    deactivate,
    give_key,
    give_login,
    give_own_key,
    give_post,
    note_use,
    revoke_key,
)
from tests.world import World

SCOPE = "open311.post"


def given(world: World, who: str = "office", holder: str = "随手拍") -> tuple[ApiKey, str]:
    return give_key(holder, world.bodies["WATER"], [SCOPE], by=world.actor(who), now=world.now)


def test_a_key_opens_what_it_was_given_for_and_nothing_else(world: World) -> None:
    key, secret = given(world)
    assert key_with(secret, SCOPE, now=world.now) == key and secret.startswith(key.beginning)
    assert key_with(secret, "json.read", now=world.now) is None
    assert (
        key_with(secret[:-1], SCOPE, now=world.now)
        is key_with("", SCOPE, now=world.now)
        is key_with("\ud800", SCOPE, now=world.now)
        is None
    )


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
    assert key_with(secret, SCOPE, now=world.now) is None and key.revoked_by == world.people["office"]
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


HANDLE = ["cases.handle", "letters.read"]


def program_of(world: World, body: str = "WATER", role: str = "officer") -> Person:
    """The technical person of a bureau's own system, with a post there."""
    (made,) = add_people(
        [("水务局工单系统", world.bodies[body])], by=world.actor("office"), now=world.now, technical=True
    )
    give_post(made, world.bodies[body], role, by=world.actor("office"), now=world.now)
    return made


def test_the_systems_key_acts_in_the_name_of_its_technical_person_and_the_line_names_both(
    world: World,
) -> None:
    case, made = world.dispatched(), program_of(world)
    key, secret = give_key(
        "水务局", world.bodies["WATER"], HANDLE, person=made, by=world.actor("office"), now=world.now
    )
    found = key_of(secret, now=world.now)
    assert found == key
    acknowledge(case, by=program(found), now=world.now)
    line = Event.objects.get(name="case.acknowledged")
    assert line.by_id == made.pk and line.data["by_key"] == key.pk.hex


def test_a_key_does_only_what_it_was_given_for_and_never_more_than_its_posts(world: World) -> None:
    case, made = world.dispatched(), program_of(world)
    office, now = world.actor("office"), world.now
    read, _secret = give_key("甲", world.bodies["WATER"], ["letters.read"], person=made, by=office, now=now)
    wide = [*HANDLE, "desk.sort"]
    both, _secret = give_key("乙", world.bodies["WATER"], wide, person=made, by=office, now=now)
    assert may(program(read), "submission.read", case) and not may(program(read), "case.acknowledge", case)
    assert may(program(both), "case.acknowledge", case) and not may(program(both), "case.dispatch", case)
    with pytest.raises(NotAllowed, match="没有选这一项"), transaction.atomic():
        acknowledge(case, by=program(read), now=now)


def test_nobody_gives_a_key_in_somebody_elses_name(world: World) -> None:
    office, water = world.actor("office"), world.bodies["WATER"]
    for person in (world.people["officer"], program_of(world, "SCHOOL"), None):
        with pytest.raises(NotValid), transaction.atomic():
            give_key("水务局", water, HANDLE, person=person, by=office, now=world.now)
    assert not ApiKey.objects.exists()


def test_what_has_to_be_weighed_no_machine_is_given(world: World) -> None:
    made = program_of(world)
    for role in ("secretary", "approver", "discipline", "supervisor", "reviewer"):
        with pytest.raises(NotValid), transaction.atomic():
            give_post(made, world.bodies["WATER"], role, by=world.actor("office"), now=world.now)
    with pytest.raises(NotAllowedNow), transaction.atomic():
        give_login(made, "water.system", "x" * 20, by=world.actor("office"), now=world.now)


def test_somebody_lets_a_program_of_their_own_do_a_part_of_what_they_may(world: World) -> None:
    officer, case, ends = world.actor("officer"), world.dispatched(), world.now + timedelta(days=90)
    key, secret = give_own_key("我的脚本", HANDLE, expires_at=ends, by=officer, now=world.now)
    acknowledge(case, by=program(key), now=world.now)
    assert Event.objects.get(name="case.acknowledged").by_id == world.people["officer"].pk
    assert key_of(secret, now=ends - timedelta(seconds=1)) and key_of(secret, now=ends) is None
    with pytest.raises(NotAllowed), transaction.atomic():
        give_own_key("再来一个", HANDLE, expires_at=ends, by=program(key), now=world.now)
    with pytest.raises(NotValid), transaction.atomic():
        give_own_key("永远", HANDLE, expires_at=world.now + timedelta(days=400), by=officer, now=world.now)


def test_ones_own_key_is_revoked_by_oneself_or_the_office_and_dies_with_who_leaves(world: World) -> None:
    officer, ends = world.actor("officer"), world.now + timedelta(days=90)
    one, two, three = (give_own_key(n, HANDLE, expires_at=ends, by=officer, now=world.now) for n in "一二三")
    revoke_key(one[0], by=officer, now=world.now)
    with pytest.raises(NotAllowed), transaction.atomic():
        revoke_key(two[0], by=world.actor("stranger"), now=world.now)
    with pytest.raises(NotAllowed), transaction.atomic():
        revoke_key(two[0], by=program(three[0]), now=world.now)
    revoke_key(two[0], by=world.actor("office"), now=world.now)
    deactivate(world.people["officer"], by=world.actor("office"), now=world.now)
    assert [key_of(secret, now=world.now) for _key, secret in (one, two, three)] == [None] * 3


def test_a_key_reaches_a_sealed_report_only_when_it_was_given_for_that(world: World) -> None:
    letter, ends = world.letter(kind="report"), world.now + timedelta(days=30)
    discipline = world.actor("discipline")
    plain, _s = give_own_key("甲", ["letters.read"], expires_at=ends, by=discipline, now=world.now)
    opened, _s = give_own_key("乙", ["letters.read", "sealed"], expires_at=ends, by=discipline, now=world.now)
    assert not may(program(plain), "submission.read", letter)
    assert may(program(opened), "submission.read", letter)


def test_every_word_of_the_table_is_said_and_lets_only_acts_be_done_that_there_are() -> None:
    assert SCOPES.keys() == SAYS.keys()
    acts = {act for allowed in SCOPES.values() for act in allowed}
    assert acts - {"sealed"} <= GRANTS.keys()

"""People, sign-ins and posts: right person, wrong person, wrong moment, twice."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password

from lianxin.identity.actors import THE_INSTALLER, officer
from lianxin.identity.models import Person
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid, SomeoneActedFirst
from lianxin.ledger.models import Event
from lianxin.office.verbs import (
    change_person,
    choose_password,
    deactivate,
    end_post,
    forget_second_factor,
    give_login,
    give_post,
    reactivate,
    reset_password,
)

WORD = "quiet-river-seven-stones"


@pytest.fixture
def by(world: Any) -> dict[str, Any]:
    return {"by": world.actor("office"), "now": world.now}


def test_only_the_office_changes_people(world: Any) -> None:
    person, post = world.people["clerk"], world.people["clerk"].posts.get()
    stranger = {"by": world.actor("stranger"), "now": world.now}
    lines = Event.objects.count()
    for act in (
        lambda: give_login(person, "clerk", WORD, **stranger),
        lambda: reset_password(person, WORD, **stranger),
        lambda: give_post(person, world.bodies["LL"], "clerk", **stranger),
        lambda: end_post(post, **stranger),
        lambda: deactivate(person, **stranger),
        lambda: reactivate(person, **stranger),
        lambda: forget_second_factor(person, **stranger),
        lambda: change_person(person, name="某", organisation=world.bodies["LL"], **stranger),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Event.objects.count() == lines


def test_a_sign_in_is_given_once(world: Any, by: dict[str, Any]) -> None:
    person = world.people["clerk"]
    give_login(person, "Clerk.Jia", WORD, **by)
    assert person.login == "clerk.jia"
    assert check_password(WORD, person.password)
    with pytest.raises(NotAllowedNow):
        give_login(person, "another", WORD, **by)


@pytest.mark.parametrize("login", ["", "登记员", "a", "with space", "-dash", "x" * 41, "a<b>"])
def test_a_sign_in_name_is_plain(world: Any, by: dict[str, Any], login: str) -> None:
    with pytest.raises(NotValid) as refused:
        give_login(world.people["clerk"], login, WORD, **by)
    assert refused.value.field == "login"


def test_a_reset_password_ends_every_session(world: Any, by: dict[str, Any]) -> None:
    person = world.people["clerk"]
    give_login(person, "clerk", WORD, **by)
    before = person.get_session_auth_hash()
    reset_password(person, "another-word-entirely", **by)
    person.refresh_from_db()
    assert check_password("another-word-entirely", person.password)
    assert person.get_session_auth_hash() != before


def test_a_password_from_the_office_must_be_changed_until_its_owner_has_changed_it(
    world: Any, by: dict[str, Any]
) -> None:
    person = world.people["clerk"]
    for give in (lambda: give_login(person, "clerk", WORD, **by), lambda: reset_password(person, WORD, **by)):
        give()
        person.refresh_from_db()
        assert person.must_choose_password
        choose_password("a-word-of-my-own", by=officer(person), now=world.now)
        assert Person.objects.get(pk=person.pk).check_password("a-word-of-my-own")
        assert not Person.objects.get(pk=person.pk).must_choose_password
    assert Event.objects.filter(name="person.password_chosen", by_id=person.pk).count() == 2


def test_a_sign_in_without_a_password_has_none_to_change(world: Any, by: dict[str, Any]) -> None:
    give_login(world.people["clerk"], "clerk", None, **by)
    assert not world.people["clerk"].must_choose_password


def test_a_password_is_chosen_once_from_each_page_and_by_nobody_else(world: Any, by: dict[str, Any]) -> None:
    give_login(world.people["clerk"], "clerk", WORD, **by)
    one, two = (officer(Person.objects.get(login="clerk")) for _page in range(2))
    choose_password("the-first-of-two", by=one, now=world.now)
    with pytest.raises(NotAllowedNow, match="刚刚改过"):
        choose_password("the-second-of-two", by=two, now=world.now)
    with pytest.raises(NotAllowed):
        choose_password("of-a-machine", by=THE_INSTALLER, now=world.now)
    assert Person.objects.get(login="clerk").check_password("the-first-of-two")


def test_who_has_left_chooses_no_password(world: Any, by: dict[str, Any]) -> None:
    give_login(world.people["clerk"], "clerk", WORD, **by)
    deactivate(world.people["clerk"], **by)
    with pytest.raises(NotAllowedNow):
        choose_password("a-word-of-my-own", by=officer(world.people["clerk"]), now=world.now)


def test_a_password_changed_meanwhile_is_not_reset_blindly(world: Any, by: dict[str, Any]) -> None:
    give_login(world.people["clerk"], "clerk", WORD, **by)
    stale = Person.objects.get(login="clerk")
    reset_password(Person.objects.get(login="clerk"), "first-new-word", **by)
    with pytest.raises(NotAllowedNow):
        reset_password(stale, "second-new-word", **by)


def test_who_leaves_loses_every_post_and_may_come_back_without_them(world: Any, by: dict[str, Any]) -> None:
    person = world.people["sorter"]
    deactivate(person, **by)
    assert not person.posts.held().exists()
    person.refresh_from_db()
    with pytest.raises(NotAllowedNow):
        deactivate(person, **by)
    with pytest.raises(NotAllowedNow):
        give_post(person, world.bodies["LL"], "clerk", **by)
    reactivate(person, **by)
    with pytest.raises(NotAllowedNow):
        reactivate(person, **by)


def test_nobody_shuts_themselves_out(world: Any, by: dict[str, Any]) -> None:
    with pytest.raises(NotAllowedNow, match="不能停用自己"):
        deactivate(world.people["office"], **by)


def test_the_house_keeps_somebody_who_can_run_it(world: Any, by: dict[str, Any]) -> None:
    post = world.people["office"].posts.get()
    with pytest.raises(NotAllowedNow, match="最后一位"):
        end_post(post, **by)
    give_post(world.people["clerk"], world.bodies["WS-DESK"], "office", **by)
    end_post(post, **by)
    with pytest.raises(NotAllowedNow, match="已经离任"):
        end_post(post, **by)


def test_two_who_correct_the_same_person_do_not_overwrite_each_other(world: Any, by: dict[str, Any]) -> None:
    one, two = Person.objects.get(name="登记员甲"), Person.objects.get(name="登记员甲")
    change_person(one, name="登记员子", organisation=world.bodies["LL"], **by)
    with pytest.raises(SomeoneActedFirst):
        change_person(two, name="登记员丑", organisation=world.bodies["WS"], **by)
    assert Person.objects.get(pk=one.pk).name == "登记员子"


def test_a_lost_telephone_is_forgotten(world: Any, by: dict[str, Any]) -> None:
    person = world.people["clerk"]
    with pytest.raises(NotAllowedNow):
        forget_second_factor(person, **by)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    forget_second_factor(person, **by)
    assert not Authenticator.objects.filter(user=person).exists()

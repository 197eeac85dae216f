"""Every act of the table: by the right person, the wrong one, at a wrong moment, twice, with a narrow key."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from lianxin.api.v1.opening import ENDPOINTS
from lianxin.cases.models import Case
from lianxin.config.scopes import SCOPES
from lianxin.intake.models import Submission
from lianxin.ledger.models import Event
from tests.faces.api.acts import ACTS, Act
from tests.faces.api.caller import Caller, no, own_program
from tests.world import World

EVERYTHING = tuple(SCOPES)
each = pytest.mark.parametrize("act", ACTS, ids=[one.path.rpartition("/")[2] for one in ACTS])


@pytest.fixture
def world(world: World, settings: Any) -> World:
    """This face asks the time itself; and there are mails."""
    settings.LIANXIN_SMTP = "null:"
    world.now = timezone.now()
    return world


def lines() -> int:
    return Event.objects.exclude(name="key.given").count()


def of(world: World, who: str, *scopes: str) -> Caller:
    return own_program(world, who, *(scopes or EVERYTHING))


def without(world: World, act: Act) -> Caller:
    """A key that was given for everything but this."""
    grants = next({*one.grants} for one in ENDPOINTS if one.path == act.path and one.method == "POST")
    return of(world, act.who, *(scope for scope, acts in SCOPES.items() if not grants & {*acts}))


def version(thing: Any) -> str:
    """As it stands in the database."""
    letter = thing if isinstance(thing, Submission) else thing.submission
    case = Case.objects.filter(submission=letter).select_related("dossier").first()
    letter = Submission.objects.select_related("dossier").get(pk=letter.pk)
    return f"{case.dossier.length if case else 0}.{letter.dossier.length}"


@each
def test_the_right_person_does_it_in_the_version_that_was_read_and_once(world: World, act: Act) -> None:
    thing = act.ready(world)
    said, asks, before = act.said(world, thing), of(world, act.who, *act.scopes, "sealed"), lines()
    read = {"key": "5e4a6c1e-0b38-4d1c-9f0e-7f5f0a9b3c11", "if_match": f'"{version(thing)}"'}
    first = asks.act(act.address(thing), said, **read)
    assert first.status_code == 200, first.content.decode()
    told, after = first.json(), lines()
    assert after > before or act.path.endswith("/draft"), "a draft is no line of the ledger"
    assert told["version"] in {version(thing), ""} and told["letter"]
    again = asks.act(act.address(thing), said, **read)
    assert again.json() == told and again["Idempotency-Replayed"] == "true" and lines() == after


@each
def test_whoever_may_not_or_read_another_version_is_refused_and_nothing_is_written(
    world: World, act: Act
) -> None:
    thing = act.ready(world)
    said, before = act.said(world, thing), lines()
    more = {**(said or {}), "colour": "red"}
    tries: list[tuple[Caller, Any, str, tuple[int, str]]] = [
        (of(world, act.who), said, '"0.0"', (412, "changed")),
        (without(world, act), said, "*", (403, "not-allowed")),
        (of(world, act.stranger), said, "*", (404, "not-found")),
    ]
    tries += [(of(world, act.wrong), said, "*", (403, "not-allowed"))] if act.wrong else []
    tries += [(of(world, act.who), more, "*", (422, "not-valid"))] if said is not None else []
    for asks, words, match, expected in tries:
        assert no(asks.act(act.address(thing), words, if_match=match)) == expected
    assert lines() == before


@pytest.mark.parametrize("act", [one for one in ACTS if one.early], ids=lambda one: one.path)
def test_at_another_moment_it_is_refused(world: World, act: Act) -> None:
    assert act.early
    thing = act.early(world)
    said, asks, before = act.said(world, thing), of(world, act.who), lines()
    answer = asks.act(act.address(thing), said)
    assert no(answer) == (409, "not-allowed-now"), answer.content.decode()
    assert lines() == before


@each
def test_what_can_be_done_is_told_before_and_only_to_whom_it_can(world: World, act: Act) -> None:
    thing = act.ready(world)
    where = f"/cases/{thing.pk}" if isinstance(thing, Case) else f"/desk/letters/{thing.pk}"
    name = act.path.rpartition("/")[2]
    assert name in {*of(world, act.who).get(where)["may"]}
    if act.wrong:
        assert name not in {*of(world, act.wrong).get(where)["may"]}


def test_every_act_on_a_letter_or_a_case_stands_in_the_table() -> None:
    ours = ("/cases/", "/desk/letters/")
    offered = {one.path for one in ENDPOINTS if one.method == "POST" and one.path.startswith(ours)}
    apart = {"/cases/{case}/contact", "/desk/letters/{letter}/contact"}
    assert offered - {one.path for one in ACTS} == apart


SPOILT: tuple[Any, ...] = (
    "水" * 25_000,
    "\u202e\ufeff",
    "",
    " ",
    "0001-01-01",
    "9999-12-31",
    0,
    9999,
    True,
    None,
    [],
)


def spoilt(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The same with one word after the other spoilt."""
    for name, words in said.items():
        yield from ({**said, name: bad} for bad in SPOILT)
        if isinstance(words, list) and words and isinstance(words[0], dict):
            yield from ({**said, name: [one]} for one in spoilt(words[0]))


@pytest.mark.parametrize("act", [one for one in ACTS if one.body], ids=lambda one: one.path)
def test_whatever_stands_in_a_word_it_is_done_or_refused_and_nothing_breaks(world: World, act: Act) -> None:
    thing = act.ready(world)
    said, asks = act.said(world, thing), of(world, act.who)
    for words in spoilt(said or {}):
        answer = asks.act(act.address(thing), words)
        assert answer.status_code in {200, 403, 404, 409, 422}, (words, answer.content.decode())

"""A program that speaks the JSON API: it asks, it does, and it reads the noes."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from lianxin.identity.actors import THE_INSTALLER
from lianxin.office.verbs import add_people, give_key, give_own_key, give_post
from tests.world import World

ROOT = "/api/v1"
WORDS = "我们村停水三天了，请帮帮我们。"


class Caller:
    """One program: what it sends with every request, and whether it answers in English."""

    def __init__(self, *, token: str = "", code: str = "", language: str = "zh") -> None:
        headers = {"Accept-Language": language}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if code:
            headers["Receipt-Code"] = code
        self.client = Client(headers=headers, raise_request_exception=False)

    def ask(self, path: str, **headers: str) -> Any:
        """The whole answer to a question."""
        return self.client.get(ROOT + path, headers=_named(headers))

    def get(self, path: str, **headers: str) -> Any:
        """What is told; the status must be 200."""
        answer = self.ask(path, **headers)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def act(self, path: str, said: Any = None, *, key: str = "", method: str = "post", **headers: str) -> Any:
        """The whole answer to an act, under a key of its own where none is named."""
        named = {"Idempotency-Key": key or str(uuid4()), **_named(headers)}
        body = b"" if said is None else json.dumps(said)
        call = getattr(self.client, method)
        return call(ROOT + path, body, content_type="application/json", headers=named)

    def do(self, path: str, said: Any = None, **more: Any) -> Any:
        """What is answered to an act that is done."""
        answer = self.act(path, said, **more)
        assert answer.status_code in {200, 201, 202}, answer.content.decode()
        return answer.json()

    def send(self, path: str, form: dict[str, Any], *, key: str = "") -> Any:
        """A form with files."""
        return self.client.post(ROOT + path, form, headers={"Idempotency-Key": key or str(uuid4())})

    def write(self, body: str = WORDS, *, key: str = "", **said: Any) -> Any:
        """A letter; its receipt."""
        return self.do("/letters", {"body": body, **said}, key=key)


def _named(headers: dict[str, str]) -> dict[str, str]:
    """if_match becomes If-Match."""
    return {"-".join(part.title() for part in name.split("_")): value for name, value in headers.items()}


def no(answer: Any) -> tuple[int, str]:
    """The status of a refusal and its kind; it must be told as one."""
    assert answer["Content-Type"] == "application/problem+json", answer.content.decode()
    said = answer.json()
    assert said["status"] == answer.status_code and said["title"] and said["detail"]
    return answer.status_code, said["type"].partition("#")[2]


def program_of(world: World, *scopes: str, body: str = "WATER", role: str = "officer") -> Caller:
    """A bureau's own system with a post there."""
    return Caller(token=key_for(world, *scopes, body=body, role=role))


def key_for(world: World, *scopes: str, body: str = "WATER", role: str = "officer") -> str:
    """The secret of such a system's key."""
    (made,) = add_people(
        [(f"{body}的系统", world.bodies[body])], by=THE_INSTALLER, now=world.now, technical=True
    )
    give_post(made, world.bodies[body], role, by=THE_INSTALLER, now=world.now)
    given = give_key("系统", world.bodies[body], scopes, person=made, by=THE_INSTALLER, now=world.now)
    return given[1]


def own_program(world: World, who: str, *scopes: str) -> Caller:
    """A program to which somebody gave a key of their own."""
    now = timezone.now()
    ends = now + timedelta(days=30)
    return Caller(token=give_own_key("脚本", scopes, expires_at=ends, by=world.actor(who), now=now)[1])

"""A program that speaks GeoReport v2 as the standard says, in both forms, and reads back what it is told."""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from django.test import Client

from lianxin.identity.actors import THE_INSTALLER
from lianxin.office.verbs import give_key
from tests.world import World

ENDPOINT = "/open311/v2"
FORM = "application/x-www-form-urlencoded; charset=utf-8"
PLURALS = {
    "attributes", "discovery", "endpoints", "errors", "formats", "notes", "service_requests", "services", "values",
}  # fmt: skip
A_LIST_INSIDE = PLURALS - {"discovery"}


def key(world: World, holder: str = "随手拍") -> str:
    """The secret of a new key."""
    _key, secret = give_key(holder, world.bodies["WS"], ["open311.post"], by=THE_INSTALLER, now=world.now)
    return secret


def get(address: str, form: str = "json", **said: Any) -> Any:
    """What is told, as data; the status must be 200."""
    answer = ask(address, form, **said)
    assert answer.status_code == 200, answer.content.decode()
    return read(answer)


def ask(address: str, form: str = "json", **said: Any) -> Any:
    return Client().get(f"{ENDPOINT}/{address}.{form}", said)


def post(secret: str, form: str = "json", *, headers: Mapping[str, str] | None = None, **said: Any) -> Any:
    """One more citizen's matter; what is left out is water in 上湾村."""
    usual = {
        "api_key": secret, "service_code": "WATER", "address_string": "上湾村3组", "description": "停水三天了。"
    }  # fmt: skip
    fields = {name: value for name, value in {**usual, **said}.items() if value is not None}
    return Client(headers=dict(headers or {})).post(
        f"{ENDPOINT}/requests.{form}", encoded(fields), content_type=FORM
    )


def encoded(fields: Mapping[str, Any]) -> str:
    from urllib.parse import urlencode

    return urlencode(fields, doseq=True)


def public(**said: Any) -> dict[str, Any]:
    """What a writer sends who lets others know how it stands."""
    return {"attribute[PUBLIC]": "yes", **said}


def read(answer: Any) -> Any:
    """The answer as data, whichever form it has."""
    if answer["Content-Type"].startswith("application/json"):
        return answer.json()
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    return spark(ElementTree.fromstring(answer.content))


def spark(element: ElementTree.Element) -> Any:
    """XML as data by the Spark convention: the root's name is dropped, plurals are arrays, empty is null."""
    if element.tag in A_LIST_INSIDE:
        return [spark(one) for one in element]
    if len(element):
        return {one.tag: spark(one) for one in element}
    return element.text


def in_words(data: Any) -> Any:
    """Data as XML can tell it: numbers and truth as words."""
    if isinstance(data, dict):
        return {name: in_words(value) for name, value in data.items()}
    if isinstance(data, list):
        return [in_words(one) for one in data]
    if isinstance(data, bool):
        return str(data).lower()
    return data if data is None else str(data)

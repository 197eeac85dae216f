"""A program that speaks GeoReport v2 as the standard says, in both forms, and reads back what it is told."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

from django.test import Client

from lianxin.identity.actors import THE_INSTALLER
from lianxin.intake.models import Submission
from lianxin.office.verbs import give_key
from tests.world import World

ENDPOINT = "/open311/v2"
FORMS = ("json", "xml")
FORM = "application/x-www-form-urlencoded; charset=utf-8"
PLURALS = {
    "attributes",
    "endpoints",
    "errors",
    "formats",
    "notes",
    "service_request_updates",
    "service_requests",
    "services",
    "values",
}


def key(world: World, holder: str = "随手拍") -> str:
    """The secret of a new key."""
    return give_key(holder, world.bodies["WS"], ["open311.post"], by=THE_INSTALLER, now=world.now)[1]


def ask(address: str, form: str = "json", **said: Any) -> Any:
    return Client().get(f"{ENDPOINT}/{address}.{form}", said)


def get(address: str, form: str = "json", **said: Any) -> Any:
    """What is told, as data; the status must be 200."""
    answer = ask(address, form, **said)
    assert answer.status_code == 200, answer.content.decode()
    return read(answer)


def post(secret: str, form: str = "json", *, headers: Mapping[str, str] | None = None, **said: Any) -> Any:
    """One more citizen's matter; what is not said otherwise is water in 上湾村, and None leaves it out."""
    usual = {"api_key": secret, "service_code": "WATER", "address_string": "上湾村3组"}
    fields = {**usual, "description": "停水三天了。", **said}
    body = urlencode({name: value for name, value in fields.items() if value is not None}, doseq=True)
    return Client(headers=dict(headers or {})).post(f"{ENDPOINT}/requests.{form}", body, content_type=FORM)


def public(**said: Any) -> dict[str, Any]:
    """What a writer sends who lets others know how it stands."""
    return {"attribute[PUBLIC]": "yes", **said}


def sent(secret: str, **said: Any) -> Submission:
    """The letter that was made of it."""
    answer = post(secret, **said)
    assert answer.status_code == 200, answer.content.decode()
    return Submission.objects.select_related("dossier").latest("serial")


def refused(answer: Any) -> tuple[int, list[str]]:
    """The status, which is also the code of each complaint, and what is said."""
    said = read(answer)
    assert said and {str(one["code"]) for one in said} == {str(answer.status_code)}
    return answer.status_code, [one["description"] for one in said]


def read(answer: Any) -> Any:
    """The answer as data, whichever form it has."""
    if answer["Content-Type"] == "application/json; charset=utf-8":
        return answer.json()
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    return spark(ElementTree.fromstring(answer.content))


def spark(element: ElementTree.Element) -> Any:
    """XML as data by the Spark convention: the root's name is dropped, plurals are arrays, empty is null."""
    if element.tag in PLURALS:
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

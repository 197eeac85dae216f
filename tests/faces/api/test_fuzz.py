"""The whole description is tried with made-up requests: no fault, every answer as described, nothing unkeyed.

What is tried is made of the description itself, so an endpoint that comes later is tried too. The seed is
fixed: the same requests on every machine. Each is undone before the next.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from lianxin.config.scopes import SCOPES
from lianxin.intake.models import Submission
from lianxin.kit.rates import forget
from lianxin.ledger.models import Event
from tests.faces.api.caller import key_for
from tests.world import World

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EACH = 1  # requests of a kind, for every endpoint and everybody who asks
SEED = 20250303
OPENS = {"token": "Authorization", "receipt": "Receipt-Code"}
QUIETLY = settings(
    max_examples=EACH, database=None, deadline=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
# Whoever has no key does not get as far as what is wrong with a request: who has both gets everywhere.
BOTH = "writer and office"
TRIED = [
    *((GenerationMode.POSITIVE, who) for who in ("nobody", "writer", "officer", "office")),
    (GenerationMode.NEGATIVE, BOTH),
]
OWN = [scope for scope, acts in SCOPES.items() if acts and scope != "sealed"]


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """A request shall not close the connection of the test, in whose transaction it stands."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def asker(request: pytest.FixtureRequest, world: World) -> dict[str, str]:
    """What this one sends with every request."""
    headers, who = {}, str(request.param)
    if who == "officer":
        headers["Authorization"] = f"Bearer {key_for(world, *OWN)}"
    if who.endswith("office"):
        headers["Authorization"] = f"Bearer {key_for(world, *OWN, body='WS-DESK', role='office')}"
    if who.startswith("writer"):
        headers["Receipt-Code"] = world.answered().submission.code
    return headers


@pytest.fixture
def there(world: World) -> dict[str, str]:
    """Things that there are, by what addresses call them; any other one is made up."""
    letter, case, person = world.letter(), world.answered(), world.people["stranger"]
    keys = {"letter": letter.pk, "case": case.pk, "person": person.pk}
    return {"code": "WATER", **{name: str(key) for name, key in keys.items()}}


def operations() -> Iterator[APIOperation[Any, Any, Any, Any]]:
    """Everything that is described."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    yield from (found.ok() for found in schema.get_all_operations())


def may_open(operation: Any, headers: dict[str, str]) -> bool:
    """Does what this one brings lead any further than to a 401? Who brings nothing tries everything."""
    needed = {scheme for one in operation.definition.raw.get("security", ()) for scheme in one}
    return not headers or any(header in headers for scheme, header in OPENS.items() if scheme in needed)


def sent(case: Any, headers: dict[str, str]) -> Any:
    """The answer; whoever wrote, it is undone."""
    forget()
    case.headers = {**(case.headers or {}), **headers}
    with transaction.atomic():
        answer = case.call()
        transaction.set_rollback(True)
    return answer


def tried(operation: Any, mode: GenerationMode, headers: dict[str, str], there: dict[str, str]) -> None:
    """A request of this kind, for something that there is where we have such a thing."""

    @seed(SEED)
    @QUIETLY
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        made_up = case.path_parameters or {}
        case.path_parameters = {name: there.get(name, one) for name, one in made_up.items()}
        case.validate_response(sent(case, headers), checks=CHECKS)

    try:
        asked()
    except Unsatisfiable:
        return  # there is nothing of this kind to be sent


@pytest.mark.parametrize(("mode", "asker"), TRIED, indirect=["asker"])
def test_whatever_is_asked_is_answered_as_described(
    asker: dict[str, str], mode: GenerationMode, there: dict[str, str]
) -> None:
    openable = [operation for operation in operations() if may_open(operation, asker)]
    assert openable
    for operation in openable:
        tried(operation, mode, asker, there)


@pytest.mark.parametrize("asker", [BOTH], indirect=True)
def test_without_a_key_nothing_is_written(asker: dict[str, str]) -> None:
    lines, letters = Event.objects.count(), Submission.objects.count()
    for operation in operations():
        if operation.method.upper() == "GET":
            continue

        @seed(SEED)
        @QUIETLY
        @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
        def asked(case: Any) -> None:
            forget()
            case.headers = {**(case.headers or {}), **asker}
            case.headers.pop("Idempotency-Key", None)
            assert 400 <= case.call().status_code < 500

        asked()
    assert (Event.objects.count(), Submission.objects.count()) == (lines, letters)

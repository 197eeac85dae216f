"""The description of the API: complete, and every shape in it under a name of its own."""

import sys
from collections import Counter

from django.urls import get_resolver
from pydantic import BaseModel

from lianxin.api.v1.opening import ENDPOINTS
from tests.faces.api.caller import Caller


def test_no_two_shapes_have_one_name() -> None:
    assert get_resolver().url_patterns
    rooms = [module for name, module in sys.modules.items() if name.startswith("lianxin.api.v1.")]
    shapes = {
        thing
        for room in rooms
        for thing in vars(room).values()
        if isinstance(thing, type) and issubclass(thing, BaseModel) and thing.__module__ == room.__name__
    }
    twice = [name for name, number in Counter(shape.__name__ for shape in shapes).items() if number > 1]
    assert shapes and not twice


def test_every_endpoint_is_described_with_a_sentence_and_a_group(db: None) -> None:
    told = Caller().get("/openapi.json")["paths"]
    described = {
        operation["operationId"]: operation for methods in told.values() for operation in methods.values()
    }
    assert {one.name for one in ENDPOINTS} == described.keys()
    assert all(one["summary"] for one in described.values())
    assert all(len(one["tags"]) == 1 for one in described.values())

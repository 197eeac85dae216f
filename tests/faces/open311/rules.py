"""What the five schemas of GeoReport v2 demand: each tells what is wrong with an answer."""

import re
from collections.abc import Callable, Iterable
from typing import Any

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
TYPES = {"realtime", "batch", "blackbox"}
DATATYPES = {"string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"}
RECORD = [
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
    "agency_responsible", "service_notice", "requested_datetime", "updated_datetime", "expected_datetime",
    "address", "address_id", "zipcode", "lat", "long", "media_url",
]  # fmt: skip
Check = Callable[[Any], bool]


def text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def text_or_null(value: Any) -> bool:
    return value is None or text(value)


def truth(value: Any) -> bool:
    return isinstance(value, bool)


def moment_or_null(value: Any) -> bool:
    return value is None or (text(value) and MOMENT.fullmatch(value) is not None)


def one_of(known: Iterable[str]) -> Check:
    return lambda value: value in set(known)


SERVICE = {
    "service_code": text, "service_name": text, "metadata": truth, "type": one_of(TYPES),
    "description": text_or_null, "keywords": text_or_null, "group": text_or_null,
}  # fmt: skip
ATTRIBUTE = {
    "variable": truth, "code": text, "datatype": one_of(DATATYPES), "required": truth,
    "datatype_description": text_or_null, "description": text_or_null,
    "order": lambda value: isinstance(value, int) and value > 0,
}  # fmt: skip
REQUEST: dict[str, Check] = {
    **dict.fromkeys(RECORD, text_or_null),
    "service_request_id": text, "status": one_of({"open", "closed"}), "service_code": text,
    "service_name": text, "requested_datetime": lambda value: value is not None and moment_or_null(value),
    "updated_datetime": moment_or_null, "expected_datetime": moment_or_null,
    "description": lambda value: text_or_null(value) and len(value or "") <= 4000,
    **dict.fromkeys(("lat", "long"), lambda value: value is None or isinstance(value, float)),
}  # fmt: skip


def wrong_with(one: Any, rules: dict[str, Check]) -> list[str]:
    """Every field that is not as the rule wants it, or that is missing."""
    if not isinstance(one, dict):
        return [f"{one!r} is no object"]
    return [
        f"{name}: {one.get(name)!r}" for name, fits in rules.items() if name not in one or not fits(one[name])
    ]


def service(one: Any) -> list[str]:
    return wrong_with(one, SERVICE)


def services(said: Any) -> list[str]:
    codes = [one["service_code"] for one in said]
    twice = ["a code comes twice"] if len(codes) != len(set(codes)) else []
    return [*(wrong for one in said for wrong in service(one)), *twice]


def service_definition(said: Any) -> list[str]:
    wrong = [*wrong_with(said, {"service_code": text})]
    orders = [one["order"] for one in said["attributes"]]
    for one in said["attributes"]:
        wrong += wrong_with(one, ATTRIBUTE)
        if one["datatype"].endswith("list"):
            wrong += [
                bad for value in one["values"] for bad in wrong_with(value, {"key": text, "name": text})
            ]
    return wrong + ([] if orders == [*range(1, len(orders) + 1)] else [f"order: {orders}"])


def request(one: Any) -> list[str]:
    return wrong_with(one, REQUEST) + (
        [] if list(one)[: len(RECORD)] == RECORD else ["fields in another order"]
    )


def requests(said: Any) -> list[str]:
    return [wrong for one in said for wrong in request(one)] if isinstance(said, list) else ["no array"]

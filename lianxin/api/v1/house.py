"""The one API of this house: how it reads, names its endpoints, and describes itself (OpenAPI 3.1)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.types import DictStrAny
from pydantic import BaseModel
from pydantic_core import from_json

from lianxin.api.v1.problems import HANDLERS, KINDS, MEDIA_TYPE
from lianxin.api.v1.shapes import ProblemTold

ROOT = "/api/v1"
DESCRIPTION = (
    "Everything a page of Lianxin lets a person do. Anybody may write a letter and read what is public; "
    "whoever holds a receipt code follows a letter with the header `Receipt-Code`; a program with a token "
    "acts in the name of the person whose key it is, and never does more than that person's posts allow. "
    "Each act carries an `Idempotency-Key`. What is refused is told as `application/problem+json`."
)
TOKEN = {"type": "http", "scheme": "bearer", "description": "A key of the office, or of a person's own."}
RECEIPT = {"type": "apiKey", "in": "header", "name": "Receipt-Code", "description": "The sixteen digits."}
REF = "#/components/schemas/{model}"
USUAL = (400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 500, 503)
# Bodies that their endpoints read by themselves, and the noes.
DESCRIBED: list[type[BaseModel]] = [ProblemTold]


class StrictParser(Parser):
    """JSON in UTF-8 and nothing like it: no NaN, no halves of characters."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        read: DictStrAny = from_json(request.body, allow_inf_nan=False)
        return read


class HouseAPI(NinjaAPI):
    """The framework, with our own noes and a description that tells them."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def set_default_exception_handlers(self) -> None:
        for kind, handler in HANDLERS.items():
            self.add_exception_handler(kind, handler)

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: DictStrAny | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix or ROOT)
        schema["servers"] = [{"url": settings.LIANXIN_ADDRESS}]
        schema["components"]["securitySchemes"] = {"token": TOKEN, "receipt": RECEIPT}
        for model in DESCRIBED:
            shape = model.model_json_schema(ref_template=REF)
            schema["components"]["schemas"] |= {**shape.pop("$defs", {}), model.__name__: shape}
        for methods in schema["paths"].values():
            for operation in methods.values():
                _tell_noes(operation)
        return schema


def _tell_noes(operation: dict[str, Any]) -> None:
    """Every endpoint can say no, in the same form."""
    told = {MEDIA_TYPE: {"schema": {"$ref": REF.format(model="ProblemTold")}}}
    for status in USUAL:
        words = "; ".join(kind for kind, (known, _title) in KINDS.items() if known == status)
        operation["responses"].setdefault(status, {"description": words, "content": told})


api = HouseAPI(
    title="Lianxin 连心桥",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-v1",
    parser=StrictParser(),
)

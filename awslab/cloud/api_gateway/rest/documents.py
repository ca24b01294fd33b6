"""What an OpenAPI document says of a REST API, with API Gateway's extensions (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]

_EXTENSION = "x-amazon-apigateway-"
_VERBS = {verb: verb.upper() for verb in ("get", "put", "post", "delete", "patch", "options", "head")} | {
    f"{_EXTENSION}any-method": "ANY"
}
_PLACES = {"query": "querystring", "header": "header", "path": "path"}


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of a path."""

    path: str
    verb: str
    told: Document
    shared: tuple[Document, ...]
    """Parameters of all methods of the path."""


def extension(document: Document, name: str, default: Any = None) -> Any:
    """`x-amazon-apigateway-{name}`."""
    return document.get(f"{_EXTENSION}{name}", default)


def operations(document: Document) -> Iterator[Operation]:
    """Every method. The base path of a document is not part of its paths, as API Gateway has it by default.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html
    """
    for path, item in (document.get("paths") or {}).items():
        shared = tuple(item.get("parameters") or ())
        yield from (Operation(path, _VERBS[name], told, shared) for name, told in item.items() if name in _VERBS)


def paths(document: Document) -> list[str]:
    """Every path, also those without a method, shortest first."""
    return sorted(document.get("paths") or {}, key=len)


def schemas(document: Document) -> Mapping[str, Any]:
    """Models by name."""
    return (document.get("components") or {}).get("schemas") or document.get("definitions") or {}


def security_schemes(document: Document) -> Mapping[str, Any]:
    """Authorizers and keys by name."""
    return (document.get("components") or {}).get("securitySchemes") or document.get("securityDefinitions") or {}


def resolved(document: Document, value: Document) -> Document:
    """What a `$ref` within the document leads to; the value itself when it is none."""
    reference = str(value.get("$ref", ""))
    if not reference.startswith("#/"):
        return value
    found: Any = document
    for part in reference[2:].split("/"):
        found = found.get(part.replace("~1", "/"), {}) if isinstance(found, Mapping) else {}
    return found if isinstance(found, Mapping) else {}


def request_parameters(document: Document, operation: Operation) -> dict[str, bool]:
    """`method.request.querystring.page` → whether it is required."""
    listed = [resolved(document, each) for each in (*operation.shared, *(operation.told.get("parameters") or ()))]
    return {
        f"method.request.{_PLACES[each['in']]}.{each['name']}": bool(each.get("required"))
        for each in listed
        if each.get("in") in _PLACES
    }


def request_models(document: Document, operation: Operation) -> dict[str, str]:
    """Content type → the name of a model."""
    body = resolved(document, operation.told.get("requestBody") or {})
    found = {kind: _model(each.get("schema")) for kind, each in (body.get("content") or {}).items()}
    for each in (resolved(document, one) for one in operation.told.get("parameters") or ()):
        if each.get("in") == "body":
            kinds = operation.told.get("consumes") or document.get("consumes") or ["application/json"]
            found |= {kind: _model(each.get("schema")) for kind in kinds}
    return {kind: name for kind, name in found.items() if name}


def response_models(document: Document, operation: Operation, response: Document) -> dict[str, str]:
    """Content type → the name of a model."""
    content = {kind: _model(each.get("schema")) for kind, each in (response.get("content") or {}).items()}
    if "schema" in response:
        kinds = operation.told.get("produces") or document.get("produces") or ["application/json"]
        content |= {kind: _model(response["schema"]) for kind in kinds}
    return {kind: name for kind, name in content.items() if name}


def model_schema(schema: Any, url: str) -> Any:
    """A schema whose references name models of the API, by their URLs."""
    if isinstance(schema, Mapping):
        return {
            name: f"{url}{_model(schema)}" if name == "$ref" else model_schema(each, url)
            for name, each in schema.items()
        }
    return [model_schema(each, url) for each in schema] if isinstance(schema, list) else schema


def _model(schema: Any) -> str:
    return str((schema or {}).get("$ref", "")).rpartition("/")[2] if isinstance(schema, Mapping) else ""

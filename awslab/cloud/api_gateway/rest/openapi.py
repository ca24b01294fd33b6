"""What an OpenAPI document defines of a REST API, with API Gateway's extensions (pure).

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
    document: Document
    """The operation object."""
    path_parameters: tuple[Document, ...]
    """Parameters of all methods of the path."""


def extension(document: Document, name: str, default: Any = None) -> Any:
    """Return the member `x-amazon-apigateway-{name}`."""
    return document.get(f"{_EXTENSION}{name}", default)


def operations(document: Document) -> Iterator[Operation]:
    """Yield every method. The base path of a document is not part of its paths, as API Gateway has it by default.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html
    """
    for path, item in (document.get("paths") or {}).items():
        parameters = tuple(item.get("parameters") or ())
        yield from (Operation(path, _VERBS[name], part, parameters) for name, part in item.items() if name in _VERBS)


def paths(document: Document) -> list[str]:
    """Return every path, also those without a method, shortest first."""
    return sorted(document.get("paths") or {}, key=len)


def schemas(document: Document) -> Mapping[str, Document]:
    """Return the models of a document by name."""
    return (document.get("components") or {}).get("schemas") or document.get("definitions") or {}


def security_schemes(document: Document) -> Mapping[str, Document]:
    """Return authorizers and keys by name."""
    return (document.get("components") or {}).get("securitySchemes") or document.get("securityDefinitions") or {}


def resolve(document: Document, value: Document) -> Document:
    """Return what a `$ref` within the document leads to; the value itself when it is no reference."""
    reference = str(value.get("$ref", ""))
    if not reference.startswith("#/"):
        return value
    target: object = document
    for part in reference[2:].split("/"):
        target = target.get(part.replace("~1", "/"), {}) if isinstance(target, Mapping) else {}
    return target if isinstance(target, Mapping) else {}


def request_parameters(document: Document, operation: Operation) -> dict[str, bool]:
    """Return the parameters of a method: `method.request.querystring.page` → whether it is required."""
    references = (*operation.path_parameters, *(operation.document.get("parameters") or ()))
    parameters = [resolve(document, reference) for reference in references]
    return {
        f"method.request.{_PLACES[parameter['in']]}.{parameter['name']}": bool(parameter.get("required"))
        for parameter in parameters
        if parameter.get("in") in _PLACES
    }


def request_models(document: Document, operation: Operation) -> dict[str, str]:
    """Return the models of a request: content type → name."""
    body = resolve(document, operation.document.get("requestBody") or {})
    models = {kind: _model(content.get("schema")) for kind, content in (body.get("content") or {}).items()}
    for parameter in (resolve(document, reference) for reference in operation.document.get("parameters") or ()):
        if parameter.get("in") == "body":
            kinds = operation.document.get("consumes") or document.get("consumes") or ["application/json"]
            models |= {kind: _model(parameter.get("schema")) for kind in kinds}
    return {kind: name for kind, name in models.items() if name}


def response_models(document: Document, operation: Operation, response: Document) -> dict[str, str]:
    """Return the models of a response: content type → name."""
    models = {kind: _model(content.get("schema")) for kind, content in (response.get("content") or {}).items()}
    if "schema" in response:
        kinds = operation.document.get("produces") or document.get("produces") or ["application/json"]
        models |= {kind: _model(response["schema"]) for kind in kinds}
    return {kind: name for kind, name in models.items() if name}


def model_schema(schema: object, url: str) -> object:
    """Return a schema whose references name models of the API, by their URLs."""
    if isinstance(schema, Mapping):
        return {
            name: f"{url}{_model(schema)}" if name == "$ref" else model_schema(part, url)
            for name, part in schema.items()
        }
    return [model_schema(part, url) for part in schema] if isinstance(schema, list) else schema


def _model(schema: object) -> str:
    """Return the name of the model that a schema refers to; empty for none."""
    return str(schema.get("$ref", "")).rpartition("/")[2] if isinstance(schema, Mapping) else ""

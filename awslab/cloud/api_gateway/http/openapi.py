"""OpenAPI 3.0 definitions of HTTP APIs, as far as API Gateway reads them (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

Document = Mapping[str, Any]
"""An object of the definition."""
_INTEGRATION = "x-amazon-apigateway-integration"
_METHODS = {
    "x-amazon-apigateway-any-method": "ANY",
    **{verb.lower(): verb for verb in ("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH")},
}
_DISCOVERY = "/.well-known/openid-configuration"


class DefinitionError(Exception):
    """The definition cannot be imported; the message says why, in words of ours."""


@dataclass(frozen=True, slots=True)
class DefinedRoute:
    """A route as the definition has it."""

    key: str
    integration: Document
    """The extension's members; empty for none, and for one that HTTP APIs do not have."""
    scheme: str
    """The security scheme; empty for an open route."""
    scopes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Definition:
    """An API as it is defined."""

    title: str
    version: str
    description: str
    cors: Document
    schemes: Mapping[str, Document]
    """Security schemes by name, with the issuer of JWT authorizers filled in."""
    routes: Sequence[DefinedRoute]
    warnings: Sequence[str]


def read(text: str) -> Definition:
    """Read a definition, in JSON or YAML. Raises DefinitionError."""
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise DefinitionError("Unable to parse the definition: it is no JSON and no YAML") from error
    if not isinstance(document, dict) or not str(document.get("openapi", "")).startswith("3.0"):
        raise DefinitionError("Unable to parse the definition: HTTP APIs support only OpenAPI 3.0")
    info: Document = document.get("info") or {}
    if not info.get("title"):
        raise DefinitionError("Unable to parse the definition: info.title is missing")
    warnings: list[str] = []
    schemes = {name: _scheme(name, scheme) for name, scheme in _component(document, "securitySchemes").items()}
    return Definition(
        title=str(info["title"]),
        version=str(info.get("version") or ""),
        description=str(info.get("description") or ""),
        cors=document.get("x-amazon-apigateway-cors") or {},
        schemes=schemes,
        routes=tuple(_routes(document, schemes, warnings)),
        warnings=warnings,
    )


def _routes(document: Document, schemes: Document, warnings: list[str]) -> Iterator[DefinedRoute]:
    for path, operations in (document.get("paths") or {}).items():
        for name, operation in operations.items():
            if name in _METHODS:
                key = "$default" if path == "/$default" else f"{_METHODS[name]} {path}"
                route = _route(document, key, operation or {}, warnings)
                if route.scheme and route.scheme not in schemes:
                    raise DefinitionError(f"{key} names the security scheme {route.scheme!r}, which is not defined")
                yield route


def _route(document: Document, key: str, operation: Document, warnings: list[str]) -> DefinedRoute:
    integration = _resolve(document, operation.get(_INTEGRATION) or {})
    if integration and str(integration.get("type")).upper() not in ("AWS_PROXY", "HTTP_PROXY"):
        warnings.append(f"Ignored the integration of {key}: only AWS_PROXY and HTTP_PROXY are supported")
        integration = {}
    security = operation.get("security", document.get("security")) or []
    requirements = {name: scopes for requirement in security for name, scopes in requirement.items()}
    if len(requirements) > 1:
        raise DefinitionError(f"{key} has more than one security requirement")
    scheme, scopes = next(iter(requirements.items()), ("", []))
    return DefinedRoute(key, integration, scheme, tuple(scopes))


def _resolve(document: Document, integration: Document) -> Document:
    """Return an integration, or the one in the components that its `$ref` names."""
    if "$ref" not in integration:
        return integration
    name = str(integration["$ref"]).rpartition("/")[2]
    integrations = _component(document, "x-amazon-apigateway-integrations")
    if name not in integrations:
        raise DefinitionError(f"There is no {integration['$ref']}")
    return integrations[name]


def _scheme(name: str, scheme: Document) -> Document:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html"""
    authorizer = dict(scheme.get("x-amazon-apigateway-authorizer") or {})
    if authorizer and str(authorizer.get("type")).lower() not in ("jwt", "request"):
        raise DefinitionError(f"The authorizer of {name!r} is neither of the type jwt nor request")
    tokens = authorizer.get("jwtConfiguration")
    address = str(scheme.get("openIdConnectUrl") or "")
    if tokens and address and "issuer" not in tokens:
        authorizer["jwtConfiguration"] = {"issuer": address.removesuffix(_DISCOVERY), **tokens}
    return {**scheme, "x-amazon-apigateway-authorizer": authorizer}


def _component(document: Document, kind: str) -> Mapping[str, Document]:
    return (document.get("components") or {}).get(kind) or {}

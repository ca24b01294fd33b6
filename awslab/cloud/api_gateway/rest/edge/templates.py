"""Mapping templates: what `$input`, `$context`, `$stageVariables` and `$util` stand for in them.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, unquote_plus

from awslab.cloud.api_gateway.rest.edge.jsonpath import document, found
from awslab.cloud.api_gateway.rest.edge.velocity import TemplateError
from awslab.cloud.api_gateway.rest.edge.velocity.reading import template as read
from awslab.cloud.api_gateway.rest.edge.velocity.rendering import Function, rendered
from awslab.cloud.api_gateway.rest.edge.velocity.values import shown


@dataclass(frozen=True, slots=True)
class Input:
    """What a template may ask about."""

    body: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    context: Mapping[str, Any]
    """As events have it; a template writes to its `requestOverride` and `responseOverride`."""
    stage_variables: Mapping[str, str]


def render(text: str, given: Input) -> str:
    """The template's text. Raises TemplateError and UnsupportedTemplateError."""
    variables = {
        "input": _input(given),
        "context": given.context,
        "stageVariables": dict(given.stage_variables),
        "util": Function(_UTIL),
    }
    try:
        return rendered(read(text), variables)
    except RecursionError as error:
        raise TemplateError("the mapping template is nested too deeply") from error


def _input(given: Input) -> Function:
    """`$input`. An empty body is `{}`, but leads nowhere (both recorded: test_input_body_formatting and
    test_input_path_template_formatting of aws-errors.tsv's source)."""
    value = document(given.body)

    def path(at: Any) -> Any:
        return found(value, at)

    def as_json(at: Any) -> str:
        reached = found(value, at)
        return json.dumps("" if reached is None else reached, ensure_ascii=False, separators=(",", ":"))

    def params(*names: Any) -> Any:
        if not names:
            return {"path": dict(given.path), "querystring": dict(given.query), "header": dict(given.headers)}
        name = shown(names[0])
        return next((where[name] for where in (given.path, given.query, given.headers) if name in where), "")

    return Function({"path": path, "json": as_json, "params": params}, {"body": given.body or "{}"})


def _escaped(value: Any) -> str:
    """By the rules of JavaScript: quotes, slashes and what is no ASCII."""
    return json.dumps(shown(value))[1:-1].replace("'", "\\'").replace("/", "\\/")


def _parsed(value: Any) -> Any:
    try:
        return json.loads(shown(value))
    except ValueError as error:
        raise TemplateError(f"$util.parseJson: {error}") from error


def _decoded(value: Any) -> str:
    try:
        return base64.b64decode(shown(value)).decode("utf-8", "replace")
    except binascii.Error as error:
        raise TemplateError(f"$util.base64Decode: {error}") from error


_UTIL: Mapping[str, Callable[..., Any]] = {
    "escapeJavaScript": _escaped,
    "parseJson": _parsed,
    "urlEncode": lambda value: quote_plus(shown(value)),
    "urlDecode": lambda value: unquote_plus(shown(value)),
    "base64Encode": lambda value: base64.b64encode(shown(value).encode()).decode(),
    "base64Decode": _decoded,
}

"""Mapping templates: the values that `$input`, `$context`, `$stageVariables` and `$util` stand for in them.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus, unquote_plus

from awslab.cloud.api_gateway.jsonpath import JsonPathError, document, lookup
from awslab.cloud.api_gateway.rest.edge.velocity import TemplateError
from awslab.cloud.api_gateway.rest.edge.velocity.parser import template as parse
from awslab.cloud.api_gateway.rest.edge.velocity.renderer import Function, block_text
from awslab.cloud.api_gateway.rest.edge.velocity.values import text_of


@dataclass(frozen=True, slots=True)
class Input:
    """The request or answer that a template looks at."""

    body: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    context: Mapping[str, object]
    """`$context`; a template writes to its `requestOverride` and `responseOverride`."""
    stage_variables: Mapping[str, str]


def render(text: str, source: Input) -> str:
    """Return the template's text. Raises TemplateError and UnsupportedTemplateError."""
    variables = {
        "input": _input(source),
        "context": source.context,
        "stageVariables": dict(source.stage_variables),
        "util": Function(_UTIL),
    }
    try:
        return block_text(parse(text), variables)
    except RecursionError as error:
        raise TemplateError("the mapping template is nested too deeply") from error


def _input(source: Input) -> Function:
    """Return `$input`. An empty body is `{}`, but leads nowhere (both recorded: test_input_body_formatting and
    test_input_path_template_formatting of aws-errors.tsv's source)."""
    value = document(source.body)

    def path(text: object) -> object:
        try:
            return lookup(value, text)
        except JsonPathError as error:
            raise TemplateError(str(error)) from error

    def as_json(text: object) -> str:
        member = path(text)
        return json.dumps("" if member is None else member, ensure_ascii=False, separators=(",", ":"))

    def params(*names: object) -> object:
        if not names:
            return {"path": dict(source.path), "querystring": dict(source.query), "header": dict(source.headers)}
        name = text_of(names[0])
        return next((place[name] for place in (source.path, source.query, source.headers) if name in place), "")

    return Function({"path": path, "json": as_json, "params": params}, {"body": source.body or "{}"})


def _escaped(value: object) -> str:
    """Return a text with quotes, slashes and characters outside ASCII escaped as in JavaScript."""
    return json.dumps(text_of(value))[1:-1].replace("'", "\\'").replace("/", "\\/")


def _parse_json(value: object) -> object:
    try:
        result: object = json.loads(text_of(value))
    except ValueError as error:
        raise TemplateError(f"$util.parseJson: {error}") from error
    return result


def _decode_base64(value: object) -> str:
    try:
        return base64.b64decode(text_of(value)).decode("utf-8", "replace")
    except binascii.Error as error:
        raise TemplateError(f"$util.base64Decode: {error}") from error


_UTIL: Mapping[str, Callable[..., object]] = {
    "escapeJavaScript": _escaped,
    "parseJson": _parse_json,
    "urlEncode": lambda value: quote_plus(text_of(value)),
    "urlDecode": lambda value: unquote_plus(text_of(value)),
    "base64Encode": lambda value: base64.b64encode(text_of(value).encode()).decode(),
    "base64Decode": _decode_base64,
}

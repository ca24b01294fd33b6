"""Selection expressions of HTTP APIs: `$request.header.name`, `${context.requestId}-${stageVariables.color}`.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from awslab.cloud.api_gateway.backends import BackendAnswer
from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.api_gateway.jsonpath import JsonPathError, document, lookup
from awslab.cloud.edge.arrival import gathered

MAPPED_BODY = 100 * 1024
"""Bytes of a body that a JSON path looks at."""
_WHOLE = re.compile(r"\$([A-Za-z][^\s${}]*)")
_PART = re.compile(r"\$\{([^}]+)\}")
_VARIABLE = re.compile(r"\$\{stageVariables\.(\w+)\}")


def with_variables(text: str, variables: Mapping[str, str]) -> str:
    """Return a URI with the stage's variables in it; one that is not set is empty.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.stage-variables.html
    """
    return _VARIABLE.sub(lambda match: variables.get(match[1], ""), text)


def value_of(text: str, visit: Visit, answer: BackendAnswer | None = None) -> str | None:
    """Return a mapped value: of one expression, of text with expressions in braces, or of a constant.

    None for a single expression that leads to nothing.
    """

    def look_up(expression: str) -> str | None:
        return _of_answer(expression, visit, answer) if answer is not None else of_request(expression, visit)

    whole = _WHOLE.fullmatch(text) or _PART.fullmatch(text)
    return look_up(whole[1]) if whole else _PART.sub(lambda match: look_up(match[1]) or "", text)


def of_request(expression: str, visit: Visit) -> str | None:
    """Return what `request.header.name` and its like, without the dollar, lead to; None for nothing."""
    place, _, name = expression.removeprefix("request.").partition(".")
    match place if expression.startswith("request.") else "":
        case "header":
            return _header(visit.arrival.headers, name)
        case "querystring":
            values = visit.arrival.query_values.get(name)
            return ",".join(values) if values else None
        case "path":
            return visit.path_parameters.get(name) if name else unquote(visit.arrival.path)
        case "body":
            return _of_body(visit.arrival.body, expression.removeprefix("request.body"))
        case _:
            return visit.route.key if expression == "request.routeKey" else _elsewhere(expression, visit)


def _of_answer(expression: str, visit: Visit, answer: BackendAnswer) -> str | None:
    if expression.startswith("response.header."):
        return _header(answer.headers, expression.removeprefix("response.header."))
    if expression.startswith("response.body"):
        return _of_body(answer.body, expression.removeprefix("response.body"))
    return _elsewhere(expression, visit)


def _elsewhere(expression: str, visit: Visit) -> str | None:
    place, _, name = expression.partition(".")
    if place == "stageVariables":
        return visit.stage.variables.get(name)
    return visit.context(name) if place == "context" else None


def _header(headers: Sequence[tuple[str, str]], name: str) -> str | None:
    values = gathered((header.lower(), value) for header, value in headers).get(name.lower())
    return ",".join(values) if values else None


def _of_body(body: bytes, path: str) -> str | None:
    """Return the whole body, or what a JSONPath in its first 100 KB leads to."""
    if not path:
        return body.decode("utf-8", "replace")
    try:
        value = lookup(document(body[:MAPPED_BODY].decode("utf-8", "replace")), f"${path}")
    except JsonPathError:
        return None
    return value if value is None or isinstance(value, str) else json.dumps(value, separators=(",", ":"))

"""How a function's result becomes an answer in payload format 1.0 (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MEMBERS = frozenset({"statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"})


class MalformedResultError(Exception):
    """The result is not of the form that API Gateway requires."""


@dataclass(frozen=True, slots=True)
class Described:
    """The answer that a function's result describes."""

    status: int
    headers: list[tuple[str, str]]
    body: str
    is_base64: bool


def described(payload: str, *, strict: bool) -> Described:
    """Return the answer that a result describes. Strict as REST APIs are: no other member, and a status of 200 when
    none is given; HTTP APIs want a status and take no notice of other members. Raises MalformedResultError.
    """
    result = parsed(payload)
    if not isinstance(result, dict):
        raise MalformedResultError("it is no JSON object")
    unknown = sorted(result.keys() - MEMBERS)
    if strict and unknown:
        raise MalformedResultError(f"it has {unknown[0]!r}")
    if not strict and "statusCode" not in result:
        raise MalformedResultError("it has no statusCode")
    return Described(status_of(result), _headers(result), body_of(result), result.get("isBase64Encoded") is True)


def parsed(payload: str) -> object:
    """Return a function's result from its JSON. Raises MalformedResultError."""
    try:
        result: object = json.loads(payload)
    except ValueError as error:
        raise MalformedResultError("it is no JSON") from error
    return result


def status_of(result: Mapping[str, Any]) -> int:
    """Return the status, a whole number from 100 to 599 or such a number as text. Raises MalformedResultError."""
    try:
        status = int(result.get("statusCode") or 200)
    except (TypeError, ValueError) as error:
        raise MalformedResultError("its statusCode is no number") from error
    if not 100 <= status <= 599:
        raise MalformedResultError(f"its statusCode is {status}")
    return status


def body_of(result: Mapping[str, object]) -> str:
    """Return the body as text. Raises MalformedResultError for an object or a list."""
    body = result.get("body")
    if isinstance(body, dict | list):
        raise MalformedResultError("its body is no text")
    return "" if body is None else body if isinstance(body, str) else json.dumps(body)


def single_headers(result: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return the headers of the member `headers`. Raises MalformedResultError."""
    headers = result.get("headers") or {}
    if not isinstance(headers, dict):
        raise MalformedResultError("its headers are no object")
    return [(str(name), _text(value)) for name, value in headers.items()]


def _headers(result: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return the headers of both members; where both have a name, the list of values counts."""
    value_lists = result.get("multiValueHeaders") or {}
    if not isinstance(value_lists, dict) or not all(isinstance(values, list) for values in value_lists.values()):
        raise MalformedResultError("its multiValueHeaders are no lists")
    listed_names = {name.lower() for name in value_lists}
    single = [(name, value) for name, value in single_headers(result) if name.lower() not in listed_names]
    return single + [(str(name), _text(value)) for name, values in value_lists.items() for value in values]


def _text(value: object) -> str:
    if isinstance(value, dict | list):
        raise MalformedResultError("a header is no text")
    return value if isinstance(value, str) else "" if value is None else json.dumps(value)

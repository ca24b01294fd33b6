"""What becomes of a function's result in payload format 1.0 (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MEMBERS = frozenset({"statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"})


class MalformedResultError(Exception):
    """The result is not of the form that API Gateway wants."""


@dataclass(frozen=True, slots=True)
class Described:
    """An answer, as the function describes it."""

    status: int
    headers: list[tuple[str, str]]
    body: str
    is_base64: bool


def described(payload: str, *, strict: bool) -> Described:
    """The answer. Strict as REST APIs are: no other member, and a status of 200 when none is given; HTTP APIs want a
    status and take no notice of other members. Raises MalformedResultError.
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


def parsed(payload: str) -> Any:
    """A function's result."""
    try:
        return json.loads(payload)
    except ValueError as error:
        raise MalformedResultError("it is no JSON") from error


def status_of(result: Mapping[str, Any]) -> int:
    """A whole number from 100 to 599, or such a number as text."""
    try:
        status = int(result.get("statusCode") or 200)
    except (TypeError, ValueError) as error:
        raise MalformedResultError("its statusCode is no number") from error
    if not 100 <= status <= 599:
        raise MalformedResultError(f"its statusCode is {status}")
    return status


def body_of(result: Mapping[str, Any]) -> str:
    """Text, or nothing."""
    body = result.get("body")
    if isinstance(body, dict | list):
        raise MalformedResultError("its body is no text")
    return "" if body is None else body if isinstance(body, str) else json.dumps(body)


def single_headers(result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The member `headers`."""
    given = result.get("headers") or {}
    if not isinstance(given, dict):
        raise MalformedResultError("its headers are no object")
    return [(str(name), _text(value)) for name, value in given.items()]


def _headers(result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Both members; where both have a name, the list counts."""
    many = result.get("multiValueHeaders") or {}
    if not isinstance(many, dict) or not all(isinstance(values, list) for values in many.values()):
        raise MalformedResultError("its multiValueHeaders are no lists")
    named = {name.lower() for name in many}
    single = [(name, value) for name, value in single_headers(result) if name.lower() not in named]
    return single + [(str(name), _text(value)) for name, values in many.items() for value in values]


def _text(value: Any) -> str:
    if isinstance(value, dict | list):
        raise MalformedResultError("a header is no text")
    return value if isinstance(value, str) else "" if value is None else json.dumps(value)

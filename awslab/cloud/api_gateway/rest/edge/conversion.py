"""Payloads between text and binary (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

TO_BINARY = "CONVERT_TO_BINARY"
TO_TEXT = "CONVERT_TO_TEXT"


class ConversionError(Exception):
    """A text that should be Base64 is none."""


def is_listed(content_type: str | None, binary_types: Sequence[str]) -> bool:
    """Say whether a media type is among the API's binary ones; a request or an answer without one is JSON."""
    plain = (content_type or "application/json").partition(";")[0].strip().lower()
    main = plain.partition("/")[0]
    return any(name.replace("~1", "/").lower() in (plain, f"{main}/*", "*/*") for name in binary_types)


def request_payload(body: bytes, *, is_binary: bool, handling: str) -> bytes:
    """Return the payload for the backend; `is_binary` when the API lists the request's content type. Raises
    ConversionError."""
    if is_binary:
        return base64.b64encode(body) if handling == TO_TEXT else body
    return _decode(body) if handling == TO_BINARY else _as_text(body)


def response_payload(body: bytes, *, is_binary: bool, wants_binary: bool, handling: str) -> bytes:
    """Return the payload for the client; `is_binary` when the API lists the answer's content type, `wants_binary` when
    it lists the first one that the client accepts. Raises ConversionError."""
    if is_binary:
        keeps = handling == TO_BINARY or (wants_binary and not handling)
        return body if keeps else base64.b64encode(body)
    decodes = handling == TO_BINARY or (wants_binary and not handling)
    return _decode(body) if decodes else _as_text(body)


def _as_text(body: bytes) -> bytes:
    return body.decode("utf-8", "replace").encode()


def _decode(body: bytes) -> bytes:
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise ConversionError("the payload is no Base64") from error

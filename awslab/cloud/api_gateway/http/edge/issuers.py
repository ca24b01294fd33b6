"""The keys with which issuers sign tokens, fetched from this machine only.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html#http-api-jwt-authorizer.evaluation
https://openid.net/specs/openid-connect-discovery-1_0.html
"""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from awslab.cloud.gateway.loopback import is_loopback

KEPT = 7200.0
"""Seconds that a key may be kept; a key id that is not known is asked for at once."""
_WAITED = 1.5
"""Seconds for each of the two documents.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
"""
_LARGEST = 150_000
"""Bytes of such a document; the same page."""
_DISCOVERY = "/.well-known/openid-configuration"


class IssuerError(Exception):
    """The issuer's keys cannot be had; the message says why."""


class FarIssuerError(Exception):
    """The issuer is on another machine; the message is its address."""


class Issuers:
    """Asks issuers, for many threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[float, Sequence[Mapping[str, Any]]]] = {}
        self._lock = threading.Lock()

    def key(self, issuer: str, key_id: str) -> Mapping[str, Any] | None:
        """The key of that id (a JWK); None when the issuer has none. Raises IssuerError or FarIssuerError."""
        until, keys = self._kept.get(issuer, (0.0, ()))
        found = _named(keys, key_id)
        if found is not None and self._clock() < until:
            return found
        keys = _fetched(issuer)
        with self._lock:
            self._kept[issuer] = (self._clock() + KEPT, keys)
        return _named(keys, key_id)


def _named(keys: Sequence[Mapping[str, Any]], key_id: str) -> Mapping[str, Any] | None:
    return next((key for key in keys if key.get("kid") == key_id), None)


def _fetched(issuer: str) -> Sequence[Mapping[str, Any]]:
    where = _document(issuer.rstrip("/") + _DISCOVERY).get("jwks_uri")
    if not isinstance(where, str):
        raise IssuerError(f"{issuer} does not say where its keys are (jwks_uri)")
    keys = _document(where).get("keys")
    if not isinstance(keys, list):
        raise IssuerError(f"{where} has no keys")
    return [key for key in keys if isinstance(key, dict)]


def _document(address: str) -> Mapping[str, Any]:
    split = urlsplit(address)
    if split.scheme != "http" or not split.hostname or not is_loopback(split.hostname):
        raise FarIssuerError(address)
    connection = http.client.HTTPConnection(split.hostname, split.port or 80, timeout=_WAITED)
    try:
        connection.request("GET", f"{split.path or '/'}{'?' + split.query if split.query else ''}")
        answer = connection.getresponse()
        read = json.loads(answer.read(_LARGEST)) if answer.status == 200 else None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise IssuerError(f"{address}: {type(error).__name__}: {error}") from error
    finally:
        connection.close()
    if not isinstance(read, dict):
        raise IssuerError(f"{address} answered with status {answer.status} and no JSON object")
    return read

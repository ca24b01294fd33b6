"""The keys with which issuers sign tokens, fetched from this machine only.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html#http-api-jwt-authorizer.evaluation
https://openid.net/specs/openid-connect-discovery-1_0.html
"""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

from awslab.cloud.gateway.loopback import is_loopback

KEY_TTL = 7200.0
"""Seconds that keys may be kept; an unknown key id leads to a request at once."""
_TIMEOUT = 1.5
"""Seconds for each of the two documents.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
"""
_LARGEST = 150_000
"""Bytes of such a document; the same page."""
_DISCOVERY = "/.well-known/openid-configuration"

JsonWebKey = Mapping[str, object]
"""A key by the members of RFC 7517."""


class IssuerError(Exception):
    """The issuer's keys cannot be had; the message says why."""


class FarIssuerError(Exception):
    """The issuer is on another machine; the message is its address."""


class Issuers:
    """Asks issuers, from many threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._keys: dict[str, tuple[float, Sequence[JsonWebKey]]] = {}
        self._lock = threading.Lock()

    def key(self, issuer: str, key_id: str) -> JsonWebKey | None:
        """Return the key of that id; None when the issuer has none. Raises IssuerError or FarIssuerError."""
        until, keys = self._keys.get(issuer, (0.0, ()))
        key = _with_id(keys, key_id)
        if key is not None and self._clock() < until:
            return key
        keys = _fetch_keys(issuer)
        with self._lock:
            self._keys[issuer] = (self._clock() + KEY_TTL, keys)
        return _with_id(keys, key_id)


def _with_id(keys: Sequence[JsonWebKey], key_id: str) -> JsonWebKey | None:
    return next((key for key in keys if key.get("kid") == key_id), None)


def _fetch_keys(issuer: str) -> Sequence[JsonWebKey]:
    address = _fetch(issuer.rstrip("/") + _DISCOVERY).get("jwks_uri")
    if not isinstance(address, str):
        raise IssuerError(f"{issuer} does not say where its keys are (jwks_uri)")
    keys = _fetch(address).get("keys")
    if not isinstance(keys, list):
        raise IssuerError(f"{address} has no keys")
    return [key for key in keys if isinstance(key, dict)]


def _fetch(address: str) -> Mapping[str, object]:
    split = urlsplit(address)
    if split.scheme != "http" or not split.hostname or not is_loopback(split.hostname):
        raise FarIssuerError(address)
    connection = http.client.HTTPConnection(split.hostname, split.port or 80, timeout=_TIMEOUT)
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

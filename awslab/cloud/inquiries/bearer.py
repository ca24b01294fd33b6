"""Whose questions that are no API of AWS's are answered: those who show one of this sandbox's own keys."""

from __future__ import annotations

import hmac
from collections.abc import Iterable

from awslab.cloud.gateway.http import HttpRequest


def shows_one_of(secrets: Iterable[str], request: HttpRequest) -> bool:
    """Whether the request's bearer token is one of the secret access keys."""
    given = request.headers.get("authorization", "").encode()
    return any(hmac.compare_digest(given, f"Bearer {secret}".encode()) for secret in secrets)

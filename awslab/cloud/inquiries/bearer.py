"""Whose questions that are no API of AWS's are answered: those who show one of this sandbox's own keys."""

from __future__ import annotations

from collections.abc import Iterable

from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.secrecy import same_secret


def shows_one_of(secrets: Iterable[str], request: HttpRequest) -> bool:
    """Whether the request's bearer token is one of the secret access keys."""
    authorization = request.headers.get("authorization", "")
    return any(same_secret(authorization, f"Bearer {secret}") for secret in secrets)

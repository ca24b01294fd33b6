"""Temporary AWS credentials as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Credentials:
    """Temporary keys, as a function's environment has them."""

    access_key_id: str
    secret_access_key: str
    session_token: str

"""Comparing secrets: the one place where a key, a token or a signature is compared with the one that is right (pure)."""

from __future__ import annotations

import hmac


def same_secret(candidate: str, secret: str) -> bool:
    """Whether two texts are equal, in a time that does not tell how far they are alike."""
    return hmac.compare_digest(candidate.encode(), secret.encode())

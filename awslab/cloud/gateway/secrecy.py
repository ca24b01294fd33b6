"""Comparing secrets: the one place where keys, tokens and signatures are compared with what is right (pure)."""

from __future__ import annotations

import hmac


def same_secret(candidate: str, secret: str) -> bool:
    """Whether two texts are equal, in a time that does not tell how far they are alike."""
    return hmac.compare_digest(candidate.encode(), secret.encode())

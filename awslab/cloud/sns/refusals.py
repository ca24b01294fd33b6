"""Errors that several of SNS's guards have in common (pure)."""

from __future__ import annotations

from awslab.cloud.gateway.refusal import Refusal


def invalid(reason: str) -> Refusal:
    """Return an InvalidParameter, in SNS's words."""
    return Refusal("InvalidParameter", f"Invalid parameter: {reason}", 400)


def short_arn(name: str, arn: str) -> Refusal | None:
    """Refuse an ARN of fewer than six parts; `name` is the parameter's."""
    parts = len(arn.split(":"))
    return None if parts >= 6 else invalid(f"{name} Reason: An ARN must have at least 6 elements, not {parts}")

"""Findings about a policy (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from awslab.cloud.iam.policies.spans import Path

FindingType = Literal["ERROR", "WARNING", "SECURITY_WARNING"]
PolicyUse = Literal["IDENTITY_POLICY", "RESOURCE_POLICY", "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about a policy."""

    type: FindingType
    code: str
    details: str
    path: Path
    """Where, as keys and indices."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The services and actions that there are."""

    services: Callable[[], Collection[str]]
    actions: Callable[[str], Collection[str]]
    """Of a service, by its prefix: `GetObject`, `PutObject`, ..."""


def has_wildcard(value: str) -> bool:
    """Whether a text has a `*` or `?` that does not stand for itself."""
    return "*" in value.replace("${*}", "") or "?" in value.replace("${?}", "")

"""The form in which a service's module says what a call needs (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Parameters: TypeAlias = Mapping[str, Any]
"""A call's parameters, or those of them that name the resources of one action."""
Step: TypeAlias = tuple[str, Parameters]
"""An action, without prefix, and the parameters that name its resources."""
Steps: TypeAlias = Iterator[Step]
FindArn = Callable[[str, str], str | None]
"""`("iam:role", name)` → the ARN of something whose name does not tell it; None when there is nothing of that name."""


@dataclass(frozen=True, slots=True)
class CallScope:
    """The service, region and account of a call, and a way to ask for the ARNs of what is there."""

    service: str
    """The service's prefix in policies."""
    region: str
    account_id: str
    find_arn: FindArn

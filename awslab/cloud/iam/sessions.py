"""What temporary credentials stand for: whose they are, and what narrows them down (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

SessionKind = Literal["assumed", "service", "federated", "lent"]
"""`assumed` comes from AssumeRole, `service` was issued to something that AWS runs (a function, a task, an instance),
`federated` comes from GetFederationToken, `lent` from GetSessionToken."""

_NO_TAGS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Session:
    """Temporary credentials."""

    kind: SessionKind
    issuer: str
    """ARN, path included, of the role or of the user who asked for them."""
    policies: tuple[str, ...] | None = None
    """Session policies, as texts; None when there were none, so that nothing is narrowed down."""
    policy_arns: tuple[str, ...] = ()
    """Managed policies that are session policies too."""
    tags: Mapping[str, str] = field(default_factory=lambda: _NO_TAGS)
    transitive: frozenset[str] = frozenset()
    """Keys, in lower case, of the tags that a role assumed with this session gets."""
    source_identity: str = ""
    chained: bool = False
    """A role's session asked for it."""
    mfa: bool = False
    source: str = ""
    """ARN of the function that runs with them."""

    @property
    def narrowed(self) -> bool:
        """Whether session policies apply; a federated user without any may do nothing by them."""
        return self.kind == "federated" or self.policies is not None or bool(self.policy_arns)

"""The policies that have a say in a request, and the kinds that AWS's messages name (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#access_policy-types
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from awslab.cloud.iam.policies.document import Document


class PolicyKind(StrEnum):
    """The part that a policy plays for a request. The values are for our own sentences; AWS's are in `words`."""

    IDENTITY = "identity-based policy"
    BOUNDARY = "permissions boundary"
    SESSION = "session policy"
    RESOURCE = "resource-based policy"
    TRUST = "role trust policy"
    KEY = "key policy"
    SERVICE_CONTROL = "service control policy"
    RESOURCE_CONTROL = "resource control policy"
    ENDPOINT = "VPC endpoint policy"


@dataclass(frozen=True, slots=True)
class NamedPolicy:
    """A document with its name and origin."""

    name: str
    """For sentences: a managed policy's name, `inline`'s name, a bucket's ARN."""
    document: Document
    arn: str = ""
    """Of a managed policy; AWS's messages name it."""
    source: str = ""
    """How the simulator calls its origin (`PolicySourceType`): `user`, `group`, `role`, `aws-managed`, ..."""


@dataclass(frozen=True, slots=True)
class Policies:
    """All policies that apply to one request."""

    identity: tuple[NamedPolicy, ...] = ()
    """Of the user and the user's groups, or of the role."""
    boundary: NamedPolicy | None = None
    session: tuple[NamedPolicy, ...] | None = None
    """None when the session was asked for without one; then nothing is narrowed down."""
    resource: NamedPolicy | None = None
    """Of the resource: a bucket's, a function's, a queue's; a role's trust policy for `sts:AssumeRole`."""
    resource_kind: PolicyKind = PolicyKind.RESOURCE
    """RESOURCE, or TRUST or KEY: those two must allow whoever asks, even within the account."""

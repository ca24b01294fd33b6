"""What is decided about a request, and by what (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from awslab.cloud.iam.policies.document import Statement
from awslab.cloud.iam.policies.policy_set import NamedPolicy, PolicyKind

Verdict = Literal["allowed", "explicitDeny", "implicitDeny"]
"""As the simulator calls them (`PolicyEvaluationDecisionType`)."""


@dataclass(frozen=True, slots=True)
class MatchedStatement:
    """A statement that applies to the request."""

    kind: PolicyKind
    policy: NamedPolicy
    statement: Statement


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether it may be done, and why."""

    verdict: Verdict
    statement: MatchedStatement | None
    """What decided: the statement that allows or denies; None for an implicit deny, and for the root user."""
    lacking: PolicyKind | None
    """For an implicit deny: the kind of policy that would have to allow it and does not."""
    sentence: str
    """Our explanation, for people: `Statement "Write" of the identity-based policy uploads allows s3:PutObject on
    arn:aws:s3:::photos/1.png.`"""
    message: str = ""
    """AWS's words: `User: arn is not authorized to perform: ...`; empty when it is allowed."""
    matches: tuple[MatchedStatement, ...] = ()
    """The statements of identity-based and resource-based policies that bear on it: those that deny it, else those
    that allow it."""
    by_kind: Mapping[PolicyKind, Verdict] = field(default_factory=dict)
    """What each kind of policy says that there is, for itself."""

    @property
    def allowed(self) -> bool:
        """Whether it may be done."""
        return self.verdict == "allowed"

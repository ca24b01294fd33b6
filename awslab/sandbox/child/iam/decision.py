"""What is decided about a request, and by what (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from awslab.sandbox.child.iam.document import Statement
from awslab.sandbox.child.iam.policies import NamedPolicy, PolicyKind

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
    """What decided: the statement that allows or denies; None for an implicit deny."""
    lacking: PolicyKind | None
    """For an implicit deny: the kind of policy that would have to allow it and does not."""
    sentence: str
    """Our explanation, for people: `Statement "Write" of policy "uploads" allows s3:PutObject on arn:...`."""
    message: str
    """AWS's words: `User: arn is not authorized to perform: ...`; empty when it is allowed."""
    matched: tuple[MatchedStatement, ...] = ()
    """All statements that bear on the verdict, as the simulator lists them."""
    missing: tuple[str, ...] = ()
    """Condition keys, as the policies write them, that the request has no value for."""
    boundary_allows: bool | None = None
    """None without a permissions boundary."""

    @property
    def allowed(self) -> bool:
        """Whether it may be done."""
        return self.verdict == "allowed"

"""Our own sentences about a decision: what decided, and what came nearest to allowing it (pure)."""

from __future__ import annotations

from collections.abc import Iterable

from awslab.cloud.iam.policies.conditions import first_failing
from awslab.cloud.iam.policies.context import Keys
from awslab.cloud.iam.policies.decision import MatchedStatement
from awslab.cloud.iam.policies.document import Condition, Statement
from awslab.cloud.iam.policies.policy_set import NamedPolicy, PolicyKind
from awslab.cloud.iam.policies.request import AccessRequest
from awslab.cloud.iam.policies.statements import covers_action, covers_resource


def matched_sentence(match: MatchedStatement, request: AccessRequest) -> str:
    """Return `Statement "Write" of the identity-based policy uploads allows s3:PutObject on arn:...`."""
    verb = "allows" if match.statement.effect == "Allow" else "denies"
    return (
        f"Statement {match.statement.label} of the {_policy(match.kind, match.policy)} "
        f"{verb} {request.action} on {request.resource}."
    )


def root_sentence(request: AccessRequest) -> str:
    """Return the sentence for the root user, who needs no policy in its own account."""
    return f"The root user may do everything in its account, {request.action} too."


def lacking_sentence(kind: PolicyKind, policies: Iterable[NamedPolicy], request: AccessRequest, keys: Keys) -> str:
    """Return the sentence about the kind of policy that lacks, and about the statement that comes nearest."""
    principal = request.principal.arn or "Nobody in particular"
    nearest = _nearest(kind, policies, request, keys)
    sentence = f"No {kind.value} allows {request.action} on {request.resource} to {principal}."
    return f"{sentence} {nearest}".rstrip()


def _nearest(kind: PolicyKind, policies: Iterable[NamedPolicy], request: AccessRequest, keys: Keys) -> str:
    """Describe the statement that allows the action and fails latest: by resource, condition, principal."""
    candidates: list[tuple[int, str]] = []
    for policy in policies:
        for statement in policy.document.statements:
            if statement.effect == "Allow" and covers_action(statement, request.action):
                rank, fault = _fault(statement, policy, request, keys)
                candidates.append((rank, f"Statement {statement.label} of the {_policy(kind, policy)} {fault}."))
    return max(candidates, key=lambda candidate: candidate[0])[1] if candidates else ""


def _fault(statement: Statement, policy: NamedPolicy, request: AccessRequest, keys: Keys) -> tuple[int, str]:
    has_variables = policy.document.has_variables
    if not covers_resource(statement, request.resource, keys, has_variables):
        return 0, f"allows the action, but not on that resource ({_resources(statement)})"
    failing = first_failing(statement.conditions, keys, has_variables)
    if failing is not None:
        return 1, f"allows it under a condition that does not hold ({_condition(failing, keys)})"
    return 2, "allows it, but to others"


def _resources(statement: Statement) -> str:
    if statement.not_resources is not None:
        return f"NotResource {', '.join(statement.not_resources)}"
    return f"Resource {', '.join(statement.resources or ())}"


def _condition(condition: Condition, keys: Keys) -> str:
    values = keys.get(condition.key, ())
    state = f"the request has {', '.join(values) or 'an empty value'}" if condition.key in keys else "it is not there"
    return f"{condition.operator_text} {condition.key_text} {', '.join(condition.values)}; {state}"


def _policy(kind: PolicyKind, policy: NamedPolicy) -> str:
    return f"{kind.value} {policy.name}".rstrip()

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


def matched_sentence(matched: MatchedStatement, request: AccessRequest) -> str:
    """`Statement "Write" of the identity-based policy uploads allows s3:PutObject on arn:...`."""
    verb = "allows" if matched.statement.effect == "Allow" else "denies"
    return (
        f"Statement {matched.statement.label} of the {_policy(matched.kind, matched.policy)} "
        f"{verb} {request.action} on {request.resource}."
    )


def root_sentence(request: AccessRequest) -> str:
    """The root user needs no policy in its own account."""
    return f"The root user may do everything in its account, {request.action} too."


def lacking_sentence(kind: PolicyKind, policies: Iterable[NamedPolicy], request: AccessRequest, keys: Keys) -> str:
    """What kind of policy would have to allow it, and which statement comes nearest."""
    who = request.principal.arn or "Nobody in particular"
    nearest = _nearest(kind, policies, request, keys)
    sentence = f"No {kind.value} allows {request.action} on {request.resource} to {who}."
    return f"{sentence} {nearest}".rstrip()


def _nearest(kind: PolicyKind, policies: Iterable[NamedPolicy], request: AccessRequest, keys: Keys) -> str:
    """Of the statements that allow the action, the one that fails latest: resource, condition, principal."""
    found: list[tuple[int, str]] = []
    for policy in policies:
        for statement in policy.document.statements:
            if statement.effect == "Allow" and covers_action(statement, request.action):
                rank, fault = _fault(statement, policy, request, keys)
                found.append((rank, f"Statement {statement.label} of the {_policy(kind, policy)} {fault}."))
    return max(found, key=lambda each: each[0])[1] if found else ""


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
    here = f"the request has {', '.join(values) or 'an empty value'}" if condition.key in keys else "it is not there"
    return f"{condition.written} {condition.written_key} {', '.join(condition.values)}; {here}"


def _policy(kind: PolicyKind, policy: NamedPolicy) -> str:
    return f"{kind.value} {policy.name}".rstrip()

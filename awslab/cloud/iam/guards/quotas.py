"""How much IAM takes: policies per entity and their sizes, without white space.

The sentences are those of reports, such as https://github.com/kubeflow/dashboard/issues/29 and
https://github.com/aws-amplify/amplify-backend/issues/2615.
"""

from __future__ import annotations

from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"
_ATTACHED = {"Role": 20, "User": 10, "Group": 10}
_INLINE = {"Role": 10_240, "User": 2048, "Group": 5120}
_MANAGED, _TRUST = 6144, 2048


@guard("iam", "AttachRolePolicy", "AttachUserPolicy", "AttachGroupPolicy", source=_QUOTAS)
def attached_policies_fit(request: AwsRequest, state: State) -> Refusal | None:
    """20 managed policies for a role, 10 for a user or group."""
    kind, entity = _entity(request, state, "Attach")
    arn = request.parameters.get("PolicyArn")
    if entity is None or arn in entity.managed_policies or len(entity.managed_policies) < _ATTACHED[kind]:
        return None
    return Refusal("LimitExceeded", f"Cannot exceed quota for PoliciesPer{kind}: {_ATTACHED[kind]}", 409)


@guard("iam", "PutRolePolicy", "PutUserPolicy", "PutGroupPolicy", source=_QUOTAS)
def inline_policies_fit(request: AwsRequest, state: State) -> Refusal | None:
    """All inline policies together: 10,240 characters for a role, 2,048 for a user, 5,120 for a group."""
    kind, entity = _entity(request, state, "Put")
    if entity is None:
        return None
    given = request.parameters
    texts = {**entity.policies, given.get("PolicyName"): given.get("PolicyDocument")}
    if sum(_size(text) for text in texts.values()) <= _INLINE[kind]:
        return None
    message = f"Maximum policy size of {_INLINE[kind]} bytes exceeded for {kind.lower()} {entity.name}"
    return Refusal("LimitExceeded", message, 409)


@guard("iam", "CreatePolicy", "CreatePolicyVersion", source=_QUOTAS)
def managed_policy_fits(request: AwsRequest, _: State) -> Refusal | None:
    """6,144 characters."""
    if _size(request.parameters.get("PolicyDocument")) <= _MANAGED:
        return None
    return Refusal("LimitExceeded", f"Cannot exceed quota for PolicySize: {_MANAGED}", 409)


@guard("iam", "CreateRole", "UpdateAssumeRolePolicy", source=_QUOTAS)
def trust_policy_fits(request: AwsRequest, _: State) -> Refusal | None:
    """2,048 characters."""
    text = request.parameters.get("AssumeRolePolicyDocument") or request.parameters.get("PolicyDocument")
    if _size(text) <= _TRUST:
        return None
    return Refusal("LimitExceeded", f"Cannot exceed quota for ACLSizePerRole: {_TRUST}", 409)


def _entity(request: AwsRequest, state: State, verb: str) -> tuple[str, Any]:
    """`Role`, `User` or `Group`, and which one is meant; None when there is none of that name."""
    kind = request.operation.removeprefix(verb).removesuffix("Policy")
    name = request.parameters.get(f"{kind}Name")
    known = getattr(state.backend("iam", "aws"), f"{kind.lower()}s")
    return kind, next((each for each in known.values() if each.name == name), None)


def _size(text: Any) -> int:
    return len("".join(str(text or "").split()))

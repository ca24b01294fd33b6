"""Quotas of IAM: policies per entity and their sizes, without white space.

The sentences are those of reports, such as https://github.com/kubeflow/dashboard/issues/29 and
https://github.com/aws-amplify/amplify-backend/issues/2615.
"""

from __future__ import annotations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.iam.entities import Entity
from awslab.cloud.iam.moto_iam import Identities
from awslab.cloud.iam.policies.policy_text import policy_size

_QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"
_ATTACHMENTS = {"Role": 20, "User": 10, "Group": 10}
_INLINE = {"Role": 10_240, "User": 2048, "Group": 5120}
_MANAGED = 6144


@guard("iam", "AttachRolePolicy", "AttachUserPolicy", "AttachGroupPolicy", phase=Phase.QUOTA, source=_QUOTAS)
def attachments_fit_quota(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse more than 20 managed policies for a role, or 10 for a user or group."""
    kind, entity = _entity(request, state, "Attach")
    arn = request.parameters.get("PolicyArn")
    if entity is None or arn in entity.managed_policies or len(entity.managed_policies) < _ATTACHMENTS[kind]:
        return None
    return Refusal("LimitExceeded", f"Cannot exceed quota for PoliciesPer{kind}: {_ATTACHMENTS[kind]}", 409)


@guard("iam", "PutRolePolicy", "PutUserPolicy", "PutGroupPolicy", phase=Phase.QUOTA, source=_QUOTAS)
def inline_policies_fit_quota(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse inline policies that have together more than 10,240 characters for a role, 2,048 for a user, 5,120 for a
    group."""
    kind, entity = _entity(request, state, "Put")
    if entity is None:
        return None
    parameters = request.parameters
    texts = entity.policies | {str(parameters.get("PolicyName")): str(parameters.get("PolicyDocument") or "")}
    if sum(policy_size(text) for text in texts.values()) <= _INLINE[kind]:
        return None
    message = f"Maximum policy size of {_INLINE[kind]} bytes exceeded for {kind.lower()} {entity.name}"
    return Refusal("LimitExceeded", message, 409)


@guard("iam", "CreatePolicy", "CreatePolicyVersion", phase=Phase.QUOTA, source=_QUOTAS)
def managed_policy_fits_quota(request: AwsRequest, _: State) -> Refusal | None:
    """Refuse a managed policy of more than 6,144 characters."""
    if policy_size(request.parameters.get("PolicyDocument")) <= _MANAGED:
        return None
    return Refusal("LimitExceeded", f"Cannot exceed quota for PolicySize: {_MANAGED}", 409)


def _entity(request: AwsRequest, state: State, verb: str) -> tuple[str, Entity | None]:
    """Return `Role`, `User` or `Group`, and the entity that is meant; None when there is none of that name."""
    kind = request.operation.removeprefix(verb).removesuffix("Policy")
    name = str(request.parameters.get(f"{kind}Name"))
    return kind, Identities(state.account_id).named_entity(kind.lower(), name)

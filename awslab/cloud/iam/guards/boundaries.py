"""What IAM refuses as a permissions boundary."""

from __future__ import annotations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.iam.moto_iam import Identities

_API = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html"


@guard(
    "iam",
    "CreateUser",
    "CreateRole",
    "PutUserPermissionsBoundary",
    "PutRolePermissionsBoundary",
    phase=Phase.STATE,
    source=_API,
)
def boundary_is_a_managed_policy(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse a boundary that is no managed policy. AWS's words are from memory: no page has them."""
    arn = str(request.parameters.get("PermissionsBoundary") or "")
    if not arn or Identities(state.account_id).managed_policy(arn) is not None:
        return None
    return Refusal("NoSuchEntity", f"Scope ARN: {arn} does not exist or is not attachable.", 404)

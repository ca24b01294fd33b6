"""The permissions boundaries of users, which moto has for roles only."""

from __future__ import annotations

from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.iam.moto_iam import Identities, limit
from awslab.cloud.ports.context import GatewayContext

_API = "https://docs.aws.amazon.com/IAM/latest/APIReference/"


@answers(
    "iam",
    "PutUserPermissionsBoundary",
    "DeleteUserPermissionsBoundary",
    source=_API + "API_PutUserPermissionsBoundary.html",
)
def change_boundary_of_user(request: AwsRequest, _: GatewayContext) -> AwsResponse:
    """Give a user the boundary that the call names, or take it away."""
    name = str(request.parameters.get("UserName", ""))
    user = Identities(request.caller.account_id).user_with_name(name)
    if user is None:
        return refusal(request, "NoSuchEntity", f"The user with name {name} cannot be found.", 404)
    limit(user, request.parameters.get("PermissionsBoundary"))
    return answer(request, {})

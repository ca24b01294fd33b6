"""The permissions boundaries of users, which moto has for roles only.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPermissionsBoundary.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moto.backends import get_backend

from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal

_WITH_BOUNDARY = ("CreateUser", "CreateRole", "PutUserPermissionsBoundary", "PutRolePermissionsBoundary")


def limit(user: Any, arn: str | None) -> None:
    """Give a user of moto's a boundary, or take it away; `permissions_boundary` is what moto's answers look for."""
    user.permissions_boundary_arn = arn
    user.permissions_boundary = (
        {"PermissionsBoundaryType": "PermissionsBoundaryPolicy", "PermissionsBoundaryArn": arn} if arn else None
    )


class UserBoundaries:
    """An extension of the gateway for the two operations that moto lacks; it knows which policies there are."""

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """A boundary must be a managed policy, for users and roles."""
        if request.service != "iam":
            return None
        given, iam = request.parameters, get_backend("iam")[request.caller.account_id]["aws"]
        arn = given.get("PermissionsBoundary")
        if request.operation in _WITH_BOUNDARY and arn and arn not in iam.managed_policies:
            # AWS's words from memory: no page has them
            sentence = f"Scope ARN: {arn} does not exist or is not attachable."
            return refusal(request, "NoSuchEntity", sentence, 404)
        if request.operation in ("PutUserPermissionsBoundary", "DeleteUserPermissionsBoundary"):
            return self._change(request, given, iam)
        return None

    def _change(self, request: AwsRequest, given: Mapping[str, Any], iam: Any) -> AwsResponse:
        name = str(given.get("UserName", ""))
        user = iam.users.get(name)
        if user is None:
            return refusal(request, "NoSuchEntity", f"The user with name {name} cannot be found.", 404)
        limit(user, given.get("PermissionsBoundary"))
        return answer(request, {})

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is held."""

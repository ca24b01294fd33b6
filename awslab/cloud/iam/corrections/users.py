"""IAM: users and their permissions boundaries."""

from __future__ import annotations

from typing import Any

from moto.iam.responses import IamResponse

from awslab.cloud.gateway.corrections import Original, correct
from awslab.cloud.iam.moto_user_boundaries import limit


@correct(IamResponse, "create_user")
def users_keep_their_boundary(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html"""
    made = original(response)
    limit(made.result["User"], response._get_param("PermissionsBoundary"))
    return made

"""IAM: users and their permissions boundaries."""

from __future__ import annotations

from typing import Any

from moto.iam.responses import IamResponse

from awslab.cloud.gateway.corrections import Original, correct
from awslab.cloud.iam.moto_iam import limit


@correct(IamResponse, "create_user")
def users_keep_their_boundary(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html"""
    result = original(response)
    limit(result.result["User"], response._get_param("PermissionsBoundary"))
    return result

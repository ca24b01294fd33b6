"""What calls to IAM need (pure).

https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awslab.cloud.iam.actions.steps import CallScope, Steps

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest

_CREATIONS = {
    "CreateGroup": ("group", "GroupName"),
    "CreateInstanceProfile": ("instance-profile", "InstanceProfileName"),
    "CreatePolicy": ("policy", "PolicyName"),
    "CreateRole": ("role", "RoleName"),
    "CreateUser": ("user", "UserName"),
}
"""What does not exist yet: its ARN has the path that the call gives."""
_OWN_BY_DEFAULT = frozenset(
    {
        *("CreateAccessKey", "DeleteAccessKey", "ListAccessKeys", "UpdateAccessKey", "GetAccessKeyLastUsed"),
        *("GetUser", "ListMFADevices", "ListSigningCertificates", "ListServiceSpecificCredentials"),
        *("ListSSHPublicKeys", "UploadSigningCertificate", "DeleteSigningCertificate", "UpdateSigningCertificate"),
    }
)
"""Without a user's name these are about the caller.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html
"""


def steps(request: AwsRequest, scope: CallScope) -> Steps | None:
    """Return the operation on what it creates, or on the caller; None for what the tables say."""
    parameters = request.parameters
    if request.operation in _CREATIONS:
        kind, member = _CREATIONS[request.operation]
        path = str(parameters.get("Path") or "/")
        arn = f"arn:aws:iam::{scope.account_id}:{kind}{path}{parameters.get(member, '')}"
        return iter([(request.operation, {"ResourceArn": arn})])
    if request.operation in _OWN_BY_DEFAULT and not parameters.get("UserName"):
        return iter([(request.operation, {"ResourceArn": request.caller.arn})])
    return None

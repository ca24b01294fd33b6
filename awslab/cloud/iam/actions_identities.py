"""What calls to IAM need (pure).

https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from awslab.cloud.iam.actions_arns import Where

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest

_CREATED = {
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
        *(
            "GetUser",
            "ListMFADevices",
            "ListSigningCertificates",
            "ListServiceSpecificCredentials",
            "ListSSHPublicKeys",
        ),
        *("UploadSigningCertificate", "DeleteSigningCertificate", "UpdateSigningCertificate"),
    }
)
"""Without a user's name they are about who calls.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html
"""


def steps(request: AwsRequest, where: Where) -> Iterator[tuple[str, Mapping[str, Any]]] | None:
    """None for what the tables say; else the operation on what it creates, or on who calls."""
    given = request.parameters
    if request.operation in _CREATED:
        kind, member = _CREATED[request.operation]
        path = str(given.get("Path") or "/")
        arn = f"arn:aws:iam::{where.account_id}:{kind}{path}{given.get(member, '')}"
        return iter([(request.operation, {"ResourceArn": arn})])
    if request.operation in _OWN_BY_DEFAULT and not given.get("UserName"):
        return iter([(request.operation, {"ResourceArn": request.caller.arn})])
    return None


def sessions(request: AwsRequest, where: Where) -> Iterator[tuple[str, Mapping[str, Any]]] | None:
    """Tags and a source identity of a session take actions of their own.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
    """
    given = request.parameters
    if request.operation not in ("AssumeRole", "GetFederationToken"):
        return None
    along = (("TagSession", "Tags"), ("SetSourceIdentity", "SourceIdentity"))
    return ((name, given) for name, member in ((request.operation, None), *along) if not member or given.get(member))

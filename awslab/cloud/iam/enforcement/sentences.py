"""The words and codes with which each service says that a call is not allowed (pure).

The sentence: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html#access-denied-error-examples.
Codes and statuses: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (EC2),
https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html (SNS),
https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html (S3, with the resource in quotes),
https://docs.aws.amazon.com/IAM/latest/UserGuide/CommonErrors.html (query), and for the JSON services the common errors
of their own guides. SQS writes its actions in lower case (github.com/aws/serverless-application-model/issues/3633), IAM
calls roles and users by their names (github.com/aws/aws-cdk/issues/27067).
"""

from __future__ import annotations

from collections.abc import Mapping

from awslab.cloud.gateway.rooms import manifest_of

_CODES: Mapping[str, tuple[str, int]] = {
    "cloudformation": ("AccessDenied", 403),
    "cloudwatch": ("AccessDenied", 403),
    "efs": ("AccessDeniedException", 403),
    "elb": ("AccessDenied", 403),
    "s3control": ("AccessDenied", 403),
}
"""Of services that have no room; the others' are in their manifests."""
_JSON = ("AccessDeniedException", 400)
_EC2 = "You are not authorized to perform this operation. "
_KINDS_WITH_NAMES = ("role", "user", "group", "instance profile")
_LIST_RESOURCES = {"ListPolicies": "policy path /", "ListRoles": "role/", "ListUsers": "user/", "ListGroups": "group/"}


def error(service: str) -> tuple[str, int]:
    """Return the code and status with which a service (boto3's name) refuses."""
    return manifest_of(service).denial or _CODES.get(service, _JSON)


def sentence(service: str, message: str, action: str, resource: str, account_id: str) -> str:
    """Return the general sentence about a refused action on a resource, as the service writes it."""
    message = message.replace(f" on resource: {resource}", _place(service, action, resource, account_id), 1)
    if resource == "*":
        message = message.replace(' on resource: "*"', "", 1)
    if service == "sqs":
        return message.replace(action, action.lower())
    return _EC2 + message if service == "ec2" else message


def _place(service: str, action: str, resource: str, account_id: str) -> str:
    if resource == "*" and service in ("ec2", "s3", "s3control"):
        return ""  # the two name no resource where a policy cannot
    return f" on resource: {_resource(service, action, resource, account_id)}"


def _resource(service: str, action: str, resource: str, account_id: str) -> str:
    if service != "iam" or action == "iam:PassRole":
        return resource
    place = _LIST_RESOURCES.get(action.removeprefix("iam:"))
    if place is not None:
        return f"arn:aws:iam::{account_id}:{place}" if place.endswith("/") and " " not in place else place
    kind, _, name = resource.rpartition(":")[2].partition("/")
    kind = kind.replace("-", " ")
    if kind == "policy":
        return f"policy {name.rpartition('/')[2] if action == 'iam:CreatePolicy' else resource}"
    return f"{kind} {name.rpartition('/')[2]}" if kind in _KINDS_WITH_NAMES and name else resource

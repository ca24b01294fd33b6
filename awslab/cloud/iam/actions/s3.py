"""What calls to S3 need (pure).

https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html; the permissions of KMS that the
page adds for encrypted objects are not asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote

from awslab.cloud.iam.actions.names import OF_A_VERSION, actions
from awslab.cloud.iam.actions.steps import CallScope, Parameters, Steps

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest

_GRANTS = ("GrantFullControl", "GrantRead", "GrantReadACP", "GrantWrite", "GrantWriteACP")
_ALONG = {
    "PutObjectTagging": ("Tagging",),
    "PutObjectRetention": ("ObjectLockMode", "ObjectLockRetainUntilDate"),
    "PutObjectLegalHold": ("ObjectLockLegalHoldStatus",),
}
"""Actions that an upload takes as well, when it has one of these parameters."""
_WITH_THE_BUCKET = {
    "PutBucketObjectLockConfiguration": ("ObjectLockEnabledForBucket",),
    "PutBucketVersioning": ("ObjectLockEnabledForBucket",),
    "PutBucketOwnershipControls": ("ObjectOwnership",),
}


def steps(request: AwsRequest, scope: CallScope) -> Steps:
    """Yield the actions of a call, each with the ARNs of its buckets or objects."""
    parameters, operation = request.parameters, request.operation
    bucket, key = str(parameters.get("Bucket", "")), parameters.get("Key")
    resource = _on(bucket if key is None else f"{bucket}/{key}")
    if operation == "DeleteObjects":
        for item in (parameters.get("Delete") or {}).get("Objects") or ():
            yield _versioned("DeleteObject", item), _on(f"{bucket}/{item.get('Key')}")
        return
    if operation in ("CopyObject", "UploadPartCopy"):
        source, _, query = str(parameters.get("CopySource", "")).partition("?")
        yield _versioned("GetObject", {"VersionId": parse_qs(query).get("versionId")}), _on(unquote(source).lstrip("/"))
        yield "PutObject", resource
    else:
        for name in actions("s3", operation):
            yield _versioned(name, parameters), resource if bucket else {}
    if operation in ("GetObject", "HeadObject", "GetObjectAttributes"):
        yield from _missing(bucket, f"{bucket}/{key}", scope)
    if operation in ("PutObject", "CopyObject", "CreateMultipartUpload"):
        yield from _along(parameters, _ALONG, "PutObjectAcl", resource)
    if operation == "CreateBucket":
        yield from _along(parameters, _WITH_THE_BUCKET, "PutBucketAcl", resource)


def _missing(bucket: str, path: str, scope: CallScope) -> Steps:
    """That an object is not tresource is told only to those who may list the bucket.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax (permissions)
    """
    if scope.find_arn("s3:stored-bucket", bucket) and not scope.find_arn("s3:stored-object", path):
        yield "ListBucket", _on(bucket)


def _along(parameters: Parameters, actions: Mapping[str, tuple[str, ...]], acl: str, resource: Parameters) -> Steps:
    for name, members in ({acl: ("ACL", *_GRANTS)} | dict(actions)).items():
        if any(parameters.get(member) for member in members):
            yield name, resource


def _versioned(action: str, parameters: Parameters) -> str:
    return OF_A_VERSION.get(action, action) if parameters.get("VersionId") else action


def _on(path: str) -> Parameters:
    return {"ResourceArn": path if path.startswith("arn:") else f"arn:aws:s3:::{path}"}

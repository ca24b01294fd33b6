"""What calls to S3 need (pure).

https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html; the permissions of KMS that the
page adds for encrypted objects are not asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote

from awslab.cloud.iam.actions_arns import Where
from awslab.cloud.iam.actions_names import OF_A_VERSION, actions

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


def steps(request: AwsRequest, where: Where) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The actions of a call, each with the ARNs of its buckets or objects."""
    given, operation = request.parameters, request.operation
    bucket, key = str(given.get("Bucket", "")), given.get("Key")
    here = _on(bucket if key is None else f"{bucket}/{key}")
    if operation == "DeleteObjects":
        for each in (given.get("Delete") or {}).get("Objects") or ():
            yield _versioned("DeleteObject", each), _on(f"{bucket}/{each.get('Key')}")
        return
    if operation in ("CopyObject", "UploadPartCopy"):
        source, _, query = str(given.get("CopySource", "")).partition("?")
        yield _versioned("GetObject", {"VersionId": parse_qs(query).get("versionId")}), _on(unquote(source).lstrip("/"))
        yield "PutObject", here
    else:
        for name in actions("s3", operation):
            yield _versioned(name, given), here if bucket else {}
    if operation in ("GetObject", "HeadObject", "GetObjectAttributes"):
        yield from _missing(bucket, f"{bucket}/{key}", where)
    if operation in ("PutObject", "CopyObject", "CreateMultipartUpload"):
        yield from _along(given, _ALONG, "PutObjectAcl", here)
    if operation == "CreateBucket":
        yield from _along(given, _WITH_THE_BUCKET, "PutBucketAcl", here)


def _missing(bucket: str, path: str, where: Where) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """That an object is not there is told only to those who may list the bucket.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax (permissions)
    """
    if where.find_arn("s3:stored-bucket", bucket) and not where.find_arn("s3:stored-object", path):
        yield "ListBucket", _on(bucket)


def _along(
    given: Mapping[str, Any], actions: Mapping[str, tuple[str, ...]], acl: str, here: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, parameters in ({acl: ("ACL", *_GRANTS)} | dict(actions)).items():
        if any(given.get(each) for each in parameters):
            yield name, here


def _versioned(action: str, given: Mapping[str, Any]) -> str:
    return OF_A_VERSION.get(action, action) if given.get("VersionId") else action


def _on(path: str) -> Mapping[str, Any]:
    return {"ResourceArn": path if path.startswith("arn:") else f"arn:aws:s3:::{path}"}

"""What S3 refuses to have published: public policies under Block Public Access, ACLs where they are disabled."""

from __future__ import annotations

import json
from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.public_access import is_public

_GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
_UPLOADS = ("PutObject", "CopyObject", "CreateMultipartUpload")
_HARMLESS = (None, "", "private", "bucket-owner-full-control")


@guard("s3", "PutBucketPolicy", source=_GUIDE + "access-control-block-public-access.html")
def public_policies_are_not_blocked(request: AwsRequest, state: State) -> Refusal | None:
    """BlockPublicPolicy, on for every new bucket, refuses a policy that opens something to everyone.

    The words are those of troubleshoot-403-errors.html; a document that is no policy is for others to refuse.
    """
    name = str(request.parameters.get("Bucket", ""))
    block = getattr(state.bucket(name), "public_access_block", None)
    if block is None or not _is_on(block.block_public_policy) or not is_public(_policy(request)):
        return None
    message = (
        f"User: {request.caller.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "
        f'"arn:aws:s3:::{name}" because public policies are prevented by the BlockPublicPolicy setting in S3 '
        "Block Public Access."
    )
    return Refusal("AccessDenied", message, 403)


@guard("s3", "PutObjectAcl", "PutBucketAcl", *_UPLOADS, source=_GUIDE + "about-object-ownership.html")
def acls_are_enabled(request: AwsRequest, state: State) -> Refusal | None:
    """Buckets have ACLs disabled unless ObjectOwnership says otherwise; then none can be set."""
    given = request.parameters
    bucket = state.bucket(str(given.get("Bucket", "")))
    if bucket is None or bucket.ownership_rule != "BucketOwnerEnforced":
        return None
    grants = any(given.get(name) for name in ("GrantFullControl", "GrantRead", "GrantReadACP", "GrantWriteACP"))
    if request.operation in _UPLOADS and given.get("ACL") in _HARMLESS and not grants:
        return None
    return Refusal("AccessControlListNotSupported", "The bucket does not allow ACLs", 400)


def _policy(request: AwsRequest) -> dict[str, Any]:
    try:
        document = json.loads(str(request.parameters.get("Policy", "")))
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _is_on(setting: Any) -> bool:
    return str(setting).lower() == "true"

"""What S3 refuses to have published: public policies under Block Public Access, ACLs where they are disabled.

S3 decides over access before it looks at anything else of a call, so these guards are of the first phase.
"""

from __future__ import annotations

import json

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest, Structure
from awslab.cloud.s3.public_access import is_public
from awslab.cloud.s3.refusals import GUIDE
from awslab.cloud.s3.request_targets import bucket_name, requested_bucket
from awslab.cloud.s3.state import is_on

_UPLOADS = ("PutObject", "CopyObject", "CreateMultipartUpload")
_HARMLESS = (None, "", "private", "bucket-owner-full-control")


@guard("s3", "PutBucketPolicy", phase=Phase.SHAPE, source=GUIDE + "access-control-block-public-access.html")
def public_policy_is_not_blocked(request: AwsRequest, state: State) -> Refusal | None:
    """BlockPublicPolicy, on for every new bucket, refuses a policy that opens something to everyone.

    The words are those of troubleshoot-403-errors.html; a document that is no policy is for others to refuse.
    """
    bucket = requested_bucket(request, state)
    block = None if bucket is None else bucket.public_access_block
    if block is None or not is_on(block.block_public_policy) or not is_public(_policy(request)):
        return None
    message = (
        f"User: {request.caller.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "
        f'"arn:aws:s3:::{bucket_name(request)}" because public policies are prevented by the BlockPublicPolicy setting '
        "in S3 Block Public Access."
    )
    return Refusal("AccessDenied", message, 403)


@guard(
    "s3",
    *("PutObjectAcl", "PutBucketAcl", *_UPLOADS),
    phase=Phase.SHAPE,
    source=GUIDE + "about-object-ownership.html",
)
def acls_are_enabled(request: AwsRequest, state: State) -> Refusal | None:
    """Buckets have ACLs disabled unless ObjectOwnership says otherwise; then none can be set."""
    parameters, bucket = request.parameters, requested_bucket(request, state)
    if bucket is None or bucket.ownership_rule != "BucketOwnerEnforced":
        return None
    names = ("GrantFullControl", "GrantRead", "GrantReadACP", "GrantWriteACP")
    has_grants = any(parameters.get(name) for name in names)
    if request.operation in _UPLOADS and parameters.get("ACL") in _HARMLESS and not has_grants:
        return None
    return Refusal("AccessControlListNotSupported", "The bucket does not allow ACLs", 400)


def _policy(request: AwsRequest) -> Structure:
    try:
        document = json.loads(str(request.parameters.get("Policy", "")))
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}

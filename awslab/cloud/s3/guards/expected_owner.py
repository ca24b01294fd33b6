"""The bucket owner that a call expects; S3 asks that before it looks at what else a call says."""

from __future__ import annotations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.operations import operations_with
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.refusals import GUIDE
from awslab.cloud.s3.request_targets import requested_bucket


@guard(
    "s3",
    *operations_with("s3", "ExpectedBucketOwner"),
    phase=Phase.SHAPE,
    source=GUIDE + "bucket-owner-condition.html",
)
def bucket_has_expected_owner(request: AwsRequest, state: State) -> Refusal | None:
    """A request that expects another owner than the bucket has fails."""
    owner, bucket = request.parameters.get("ExpectedBucketOwner"), requested_bucket(request, state)
    if owner is None or bucket is None:
        return None
    if not (len(owner) == 12 and owner.isdigit()):
        message = f"The value of the expected bucket owner parameter must be an AWS Account ID... [{owner}]"
        return Refusal("InvalidBucketOwnerAWSAccountID", message, 400)
    return None if owner == str(bucket.account_id) else Refusal("AccessDenied", "Access Denied", 403)

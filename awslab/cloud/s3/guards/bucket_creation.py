"""Buckets that S3 does not create or delete; recorded from the real service."""

from __future__ import annotations

from functools import cache

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.refusals import API
from awslab.cloud.s3.request_targets import requested_bucket


@guard("s3", "CreateBucket", phase=Phase.SHAPE, source=API + "API_CreateBucket.html")
def location_constraint_is_a_region(request: AwsRequest, _: State) -> Refusal | None:
    """us-east-1 makes buckets in every region that exists; the others, which moto refuses, only in their own."""
    region = (request.parameters.get("CreateBucketConfiguration") or {}).get("LocationConstraint")
    if region is None or request.region != "us-east-1" or region == "EU" or region in _location_constraints():
        return None
    return Refusal("InvalidLocationConstraint", "The specified location-constraint is not valid", 400)


@cache
def _location_constraints() -> frozenset[str]:
    from boto3 import Session

    # https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketConfiguration.html: us-east-1 is no constraint
    return frozenset(Session().get_available_regions("s3")) - {"us-east-1"}


@guard("s3", "CreateBucket", phase=Phase.STATE, source=API + "API_CreateBucket.html")
def bucket_with_tags_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """us-east-1 creates an own bucket once more, but not when the call has tags."""
    configuration = request.parameters.get("CreateBucketConfiguration") or {}
    if not configuration.get("Tags") or requested_bucket(request, state) is None:
        return None
    message = "Your previous request to create the named bucket succeeded and you already own it."
    return Refusal("BucketAlreadyOwnedByYou", message, 409)


@guard("s3", "DeleteBucket", phase=Phase.STATE, source=API + "API_DeleteBucket.html")
def bucket_has_no_versions(request: AwsRequest, state: State) -> Refusal | None:
    """A bucket with versions or delete markers is not empty."""
    bucket = requested_bucket(request, state)
    if bucket is None or not bucket.versioning_status or bucket.keys.item_size() == 0:
        return None
    message = "The bucket you tried to delete is not empty. You must delete all versions in the bucket."
    return Refusal("BucketNotEmpty", message, 409)

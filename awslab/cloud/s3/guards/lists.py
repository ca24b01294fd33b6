"""Lists and markers that S3 does not give; recorded from the real service."""

from __future__ import annotations

from functools import cache

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.stored import API, argument, bucket


@guard("s3", "ListObjectVersions", source=API + "API_ListObjectVersions.html")
def version_markers_have_a_key(request: AwsRequest, _: State) -> Refusal | None:
    """A version id marker goes with the key it is of."""
    if request.parameters.get("VersionIdMarker") is None or request.parameters.get("KeyMarker"):
        return None
    return argument("A version-id marker cannot be specified without a key marker.")


@guard("s3", "ListMultipartUploads", source=API + "API_ListMultipartUploads.html")
def upload_markers_are_of_their_key(request: AwsRequest, state: State) -> Refusal | None:
    """The upload id marker is ignored without a key marker, and is of its key with one."""
    key, marker, found = (
        request.parameters.get("KeyMarker"),
        request.parameters.get("UploadIdMarker"),
        bucket(request, state),
    )
    if not key or not marker or found is None:
        return None
    begun = found.multiparts.get(marker)
    return None if begun is not None and begun.key_name == key else argument("Invalid uploadId marker")


@guard("s3", "ListBuckets", source=API + "API_ListBuckets.html")
def buckets_are_in_regions(request: AwsRequest, _: State) -> Refusal | None:
    """A region that exists."""
    region = request.parameters.get("BucketRegion")
    if region is None or region in _regions():
        return None
    return argument(f"Argument value {region} is not a valid AWS Region")


@cache
def _regions() -> frozenset[str]:
    from boto3 import Session

    return frozenset(Session().get_available_regions("s3"))

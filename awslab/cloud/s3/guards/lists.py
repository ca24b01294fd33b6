"""Lists and markers that S3 does not give; recorded from the real service."""

from __future__ import annotations

from functools import cache

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.refusals import API, invalid_argument
from awslab.cloud.s3.request_targets import requested_bucket


@guard("s3", "ListObjectVersions", phase=Phase.COMBINATION, source=API + "API_ListObjectVersions.html")
def version_id_marker_has_a_key_marker(request: AwsRequest, _: State) -> Refusal | None:
    """A version id marker needs the key marker that it belongs to."""
    if request.parameters.get("VersionIdMarker") is None or request.parameters.get("KeyMarker"):
        return None
    return invalid_argument("A version-id marker cannot be specified without a key marker.")


@guard("s3", "ListMultipartUploads", phase=Phase.IDENTIFIER, source=API + "API_ListMultipartUploads.html")
def upload_id_marker_is_of_its_key(request: AwsRequest, state: State) -> Refusal | None:
    """The upload id marker is ignored without a key marker, and is of its key with one."""
    key, marker = request.parameters.get("KeyMarker"), request.parameters.get("UploadIdMarker")
    bucket = requested_bucket(request, state)
    if not key or not marker or bucket is None:
        return None
    upload = bucket.multiparts.get(marker)
    return None if upload is not None and upload.key_name == key else invalid_argument("Invalid uploadId marker")


@guard("s3", "ListBuckets", phase=Phase.SHAPE, source=API + "API_ListBuckets.html")
def bucket_region_exists(request: AwsRequest, _: State) -> Refusal | None:
    """Buckets are listed by a region that exists."""
    region = request.parameters.get("BucketRegion")
    if region is None or region in _regions():
        return None
    return invalid_argument(f"Argument value {region} is not a valid AWS Region")


@cache
def _regions() -> frozenset[str]:
    from boto3 import Session

    return frozenset(Session().get_available_regions("s3"))

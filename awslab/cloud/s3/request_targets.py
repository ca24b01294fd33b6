"""What an S3 request names, out of what is stored: its bucket, its object or delete marker, its upload, its source."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs, unquote

from awslab.cloud.gateway.moto_state import State
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.state import Bucket, ObjectVersion, StoredVersion, Upload, as_object


def bucket_name(request: AwsRequest) -> str:
    """Return the name of the request's bucket, empty for none."""
    return str(request.parameters.get("Bucket", ""))


def requested_bucket(request: AwsRequest, state: State) -> Bucket | None:
    """Return the bucket that the request names, None when there is none (which moto refuses)."""
    return state.bucket(bucket_name(request))


def requested_version(request: AwsRequest, state: State) -> StoredVersion | None:
    """Return the object or delete marker of the request's key (and VersionId); None when there is neither."""
    versions, version_id = _versions(request, state), request.parameters.get("VersionId")
    if version_id is None:
        return versions[-1] if versions else None
    return version_of(versions, str(version_id))


def requested_object(request: AwsRequest, state: State) -> ObjectVersion | None:
    """Return the object of the request's key (and VersionId); None for a delete marker or nothing."""
    return as_object(requested_version(request, state))


def names_delete_marker(request: AwsRequest, state: State) -> bool:
    """Whether the request's key (and VersionId) names a delete marker."""
    version = requested_version(request, state)
    return version is not None and as_object(version) is None


def current_object(request: AwsRequest, state: State) -> ObjectVersion | None:
    """Return the newest version of the request's key, None when it is a delete marker or there is none."""
    versions = _versions(request, state)
    return as_object(versions[-1]) if versions else None


def requested_upload(request: AwsRequest, state: State) -> Upload | None:
    """Return the multipart upload that the request names, None when there is none."""
    bucket = requested_bucket(request, state)
    return None if bucket is None else bucket.multiparts.get(str(request.parameters.get("UploadId")))


def copy_source(request: AwsRequest) -> tuple[str, str | None]:
    """Return `bucket/key` of the request's CopySource, decoded, and its version id."""
    path, _, query = unquote(str(request.parameters.get("CopySource", ""))).lstrip("/").partition("?")
    return path, parse_qs(query).get("versionId", [None])[0]


def current_source(request: AwsRequest, state: State) -> StoredVersion | None:
    """Return the newest version of the key that CopySource names, whatever its version id; None when there is none."""
    name, _, key = copy_source(request)[0].partition("/")
    bucket = state.bucket(name)
    return None if bucket is None else bucket.keys.get(key)


def version_of(versions: Sequence[StoredVersion], version_id: str) -> StoredVersion | None:
    """Return the version of an id; None when there is none."""
    return next((version for version in versions if str(version.version_id) == version_id), None)


def _versions(request: AwsRequest, state: State) -> Sequence[StoredVersion]:
    bucket = requested_bucket(request, state)
    return () if bucket is None else list(bucket.keys.getlist(str(request.parameters.get("Key", "")), ()))

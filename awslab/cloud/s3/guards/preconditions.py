"""Versions, delete markers and conditions of S3's objects; recorded from the real service."""

from __future__ import annotations

import uuid

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest, Structure
from awslab.cloud.s3.refusals import API, GUIDE, NO_KEY, NOT_ALLOWED, invalid_argument, invalid_request
from awslab.cloud.s3.request_targets import (
    copy_source,
    current_object,
    current_source,
    names_delete_marker,
    requested_bucket,
    requested_object,
    version_of,
)
from awslab.cloud.s3.state import ObjectVersion, as_object, etag_of

_HEADER = Refusal("NotImplemented", "A header you provided implies functionality that is not implemented", 501)
_FAILURE = Refusal("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412)
_READS = ("GetObject", "HeadObject", "GetObjectAcl", "GetObjectAttributes", "GetObjectRetention", "GetObjectLegalHold")
_VERSIONS = GUIDE + "versioning-workflows.html"
_WRITES = GUIDE + "conditional-writes.html"


@guard("s3", *_READS, "DeleteObject", "PutObjectAcl", "PutObjectRetention", phase=Phase.SHAPE, source=_VERSIONS)
def version_id_is_well_formed(request: AwsRequest, state: State) -> Refusal | None:
    """A version id is `null`, or an id as the bucket gives them."""
    version_id = request.parameters.get("VersionId")
    if version_id is None or requested_bucket(request, state) is None or version_id == "null" or _is_id(version_id):
        return None
    return invalid_argument("Invalid version id specified")


@guard(
    "s3",
    *(*_READS, "PutObjectAcl", "PutObjectRetention"),
    phase=Phase.IDENTIFIER,
    source=GUIDE + "DeleteMarker.html",
)
def version_is_no_delete_marker(request: AwsRequest, state: State) -> Refusal | None:
    """By its id a delete marker can only be deleted; an ACL cannot be put on one either way."""
    if not names_delete_marker(request, state):
        return None
    has_id = request.parameters.get("VersionId") is not None
    if has_id or request.operation in ("PutObjectAcl", "PutObjectRetention"):
        return NOT_ALLOWED
    return NO_KEY if request.operation == "GetObjectAcl" else None


@guard("s3", "PutObject", "CopyObject", "CompleteMultipartUpload", phase=Phase.SHAPE, source=_WRITES)
def write_condition_is_supported(request: AwsRequest, state: State) -> Refusal | None:
    """If-None-Match is `*`, If-Match is an entity tag, and a call has one of them at most."""
    if_match, if_none_match = request.parameters.get("IfMatch"), request.parameters.get("IfNoneMatch")
    if requested_bucket(request, state) is None or not (if_match or if_none_match):
        return None
    is_unsupported = (if_match and if_none_match) or if_match == "*" or if_none_match not in (None, "*")
    return _HEADER if is_unsupported else None


@guard("s3", "CopyObject", "CompleteMultipartUpload", phase=Phase.IDENTIFIER, source=_WRITES)
def write_condition_holds(request: AwsRequest, state: State) -> Refusal | None:
    """The condition of a write holds; moto looks at it in PutObject only. S3 asks it before it looks for the source."""
    if_match, if_none_match = request.parameters.get("IfMatch"), request.parameters.get("IfNoneMatch")
    if requested_bucket(request, state) is None or not (if_match or if_none_match):
        return None
    s3_object = current_object(request, state)
    if if_none_match == "*" and s3_object is not None:
        return _FAILURE
    if if_match and s3_object is None:
        return NO_KEY
    return _FAILURE if if_match and s3_object is not None and if_match.strip('"') != etag_of(s3_object) else None


@guard("s3", "DeleteObject", phase=Phase.SHAPE, source=API + "API_DeleteObject.html")
def delete_condition_is_supported(request: AwsRequest, state: State) -> Refusal | None:
    """If-Match is all that general purpose buckets know; the others are for directory buckets."""
    if requested_bucket(request, state) is None:
        return None
    names = ("IfMatchLastModifiedTime", "IfMatchSize")
    return _HEADER if any(request.parameters.get(name) is not None for name in names) else None


@guard("s3", "HeadObject", phase=Phase.IDENTIFIER, source=API + "API_HeadObject.html")
def entity_tag_needs_no_quotes(request: AwsRequest, state: State) -> Refusal | None:
    """moto compares If-None-Match of a HEAD with its quotes."""
    s3_object, if_none_match = requested_object(request, state), request.parameters.get("IfNoneMatch")
    if s3_object is None or if_none_match is None or if_none_match.strip('"') != etag_of(s3_object):
        return None
    return Refusal("304", "Not Modified", 304)


@guard("s3", "CopyObject", "UploadPartCopy", phase=Phase.IDENTIFIER, source=API + "API_CopyObject.html")
def copy_source_is_an_object(request: AwsRequest, state: State) -> Refusal | None:
    """The source of a copy is a bucket and a key; no delete marker by its version id."""
    path, version_id = copy_source(request)
    if "/" not in path:
        return invalid_argument("Invalid copy source object key")
    name, _, key = path.partition("/")
    bucket, version = state.bucket(name), None
    if bucket is not None and version_id is not None:
        version = version_of(bucket.keys.getlist(key, ()), version_id)
    if version is None or as_object(version) is not None:
        return None
    return invalid_request("The source of a copy request may not specifically refer to a delete marker by version id.")


@guard("s3", "CopyObject", "UploadPartCopy", phase=Phase.IDENTIFIER, source=API + "API_CopyObject.html")
def copy_source_conditions_hold(request: AwsRequest, state: State) -> Refusal | None:
    """The `x-amz-copy-source-if-` headers hold; If-Match goes before If-Unmodified-Since, If-None-Match likewise."""
    s3_object = as_object(current_source(request, state))
    return None if s3_object is None or _holds(request.parameters, s3_object) else _FAILURE


def _holds(parameters: Structure, s3_object: ObjectVersion) -> bool:
    if_match, if_none_match = parameters.get("CopySourceIfMatch"), parameters.get("CopySourceIfNoneMatch")
    since, before = parameters.get("CopySourceIfModifiedSince"), parameters.get("CopySourceIfUnmodifiedSince")
    last_modified = s3_object.last_modified.replace(tzinfo=None, microsecond=0)
    if if_match is not None and if_match.strip('"') != etag_of(s3_object):
        return False
    if before is not None and if_match is None and last_modified > before.replace(tzinfo=None):
        return False
    if if_none_match is not None and if_none_match.strip('"') == etag_of(s3_object):
        return False
    return not (since is not None and if_none_match is None and last_modified <= since.replace(tzinfo=None))


def _is_id(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True

"""Versions, delete markers and conditions of S3's objects; recorded from the real service."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import parse_qs, unquote

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.stored import (
    API,
    GUIDE,
    NO_KEY,
    NOT_ALLOWED,
    argument,
    bucket,
    current,
    etag,
    invalid,
    is_marker,
    version,
)

_HEADER = Refusal("NotImplemented", "A header you provided implies functionality that is not implemented", 501)
_FAILED = Refusal("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412)
_READS = ("GetObject", "HeadObject", "GetObjectAcl", "GetObjectAttributes", "GetObjectRetention", "GetObjectLegalHold")
_WRITES = GUIDE + "conditional-writes.html"


@guard("s3", *_READS, "DeleteObject", "PutObjectAcl", "PutObjectRetention", source=GUIDE + "versioning-workflows.html")
def version_ids_are_well_formed(request: AwsRequest, state: State) -> Refusal | None:
    """`null`, or an id as the bucket gives them."""
    asked = request.parameters.get("VersionId")
    if asked is None or bucket(request, state) is None or asked == "null" or _is_id(asked):
        return None
    return argument("Invalid version id specified")


@guard("s3", *_READS, "PutObjectAcl", "PutObjectRetention", source=GUIDE + "DeleteMarker.html")
def delete_markers_cannot_be_read(request: AwsRequest, state: State) -> Refusal | None:
    """By its id a delete marker can only be deleted; an ACL cannot be put on one either way."""
    found = version(request, state)
    if found is None or not is_marker(found):
        return None
    named = request.parameters.get("VersionId") is not None
    if named or request.operation in ("PutObjectAcl", "PutObjectRetention"):
        return NOT_ALLOWED
    return NO_KEY if request.operation == "GetObjectAcl" else None


@guard("s3", "PutObject", "CopyObject", "CompleteMultipartUpload", source=_WRITES)
def write_conditions_are_those_there_are(request: AwsRequest, state: State) -> Refusal | None:
    """If-None-Match is `*`, If-Match is an entity tag, and there is one of them."""
    same, other = request.parameters.get("IfMatch"), request.parameters.get("IfNoneMatch")
    if bucket(request, state) is None or not (same or other):
        return None
    return _HEADER if (same and other) or same == "*" or other not in (None, "*") else None


@guard("s3", "CopyObject", "CompleteMultipartUpload", source=_WRITES)
def write_conditions_hold(request: AwsRequest, state: State) -> Refusal | None:
    """moto looks at them in PutObject only."""
    same, other = request.parameters.get("IfMatch"), request.parameters.get("IfNoneMatch")
    if bucket(request, state) is None or not (same or other):
        return None
    kept = current(request, state)
    if other == "*" and kept is not None:
        return _FAILED
    if same and kept is None:
        return NO_KEY
    return _FAILED if same and same.strip('"') != etag(kept) else None


@guard("s3", "DeleteObject", source=API + "API_DeleteObject.html")
def delete_conditions_are_those_there_are(request: AwsRequest, state: State) -> Refusal | None:
    """If-Match is all that general purpose buckets know; the others are for directory buckets."""
    if bucket(request, state) is None:
        return None
    express = ("IfMatchLastModifiedTime", "IfMatchSize")
    return _HEADER if any(request.parameters.get(name) is not None for name in express) else None


@guard("s3", "HeadObject", source=API + "API_HeadObject.html")
def entity_tags_need_no_quotes(request: AwsRequest, state: State) -> Refusal | None:
    """moto compares If-None-Match of a HEAD with its quotes."""
    kept, given = version(request, state), request.parameters.get("IfNoneMatch")
    if kept is None or is_marker(kept) or given is None or given.strip('"') != etag(kept):
        return None
    return Refusal("304", "Not Modified", 304)


@guard("s3", "CopyObject", "UploadPartCopy", source=API + "API_CopyObject.html")
def the_source_is_an_object(request: AwsRequest, state: State) -> Refusal | None:
    """A bucket and a key; no delete marker by its version id."""
    path, _, query = unquote(str(request.parameters.get("CopySource", ""))).lstrip("/").partition("?")
    if "/" not in path:
        return argument("Invalid copy source object key")
    name, _, key = path.partition("/")
    asked = parse_qs(query).get("versionId", [None])[0]
    found, kept = state.bucket(name), None
    if found is not None and asked is not None:
        kept = next((each for each in found.keys.getlist(key, default=[]) if str(each.version_id) == asked), None)
    if kept is None or not is_marker(kept):
        return None
    return invalid("The source of a copy request may not specifically refer to a delete marker by version id.")


@guard("s3", "CopyObject", "UploadPartCopy", source=API + "API_CopyObject.html")
def source_conditions_hold(request: AwsRequest, state: State) -> Refusal | None:
    """The `x-amz-copy-source-if-` headers; If-Match goes before If-Unmodified-Since, If-None-Match likewise."""
    given = request.parameters
    path = unquote(str(given.get("CopySource", ""))).lstrip("/").partition("?")[0]
    found = state.bucket(path.partition("/")[0])
    kept = found.keys.get(path.partition("/")[2]) if found is not None else None
    if kept is None or is_marker(kept):
        return None
    return None if _holds(given, kept) else _FAILED


def _holds(given: Any, kept: Any) -> bool:
    same, other = given.get("CopySourceIfMatch"), given.get("CopySourceIfNoneMatch")
    since, before = given.get("CopySourceIfModifiedSince"), given.get("CopySourceIfUnmodifiedSince")
    changed = kept.last_modified.replace(tzinfo=None, microsecond=0)
    if same is not None and same.strip('"') != etag(kept):
        return False
    if before is not None and same is None and changed > before.replace(tzinfo=None):
        return False
    if other is not None and other.strip('"') == etag(kept):
        return False
    return not (since is not None and other is None and changed <= since.replace(tzinfo=None))


def _is_id(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True

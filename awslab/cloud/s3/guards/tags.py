"""Tags that S3 does not take; recorded from the real service."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.stored import GUIDE, NO_KEY, NOT_ALLOWED, argument, bucket, is_marker, version

_ALLOWED = re.compile(r"[\w\s.:/=+\-@]*")
_SOURCE = GUIDE + "object-tagging.html"
_BUCKETS = GUIDE + "CostAllocTagging.html"


@guard("s3", "PutBucketTagging", source=_BUCKETS)
def tags_of_a_bucket_are_proper(request: AwsRequest, state: State) -> Refusal | None:
    """Each key once, of letters, digits, spaces and `+ - = . _ : / @`, none of AWS's own."""
    if bucket(request, state) is None:
        return None
    return _refused(_given(request), "System tags cannot be added/updated by requester")


@guard("s3", "PutObjectTagging", source=_SOURCE)
def tags_of_an_object_are_proper(request: AwsRequest, state: State) -> Refusal | None:
    """As those of a bucket."""
    if bucket(request, state) is None:
        return None
    return _refused(_given(request), "Your TagKey cannot be prefixed with aws:")


@guard(
    "s3", "CreateBucket", source="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketConfiguration.html"
)
def tags_at_creation_are_proper(request: AwsRequest, _: State) -> Refusal | None:
    """As those that are put later, in other words."""
    tags = (request.parameters.get("CreateBucketConfiguration") or {}).get("Tags") or ()
    words = (
        'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from '
        "your tag keys and try again."
    )
    return _refused(tags, words)


@guard("s3", "PutObject", "CreateMultipartUpload", source=_SOURCE)
def the_header_is_a_query_of_tags(request: AwsRequest, state: State) -> Refusal | None:
    """`x-amz-tagging` is a query string in which each key stands once."""
    header = request.parameters.get("Tagging")
    if not header or bucket(request, state) is None:
        return None
    pairs = parse_qsl(header, keep_blank_values=True)
    keys = [key for key, _ in pairs]
    if pairs and len(set(keys)) == len(keys) and all(_ALLOWED.fullmatch(text) for pair in pairs for text in pair):
        return None
    return argument(
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name "
        "duplicates."
    )


@guard("s3", "PutObjectTagging", "GetObjectTagging", "DeleteObjectTagging", source=_SOURCE)
def a_delete_marker_has_no_tags(request: AwsRequest, state: State) -> Refusal | None:
    """Neither by its version id nor as the newest version; what is not there is told so."""
    if bucket(request, state) is None:
        return None
    found = version(request, state)
    if found is None:
        return NO_KEY if request.parameters.get("VersionId") is None else None
    return NOT_ALLOWED if is_marker(found) else None


def _given(request: AwsRequest) -> Sequence[Mapping[str, Any]]:
    return (request.parameters.get("Tagging") or {}).get("TagSet") or ()


def _refused(tags: Sequence[Mapping[str, Any]], reserved: str) -> Refusal | None:
    seen: set[str] = set()
    for tag in tags:
        key, value = str(tag.get("Key")), str(tag.get("Value"))
        if key in seen:
            return _tag("Cannot provide multiple Tags with the same key")
        if not _ALLOWED.fullmatch(key) or "\n" in key:
            return _tag("The TagKey you have provided is invalid")
        if key.startswith("aws:"):
            return _tag(reserved)
        if not _ALLOWED.fullmatch(value) or "\n" in value:
            return _tag("The TagValue you have provided is invalid")
        seen.add(key)
    return None


def _tag(message: str) -> Refusal:
    return Refusal("InvalidTag", message, 400)

"""Tags that S3 does not take; recorded from the real service."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest, Structure
from awslab.cloud.s3.refusals import API, GUIDE, NO_KEY, NOT_ALLOWED, invalid_argument
from awslab.cloud.s3.request_targets import names_delete_marker, requested_bucket, requested_version

_ALLOWED = re.compile(r"[\w\s.:/=+\-@]*")
_SOURCE = GUIDE + "object-tagging.html"
_BUCKETS = GUIDE + "CostAllocTagging.html"


@guard("s3", "PutBucketTagging", phase=Phase.SHAPE, source=_BUCKETS)
def tags_of_bucket_are_valid(request: AwsRequest, state: State) -> Refusal | None:
    """A bucket has each key once, of letters, digits, spaces and `+ - = . _ : / @`, none of AWS's own."""
    if requested_bucket(request, state) is None:
        return None
    return _refused_tag(_tags(request), "System tags cannot be added/updated by requester")


@guard("s3", "PutObjectTagging", phase=Phase.SHAPE, source=_SOURCE)
def tags_of_object_are_valid(request: AwsRequest, state: State) -> Refusal | None:
    """Tags of an object follow the rules of a bucket's."""
    if requested_bucket(request, state) is None:
        return None
    return _refused_tag(_tags(request), "Your TagKey cannot be prefixed with aws:")


@guard("s3", "CreateBucket", phase=Phase.STATE, source=API + "API_CreateBucketConfiguration.html")
def tags_at_creation_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """Tags of a new bucket follow the same rules, with another sentence; S3 asks first whether the bucket is new."""
    tags = (request.parameters.get("CreateBucketConfiguration") or {}).get("Tags") or ()
    message = (
        'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from '
        "your tag keys and try again."
    )
    return _refused_tag(tags, message)


@guard("s3", "PutObject", "CreateMultipartUpload", phase=Phase.SHAPE, source=_SOURCE)
def tagging_header_is_a_query(request: AwsRequest, state: State) -> Refusal | None:
    """`x-amz-tagging` is a query string in which each key stands once."""
    header = request.parameters.get("Tagging")
    if not header or requested_bucket(request, state) is None:
        return None
    pairs = parse_qsl(header, keep_blank_values=True)
    keys = [key for key, _ in pairs]
    if pairs and len(set(keys)) == len(keys) and all(_ALLOWED.fullmatch(text) for pair in pairs for text in pair):
        return None
    return invalid_argument(
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name "
        "duplicates."
    )


@guard("s3", "PutObjectTagging", "GetObjectTagging", "DeleteObjectTagging", phase=Phase.IDENTIFIER, source=_SOURCE)
def tagged_version_is_an_object(request: AwsRequest, state: State) -> Refusal | None:
    """A delete marker has no tags, neither by its version id nor as the newest version; nor has a missing key."""
    if requested_bucket(request, state) is None:
        return None
    if requested_version(request, state) is None:
        return NO_KEY if request.parameters.get("VersionId") is None else None
    return NOT_ALLOWED if names_delete_marker(request, state) else None


def _tags(request: AwsRequest) -> Sequence[Structure]:
    return (request.parameters.get("Tagging") or {}).get("TagSet") or ()


def _refused_tag(tags: Sequence[Structure], message_for_reserved: str) -> Refusal | None:
    keys: set[str] = set()
    for tag in tags:
        key, value = str(tag.get("Key")), str(tag.get("Value"))
        if key in keys:
            return _invalid_tag("Cannot provide multiple Tags with the same key")
        if not _ALLOWED.fullmatch(key) or "\n" in key:
            return _invalid_tag("The TagKey you have provided is invalid")
        if key.startswith("aws:"):
            return _invalid_tag(message_for_reserved)
        if not _ALLOWED.fullmatch(value) or "\n" in value:
            return _invalid_tag("The TagValue you have provided is invalid")
        keys.add(key)
    return None


def _invalid_tag(message: str) -> Refusal:
    return Refusal("InvalidTag", message, 400)

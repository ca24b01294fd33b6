"""Names of buckets and keys that S3 does not take; the texts were recorded from the real service (aws-errors.tsv)."""

from __future__ import annotations

import re
from urllib.parse import unquote

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.refusals import API, GUIDE
from awslab.cloud.s3.request_targets import bucket_name, requested_bucket

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+")
_PREFIXES = ("xn--", "sthree-", "amzn-s3-demo-")
_SUFFIXES = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")
_LONGEST_KEY = 1024
_CALLS_WITH_KEY = ("PutObject", "CopyObject", "CreateMultipartUpload", "GetObject", "HeadObject", "DeleteObject")


@guard("s3", "CreateBucket", phase=Phase.SHAPE, source=GUIDE + "bucketnamingrules.html")
def bucket_name_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A bucket's name has 3 to 63 lower-case letters, digits, hyphens and single dots.

    It has no reserved prefix or suffix, and is no IP address.
    """
    name = bucket_name(request)
    is_allowed = _NAME.fullmatch(name) and ".." not in name and not _ADDRESS.fullmatch(name)
    if is_allowed and not name.startswith(_PREFIXES) and not name.endswith(_SUFFIXES):
        return None
    return Refusal("InvalidBucketName", "The specified bucket is not valid.", 400)


@guard("s3", *_CALLS_WITH_KEY, phase=Phase.SHAPE, source=GUIDE + "object-keys.html")
def key_is_not_too_long(request: AwsRequest, _: State) -> Refusal | None:
    """A key has at most 1,024 bytes of UTF-8.

    The error: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    """
    if len(str(request.parameters.get("Key", "")).encode()) <= _LONGEST_KEY:
        return None
    return Refusal("KeyTooLongError", "Your key is too long", 400)


@guard("s3", "CopyObject", phase=Phase.SHAPE, source=API + "API_CopyObject.html")
def copy_in_place_changes_something(request: AwsRequest, state: State) -> Refusal | None:
    """An object is copied onto itself only to change it; moto forgets so in buckets with default encryption."""
    parameters = request.parameters
    source = unquote(str(parameters.get("CopySource", ""))).lstrip("/")
    if source != f"{parameters.get('Bucket')}/{parameters.get('Key')}" or requested_bucket(request, state) is None:
        return None
    changes = ("StorageClass", "ServerSideEncryption", "WebsiteRedirectLocation", "SSEKMSKeyId")
    if parameters.get("MetadataDirective") == "REPLACE" or any(parameters.get(name) for name in changes):
        return None
    message = (
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's "
        "metadata, storage class, website redirect location or encryption attributes."
    )
    return Refusal("InvalidRequest", message, 400)

"""What S3 refuses. The texts were recorded from the real service (aws-errors.tsv)."""

from __future__ import annotations

import re
from urllib.parse import unquote

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+")
_PREFIXES = ("xn--", "sthree-", "amzn-s3-demo-")
_SUFFIXES = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")
_LONGEST_KEY = 1024
_NAMING_A_KEY = ("PutObject", "CopyObject", "CreateMultipartUpload", "GetObject", "HeadObject", "DeleteObject")


@guard("s3", "CreateBucket", source=_GUIDE + "bucketnamingrules.html")
def bucket_name_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """3-63 lower-case letters, digits, hyphens and single dots; no reserved prefix or suffix; no IP address."""
    name = str(request.parameters.get("Bucket", ""))
    allowed = _NAME.fullmatch(name) and ".." not in name and not _ADDRESS.fullmatch(name)
    if allowed and not name.startswith(_PREFIXES) and not name.endswith(_SUFFIXES):
        return None
    return Refusal("InvalidBucketName", "The specified bucket is not valid.", 400)


@guard("s3", *_NAMING_A_KEY, source=_GUIDE + "object-keys.html")
def key_fits(request: AwsRequest, _: State) -> Refusal | None:
    """At most 1,024 bytes of UTF-8. The error: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"""
    if len(str(request.parameters.get("Key", "")).encode()) <= _LONGEST_KEY:
        return None
    return Refusal("KeyTooLongError", "Your key is too long", 400)


@guard("s3", "CopyObject", source="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html")
def copy_in_place_changes_something(request: AwsRequest, state: State) -> Refusal | None:
    """An object is copied onto itself only to change it; moto forgets so in buckets with default encryption."""
    given = request.parameters
    source = unquote(str(given.get("CopySource", ""))).lstrip("/")
    if source != f"{given.get('Bucket')}/{given.get('Key')}" or state.bucket(str(given.get("Bucket"))) is None:
        return None
    changes = ("StorageClass", "ServerSideEncryption", "WebsiteRedirectLocation", "SSEKMSKeyId")
    if given.get("MetadataDirective") == "REPLACE" or any(given.get(name) for name in changes):
        return None
    message = (
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's "
        "metadata, storage class, website redirect location or encryption attributes."
    )
    return Refusal("InvalidRequest", message, 400)

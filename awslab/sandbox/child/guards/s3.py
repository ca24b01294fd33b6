"""What S3 refuses. The texts were recorded from the real service (aws-errors.tsv)."""

from __future__ import annotations

import re
from urllib.parse import unquote

from awslab.sandbox.child.guards import Refusal, State, guard
from awslab.sandbox.child.request import AwsRequest
from awslab.sandbox.child.runtime.permissions import permits

_GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+")
_PREFIXES = ("xn--", "sthree-", "amzn-s3-demo-")
_SUFFIXES = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")
_LONGEST_KEY = 1024
_NAMING_A_KEY = ("PutObject", "CopyObject", "CreateMultipartUpload", "GetObject", "HeadObject", "DeleteObject")
_FUNCTION = re.compile(r"arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?")


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


@guard("s3", "PutBucketNotificationConfiguration", source=_GUIDE + "grant-destinations-permissions-to-s3.html")
def functions_admit_s3(request: AwsRequest, state: State) -> Refusal | None:
    """Every function of the configuration exists and its policy lets S3 invoke it for this bucket.

    Skipped with SkipDestinationValidation, as in
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
    """
    configuration = request.parameters.get("NotificationConfiguration") or {}
    targets = [entry.get("LambdaFunctionArn", "") for entry in configuration.get("LambdaFunctionConfigurations") or ()]
    if any(not _FUNCTION.fullmatch(arn) for arn in targets):
        return Refusal("InvalidArgument", "The ARN could not be parsed", 400)
    if request.parameters.get("SkipDestinationValidation"):
        return None
    bucket = str(request.parameters.get("Bucket", ""))
    if all(_admits(arn, bucket, state) for arn in targets):
        return None
    return Refusal("InvalidArgument", "Unable to validate the following destination configurations", 400)


@guard("s3", "PutBucketNotificationConfiguration", source=_GUIDE + "notification-how-to-filtering.html")
def filters_are_of_prefix_or_suffix(request: AwsRequest, _: State) -> Refusal | None:
    """A filter is for the beginning or the end of a key, in any letter case."""
    configuration = request.parameters.get("NotificationConfiguration") or {}
    kinds = ("LambdaFunctionConfigurations", "QueueConfigurations", "TopicConfigurations")
    entries = [entry for kind in kinds for entry in configuration.get(kind) or ()]
    filters = [((entry.get("Filter") or {}).get("Key") or {}).get("FilterRules") or () for entry in entries]
    if all(str(rule.get("Name")).lower() in ("prefix", "suffix") for rules in filters for rule in rules):
        return None
    return Refusal("InvalidArgument", "filter rule name must be either prefix or suffix", 400)


def _admits(arn: str, bucket: str, state: State) -> bool:
    function = state.function(arn)
    return function is not None and permits(
        function.policy.statements,
        service="s3.amazonaws.com",
        resource=arn,
        source_arn=f"arn:aws:s3:::{bucket}",
        source_account=state.account_id,
    )

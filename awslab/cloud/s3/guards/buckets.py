"""Buckets that S3 does not create, and settings that it does not take; recorded from the real service."""

from __future__ import annotations

from functools import cache
from typing import Any

from moto.core.utils import get_service_model

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.stored import API, GUIDE, MALFORMED, argument, bucket, invalid


@cache
def _with_owner() -> tuple[str, ...]:
    model = get_service_model("s3")
    names = model.operation_names
    shapes = ((name, model.operation_model(name).input_shape) for name in names)
    return tuple(name for name, shape in shapes if shape is not None and "ExpectedBucketOwner" in shape.members)


@guard("s3", *_with_owner(), source=GUIDE + "bucket-owner-condition.html")
def the_owner_is_the_expected_one(request: AwsRequest, state: State) -> Refusal | None:
    """A request that expects another owner than the bucket has fails."""
    expected = request.parameters.get("ExpectedBucketOwner")
    found = bucket(request, state)
    if expected is None or found is None:
        return None
    if not (len(expected) == 12 and expected.isdigit()):
        words = f"The value of the expected bucket owner parameter must be an AWS Account ID... [{expected}]"
        return Refusal("InvalidBucketOwnerAWSAccountID", words, 400)
    return None if expected == str(found.account_id) else Refusal("AccessDenied", "Access Denied", 403)


@guard("s3", "CreateBucket", source=API + "API_CreateBucket.html")
def the_place_is_known(request: AwsRequest, _: State) -> Refusal | None:
    """us-east-1 makes buckets in every region that exists; the others, which moto refuses, only in their own."""
    place = (request.parameters.get("CreateBucketConfiguration") or {}).get("LocationConstraint")
    if place is None or request.region != "us-east-1" or place == "EU" or place in _regions():
        return None
    return Refusal("InvalidLocationConstraint", "The specified location-constraint is not valid", 400)


@cache
def _regions() -> frozenset[str]:
    from boto3 import Session

    # https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketConfiguration.html: us-east-1 is no constraint
    return frozenset(Session().get_available_regions("s3")) - {"us-east-1"}


@guard("s3", "CreateBucket", source=API + "API_CreateBucket.html")
def a_name_is_not_tagged_twice(request: AwsRequest, state: State) -> Refusal | None:
    """us-east-1 creates an own bucket once more, but not when it is given tags."""
    given = request.parameters.get("CreateBucketConfiguration") or {}
    if not given.get("Tags") or bucket(request, state) is None:
        return None
    message = "Your previous request to create the named bucket succeeded and you already own it."
    return Refusal("BucketAlreadyOwnedByYou", message, 409)


@guard("s3", "PutBucketVersioning", source=API + "API_PutBucketVersioning.html")
def versioning_is_told_and_kept_under_lock(request: AwsRequest, state: State) -> Refusal | None:
    """A status has to be given; with Object Lock versioning stays on."""
    found, status = bucket(request, state), (request.parameters.get("VersioningConfiguration") or {}).get("Status")
    if found is None:
        return None
    if status is None:
        message = "The Versioning element must be specified"
        return Refusal("IllegalVersioningConfigurationException", message, 400)
    if status == "Suspended" and found.object_lock_enabled:
        message = "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed."
        return Refusal("InvalidBucketState", message, 409)
    return None


@guard("s3", "DeleteBucket", source=API + "API_DeleteBucket.html")
def versions_are_deleted_first(request: AwsRequest, state: State) -> Refusal | None:
    """A bucket with versions or delete markers is not empty."""
    found = bucket(request, state)
    if found is None or not found.versioning_status or found.keys.item_size() == 0:
        return None
    message = "The bucket you tried to delete is not empty. You must delete all versions in the bucket."
    return Refusal("BucketNotEmpty", message, 409)


@guard("s3", "PutBucketEncryption", source=API + "API_ServerSideEncryptionByDefault.html")
def one_way_of_encryption(request: AwsRequest, state: State) -> Refusal | None:
    """One rule; a key only with KMS."""
    rules = (request.parameters.get("ServerSideEncryptionConfiguration") or {}).get("Rules") or []
    if bucket(request, state) is None:
        return None
    if len(rules) != 1:
        return MALFORMED
    default = rules[0].get("ApplyServerSideEncryptionByDefault") or {}
    if default.get("KMSMasterKeyID") and not str(default.get("SSEAlgorithm")).startswith("aws:kms"):
        message = "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse"
        return argument(message)
    return None


@guard("s3", "PutBucketOwnershipControls", source=API + "API_PutBucketOwnershipControls.html")
def one_rule_of_ownership(request: AwsRequest, _: State) -> Refusal | None:
    """Exactly one."""
    return None if len((request.parameters.get("OwnershipControls") or {}).get("Rules") or ()) == 1 else MALFORMED


@guard("s3", "PutBucketAccelerateConfiguration", source=GUIDE + "transfer-acceleration.html")
def accelerated_names_have_no_dots(request: AwsRequest, _: State) -> Refusal | None:
    """Transfer Acceleration needs a DNS label."""
    if "." not in str(request.parameters.get("Bucket")):
        return None
    return invalid("S3 Transfer Acceleration is not supported for buckets with periods (.) in their names")


@guard("s3", "PutBucketLogging", source=GUIDE + "enable-server-access-logging.html")
def logs_stay_in_their_region(request: AwsRequest, state: State) -> Refusal | None:
    """The target exists, in the bucket's own region."""
    target = ((request.parameters.get("BucketLoggingStatus") or {}).get("LoggingEnabled") or {}).get("TargetBucket")
    found, kept = bucket(request, state), state.bucket(str(target))
    if found is None or target is None:
        return None
    if kept is None:
        message = "The target bucket for logging does not exist"
        return Refusal("InvalidTargetBucketForLogging", message, 400)
    if kept.region_name != found.region_name:
        return Refusal("CrossLocationLoggingProhibitted", "Cross S3 location logging not allowed. ", 403)
    return None


@guard("s3", "PutBucketInventoryConfiguration", source=API + "API_PutBucketInventoryConfiguration.html")
def a_report_has_one_id_and_a_bucket(request: AwsRequest, _: State) -> Refusal | None:
    """The id of the address is that of the document; the destination is an ARN."""
    given: dict[str, Any] = request.parameters.get("InventoryConfiguration") or {}
    if given.get("Id") != request.parameters.get("Id"):
        return Refusal("IdMismatch", "Document ID does not match the specified configuration ID.", 400)
    target = ((given.get("Destination") or {}).get("S3BucketDestination") or {}).get("Bucket")
    if not str(target).startswith("arn:"):
        return Refusal("InvalidS3DestinationBucket", "Invalid bucket ARN.", 400)
    return None


@guard("s3", "GetBucketInventoryConfiguration", source=API + "API_GetBucketInventoryConfiguration.html")
def a_report_is_there(request: AwsRequest, state: State) -> Refusal | None:
    """moto has another code for a report that is not configured."""
    found = bucket(request, state)
    if found is None or request.parameters.get("Id") in found.inventory_configs:
        return None
    return Refusal("NoSuchConfiguration", "The specified configuration does not exist.", 404)


@guard("s3", "PutBucketReplication", source=GUIDE + "replication-requirements.html")
def copies_go_to_versioned_buckets(request: AwsRequest, state: State) -> Refusal | None:
    """Source and destination have versioning on; a destination that is not there is told in the same words."""
    found = bucket(request, state)
    if found is None or not found.is_versioned:
        return None
    rules = (request.parameters.get("ReplicationConfiguration") or {}).get("Rules") or ()
    targets = [str((rule.get("Destination") or {}).get("Bucket", "")).rpartition(":")[2] for rule in rules]
    if all((kept := state.bucket(name)) is not None and kept.is_versioned for name in targets):
        return None
    return invalid("Destination bucket must have versioning enabled.")

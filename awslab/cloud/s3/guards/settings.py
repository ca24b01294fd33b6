"""Settings of buckets that S3 does not take; recorded from the real service."""

from __future__ import annotations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest, Structure
from awslab.cloud.s3.refusals import API, GUIDE, MALFORMED, invalid_argument, invalid_request
from awslab.cloud.s3.request_targets import bucket_name, requested_bucket


@guard("s3", "PutBucketVersioning", phase=Phase.STATE, source=API + "API_PutBucketVersioning.html")
def versioning_status_is_allowed(request: AwsRequest, state: State) -> Refusal | None:
    """A call must have a status; with Object Lock versioning stays on."""
    bucket = requested_bucket(request, state)
    status = (request.parameters.get("VersioningConfiguration") or {}).get("Status")
    if bucket is None:
        return None
    if status is None:
        message = "The Versioning element must be specified"
        return Refusal("IllegalVersioningConfigurationException", message, 400)
    if status == "Suspended" and bucket.object_lock_enabled:
        message = "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed."
        return Refusal("InvalidBucketState", message, 409)
    return None


@guard("s3", "PutBucketEncryption", phase=Phase.SHAPE, source=API + "API_ServerSideEncryptionByDefault.html")
def encryption_has_one_rule(request: AwsRequest, state: State) -> Refusal | None:
    """Default encryption has one rule, and a key only with KMS."""
    rules = (request.parameters.get("ServerSideEncryptionConfiguration") or {}).get("Rules") or []
    if requested_bucket(request, state) is None:
        return None
    if len(rules) != 1:
        return MALFORMED
    default = rules[0].get("ApplyServerSideEncryptionByDefault") or {}
    if default.get("KMSMasterKeyID") and not str(default.get("SSEAlgorithm")).startswith("aws:kms"):
        message = "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse"
        return invalid_argument(message)
    return None


@guard("s3", "PutBucketOwnershipControls", phase=Phase.SHAPE, source=API + "API_PutBucketOwnershipControls.html")
def ownership_has_one_rule(request: AwsRequest, _: State) -> Refusal | None:
    """Ownership controls have exactly one rule."""
    return None if len((request.parameters.get("OwnershipControls") or {}).get("Rules") or ()) == 1 else MALFORMED


@guard("s3", "PutBucketAccelerateConfiguration", phase=Phase.SHAPE, source=GUIDE + "transfer-acceleration.html")
def accelerated_bucket_name_has_no_dots(request: AwsRequest, _: State) -> Refusal | None:
    """Transfer Acceleration needs a bucket's name that is one DNS label."""
    if "." not in bucket_name(request):
        return None
    return invalid_request("S3 Transfer Acceleration is not supported for buckets with periods (.) in their names")


@guard("s3", "PutBucketLogging", phase=Phase.IDENTIFIER, source=GUIDE + "enable-server-access-logging.html")
def log_bucket_is_in_same_region(request: AwsRequest, state: State) -> Refusal | None:
    """The bucket that logs are delivered to exists, in the bucket's own region."""
    logging = (request.parameters.get("BucketLoggingStatus") or {}).get("LoggingEnabled") or {}
    target_name = logging.get("TargetBucket")
    bucket, target = requested_bucket(request, state), state.bucket(str(target_name))
    if bucket is None or target_name is None:
        return None
    if target is None:
        message = "The target bucket for logging does not exist"
        return Refusal("InvalidTargetBucketForLogging", message, 400)
    if target.region_name != bucket.region_name:
        return Refusal("CrossLocationLoggingProhibitted", "Cross S3 location logging not allowed. ", 403)
    return None


@guard(
    "s3",
    "PutBucketInventoryConfiguration",
    phase=Phase.COMBINATION,
    source=API + "API_PutBucketInventoryConfiguration.html",
)
def inventory_id_and_destination_fit(request: AwsRequest, _: State) -> Refusal | None:
    """The id of the address is that of the document; the destination is an ARN."""
    configuration: Structure = request.parameters.get("InventoryConfiguration") or {}
    if configuration.get("Id") != request.parameters.get("Id"):
        return Refusal("IdMismatch", "Document ID does not match the specified configuration ID.", 400)
    target = ((configuration.get("Destination") or {}).get("S3BucketDestination") or {}).get("Bucket")
    if not str(target).startswith("arn:"):
        return Refusal("InvalidS3DestinationBucket", "Invalid bucket ARN.", 400)
    return None


@guard(
    "s3",
    "GetBucketInventoryConfiguration",
    phase=Phase.IDENTIFIER,
    source=API + "API_GetBucketInventoryConfiguration.html",
)
def inventory_configuration_exists(request: AwsRequest, state: State) -> Refusal | None:
    """moto has another code for a report that is not configured."""
    bucket = requested_bucket(request, state)
    if bucket is None or request.parameters.get("Id") in bucket.inventory_configs:
        return None
    return Refusal("NoSuchConfiguration", "The specified configuration does not exist.", 404)


@guard("s3", "PutBucketReplication", phase=Phase.STATE, source=GUIDE + "replication-requirements.html")
def replication_destination_is_versioned(request: AwsRequest, state: State) -> Refusal | None:
    """Source and destination have versioning on; a missing destination is refused in the same words."""
    bucket = requested_bucket(request, state)
    if bucket is None or not bucket.is_versioned:
        return None
    rules = (request.parameters.get("ReplicationConfiguration") or {}).get("Rules") or ()
    names = [str((rule.get("Destination") or {}).get("Bucket", "")).rpartition(":")[2] for rule in rules]
    if all((target := state.bucket(name)) is not None and target.is_versioned for name in names):
        return None
    return invalid_request("Destination bucket must have versioning enabled.")

"""S3: websites, logging, reports, replication and metrics, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws
from tests.parity.s3_answers import MALFORMED, NO_CONFIGURATION, bucket

_S3 = "s3/test_s3"
_SUFFIX: Told = ("InvalidArgument", "The IndexDocument Suffix is not well formed", 400)
_INDEX = {"Suffix": "index.html"}


@recorded(
    _S3,
    "test_validate_website_configuration",
    {
        "invalid-website-conf-0": _SUFFIX,
        "invalid-website-conf-1": _SUFFIX,
        "invalid-website-conf-2": (
            "InvalidArgument",
            "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
            400,
        ),
        "invalid-website-conf-3": (
            "InvalidArgument",
            "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
            400,
        ),
        "invalid-website-conf-4": (
            "InvalidRequest",
            (
                "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected "
                "automatically."
            ),
            400,
        ),
        "invalid-website-conf-5": (
            "InvalidRequest",
            "You can only define ReplaceKeyPrefix or ReplaceKey but not both.",
            400,
        ),
        "invalid-website-conf-6": (
            "InvalidRequest",
            (
                "Condition cannot be empty. To redirect all requests without a condition, the condition element "
                "shouldn't be present."
            ),
            400,
        ),
        "invalid-website-conf-7": MALFORMED,
    },
)
def websites(aws: Aws) -> Calls:
    name = bucket(aws)

    def rule(**given: Any) -> dict[str, Any]:
        return {"IndexDocument": _INDEX, "RoutingRules": [given]}

    configurations: list[dict[str, Any]] = [
        {"IndexDocument": {"Suffix": "/index.html"}},
        {"IndexDocument": {"Suffix": ""}},
        {"RedirectAllRequestsTo": {"HostName": "example.com"}, "IndexDocument": _INDEX},
        {},
        {"RedirectAllRequestsTo": {"HostName": "example.com", "Protocol": "ftp"}},
        rule(Condition={"KeyPrefixEquals": "a/"}, Redirect={"ReplaceKeyWith": "b", "ReplaceKeyPrefixWith": "c"}),
        rule(Condition={}, Redirect={"ReplaceKeyPrefixWith": "documents"}),
        {"IndexDocument": _INDEX, "RoutingRules": []},
    ]

    def put(given: dict[str, Any]) -> Any:
        return lambda: aws.s3.put_bucket_website(Bucket=name, WebsiteConfiguration=given)

    return {f"invalid-website-conf-{index}": put(given) for index, given in enumerate(configurations)}


@recorded(
    _S3,
    "test_crud_website_configuration",
    {
        "get-no-such-website-config": (
            "NoSuchWebsiteConfiguration",
            "The specified bucket does not have a website configuration",
            404,
        )
    },
)
def no_website(aws: Aws) -> Calls:
    name = bucket(aws)
    return {"get-no-such-website-config": lambda: aws.s3.get_bucket_website(Bucket=name)}


_ELSEWHERE: Told = ("CrossLocationLoggingProhibitted", "Cross S3 location logging not allowed. ", 403)


def _log_to(aws: Aws, target: str, region: str | None = None, name: str = "photos") -> Any:
    client = aws.elsewhere("s3", region) if region else aws.s3
    status = {"LoggingEnabled": {"TargetBucket": target, "TargetPrefix": "log"}}
    return lambda: client.put_bucket_logging(Bucket=name, BucketLoggingStatus=status)


def _far(aws: Aws, region: str, name: str) -> str:
    aws.elsewhere("s3", region).create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": region})
    return name


@recorded(
    _S3,
    "test_put_bucket_logging_wrong_target",
    {
        "put-bucket-logging-different-regions": _ELSEWHERE,
        "put-bucket-logging-non-existent-bucket": (
            "InvalidTargetBucketForLogging",
            "The target bucket for logging does not exist",
            400,
        ),
    },
)
def logs(aws: Aws) -> Calls:
    bucket(aws)
    return {
        "put-bucket-logging-different-regions": _log_to(aws, _far(aws, "us-west-2", "logs-1")),
        "put-bucket-logging-non-existent-bucket": _log_to(aws, "absent-1"),
    }


@recorded(
    _S3,
    "test_put_bucket_logging_cross_locations",
    {"put-bucket-logging-cross-us-east-1": _ELSEWHERE, "put-bucket-logging-different-regions": _ELSEWHERE},
)
def logs_elsewhere(aws: Aws) -> Calls:
    bucket(aws)
    west = _far(aws, "us-west-2", "logs-1")
    other = _far(aws, "us-east-2", "logs-2")
    return {
        "put-bucket-logging-cross-us-east-1": _log_to(aws, "photos", "us-west-2", west),
        "put-bucket-logging-different-regions": _log_to(aws, other, "us-west-2", west),
    }


_INVENTORY: dict[str, Any] = {
    "Id": "test-inventory",
    "IsEnabled": True,
    "IncludedObjectVersions": "All",
    "Destination": {"S3BucketDestination": {"Bucket": "arn:aws:s3:::photos", "Format": "CSV"}},
    "Schedule": {"Frequency": "Daily"},
}


@recorded(_S3, "test_s3_inventory_report_crud", {"get-nonexistent-inv-config": NO_CONFIGURATION})
def no_report(aws: Aws) -> Calls:
    name = bucket(aws)
    return {"get-nonexistent-inv-config": lambda: aws.s3.get_bucket_inventory_configuration(Bucket=name, Id="absent")}


@recorded(
    _S3,
    "test_s3_put_inventory_report_exceptions",
    {
        "wrong-id": ("IdMismatch", "Document ID does not match the specified configuration ID.", 400),
        "wrong-destination-arn": ("InvalidS3DestinationBucket", "Invalid bucket ARN.", 400),
        "wrong-destination-format": MALFORMED,
        "wrong-schedule-frequency": MALFORMED,
        "wrong-object-versions": MALFORMED,
        "wrong-optional-field": MALFORMED,
    },
)
def reports(aws: Aws) -> Calls:
    name = bucket(aws)

    def put(identity: str = "test-inventory", **changed: Any) -> Any:
        return lambda: aws.s3.put_bucket_inventory_configuration(
            Bucket=name, Id=identity, InventoryConfiguration=_INVENTORY | changed
        )

    def to(**changed: str) -> dict[str, Any]:
        return {"S3BucketDestination": _INVENTORY["Destination"]["S3BucketDestination"] | changed}

    return {
        "wrong-id": put("wrong-id"),
        "wrong-destination-arn": put(Destination=to(Bucket="photos")),
        "wrong-destination-format": put(Destination=to(Format="WRONG-FORMAT")),
        "wrong-schedule-frequency": put(Schedule={"Frequency": "Hourly"}),
        "wrong-object-versions": put(IncludedObjectVersions="Wrong"),
        "wrong-optional-field": put(OptionalFields=["TestField"]),
    }


_VERSIONED: Told = ("InvalidRequest", "Destination bucket must have versioning enabled.", 400)


def _replicate(aws: Aws, name: str, target: str, rules: list[Any] | None = None) -> Any:
    rule = {
        "ID": "r",
        "Status": "Enabled",
        "Priority": 1,
        "Filter": {"Prefix": ""},
        "DeleteMarkerReplication": {"Status": "Disabled"},
        "Destination": {"Bucket": f"arn:aws:s3:::{target}"},
    }
    given = {"Role": "arn:aws:iam::123456789012:role/replicator", "Rules": [rule] if rules is None else rules}
    return lambda: aws.s3.put_bucket_replication(Bucket=name, ReplicationConfiguration=given)


@recorded(
    _S3,
    "test_replication_config",
    {
        "expected_error_no_replication_set": (
            "ReplicationConfigurationNotFoundError",
            "The replication configuration was not found",
            404,
        ),
        "expected_error_versioning_not_enabled": (
            "InvalidRequest",
            "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
            400,
        ),
        "put-empty-bucket-replication-rules": MALFORMED,
    },
)
def replication(aws: Aws) -> Calls:
    name = bucket(aws)
    bucket(aws, "copies", versioned=True)
    return {
        "expected_error_no_replication_set": lambda: aws.s3.get_bucket_replication(Bucket=name),
        "expected_error_versioning_not_enabled": _replicate(aws, name, "copies"),
        "put-empty-bucket-replication-rules": _replicate(aws, name, "copies", []),
    }


@recorded(
    _S3,
    "test_replication_config_without_filter",
    {
        "expected_error_dest_does_not_exist": _VERSIONED,
        "expected_error_dest_versioning_disabled": _VERSIONED,
    },
)
def replication_to_nowhere(aws: Aws) -> Calls:
    name = bucket(aws, versioned=True)
    bucket(aws, "copies")
    return {
        "expected_error_dest_does_not_exist": _replicate(aws, name, "absent-1"),
        "expected_error_dest_versioning_disabled": _replicate(aws, name, "copies"),
    }

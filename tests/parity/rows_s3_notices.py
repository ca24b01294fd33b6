"""S3: notifications, lists and CORS, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws
from tests.parity.s3_answers import MALFORMED, NO_BUCKET, bucket

_UNREADABLE: Told = ("InvalidArgument", "The ARN could not be parsed", 400)
_UNVERIFIED: Told = ("InvalidArgument", "Unable to validate the following destination configurations", 400)
_KINDS = {
    "lambda": ("LambdaFunctionConfigurations", "LambdaFunctionArn"),
    "sns": ("TopicConfigurations", "TopicArn"),
    "sqs": ("QueueConfigurations", "QueueArn"),
}


def _notify(aws: Aws, kind: str, *arns: str, name: str = "photos", skip: bool = False, **more: Any) -> Any:
    many, one = _KINDS[kind]
    given = {many: [{one: arn, "Events": ["s3:ObjectCreated:*"], **more} for arn in arns]}
    return lambda: aws.s3.put_bucket_notification_configuration(
        Bucket=name, NotificationConfiguration=given, SkipDestinationValidation=skip
    )


@recorded(
    "s3/test_s3_notifications_lambda",
    "test_invalid_lambda_arn",
    {"invalid_not_skip": _UNREADABLE, "invalid_skip": _UNREADABLE, "lambda-does-not-exist": _UNVERIFIED},
)
def functions(aws: Aws) -> Calls:
    bucket(aws)
    arn = "arn:aws:lambda:us-east-1:123456789012:function:my-lambda"
    return {
        "invalid_not_skip": _notify(aws, "lambda", "invalid-lambda"),
        "invalid_skip": _notify(aws, "lambda", "invalid-lambda", skip=True),
        "lambda-does-not-exist": _notify(aws, "lambda", arn),
    }


@recorded(
    "s3/test_s3_notifications_sns",
    "test_invalid_topic_arn",
    {"invalid_not_skip": _UNREADABLE, "invalid_skip": _UNREADABLE},
)
def topics(aws: Aws) -> Calls:
    bucket(aws)
    return {
        "invalid_not_skip": _notify(aws, "sns", "invalid-topic"),
        "invalid_skip": _notify(aws, "sns", "invalid-topic", skip=True),
    }


@recorded("s3/test_s3_notifications_sns", "test_bucket_not_exist", {"bucket_not_exists": NO_BUCKET})
def no_bucket(aws: Aws) -> Calls:
    topic = aws.sns.create_topic(Name="topic")["TopicArn"]
    return {"bucket_not_exists": _notify(aws, "sns", topic, name="absent-1")}


@recorded(
    "s3/test_s3_notifications_sqs",
    "test_invalid_sqs_arn",
    {"invalid_not_skip": _UNREADABLE, "invalid_skip": _UNREADABLE, "queue-does-not-exist": _UNVERIFIED},
)
def queues(aws: Aws) -> Calls:
    bucket(aws)
    return {
        "invalid_not_skip": _notify(aws, "sqs", "invalid-queue"),
        "invalid_skip": _notify(aws, "sqs", "invalid-queue", skip=True),
        "queue-does-not-exist": _notify(aws, "sqs", "arn:aws:sqs:us-east-1:123456789012:my-queue"),
    }


@recorded(
    "s3/test_s3_notifications_sqs",
    "test_multiple_invalid_sqs_arns",
    {
        "two-queue-arns-invalid": _UNREADABLE,
        "one-queue-invalid-one-not-existent": _UNREADABLE,
        "multiple-queues-do-not-exist": _UNVERIFIED,
    },
)
def many_queues(aws: Aws) -> Calls:
    bucket(aws)
    arn = "arn:aws:sqs:us-east-1:123456789012:my-queue"

    def two(first: str, second: str) -> Any:
        given = [
            {"QueueArn": first, "Events": ["s3:ObjectCreated:*"]},
            {"QueueArn": second, "Events": ["s3:ObjectRemoved:*"]},
        ]
        return lambda: aws.s3.put_bucket_notification_configuration(
            Bucket="photos", NotificationConfiguration={"QueueConfigurations": given}
        )

    return {
        "two-queue-arns-invalid": two("invalid-arn", "invalid-arn-2"),
        "one-queue-invalid-one-not-existent": two("invalid-arn", arn),
        "multiple-queues-do-not-exist": two(arn, arn + "-2"),
    }


def _filter(**rule: str) -> dict[str, Any]:
    return {"Filter": {"Key": {"FilterRules": [rule]}}}


@recorded(
    "s3/test_s3_api",
    "test_bucket_notification_with_missing_values_in_rule",
    {"invalid-rule-no-values": MALFORMED, "invalid-rule-no-value": MALFORMED, "invalid-rule-no-name": MALFORMED},
)
def rules_without_a_value(aws: Aws) -> Calls:
    bucket(aws)
    arn = "arn:aws:sqs:us-east-1:123456789012:my-queue"
    return {
        "invalid-rule-no-values": _notify(aws, "sqs", arn, **_filter()),
        "invalid-rule-no-value": _notify(aws, "sqs", arn, **_filter(Name="suffix")),
        "invalid-rule-no-name": _notify(aws, "sqs", arn, **_filter(Value=".jpg")),
    }


@recorded(
    "s3/test_s3_api",
    "test_bucket_notification_with_invalid_filter_rules",
    {"invalid_filter_name": ("InvalidArgument", "filter rule name must be either prefix or suffix", 400)},
)
def other_rules(aws: Aws) -> Calls:
    bucket(aws)
    arn = "arn:aws:sqs:us-east-1:123456789012:my-queue"
    return {"invalid_filter_name": _notify(aws, "sqs", arn, **_filter(Name="INVALID", Value="does not matter"))}


_METHOD: Told = ("InvalidArgument", "Invalid Encoding Method specified in Request", 400)


def _encodings() -> None:
    for verb in ("list_objects_v2", "list_objects", "list_object_versions", "list_multipart_uploads"):

        def calls(aws: Aws, verb: str = verb) -> Calls:
            name = bucket(aws)
            return {
                f"{verb}-error-wrong-value": lambda: getattr(aws.s3, verb)(Bucket=name, EncodingType="value"),
                f"{verb}-error-empty-value": lambda: getattr(aws.s3, verb)(Bucket=name, EncodingType=""),
            }

        answers = {f"{verb}-error-wrong-value": _METHOD, f"{verb}-error-empty-value": _METHOD}
        recorded("s3/test_s3_list_operations", f"test_list_ops_encoding_type_validation[{verb}]", answers)(calls)


_encodings()
_LISTS = "s3/test_s3_list_operations"


@recorded(
    _LISTS,
    "test_list_objects_v2_continuation_start_after",
    {"exc-continuation-token": ("InvalidArgument", "The continuation token provided is incorrect", 400)},
)
def tokens(aws: Aws) -> Calls:
    name = bucket(aws)
    return {"exc-continuation-token": lambda: aws.s3.list_objects_v2(Bucket=name, ContinuationToken="")}


@recorded(
    _LISTS,
    "test_list_objects_versions_markers",
    {
        "list-objects-next-version-only": (
            "InvalidArgument",
            "A version-id marker cannot be specified without a key marker.",
            400,
        )
    },
)
def markers(aws: Aws) -> Calls:
    name = bucket(aws)
    return {"list-objects-next-version-only": lambda: aws.s3.list_object_versions(Bucket=name, VersionIdMarker="v")}


@recorded(
    _LISTS,
    "test_list_multiparts_next_marker",
    {"list-multiparts-wrong-id-for-key": ("InvalidArgument", "Invalid uploadId marker", 400)},
)
def upload_markers(aws: Aws) -> Calls:
    name = bucket(aws)
    for key in ("a", "b"):
        upload = aws.s3.create_multipart_upload(Bucket=name, Key=key)["UploadId"]
    return {
        "list-multiparts-wrong-id-for-key": lambda: aws.s3.list_multipart_uploads(
            Bucket=name, KeyMarker="a", UploadIdMarker=upload
        )
    }


@recorded(
    _LISTS,
    "test_list_buckets_region_validation",
    {"bad-region": ("InvalidArgument", "Argument value eu-east-1 is not a valid AWS Region", 400)},
)
def regions(aws: Aws) -> Calls:
    return {"bad-region": lambda: aws.s3.list_buckets(BucketRegion="eu-east-1")}


_NO_CORS: Told = ("NoSuchCORSConfiguration", "The CORS configuration does not exist", 404)
_CORS = "s3/test_s3_cors"


def _cors(aws: Aws, **rule: Any) -> None:
    given = {"AllowedMethods": ["GET"], "AllowedOrigins": ["https://localhost:4200"], **rule}
    aws.s3.put_bucket_cors(Bucket="photos", CORSConfiguration={"CORSRules": [given]})


@recorded(_CORS, "test_get_cors", {"get-cors-no-set": _NO_CORS})
def no_cors(aws: Aws) -> Calls:
    name = bucket(aws)
    return {"get-cors-no-set": lambda: aws.s3.get_bucket_cors(Bucket=name)}


@recorded(_CORS, "test_delete_cors", {"get-cors-deleted": _NO_CORS})
def deleted_cors(aws: Aws) -> Calls:
    name = bucket(aws)
    _cors(aws)
    aws.s3.delete_bucket_cors(Bucket=name)
    return {"get-cors-deleted": lambda: aws.s3.get_bucket_cors(Bucket=name)}


@recorded(
    _CORS,
    "test_put_cors_invalid_rules",
    {
        "put-cors-exc": (
            "InvalidRequest",
            "Found unsupported HTTP method in CORS config. Unsupported method is MYMETHOD",
            400,
        ),
        "put-cors-exc-empty": MALFORMED,
    },
)
def bad_cors(aws: Aws) -> Calls:
    name = bucket(aws)
    return {
        "put-cors-exc": lambda: _cors(aws, AllowedMethods=["MYMETHOD"]),
        "put-cors-exc-empty": lambda: aws.s3.put_bucket_cors(Bucket=name, CORSConfiguration={"CORSRules": []}),
    }

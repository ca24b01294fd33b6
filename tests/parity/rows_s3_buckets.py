"""S3: buckets and their settings, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws, row
from tests.parity.s3_answers import (
    MALFORMED,
    NO_BUCKET,
    NO_TAGS,
    bucket,
)

_LIFECYCLE: Told = ("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", 404)
_OWNED: Told = (
    "BucketAlreadyOwnedByYou",
    "Your previous request to create the named bucket succeeded and you already own it.",
    409,
)


def _elsewhere(place: str) -> Told:
    words = (
        f"The {place} location constraint is incompatible for the region specific endpoint this request was sent to."
    )
    return ("IllegalLocationConstraintException", words, 400)


_NO_PLACE: Told = ("InvalidLocationConstraint", "The specified location-constraint is not valid", 400)


@recorded("s3/test_s3", "test_bucket_availability", {"bucket-lifecycle": NO_BUCKET, "bucket-replication": NO_BUCKET})
def settings_of_no_bucket(aws: Aws) -> Calls:
    return {
        "bucket-lifecycle": lambda: aws.s3.get_bucket_lifecycle(Bucket="absent-1"),
        "bucket-replication": lambda: aws.s3.get_bucket_replication(Bucket="absent-1"),
    }


@recorded("s3/test_s3", "test_get_bucket_notification_configuration_no_such_bucket", {"expected_error": NO_BUCKET})
def notifications_of_no_bucket(aws: Aws) -> Calls:
    return {"expected_error": lambda: aws.s3.get_bucket_notification_configuration(Bucket="absent-1")}


@recorded("s3/test_s3", "test_delete_bucket_no_such_bucket", {"expected_error": NO_BUCKET})
def deleting_no_bucket(aws: Aws) -> Calls:
    return {"expected_error": lambda: aws.s3.delete_bucket(Bucket="absent-1")}


@recorded("s3/test_s3", "test_bucket_exists", {"get-bucket-not-exists": NO_BUCKET})
def acl_of_no_bucket(aws: Aws) -> Calls:
    return {"get-bucket-not-exists": lambda: aws.s3.get_bucket_acl(Bucket="absent-1")}


@recorded("s3/test_s3", "test_bucket_does_not_exist", {"list_object": NO_BUCKET})
def listing_no_bucket(aws: Aws) -> Calls:
    return {"list_object": lambda: aws.s3.list_objects(Bucket="absent-1")}


@recorded("s3/test_s3", "test_create_bucket_head_bucket", {"head_bucket_not_exist": ("404", "Not Found", 404)})
def head_of_no_bucket(aws: Aws) -> Calls:
    return {"head_bucket_not_exist": lambda: aws.s3.head_bucket(Bucket="absent-1")}


@recorded(
    "s3/test_s3",
    "test_s3_uppercase_bucket_name",
    {"uppercase-bucket": ("InvalidBucketName", "The specified bucket is not valid.", 400)},
)
def upper_case(aws: Aws) -> Calls:
    return {"uppercase-bucket": lambda: aws.s3.create_bucket(Bucket="UPPER-case-name")}


def _in(aws: Aws, region: str, place: str | None, name: str = "b-place") -> Any:
    more = {} if place is None else {"CreateBucketConfiguration": {"LocationConstraint": place}}
    return aws.elsewhere("s3", region).create_bucket(Bucket=name, **more)


@recorded(
    "s3/test_s3",
    "test_different_location_constraint",
    {
        "create-bucket-constraint-us-east-1": _NO_PLACE,
        "create-bucket-us-east-2-no-constraint-exc": _elsewhere("unspecified"),
        "create-bucket-constraint-us-east-2-with-None": _elsewhere("unspecified"),
        "create-bucket-us-east-2-constraint-to-us-west-1": _elsewhere("us-west-1"),
        "create-bucket-us-west-1-constraint-to-us-east-2": _elsewhere("us-east-2"),
        "create-bucket-us-west-1-constraint-to-us-east-1": _elsewhere("us-east-1"),
        "get-bucket-location-non-existent-bucket": NO_BUCKET,
    },
)
def constraints(aws: Aws) -> Calls:
    return {
        "create-bucket-constraint-us-east-1": lambda: _in(aws, "us-east-1", "us-east-1"),
        "create-bucket-us-east-2-no-constraint-exc": lambda: _in(aws, "us-east-2", None),
        "create-bucket-constraint-us-east-2-with-None": lambda: aws.elsewhere("s3", "us-east-2").create_bucket(
            Bucket="b-place", CreateBucketConfiguration={}
        ),
        "create-bucket-us-east-2-constraint-to-us-west-1": lambda: _in(aws, "us-east-2", "us-west-1"),
        "create-bucket-us-west-1-constraint-to-us-east-2": lambda: _in(aws, "us-west-1", "us-east-2"),
        "create-bucket-us-west-1-constraint-to-us-east-1": lambda: _in(aws, "us-west-1", "us-east-1"),
        "get-bucket-location-non-existent-bucket": lambda: aws.s3.get_bucket_location(Bucket="absent-1"),
    }


@recorded("s3/test_s3", "test_bucket_constraint_aws_global[us-east-1]", {"aws-global-constraint": _NO_PLACE})
def the_whole_world_from_virginia(aws: Aws) -> Calls:
    return {"aws-global-constraint": lambda: _in(aws, "us-east-1", "aws-global")}


@recorded(
    "s3/test_s3", "test_bucket_constraint_aws_global[us-west-1]", {"aws-global-constraint": _elsewhere("aws-global")}
)
def the_whole_world_from_california(aws: Aws) -> Calls:
    return {"aws-global-constraint": lambda: _in(aws, "us-west-1", "aws-global")}


@recorded(
    "s3/test_s3",
    "test_create_bucket_with_eu_location_constraint_raises",
    {"eu-location-constraint-error": _elsewhere("EU")},
)
def europe_from_elsewhere(aws: Aws) -> Calls:
    return {"eu-location-constraint-error": lambda: _in(aws, "us-west-1", "EU")}


@recorded(
    "s3/test_s3",
    "test_create_bucket_with_invalid_location_constraint",
    {
        "us-east-1-location-constraint-us-east-1-error": _NO_PLACE,
        "us-east-1-location-constraint-foo-error": _NO_PLACE,
        "eu-west-1-location-constraint-bar-error": _elsewhere("bar"),
    },
)
def places_that_are_none(aws: Aws) -> Calls:
    return {
        "us-east-1-location-constraint-us-east-1-error": lambda: _in(aws, "us-east-1", "us-east-1"),
        "us-east-1-location-constraint-foo-error": lambda: _in(aws, "us-east-1", "foo"),
        "eu-west-1-location-constraint-bar-error": lambda: _in(aws, "eu-west-1", "bar"),
    }


@recorded(
    "s3/test_s3",
    "test_create_bucket_with_existing_name",
    {"create-bucket-us-west-1": _OWNED, "create-bucket-us-east-2": _OWNED},
)
def a_name_that_is_taken(aws: Aws) -> Calls:
    _in(aws, "us-west-1", "us-west-1")
    return {
        "create-bucket-us-west-1": lambda: _in(aws, "us-west-1", "us-west-1"),
        "create-bucket-us-east-2": lambda: _in(aws, "us-east-2", "us-east-2"),
    }


@row(
    "s3-create-again-us-east-1",
    "CreateBucket a second time, in us-east-1",
    "(works)",
    source="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html",
)
def the_same_again_in_virginia(aws: Aws) -> Any:
    name = bucket(aws)
    return lambda: aws.s3.create_bucket(Bucket=name)


@recorded(
    "s3/test_s3_api",
    "test_create_bucket_with_tags_us_east_1_idempotency",
    {"create-bucket-different-tags": _OWNED, "create-bucket-with-same-tags": _OWNED},
)
def the_same_again_with_tags(aws: Aws) -> Calls:
    def create(value: str) -> Any:
        tags = {"Tags": [{"Key": "k", "Value": value}]}
        return aws.s3.create_bucket(Bucket="tagged-1", CreateBucketConfiguration=tags)

    create("a")
    return {"create-bucket-different-tags": lambda: create("b"), "create-bucket-with-same-tags": lambda: create("a")}


@recorded(
    "s3/test_s3_api",
    "test_create_bucket_with_tags_exc",
    {
        "tags-key-none": MALFORMED,
        "tags-value-none": MALFORMED,
        "tags-key-aws-prefix": (
            "InvalidTag",
            (
                'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. '
                'Remove "aws:" from your tag keys and try again.'
            ),
            400,
        ),
        "tags-key-aws-bad-value": ("InvalidTag", "The TagValue you have provided is invalid", 400),
        "tags-key-aws-bad-key": ("InvalidTag", "The TagKey you have provided is invalid", 400),
    },
)
def tags_at_creation(aws: Aws) -> Calls:
    def create(**tag: str) -> Any:
        return lambda: aws.s3.create_bucket(Bucket="tagged-1", CreateBucketConfiguration={"Tags": [tag]})

    return {
        "tags-key-none": create(Value="a"),
        "tags-value-none": create(Key="a"),
        "tags-key-aws-prefix": create(Key="aws:tag", Value="a"),
        "tags-key-aws-bad-value": create(Key="a", Value="test\nvalue,"),
        "tags-key-aws-bad-key": create(Key="test\nkey", Value="a"),
    }


@recorded("s3/test_s3_api", "test_create_bucket_with_empty_tags", {"get-bucket-tags": NO_TAGS})
def no_tags_at_creation(aws: Aws) -> Calls:
    aws.s3.create_bucket(Bucket="tagged-1", CreateBucketConfiguration={"Tags": []})
    return {"get-bucket-tags": lambda: aws.s3.get_bucket_tagging(Bucket="tagged-1")}


@recorded(
    "s3/test_s3",
    "test_s3_request_payer_exceptions",
    {"wrong-payer-type": MALFORMED, "wrong-bucket-name": NO_BUCKET},
)
def payers(aws: Aws) -> Calls:
    name = bucket(aws)
    return {
        "wrong-payer-type": lambda: aws.s3.put_bucket_request_payment(
            Bucket=name, RequestPaymentConfiguration={"Payer": "Random"}
        ),
        "wrong-bucket-name": lambda: aws.s3.put_bucket_request_payment(
            Bucket="absent-1", RequestPaymentConfiguration={"Payer": "Requester"}
        ),
    }

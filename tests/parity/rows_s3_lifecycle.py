"""S3: lifecycle rules, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws
from tests.parity.s3_answers import (
    MALFORMED,
    bucket,
)

_LIFECYCLE: Told = ("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", 404)
_OWNED: Told = (
    "BucketAlreadyOwnedByYou",
    "Your previous request to create the named bucket succeeded and you already own it.",
    409,
)


@recorded(
    "s3/test_s3",
    "test_delete_bucket_lifecycle_configuration",
    {"get-bucket-lifecycle-exc-1": _LIFECYCLE, "get-bucket-lifecycle-exc-2": _LIFECYCLE},
)
def no_lifecycle(aws: Aws) -> Calls:
    name = bucket(aws)
    rule = {"ID": "r", "Filter": {"Prefix": ""}, "Status": "Enabled", "Expiration": {"Days": 7}}
    kept = aws.s3

    def deleted() -> Any:
        kept.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": [rule]})
        kept.delete_bucket_lifecycle(Bucket=name)
        return kept.get_bucket_lifecycle_configuration(Bucket=name)

    return {
        "get-bucket-lifecycle-exc-1": lambda: kept.get_bucket_lifecycle_configuration(Bucket=name),
        "get-bucket-lifecycle-exc-2": deleted,
    }


@recorded(
    "s3/test_s3", "test_delete_lifecycle_configuration_on_bucket_deletion", {"get-bucket-lifecycle-exc": _LIFECYCLE}
)
def lifecycle_of_a_new_bucket_of_an_old_name(aws: Aws) -> Calls:
    name = bucket(aws)
    rule = {"ID": "r", "Filter": {"Prefix": ""}, "Status": "Enabled", "Expiration": {"Days": 7}}
    aws.s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": [rule]})
    aws.s3.delete_bucket(Bucket=name)
    bucket(aws)
    return {"get-bucket-lifecycle-exc": lambda: aws.s3.get_bucket_lifecycle_configuration(Bucket=name)}


def _lifecycle(aws: Aws, name: str, **rule: Any) -> Any:
    given = {"ID": "r", "Status": "Enabled", **rule}
    configuration = {"Rules": [{k: v for k, v in given.items() if v is not None}]}
    return lambda: aws.s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration=configuration)


@recorded(
    "s3/test_s3",
    "test_put_bucket_lifecycle_conf_exc",
    {
        "missing-id": MALFORMED,
        "missing-filter": MALFORMED,
        "missing-noncurrent-version-expiration-data": MALFORMED,
        "wrong-filter-and-plus-prefix": MALFORMED,
        "wrong-filter-and-and-object-size": MALFORMED,
        "wrong-data-no-midnight": ("InvalidArgument", "'Date' must be at midnight GMT", 400),
        "duplicate-tag-keys": ("InvalidRequest", "Duplicate Tag Keys are not allowed.", 400),
        "expired-delete-marker-and-days": MALFORMED,
    },
)
def lifecycle_rules(aws: Aws) -> Calls:
    name, week, everything = bucket(aws), {"Days": 7}, {"Prefix": ""}
    twice = {"And": {"Prefix": "a", "Tags": [{"Key": "k", "Value": "1"}, {"Key": "k", "Value": "2"}]}}
    both = {"And": {"Prefix": "a", "ObjectSizeGreaterThan": 500}, "Prefix": "a"}
    sized = {"And": {"Prefix": "a", "Tags": [{"Key": "k", "Value": "1"}]}, "ObjectSizeGreaterThan": 500}
    return {
        "missing-id": _lifecycle(aws, name, ID=None, Expiration=week, Filter=None, Status=None),
        "missing-filter": _lifecycle(aws, name, Expiration=week),
        "missing-noncurrent-version-expiration-data": _lifecycle(
            aws, name, Filter=everything, NoncurrentVersionExpiration={}
        ),
        "wrong-filter-and-plus-prefix": _lifecycle(aws, name, Filter=both, Expiration=week),
        "wrong-filter-and-and-object-size": _lifecycle(aws, name, Filter=sized, Expiration=week),
        "wrong-data-no-midnight": _lifecycle(aws, name, Filter=everything, Expiration={"Date": "2022-01-01T05:00:00Z"}),
        "duplicate-tag-keys": _lifecycle(aws, name, Filter=twice, Expiration=week),
        "expired-delete-marker-and-days": _lifecycle(
            aws, name, Filter=everything, Expiration={"Days": 1, "ExpiredObjectDeleteMarker": True}
        ),
    }


@recorded(
    "s3/test_s3",
    "test_s3_transition_default_minimum_object_size",
    {"bad-value": ("InvalidRequest", "Invalid TransitionDefaultMinimumObjectSize found: value", 400)},
)
def a_least_size_that_is_none(aws: Aws) -> Calls:
    name = bucket(aws)
    rules = {"Rules": [{"ID": "r", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 7}}]}
    return {
        "bad-value": lambda: aws.s3.put_bucket_lifecycle_configuration(
            Bucket=name, LifecycleConfiguration=rules, TransitionDefaultMinimumObjectSize="value"
        )
    }

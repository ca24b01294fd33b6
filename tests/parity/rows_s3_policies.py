"""S3: bucket policies, locks, logging, replication and reports, as recorded from the real service."""

from __future__ import annotations

import json
from typing import Any

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws
from tests.parity.s3_answers import MALFORMED, NO_BUCKET, bucket

_NO_POLICY: Told = ("NoSuchBucketPolicy", "The bucket policy does not exist", 404)
_DENIED: Told = ("AccessDenied", "Access Denied", 403)
_OTHER = "000000000002"


def _policy(name: str = "photos") -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{name}/*",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@recorded(
    "s3/test_s3",
    "test_get_bucket_policy",
    {
        "get-bucket-policy-no-such-bucket-policy": _NO_POLICY,
        "get-bucket-policy-with-expected-bucket-owner-error": _DENIED,
    },
)
def no_policy(aws: Aws) -> Calls:
    name = bucket(aws)
    return {
        "get-bucket-policy-no-such-bucket-policy": lambda: aws.s3.get_bucket_policy(Bucket=name),
        "get-bucket-policy-with-expected-bucket-owner-error": lambda: aws.s3.get_bucket_policy(
            Bucket=name, ExpectedBucketOwner=_OTHER
        ),
    }


@recorded("s3/test_s3", "test_delete_bucket_policy", {"get-bucket-policy-no-such-bucket-policy": _NO_POLICY})
def a_policy_that_was_deleted(aws: Aws) -> Calls:
    name = bucket(aws)
    aws.s3.put_bucket_policy(Bucket=name, Policy=_policy())
    aws.s3.delete_bucket_policy(Bucket=name)
    return {"get-bucket-policy-no-such-bucket-policy": lambda: aws.s3.get_bucket_policy(Bucket=name)}


def _owner(account: str) -> Told:
    words = f"The value of the expected bucket owner parameter must be an AWS Account ID... [{account}]"
    return ("InvalidBucketOwnerAWSAccountID", words, 400)


@recorded(
    "s3/test_s3",
    "test_delete_bucket_policy_expected_bucket_owner",
    {
        "delete-bucket-policy-with-expected-bucket-owner-error": _DENIED,
        "delete-bucket-policy-invalid-bucket-owner": _owner("invalid"),
    },
)
def deleting_as_another(aws: Aws) -> Calls:
    name = bucket(aws)

    def delete(owner: str) -> Any:
        return lambda: aws.s3.delete_bucket_policy(Bucket=name, ExpectedBucketOwner=owner)

    return {
        "delete-bucket-policy-with-expected-bucket-owner-error": delete(_OTHER),
        "delete-bucket-policy-invalid-bucket-owner": delete("invalid"),
    }


@recorded(
    "s3/test_s3",
    "test_put_bucket_policy_expected_bucket_owner",
    {"put-bucket-policy-with-expected-bucket-owner-error": _DENIED},
)
def putting_as_another(aws: Aws) -> Calls:
    name = bucket(aws)
    return {
        "put-bucket-policy-with-expected-bucket-owner-error": lambda: aws.s3.put_bucket_policy(
            Bucket=name, Policy=_policy(), ExpectedBucketOwner=_OTHER
        )
    }


def _owners() -> None:
    for account in ("0000", "0000000000020", "abcd", "aa000000000$"):

        def get(aws: Aws, account: str = account) -> Calls:
            name = bucket(aws)
            return {
                "get-bucket-policy-invalid-bucket-owner": lambda: aws.s3.get_bucket_policy(
                    Bucket=name, ExpectedBucketOwner=account
                )
            }

        def put(aws: Aws, account: str = account) -> Calls:
            name = bucket(aws)
            return {
                "put-bucket-policy-invalid-bucket-owner": lambda: aws.s3.put_bucket_policy(
                    Bucket=name, Policy=_policy(), ExpectedBucketOwner=account
                )
            }

        for verb, calls in (("get", get), ("put", put)):
            test = f"test_{verb}_bucket_policy_invalid_account_id[{account}]"
            recorded("s3/test_s3", test, {f"{verb}-bucket-policy-invalid-bucket-owner": _owner(account)})(calls)


_owners()


@recorded(
    "s3/test_s3_api",
    "test_bucket_policy_crud",
    {"get-bucket-default-policy": _NO_POLICY, "get-bucket-policy-after-delete": _NO_POLICY},
)
def a_policy_and_none(aws: Aws) -> Calls:
    name = bucket(aws)

    def deleted() -> Any:
        aws.s3.put_bucket_policy(Bucket=name, Policy=_policy())
        aws.s3.delete_bucket_policy(Bucket=name)
        return aws.s3.get_bucket_policy(Bucket=name)

    return {
        "get-bucket-default-policy": lambda: aws.s3.get_bucket_policy(Bucket=name),
        "get-bucket-policy-after-delete": deleted,
    }


_NO_JSON: Told = ("MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'", 400)


@recorded(
    "s3/test_s3_api",
    "test_bucket_policy_exc",
    {
        "put-empty-bucket-policy": _NO_JSON,
        "put-bucket-policy-randomstring": _NO_JSON,
        "put-bucket-policy-empty-json": ("MalformedPolicy", "Missing required field Statement", 400),
    },
)
def policies_that_are_none(aws: Aws) -> Calls:
    name = bucket(aws)

    def put(text: str) -> Any:
        return lambda: aws.s3.put_bucket_policy(Bucket=name, Policy=text)

    return {
        "put-empty-bucket-policy": put(""),
        "put-bucket-policy-randomstring": put("invalid json"),
        "put-bucket-policy-empty-json": put("{}"),
    }


_NO_LOCK: Told = (
    "ObjectLockConfigurationNotFoundError",
    "Object Lock configuration does not exist for this bucket",
    404,
)
_NOT_VERSIONED: Told = (
    "InvalidBucketState",
    "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
    409,
)


def _lock(aws: Aws, name: str, given: dict[str, Any]) -> Any:
    return lambda: aws.s3.put_object_lock_configuration(Bucket=name, ObjectLockConfiguration=given)


@recorded(
    "s3/test_s3_api",
    "test_put_object_lock_configuration_on_existing_bucket",
    {
        "get-object-lock-existing-bucket-no-config": _NO_LOCK,
        "put-object-lock-existing-bucket-no-versioning": _NOT_VERSIONED,
        "put-object-lock-existing-bucket-versioning-disabled": _NOT_VERSIONED,
    },
)
def locks_of_an_ordinary_bucket(aws: Aws) -> Calls:
    name, enabled = bucket(aws), {"ObjectLockEnabled": "Enabled"}

    def suspended() -> Any:
        aws.s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Suspended"})
        return _lock(aws, name, enabled)()

    return {
        "get-object-lock-existing-bucket-no-config": lambda: aws.s3.get_object_lock_configuration(Bucket=name),
        "put-object-lock-existing-bucket-no-versioning": _lock(aws, name, enabled),
        "put-object-lock-existing-bucket-versioning-disabled": suspended,
    }


@recorded(
    "s3/test_s3_api",
    "test_put_object_lock_configuration_exc",
    dict.fromkeys(
        (
            "put-lock-config-no-enabled",
            "put-lock-config-empty",
            "put-lock-config-empty-rule",
            "put-lock-config-empty-retention",
            "put-lock-config-no-days",
            "put-lock-config-bad-mode",
            "put-lock-config-both-days-years",
        ),
        MALFORMED,
    ),
)
def locks_that_are_none(aws: Aws) -> Calls:
    name = bucket(aws, ObjectLockEnabledForBucket=True)

    def put(**retention: Any) -> Any:
        return _lock(aws, name, {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": retention}})

    return {
        "put-lock-config-no-enabled": _lock(
            aws, name, {"Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}}
        ),
        "put-lock-config-empty": _lock(aws, name, {}),
        "put-lock-config-empty-rule": _lock(aws, name, {"ObjectLockEnabled": "Enabled", "Rule": {}}),
        "put-lock-config-empty-retention": put(),
        "put-lock-config-no-days": put(Mode="GOVERNANCE"),
        "put-lock-config-bad-mode": put(Mode="BAD-VALUE", Days=1),
        "put-lock-config-both-days-years": put(Mode="GOVERNANCE", Days=1, Years=1),
    }


@recorded(
    "s3/test_s3_api",
    "test_get_object_lock_configuration_exc",
    {"get-lock-config-no-enabled": _NO_LOCK, "get-lock-config-bucket-not-exists": NO_BUCKET},
)
def reading_no_lock(aws: Aws) -> Calls:
    name = bucket(aws)
    return {
        "get-lock-config-no-enabled": lambda: aws.s3.get_object_lock_configuration(Bucket=name),
        "get-lock-config-bucket-not-exists": lambda: aws.s3.get_object_lock_configuration(Bucket="absent-1"),
    }


@recorded(
    "s3/test_s3_api",
    "test_disable_versioning_on_locked_bucket",
    {
        "disable-versioning-on-locked-bucket": (
            "InvalidBucketState",
            "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
            409,
        )
    },
)
def versions_of_a_locked_bucket(aws: Aws) -> Calls:
    name = bucket(aws, ObjectLockEnabledForBucket=True)
    return {
        "disable-versioning-on-locked-bucket": lambda: aws.s3.put_bucket_versioning(
            Bucket=name, VersioningConfiguration={"Status": "Suspended"}
        )
    }


@recorded(
    "s3/test_s3_api",
    "test_bucket_acceleration_configuration_exc",
    {
        "put-bucket-accelerate-config-lowercase": MALFORMED,
        "put-bucket-accelerate-config-random": MALFORMED,
        "put-bucket-accelerate-config-dot-bucket": (
            "InvalidRequest",
            "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names",
            400,
        ),
    },
)
def acceleration(aws: Aws) -> Calls:
    name, dotted = bucket(aws), bucket(aws, "two.words")

    def put(where: str, status: str) -> Any:
        return lambda: aws.s3.put_bucket_accelerate_configuration(
            Bucket=where, AccelerateConfiguration={"Status": status}
        )

    return {
        "put-bucket-accelerate-config-lowercase": put(name, "enabled"),
        "put-bucket-accelerate-config-random": put(name, "random"),
        "put-bucket-accelerate-config-dot-bucket": put(dotted, "Enabled"),
    }

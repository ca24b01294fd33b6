"""S3: objects under lock, as recorded from the real service."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws
from tests.parity.s3_answers import MALFORMED, NO_BUCKET, NO_KEY, NOT_ALLOWED, bucket, stored

_S3 = "s3/test_s3"
_LOCKED: Told = ("AccessDenied", "Access Denied because object protected by object lock.", 403)
_NONE: Told = (
    "NoSuchObjectLockConfiguration",
    "The specified object does not have a ObjectLock configuration",
    404,
)
_NO_LOCKS: Told = ("InvalidRequest", "Bucket is missing Object Lock Configuration", 400)
_PAIR: Told = (
    "InvalidArgument",
    "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied",
    400,
)
_BYPASS: Told = (
    "InvalidArgument",
    "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.",
    400,
)


def _days(count: int) -> datetime:
    return (datetime.now(UTC) + timedelta(days=count)).replace(microsecond=0)


def _lockable(aws: Aws, key: str = "a") -> dict[str, str]:
    name = bucket(aws, ObjectLockEnabledForBucket=True)
    aws.s3.put_object(Bucket=name, Key=key, Body=b"x")
    return {"Bucket": name, "Key": key}


def _retain(aws: Aws, where: dict[str, str], days: int = 10, mode: str = "GOVERNANCE", **more: Any) -> Any:
    retention = {"Mode": mode, "RetainUntilDate": _days(days)}
    return lambda: aws.s3.put_object_retention(**where, Retention=retention, **more)


@recorded(
    _S3,
    "test_s3_object_retention_exc",
    {
        "put-object-retention-no-bucket": NO_BUCKET,
        "put-object-retention-no-key": NO_KEY,
        "get-object-retention-never-set": _NONE,
        "put-object-missing-retention-fields": MALFORMED,
        "update-retention-no-bypass": _LOCKED,
        "update-retention-past-date": ("InvalidArgument", "The retain until date must be in the future!", 400),
        "update-retention-bad-value": MALFORMED,
        "put-object-retention-regular-bucket": _NO_LOCKS,
        "get-object-retention-regular-bucket": _NO_LOCKS,
    },
)
def retention(aws: Aws) -> Calls:
    where = _lockable(aws)
    plain = stored(aws, name="plain-1")

    def shorter() -> Any:
        _retain(aws, where, 10)()
        return _retain(aws, where, 5)()

    return {
        "put-object-retention-no-bucket": _retain(aws, {"Bucket": "absent-1", "Key": "a"}),
        "put-object-retention-no-key": _retain(aws, {**where, "Key": "absent"}),
        "get-object-retention-never-set": lambda: aws.s3.get_object_retention(**where),
        "put-object-missing-retention-fields": lambda: aws.s3.put_object_retention(
            **where, Retention={"Mode": "GOVERNANCE"}
        ),
        "update-retention-no-bypass": shorter,
        "update-retention-past-date": _retain(aws, where, -10),
        "update-retention-bad-value": _retain(aws, where, 10, "BAD-VALUE"),
        "put-object-retention-regular-bucket": _retain(aws, plain),
        "get-object-retention-regular-bucket": lambda: aws.s3.get_object_retention(**plain),
    }


def _version(aws: Aws, where: dict[str, str]) -> str:
    return str(aws.s3.head_object(**where)["VersionId"])


@recorded(_S3, "test_s3_object_retention", {"delete-obj-locked": _LOCKED, "update-retention-locked-object": _LOCKED})
def what_is_retained(aws: Aws) -> Calls:
    where = _lockable(aws)
    _retain(aws, where)()
    return {
        "delete-obj-locked": lambda: aws.s3.delete_object(**where, VersionId=_version(aws, where)),
        "update-retention-locked-object": _retain(aws, where, 5),
    }


@recorded(_S3, "test_bucket_config_default_retention", {"put-object-with-lock-no-date": _PAIR})
def a_mode_without_a_date(aws: Aws) -> Calls:
    where = _lockable(aws)
    return {"put-object-with-lock-no-date": lambda: aws.s3.put_object(**where, Body=b"x", ObjectLockMode="GOVERNANCE")}


@recorded(
    _S3,
    "test_s3_object_lock_mode_validation",
    {
        "put-obj-locked-error-no-retain-date": _PAIR,
        "put-obj-locked-error-no-mode": _PAIR,
        "put-obj-locked-bad-value": ("InvalidArgument", "Unknown wormMode directive.", 400),
        "create-mpu-locked-bad-value": ("InvalidArgument", "Unknown wormMode directive.", 400),
    },
)
def modes(aws: Aws) -> Calls:
    where = _lockable(aws)
    bad = {"ObjectLockMode": "BAD-VALUE", "ObjectLockRetainUntilDate": _days(1)}
    return {
        "put-obj-locked-error-no-retain-date": lambda: aws.s3.put_object(**where, ObjectLockMode="GOVERNANCE"),
        "put-obj-locked-error-no-mode": lambda: aws.s3.put_object(**where, ObjectLockRetainUntilDate=_days(1)),
        "put-obj-locked-bad-value": lambda: aws.s3.put_object(**where, **bad),
        "create-mpu-locked-bad-value": lambda: aws.s3.create_multipart_upload(**where, **bad),
    }


@recorded(
    _S3,
    "test_object_lock_delete_markers",
    {
        "put-object-retention-delete-marker": NOT_ALLOWED,
        "get-object-retention-delete-marker": NOT_ALLOWED,
        "head-object-locked-delete-marker": ("405", "Method Not Allowed", 405),
    },
)
def delete_markers(aws: Aws) -> Calls:
    where = _lockable(aws)
    where["VersionId"] = aws.s3.delete_object(**where)["VersionId"]
    return {
        "put-object-retention-delete-marker": _retain(aws, where),
        "get-object-retention-delete-marker": lambda: aws.s3.get_object_retention(**where),
        "head-object-locked-delete-marker": lambda: aws.s3.head_object(**where),
    }


@recorded(_S3, "test_object_lock_extend_duration", {"put-object-retention-reduce": _LOCKED})
def less_than_before(aws: Aws) -> Calls:
    where = _lockable(aws)
    _retain(aws, where, 10)()
    return {"put-object-retention-reduce": _retain(aws, where, 5)}


@recorded(_S3, "test_put_get_object_legal_hold", {"get-legal-hold-unset": _NONE})
def no_hold(aws: Aws) -> Calls:
    where = _lockable(aws)
    return {"get-legal-hold-unset": lambda: aws.s3.get_object_legal_hold(**where)}


@recorded(
    _S3,
    "test_put_object_legal_hold_exc",
    {
        "put-object-legal-hold-no-bucket": NO_BUCKET,
        "put-object-legal-hold-no-key": NO_KEY,
        "put-object-retention-regular-bucket": _NO_LOCKS,
        "put-object-retention-empty": MALFORMED,
        "get-object-retention-regular-bucket": _NO_LOCKS,
    },
)
def holds(aws: Aws) -> Calls:
    where = _lockable(aws)
    plain = stored(aws, name="plain-1")

    def hold(where: dict[str, str], given: dict[str, str] | None = None) -> Any:
        status = {"Status": "ON"} if given is None else given
        return lambda: aws.s3.put_object_legal_hold(**where, LegalHold=status)

    return {
        "put-object-legal-hold-no-bucket": hold({"Bucket": "absent-1", "Key": "a"}),
        "put-object-legal-hold-no-key": hold({**where, "Key": "absent"}),
        "put-object-retention-regular-bucket": hold(plain),
        "put-object-retention-empty": hold(where, {}),
        "get-object-retention-regular-bucket": lambda: aws.s3.get_object_legal_hold(**plain),
    }


@recorded(_S3, "test_delete_locked_object", {"delete-object-locked": _LOCKED})
def what_is_held(aws: Aws) -> Calls:
    where = _lockable(aws)
    aws.s3.put_object_legal_hold(**where, LegalHold={"Status": "ON"})
    return {"delete-object-locked": lambda: aws.s3.delete_object(**where, VersionId=_version(aws, where))}


@recorded(
    _S3,
    "test_s3_object_retention_compliance_mode",
    dict.fromkeys(
        ("delete-locked-1", "delete-locked-2", "update-retention-shortened", "update-retention-less-restrictive"),
        _LOCKED,
    ),
)
def compliance(aws: Aws) -> Calls:
    where = _lockable(aws)
    _retain(aws, where, 10, "COMPLIANCE")()

    def delete(**more: Any) -> Any:
        return lambda: aws.s3.delete_object(**where, VersionId=_version(aws, where), **more)

    return {
        "delete-locked-1": delete(),
        "delete-locked-2": delete(BypassGovernanceRetention=True),
        "update-retention-shortened": _retain(aws, where, 5, "COMPLIANCE", BypassGovernanceRetention=True),
        "update-retention-less-restrictive": _retain(aws, where, 10, "GOVERNANCE", BypassGovernanceRetention=True),
    }


@recorded(
    "s3/test_s3_api",
    "test_delete_object_with_no_locking",
    {
        "delete-object-bypass-no-lock": _BYPASS,
        "delete-object-bypass-no-lock-false": _BYPASS,
        "delete-objects-bypass-no-lock": _BYPASS,
    },
)
def bypassing_no_lock(aws: Aws) -> Calls:
    where = stored(aws)
    return {
        "delete-object-bypass-no-lock": lambda: aws.s3.delete_object(**where, BypassGovernanceRetention=True),
        "delete-object-bypass-no-lock-false": lambda: aws.s3.delete_object(**where, BypassGovernanceRetention=False),
        "delete-objects-bypass-no-lock": lambda: aws.s3.delete_objects(
            Bucket="photos", Delete={"Objects": [{"Key": "a"}]}, BypassGovernanceRetention=True
        ),
    }

"""Object Lock: what S3 does not lock and does not let go; recorded from the real service."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.stored import API, GUIDE, MALFORMED, NO_KEY, argument, bucket, invalid, is_marker, version

_SOURCE = GUIDE + "object-lock.html"
_READS = ("GetObjectRetention", "GetObjectLegalHold")
_WRITES = ("PutObjectRetention", "PutObjectLegalHold")
_LOCKED = Refusal("AccessDenied", "Access Denied because object protected by object lock.", 403)
_NONE = Refusal("NoSuchObjectLockConfiguration", "The specified object does not have a ObjectLock configuration", 404)


@guard("s3", *_READS, *_WRITES, source=_SOURCE)
def locks_are_for_buckets_with_object_lock(request: AwsRequest, state: State) -> Refusal | None:
    """And for objects that are there."""
    found = bucket(request, state)
    if found is None:
        return None
    if not found.object_lock_enabled:
        return invalid("Bucket is missing Object Lock Configuration")
    return NO_KEY if version(request, state) is None else None


@guard("s3", *_READS, source=_SOURCE)
def a_lock_was_set(request: AwsRequest, state: State) -> Refusal | None:
    """An object that was never locked has no answer to give."""
    kept = version(request, state)
    if kept is None or is_marker(kept):
        return None
    held = kept.lock_mode if request.operation == "GetObjectRetention" else kept.lock_legal_status
    return None if held else _NONE


@guard("s3", "PutObjectLegalHold", source=API + "API_PutObjectLegalHold.html")
def a_hold_is_on_or_off(request: AwsRequest, _: State) -> Refusal | None:
    """The status is all there is to a legal hold."""
    return None if (request.parameters.get("LegalHold") or {}).get("Status") else MALFORMED


@guard("s3", "PutObjectRetention", source=API + "API_PutObjectRetention.html")
def retention_is_a_mode_and_a_day_to_come(request: AwsRequest, _: State) -> Refusal | None:
    """Both or neither; the day is in the future."""
    given = request.parameters.get("Retention") or {}
    mode, until = given.get("Mode"), given.get("RetainUntilDate")
    if (mode is None) != (until is None):
        return MALFORMED
    if until is not None and _aware(until) <= datetime.now(UTC):
        return argument("The retain until date must be in the future!")
    return None


@guard("s3", "PutObjectRetention", source=GUIDE + "object-lock-managing.html")
def retention_is_not_shortened(request: AwsRequest, state: State) -> Refusal | None:
    """Nothing ends or weakens COMPLIANCE; GOVERNANCE gives way to those who bypass it."""
    kept, given = version(request, state), request.parameters.get("Retention") or {}
    if kept is None or is_marker(kept) or not kept.lock_mode or not _in_force(kept.lock_until):
        return None
    if kept.lock_mode == "GOVERNANCE" and request.parameters.get("BypassGovernanceRetention"):
        return None
    until = given.get("RetainUntilDate")
    shorter = until is None or _aware(until) < _told(kept.lock_until)
    return _LOCKED if shorter or (kept.lock_mode == "COMPLIANCE" and given.get("Mode") != "COMPLIANCE") else None


@guard("s3", "DeleteObject", source=_SOURCE)
def what_is_locked_is_not_deleted(request: AwsRequest, state: State) -> Refusal | None:
    """A version under a hold, or within its retention; a delete marker may always be put on top."""
    kept, bypass = version(request, state), request.parameters.get("BypassGovernanceRetention")
    if request.parameters.get("VersionId") is None or kept is None or is_marker(kept):
        return None
    if kept.lock_legal_status == "ON":
        return _LOCKED
    if not kept.lock_mode or not _in_force(kept.lock_until) or (kept.lock_mode == "GOVERNANCE" and bypass):
        return None
    return _LOCKED


@guard("s3", "DeleteObject", "DeleteObjects", source=API + "API_DeleteObject.html")
def there_is_something_to_bypass(request: AwsRequest, state: State) -> Refusal | None:
    """The header, whatever it says, is for buckets with Object Lock."""
    found = bucket(request, state)
    if found is None or found.object_lock_enabled or request.parameters.get("BypassGovernanceRetention") is None:
        return None
    return argument("x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.")


@guard("s3", "PutObject", "CopyObject", "CreateMultipartUpload", source=API + "API_PutObject.html")
def a_lock_has_a_mode_and_a_date(request: AwsRequest, _: State) -> Refusal | None:
    """Both headers or neither."""
    mode, until = request.parameters.get("ObjectLockMode"), request.parameters.get("ObjectLockRetainUntilDate")
    if mode is not None and mode not in ("GOVERNANCE", "COMPLIANCE"):
        return argument("Unknown wormMode directive.")
    if (mode is None) == (until is None):
        return None
    return argument("x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied")


@guard("s3", "PutObjectLockConfiguration", source=API + "API_PutObjectLockConfiguration.html")
def a_default_is_a_mode_and_a_time(request: AwsRequest, state: State) -> Refusal | None:
    """Enabled; a rule with one of days and years; on a bucket with versions."""
    found, given = bucket(request, state), request.parameters.get("ObjectLockConfiguration") or {}
    rule = given.get("Rule")
    default = (rule or {}).get("DefaultRetention") or {}
    complete = default.get("Mode") and bool(default.get("Days")) != bool(default.get("Years"))
    if found is None:
        return None
    if given.get("ObjectLockEnabled") != "Enabled" or (rule is not None and not complete):
        return MALFORMED
    if not found.is_versioned:
        message = "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration"
        return Refusal("InvalidBucketState", message, 409)
    return None


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _told(text: Any) -> datetime:
    """moto keeps the date as it was written."""
    return _aware(datetime.fromisoformat(str(text)))


def _in_force(until: Any) -> bool:
    return bool(until) and _told(until) > datetime.now(UTC)

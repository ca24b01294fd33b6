"""Object Lock: what S3 does not lock and does not let go; recorded from the real service.

S3 looks at locks after the object, its conditions and checksums, so these guards are of phase STATE.
"""

from __future__ import annotations

from datetime import UTC, datetime

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.s3.refusals import API, GUIDE, MALFORMED, NO_KEY, invalid_argument, invalid_request
from awslab.cloud.s3.request_targets import requested_bucket, requested_object, requested_version

_SOURCE = GUIDE + "object-lock.html"
_CONFIGURATION = API + "API_PutObjectLockConfiguration.html"
_READS = ("GetObjectRetention", "GetObjectLegalHold")
_WRITES = ("PutObjectRetention", "PutObjectLegalHold")
_LOCKED = Refusal("AccessDenied", "Access Denied because object protected by object lock.", 403)
_NO_LOCK = Refusal(
    "NoSuchObjectLockConfiguration", "The specified object does not have a ObjectLock configuration", 404
)


@guard("s3", *_READS, *_WRITES, phase=Phase.STATE, source=_SOURCE)
def bucket_has_object_lock(request: AwsRequest, state: State) -> Refusal | None:
    """Locks are for buckets with Object Lock, and for objects that are there."""
    bucket = requested_bucket(request, state)
    if bucket is None:
        return None
    if not bucket.object_lock_enabled:
        return invalid_request("Bucket is missing Object Lock Configuration")
    return NO_KEY if requested_version(request, state) is None else None


@guard("s3", *_READS, phase=Phase.STATE, source=_SOURCE)
def object_has_a_lock(request: AwsRequest, state: State) -> Refusal | None:
    """An object that was never locked has no answer to give."""
    s3_object = requested_object(request, state)
    if s3_object is None:
        return None
    lock = s3_object.lock_mode if request.operation == "GetObjectRetention" else s3_object.lock_legal_status
    return None if lock else _NO_LOCK


@guard("s3", "PutObjectLegalHold", phase=Phase.STATE, source=API + "API_PutObjectLegalHold.html")
def legal_hold_has_a_status(request: AwsRequest, _: State) -> Refusal | None:
    """The status is all there is to a legal hold."""
    return None if (request.parameters.get("LegalHold") or {}).get("Status") else MALFORMED


@guard("s3", "PutObjectRetention", phase=Phase.STATE, source=API + "API_PutObjectRetention.html")
def retention_has_mode_and_future_date(request: AwsRequest, _: State) -> Refusal | None:
    """Retention has both a mode and a date or neither; the date is in the future."""
    retention = request.parameters.get("Retention") or {}
    mode, until = retention.get("Mode"), retention.get("RetainUntilDate")
    if (mode is None) != (until is None):
        return MALFORMED
    if until is not None and _aware(until) <= CLOCK.now():
        return invalid_argument("The retain until date must be in the future!")
    return None


@guard("s3", "PutObjectRetention", phase=Phase.STATE, source=GUIDE + "object-lock-managing.html")
def retention_is_not_shortened(request: AwsRequest, state: State) -> Refusal | None:
    """Nothing ends or weakens COMPLIANCE; GOVERNANCE gives way to those who bypass it."""
    s3_object, retention = requested_object(request, state), request.parameters.get("Retention") or {}
    if s3_object is None or not s3_object.lock_mode or not _is_in_force(s3_object.lock_until):
        return None
    if s3_object.lock_mode == "GOVERNANCE" and request.parameters.get("BypassGovernanceRetention"):
        return None
    until = retention.get("RetainUntilDate")
    is_shorter = until is None or _aware(until) < _moment(s3_object.lock_until)
    is_weaker = s3_object.lock_mode == "COMPLIANCE" and retention.get("Mode") != "COMPLIANCE"
    return _LOCKED if is_shorter or is_weaker else None


@guard("s3", "DeleteObject", phase=Phase.STATE, source=_SOURCE)
def deleted_version_is_not_locked(request: AwsRequest, state: State) -> Refusal | None:
    """A version under a hold or within its retention is not deleted; a delete marker may always be put on top."""
    s3_object, bypass = requested_object(request, state), request.parameters.get("BypassGovernanceRetention")
    if request.parameters.get("VersionId") is None or s3_object is None:
        return None
    if s3_object.lock_legal_status == "ON":
        return _LOCKED
    if (
        not s3_object.lock_mode
        or not _is_in_force(s3_object.lock_until)
        or (s3_object.lock_mode == "GOVERNANCE" and bypass)
    ):
        return None
    return _LOCKED


@guard("s3", "DeleteObject", "DeleteObjects", phase=Phase.STATE, source=API + "API_DeleteObject.html")
def bypass_is_for_buckets_with_object_lock(request: AwsRequest, state: State) -> Refusal | None:
    """The header, whatever it says, is for buckets with Object Lock."""
    bucket = requested_bucket(request, state)
    if bucket is None or bucket.object_lock_enabled or request.parameters.get("BypassGovernanceRetention") is None:
        return None
    return invalid_argument("x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.")


@guard("s3", "PutObject", "CopyObject", "CreateMultipartUpload", phase=Phase.STATE, source=API + "API_PutObject.html")
def lock_headers_have_mode_and_date(request: AwsRequest, _: State) -> Refusal | None:
    """A write has both lock headers or neither."""
    mode, until = request.parameters.get("ObjectLockMode"), request.parameters.get("ObjectLockRetainUntilDate")
    if mode is not None and mode not in ("GOVERNANCE", "COMPLIANCE"):
        return invalid_argument("Unknown wormMode directive.")
    if (mode is None) == (until is None):
        return None
    return invalid_argument("x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied")


@guard("s3", "PutObjectLockConfiguration", phase=Phase.STATE, source=_CONFIGURATION)
def default_retention_is_complete(request: AwsRequest, state: State) -> Refusal | None:
    """A default is enabled, with one of days and years in its rule, on a bucket with versions."""
    bucket = requested_bucket(request, state)
    configuration = request.parameters.get("ObjectLockConfiguration") or {}
    rule = configuration.get("Rule")
    default = (rule or {}).get("DefaultRetention") or {}
    complete = default.get("Mode") and bool(default.get("Days")) != bool(default.get("Years"))
    if bucket is None:
        return None
    if configuration.get("ObjectLockEnabled") != "Enabled" or (rule is not None and not complete):
        return MALFORMED
    if not bucket.is_versioned:
        message = "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration"
        return Refusal("InvalidBucketState", message, 409)
    return None


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _moment(text: str | None) -> datetime:
    """Return a date that moto keeps as it was written."""
    return _aware(datetime.fromisoformat(str(text)))


def _is_in_force(until: str | None) -> bool:
    return bool(until) and _moment(until) > CLOCK.now()

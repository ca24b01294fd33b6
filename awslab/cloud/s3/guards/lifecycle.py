"""Lifecycle rules that S3 does not take; recorded from the real service unless a rule says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest, Structure
from awslab.cloud.s3.refusals import API, GUIDE, MALFORMED, invalid_argument, invalid_request
from awslab.cloud.s3.request_targets import requested_bucket

_CALLS = ("PutBucketLifecycleConfiguration", "PutBucketLifecycle")
_ACTIONS = (
    "Expiration",
    "Transitions",
    "Transition",
    "NoncurrentVersionExpiration",
    "NoncurrentVersionTransitions",
    "NoncurrentVersionTransition",
    "AbortIncompleteMultipartUpload",
)
_INFREQUENT = ("STANDARD_IA", "ONEZONE_IA")
_LEAST_DAYS = 30


def _first_refusal(request: AwsRequest, state: State, check: Callable[[Structure], Refusal | None]) -> Refusal | None:
    configuration = request.parameters.get("LifecycleConfiguration") or {}
    if requested_bucket(request, state) is None:
        return None
    return next((refusal for rule in configuration.get("Rules") or () if (refusal := check(rule)) is not None), None)


@guard("s3", *_CALLS, phase=Phase.SHAPE, source=API + "API_LifecycleRule.html")
def rule_has_an_action(request: AwsRequest, state: State) -> Refusal | None:
    """A rule has at least one action; the words are those that many public reports quote."""

    def check(rule: Structure) -> Refusal | None:
        if any(rule.get(action) is not None for action in _ACTIONS):
            return None
        return invalid_request("At least one action needs to be specified in a rule.")

    return _first_refusal(request, state, check)


@guard("s3", *_CALLS, phase=Phase.SHAPE, source=API + "API_LifecycleExpiration.html")
def expiration_is_valid(request: AwsRequest, state: State) -> Refusal | None:
    """An expiration is after days, at midnight, or of the delete marker; for noncurrent versions after days."""

    def check(rule: Structure) -> Refusal | None:
        noncurrent = rule.get("NoncurrentVersionExpiration")
        if noncurrent is not None and not noncurrent.get("NoncurrentDays"):
            return MALFORMED
        date = (rule.get("Expiration") or {}).get("Date")
        if isinstance(date, datetime) and (date.hour, date.minute, date.second) != (0, 0, 0):
            return invalid_argument("'Date' must be at midnight GMT")
        return None

    return _first_refusal(request, state, check)


@guard("s3", *_CALLS, phase=Phase.SHAPE, source=API + "API_LifecycleRuleFilter.html")
def filter_has_one_condition(request: AwsRequest, state: State) -> Refusal | None:
    """A filter is a prefix, a tag, a size, or `And`, which has no tag key twice."""

    def check(rule: Structure) -> Refusal | None:
        rule_filter = rule.get("Filter") or {}
        if len(rule_filter) > 1:
            return MALFORMED
        keys = [tag.get("Key") for tag in (rule_filter.get("And") or {}).get("Tags") or ()]
        return invalid_request("Duplicate Tag Keys are not allowed.") if len(set(keys)) < len(keys) else None

    return _first_refusal(request, state, check)


@guard("s3", *_CALLS, phase=Phase.SHAPE, source=GUIDE + "lifecycle-transition-general-considerations.html")
def transition_to_infrequent_access_waits_thirty_days(request: AwsRequest, state: State) -> Refusal | None:
    """Objects go to STANDARD_IA and ONEZONE_IA after 30 days at the earliest (words: public reports)."""

    def check(rule: Structure) -> Refusal | None:
        for transition in rule.get("Transitions") or ():
            days, storage = transition.get("Days"), transition.get("StorageClass")
            if days is not None and storage in _INFREQUENT and days < _LEAST_DAYS:
                action = "'Days' in Transition action must be greater than or equal to 30 for storageClass"
                return invalid_argument(f"{action} '{storage}'")
        return None

    return _first_refusal(request, state, check)

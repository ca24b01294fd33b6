"""Lifecycle rules that S3 does not take; recorded from the real service unless a rule says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.stored import API, GUIDE, MALFORMED, argument, bucket, invalid

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


def _each_rule(
    request: AwsRequest, state: State, check: Callable[[Mapping[str, Any]], Refusal | None]
) -> Refusal | None:
    given = request.parameters.get("LifecycleConfiguration") or {}
    if bucket(request, state) is None:
        return None
    return next((refused for rule in given.get("Rules") or () if (refused := check(rule)) is not None), None)


@guard("s3", *_CALLS, source=API + "API_LifecycleRule.html")
def a_rule_does_something(request: AwsRequest, state: State) -> Refusal | None:
    """At least one action; the words are those that many public reports quote."""

    def check(rule: Mapping[str, Any]) -> Refusal | None:
        if any(rule.get(action) is not None for action in _ACTIONS):
            return None
        return invalid("At least one action needs to be specified in a rule.")

    return _each_rule(request, state, check)


@guard("s3", *_CALLS, source=API + "API_LifecycleExpiration.html")
def an_expiration_is_one_thing(request: AwsRequest, state: State) -> Refusal | None:
    """Days, a date at midnight, or the delete marker; days for noncurrent versions."""

    def check(rule: Mapping[str, Any]) -> Refusal | None:
        noncurrent = rule.get("NoncurrentVersionExpiration")
        if noncurrent is not None and not noncurrent.get("NoncurrentDays"):
            return MALFORMED
        date = (rule.get("Expiration") or {}).get("Date")
        if isinstance(date, datetime) and (date.hour, date.minute, date.second) != (0, 0, 0):
            return argument("'Date' must be at midnight GMT")
        return None

    return _each_rule(request, state, check)


@guard("s3", *_CALLS, source=API + "API_LifecycleRuleFilter.html")
def a_filter_is_one_thing(request: AwsRequest, state: State) -> Refusal | None:
    """A prefix, a tag, a size, or `And`, which has no tag key twice."""

    def check(rule: Mapping[str, Any]) -> Refusal | None:
        given = rule.get("Filter") or {}
        if len(given) > 1:
            return MALFORMED
        keys = [tag.get("Key") for tag in (given.get("And") or {}).get("Tags") or ()]
        return invalid("Duplicate Tag Keys are not allowed.") if len(set(keys)) < len(keys) else None

    return _each_rule(request, state, check)


@guard("s3", *_CALLS, source=GUIDE + "lifecycle-transition-general-considerations.html")
def infrequent_access_waits_thirty_days(request: AwsRequest, state: State) -> Refusal | None:
    """Objects go to STANDARD_IA and ONEZONE_IA after 30 days at the earliest (words: public reports)."""

    def check(rule: Mapping[str, Any]) -> Refusal | None:
        for each in rule.get("Transitions") or ():
            days, storage = each.get("Days"), each.get("StorageClass")
            if days is not None and storage in _INFREQUENT and days < _LEAST_DAYS:
                action = "'Days' in Transition action must be greater than or equal to 30 for storageClass"
                return argument(f"{action} '{storage}'")
        return None

    return _each_rule(request, state, check)

"""Notification configurations that S3 does not take; recorded from the real service unless a rule says otherwise."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.iam.policies.policy_text import listed
from awslab.cloud.iam.policies.service_permissions import permits
from awslab.cloud.s3.stored import API, GUIDE, MALFORMED, argument, bucket

_KINDS = {
    "LambdaFunctionConfigurations": "LambdaFunctionArn",
    "QueueConfigurations": "QueueArn",
    "TopicConfigurations": "TopicArn",
}
_ARN = re.compile(
    r"arn:aws[a-z-]*:(lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?|(sqs|sns):[a-z0-9-]+:\d{12}:[\w.-]+)"
)
_UNVERIFIED = argument("Unable to validate the following destination configurations")


@guard("s3", "PutBucketNotificationConfiguration", source=GUIDE + "notification-how-to-filtering.html")
def filters_are_of_prefix_or_suffix(request: AwsRequest, _: State) -> Refusal | None:
    """A filter has a name and a value; it is for the beginning or the end of a key, in any letter case."""
    for _kind, entry in _entries(request):
        for rule in _rules(entry):
            if rule.get("Name") is None or rule.get("Value") is None:
                return MALFORMED
            if str(rule["Name"]).lower() not in ("prefix", "suffix"):
                return argument("filter rule name must be either prefix or suffix")
    return None


@guard("s3", "PutBucketNotificationConfiguration", source=GUIDE + "grant-destinations-permissions-to-s3.html")
def destinations_admit_s3(request: AwsRequest, state: State) -> Refusal | None:
    """Every function, queue and topic is there, and its policy lets S3 reach it for this bucket.

    Skipped with SkipDestinationValidation, as in
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
    """
    if bucket(request, state) is None:
        return None
    targets = [str(entry.get(_KINDS[kind], "")) for kind, entry in _entries(request)]
    if any(not _ARN.fullmatch(arn) for arn in targets):
        return argument("The ARN could not be parsed")
    if request.parameters.get("SkipDestinationValidation"):
        return None
    name = str(request.parameters.get("Bucket", ""))
    return None if all(_admits(arn, name, state) for arn in targets) else _UNVERIFIED


@guard("s3", "PutBucketNotificationConfiguration", source=API + "API_PutBucketNotificationConfiguration.html")
def configurations_do_not_overlap(request: AwsRequest, _: State) -> Refusal | None:
    """No two for one event with prefixes that overlap and suffixes that overlap.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html; the words are those that
    public reports quote.
    """
    for (_a, one), (_b, other) in combinations(_entries(request), 2):
        if _share_event(one, other) and _overlap(one, other):
            words = "Configurations overlap. Configurations on the same bucket cannot share a common event type."
            return argument(words)
    return None


def _entries(request: AwsRequest) -> Iterator[tuple[str, Mapping[str, Any]]]:
    configuration = request.parameters.get("NotificationConfiguration") or {}
    for kind in _KINDS:
        for entry in configuration.get(kind) or ():
            yield kind, entry


def _rules(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(((entry.get("Filter") or {}).get("Key") or {}).get("FilterRules") or ())


def _share_event(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return any(_covers(a, b) or _covers(b, a) for a in one.get("Events") or () for b in other.get("Events") or ())


def _covers(pattern: str, event: str) -> bool:
    return pattern == event or (pattern.endswith(":*") and event.startswith(pattern[:-1]))


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    first, second = _ends(one), _ends(other)
    prefixes = first[0].startswith(second[0]) or second[0].startswith(first[0])
    return prefixes and (first[1].endswith(second[1]) or second[1].endswith(first[1]))


def _ends(entry: Mapping[str, Any]) -> tuple[str, str]:
    told = {str(rule.get("Name")).lower(): str(rule.get("Value") or "") for rule in _rules(entry)}
    return told.get("prefix", ""), told.get("suffix", "")


def _admits(arn: str, name: str, state: State) -> bool:
    service, region, resource = arn.split(":")[2], arn.split(":")[3], arn.split(":")[5]
    source, account = f"arn:aws:s3:::{name}", state.account_id
    if service == "lambda":
        function = state.function(arn)
        return function is not None and permits(
            function.policy.statements,
            service="s3.amazonaws.com",
            resource=arn,
            source_arn=source,
            source_account=account,
        )
    if service == "sqs":
        queue = state.backend("sqs", region).queues.get(resource)
        policy, action = (None, "") if queue is None else (queue.policy, "sqs:SendMessage")
    else:
        topic = state.backend("sns", region).topics.get(arn)
        policy, action = (None, "") if topic is None else (topic.policy, "sns:Publish")
    return bool(policy) and permits(
        _statements(policy),
        service="s3.amazonaws.com",
        resource=arn,
        source_arn=source,
        source_account=account,
        action=action,
    )


def _statements(policy: Any) -> list[Mapping[str, Any]]:
    document = json.loads(policy) if isinstance(policy, str | bytes) else policy
    return [each for each in listed((document or {}).get("Statement")) if isinstance(each, Mapping)]

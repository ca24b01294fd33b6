"""Notification configurations that S3 does not take; recorded from the real service unless a rule says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest, Structure
from awslab.cloud.iam.policies.service_permissions import permits
from awslab.cloud.ports.moto_messages import MotoMessages
from awslab.cloud.s3.refusals import API, GUIDE, MALFORMED, invalid_argument
from awslab.cloud.s3.request_targets import bucket_name, requested_bucket

_CALL = "PutBucketNotificationConfiguration"
_KINDS = {
    "LambdaFunctionConfigurations": "LambdaFunctionArn",
    "QueueConfigurations": "QueueArn",
    "TopicConfigurations": "TopicArn",
}
_ARN = re.compile(
    r"arn:aws[a-z-]*:(lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?|(sqs|sns):[a-z0-9-]+:\d{12}:[\w.-]+)"
)
_UNVERIFIED = invalid_argument("Unable to validate the following destination configurations")


@guard("s3", _CALL, phase=Phase.SHAPE, source=GUIDE + "notification-how-to-filtering.html")
def filters_have_prefix_or_suffix(request: AwsRequest, _: State) -> Refusal | None:
    """A filter has a name and a value; it is for the beginning or the end of a key, in any letter case."""
    for _kind, entry in _entries(request):
        for rule in _rules(entry):
            if rule.get("Name") is None or rule.get("Value") is None:
                return MALFORMED
            if str(rule["Name"]).lower() not in ("prefix", "suffix"):
                return invalid_argument("filter rule name must be either prefix or suffix")
    return None


@guard("s3", _CALL, phase=Phase.IDENTIFIER, source=GUIDE + "grant-destinations-permissions-to-s3.html")
def destinations_admit_s3(request: AwsRequest, state: State) -> Refusal | None:
    """Every function, queue and topic is there, and its policy lets S3 reach it for this bucket.

    Skipped with SkipDestinationValidation, as in
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
    """
    if requested_bucket(request, state) is None:
        return None
    targets = [str(entry.get(_KINDS[kind], "")) for kind, entry in _entries(request)]
    if any(not _ARN.fullmatch(arn) for arn in targets):
        return invalid_argument("The ARN could not be parsed")
    if request.parameters.get("SkipDestinationValidation"):
        return None
    source = f"arn:aws:s3:::{bucket_name(request)}"
    return None if all(_admits_s3(arn, source, state) for arn in targets) else _UNVERIFIED


@guard("s3", _CALL, phase=Phase.IDENTIFIER, source=API + "API_PutBucketNotificationConfiguration.html")
def configurations_do_not_overlap(request: AwsRequest, _: State) -> Refusal | None:
    """No two for one event with prefixes that overlap and suffixes that overlap.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html; the words are those that
    public reports quote.
    """
    for (_kind, first), (_other_kind, second) in combinations(_entries(request), 2):
        if _share_event(first, second) and _overlap(first, second):
            return invalid_argument(
                "Configurations overlap. Configurations on the same bucket cannot share a common event type."
            )
    return None


def _entries(request: AwsRequest) -> Iterator[tuple[str, Structure]]:
    configuration = request.parameters.get("NotificationConfiguration") or {}
    for kind in _KINDS:
        for entry in configuration.get(kind) or ():
            yield kind, entry


def _rules(entry: Structure) -> Sequence[Structure]:
    return list(((entry.get("Filter") or {}).get("Key") or {}).get("FilterRules") or ())


def _share_event(first: Structure, second: Structure) -> bool:
    pairs = product(first.get("Events") or (), second.get("Events") or ())
    return any(_covers(event, other_event) or _covers(other_event, event) for event, other_event in pairs)


def _covers(pattern: str, event: str) -> bool:
    return pattern == event or (pattern.endswith(":*") and event.startswith(pattern[:-1]))


def _overlap(first: Structure, second: Structure) -> bool:
    (prefix, suffix), (other_prefix, other_suffix) = _prefix_and_suffix(first), _prefix_and_suffix(second)
    prefixes_overlap = prefix.startswith(other_prefix) or other_prefix.startswith(prefix)
    return prefixes_overlap and (suffix.endswith(other_suffix) or other_suffix.endswith(suffix))


def _prefix_and_suffix(entry: Structure) -> tuple[str, str]:
    values = {str(rule.get("Name")).lower(): str(rule.get("Value") or "") for rule in _rules(entry)}
    return values.get("prefix", ""), values.get("suffix", "")


def _admits_s3(arn: str, source: str, state: State) -> bool:
    service = arn.split(":")[2]
    statements: Sequence[Structure] | None = None
    action = "lambda:InvokeFunction"
    if service == "lambda":
        function = state.function(arn)
        statements = None if function is None else function.policy.statements
    else:
        statements = MotoMessages(state.account_id).policy_statements(arn)
        action = "sqs:SendMessage" if service == "sqs" else "sns:Publish"
    return statements is not None and permits(
        statements,
        service="s3.amazonaws.com",
        resource=arn,
        source_arn=source,
        source_account=state.account_id,
        action=action,
    )

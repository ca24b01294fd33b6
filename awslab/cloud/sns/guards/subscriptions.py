"""What SNS refuses about subscriptions. The texts were recorded from the real service (sns/test_sns.snapshot.json)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.sns.guards.filters import fault, is_nested
from awslab.cloud.sns.guards.topics import invalid, too_short

_API = "https://docs.aws.amazon.com/sns/latest/api/"
_FIFO = "https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html"
_PROTOCOLS = ("http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose")
_PHONE = re.compile(r"\+?\d([-.]?\d)*")
_NAMES = (
    *("DeliveryPolicy", "FilterPolicy", "FilterPolicyScope", "RawMessageDelivery", "RedrivePolicy"),
    *("ReplayPolicy", "SubscriptionRoleArn"),
)
_SCOPES = ("MessageAttributes", "MessageBody")


@guard("sns", "Subscribe", source=_API + "API_Subscribe.html")
def endpoint_fits_the_protocol(request: AwsRequest, state: State) -> Refusal | None:
    """A protocol that there is; a number for SMS, an ARN for SQS."""
    protocol, endpoint = str(request.parameters.get("Protocol", "")), str(request.parameters.get("Endpoint") or "")
    if protocol not in _PROTOCOLS:
        return invalid(f"Amazon SNS does not support this protocol string: {protocol}")
    if protocol == "sms" and not _PHONE.fullmatch(endpoint):
        return Refusal("InvalidParameter", f"Invalid SMS endpoint: {endpoint}", 400)
    if protocol == "sqs" and (endpoint.count(":") != 5 or not endpoint.startswith("arn:")):
        return invalid("SQS endpoint ARN")
    return None


@guard("sns", "Subscribe", source=_FIFO)
def fifo_queues_get_fifo_topics(request: AwsRequest, _: State) -> Refusal | None:
    """A FIFO queue cannot subscribe to a standard topic."""
    endpoint, topic = str(request.parameters.get("Endpoint") or ""), str(request.parameters.get("TopicArn") or "")
    if request.parameters.get("Protocol") != "sqs" or not endpoint.endswith(".fifo") or topic.endswith(".fifo"):
        return None
    return invalid("Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics")


@guard("sns", "Subscribe", "SetSubscriptionAttributes", source=_API + "API_SetSubscriptionAttributes.html")
def subscription_attributes_are_sound(request: AwsRequest, state: State) -> Refusal | None:
    """Names that there are, with values that they can have."""
    prefix = "Attributes Reason: " if request.operation == "Subscribe" else ""
    for name, value in _attributes(request):
        if name not in _NAMES:
            return invalid("AttributeName" if not prefix else f"{prefix}Unknown attribute: {name}")
        wrong = _fault(name, value, _scope(request, state))
        if wrong:
            return invalid(wrong if wrong.startswith("Filter policy scope") else f"{prefix}{name}: {wrong}")
    return None


@guard(
    "sns", "SetSubscriptionAttributes", "GetSubscriptionAttributes", source=_API + "API_GetSubscriptionAttributes.html"
)
def subscription_is_there(request: AwsRequest, state: State) -> Refusal | None:
    """By its ARN."""
    arn = str(request.parameters.get("SubscriptionArn", ""))
    if arn in state.backend("sns", request.region).subscriptions or too_short("SubscriptionArn", arn):
        return too_short("SubscriptionArn", arn)
    return Refusal("NotFound", "Subscription does not exist", 404)


@guard("sns", "Unsubscribe", source=_API + "API_Unsubscribe.html")
def subscription_arn_is_one(request: AwsRequest, _: State) -> Refusal | None:
    """Six parts, and a seventh that is the subscription's id; whether it is there does not matter."""
    arn = request.parameters.get("SubscriptionArn")
    if not arn:
        return invalid("SubscriptionArn Reason: no value for required parameter")
    short = too_short("SubscriptionArn", str(arn))
    return short or (invalid("SubscriptionId") if str(arn).count(":") < 6 else None)


@guard("sns", "Subscribe", source=_API + "API_Subscribe.html")
def a_subscription_is_made_again_with_the_same_attributes(request: AwsRequest, state: State) -> Refusal | None:
    """The same endpoint of the same topic gets its subscription, unless it should be another."""
    given = request.parameters
    for each in state.backend("sns", request.region).subscriptions.values():
        same = each.topic.arn == given.get("TopicArn") and each.endpoint == given.get("Endpoint")
        known = {name: str(value) for name, value in each.attributes.items()}
        if same and any(known.get(name) != value for name, value in _attributes(request)):
            return invalid("Attributes Reason: Subscription already exists with different attributes")
    return None


def _attributes(request: AwsRequest) -> Iterator[tuple[str, str]]:
    given = request.parameters
    if request.operation == "Subscribe":
        yield from ((str(name), str(value)) for name, value in (given.get("Attributes") or {}).items())
    else:
        yield str(given.get("AttributeName", "")), str(given.get("AttributeValue") or "")


def _scope(request: AwsRequest, state: State) -> str:
    given = request.parameters
    if request.operation == "Subscribe":
        return str((given.get("Attributes") or {}).get("FilterPolicyScope") or _SCOPES[0])
    known = state.backend("sns", request.region).subscriptions.get(str(given.get("SubscriptionArn", "")))
    attributes: dict[str, Any] = known.attributes if known is not None else {}
    return str(attributes.get("FilterPolicyScope") or _SCOPES[0])


def _fault(name: str, value: str, scope: str) -> str:
    match name:
        case "RawMessageDelivery":
            sound = value.lower() in ("true", "false")
            return "" if sound else f"Invalid value [{value}]. Must be true or false."
        case "FilterPolicyScope":
            sentence = f"Invalid value [{value}]. Please use either MessageBody or MessageAttributes"
            return "" if value in _SCOPES else sentence
        case "FilterPolicy" if value:
            wrong = fault(value, scope)
            if not wrong and scope == _SCOPES[0] and is_nested(value):
                return "Filter policy scope MessageAttributes does not support nested filter policy"
            return wrong
        case "RedrivePolicy" if value:
            return _redrive_fault(value)
    return ""


def _redrive_fault(value: str) -> str:
    try:
        target = str(json.loads(value).get("deadLetterTargetArn", ""))
    except (ValueError, AttributeError):
        return "failed to parse JSON."
    return "" if target.count(":") == 5 else "deadLetterTargetArn is an invalid arn"

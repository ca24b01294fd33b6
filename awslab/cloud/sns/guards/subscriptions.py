"""What SNS refuses about subscriptions. The texts were recorded from the real service (sns/test_sns.snapshot.json)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.sns.guards.filters import fault, is_nested
from awslab.cloud.sns.moto_topics import Topics
from awslab.cloud.sns.refusals import invalid, short_arn

_API = "https://docs.aws.amazon.com/sns/latest/api/"
_ATTRIBUTES = _API + "API_SetSubscriptionAttributes.html"
_FIFO = "https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html"
_PROTOCOLS = ("http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose")
_PHONE = re.compile(r"\+?\d([-.]?\d)*")
_NAMES = (
    *("DeliveryPolicy", "FilterPolicy", "FilterPolicyScope", "RawMessageDelivery", "RedrivePolicy"),
    *("ReplayPolicy", "SubscriptionRoleArn"),
)
_SCOPES = ("MessageAttributes", "MessageBody")


@guard("sns", "Subscribe", phase=Phase.COMBINATION, source=_API + "API_Subscribe.html")
def endpoint_fits_the_protocol(request: AwsRequest, state: State) -> Refusal | None:
    """A protocol exists, and its endpoint has the right form: a number for SMS, an ARN for SQS."""
    protocol, endpoint = str(request.parameters.get("Protocol", "")), str(request.parameters.get("Endpoint") or "")
    if protocol not in _PROTOCOLS:
        return invalid(f"Amazon SNS does not support this protocol string: {protocol}")
    if protocol == "sms" and not _PHONE.fullmatch(endpoint):
        return Refusal("InvalidParameter", f"Invalid SMS endpoint: {endpoint}", 400)
    if protocol == "sqs" and (endpoint.count(":") != 5 or not endpoint.startswith("arn:")):
        return invalid("SQS endpoint ARN")
    return None


@guard("sns", "Subscribe", phase=Phase.COMBINATION, source=_FIFO)
def fifo_queue_subscribes_to_fifo_topic(request: AwsRequest, _: State) -> Refusal | None:
    """A FIFO queue cannot subscribe to a standard topic."""
    endpoint, topic = str(request.parameters.get("Endpoint") or ""), str(request.parameters.get("TopicArn") or "")
    if request.parameters.get("Protocol") != "sqs" or not endpoint.endswith(".fifo") or topic.endswith(".fifo"):
        return None
    return invalid("Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics")


@guard("sns", "Subscribe", "SetSubscriptionAttributes", phase=Phase.COMBINATION, source=_ATTRIBUTES)
def subscription_attributes_are_valid(request: AwsRequest, state: State) -> Refusal | None:
    """Attributes have names that exist, with values that they can have."""
    prefix = "Attributes Reason: " if request.operation == "Subscribe" else ""
    for name, value in _attributes(request):
        if name not in _NAMES:
            return invalid("AttributeName" if not prefix else f"{prefix}Unknown attribute: {name}")
        problem = _fault(name, value, _scope(request, state))
        if problem:
            return invalid(problem if problem.startswith("Filter policy scope") else f"{prefix}{name}: {problem}")
    return None


@guard(
    "sns",
    "SetSubscriptionAttributes",
    "GetSubscriptionAttributes",
    phase=Phase.IDENTIFIER,
    source=_API + "API_GetSubscriptionAttributes.html",
)
def subscription_exists(request: AwsRequest, state: State) -> Refusal | None:
    """A subscription's ARN is well formed and of one that is there."""
    arn = str(request.parameters.get("SubscriptionArn", ""))
    refusal = short_arn("SubscriptionArn", arn)
    if refusal is not None or Topics(state.account_id, request.region).subscription(arn) is not None:
        return refusal
    return Refusal("NotFound", "Subscription does not exist", 404)


@guard("sns", "Unsubscribe", phase=Phase.SHAPE, source=_API + "API_Unsubscribe.html")
def subscription_arn_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A subscription's ARN has six parts and a seventh, its id; whether it is there does not matter."""
    arn = request.parameters.get("SubscriptionArn")
    if not arn:
        return invalid("SubscriptionArn Reason: no value for required parameter")
    refusal = short_arn("SubscriptionArn", str(arn))
    return refusal or (invalid("SubscriptionId") if str(arn).count(":") < 6 else None)


@guard("sns", "Subscribe", phase=Phase.STATE, source=_API + "API_Subscribe.html")
def existing_subscription_has_same_attributes(request: AwsRequest, state: State) -> Refusal | None:
    """The same endpoint of the same topic gets its subscription, unless it should be another."""
    pair = (request.parameters.get("TopicArn"), request.parameters.get("Endpoint"))
    for subscription in Topics(state.account_id, request.region).subscriptions():
        attributes = {name: str(value) for name, value in subscription.attributes.items()}
        is_same = (subscription.topic.arn, subscription.endpoint) == pair
        if is_same and any(attributes.get(name) != value for name, value in _attributes(request)):
            return invalid("Attributes Reason: Subscription already exists with different attributes")
    return None


def _attributes(request: AwsRequest) -> Iterator[tuple[str, str]]:
    parameters = request.parameters
    if request.operation == "Subscribe":
        yield from ((str(name), str(value)) for name, value in (parameters.get("Attributes") or {}).items())
    else:
        yield str(parameters.get("AttributeName", "")), str(parameters.get("AttributeValue") or "")


def _scope(request: AwsRequest, state: State) -> str:
    parameters = request.parameters
    if request.operation == "Subscribe":
        return str((parameters.get("Attributes") or {}).get("FilterPolicyScope") or _SCOPES[0])
    arn = str(parameters.get("SubscriptionArn", ""))
    subscription = Topics(state.account_id, request.region).subscription(arn)
    attributes = {} if subscription is None else subscription.attributes
    return str(attributes.get("FilterPolicyScope") or _SCOPES[0])


def _fault(name: str, value: str, scope: str) -> str:
    match name:
        case "RawMessageDelivery":
            is_boolean = value.lower() in ("true", "false")
            return "" if is_boolean else f"Invalid value [{value}]. Must be true or false."
        case "FilterPolicyScope":
            sentence = f"Invalid value [{value}]. Please use either MessageBody or MessageAttributes"
            return "" if value in _SCOPES else sentence
        case "FilterPolicy" if value:
            problem = fault(value, scope)
            if not problem and scope == _SCOPES[0] and is_nested(value):
                return "Filter policy scope MessageAttributes does not support nested filter policy"
            return problem
        case "RedrivePolicy" if value:
            return _redrive_fault(value)
    return ""


def _redrive_fault(value: str) -> str:
    try:
        target = str(json.loads(value).get("deadLetterTargetArn", ""))
    except (ValueError, AttributeError):
        return "failed to parse JSON."
    return "" if target.count(":") == 5 else "deadLetterTargetArn is an invalid arn"

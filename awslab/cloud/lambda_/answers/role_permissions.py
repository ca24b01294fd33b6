"""What Lambda refuses because a function's role lacks a permission that it will need.

https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions,
https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions and
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq. The sentences
are those of public reports. Everything is allowed where roles are not held to their policies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from awslab.cloud.gateway.behaviour import Order, answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, Structure, refusal
from awslab.cloud.lambda_.moto_functions import StoredFunctions
from awslab.cloud.ports.context import GatewayContext

_GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg/"
_QUEUE_ACTIONS = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
_NETWORK_ACTIONS = ("CreateNetworkInterface", "DescribeNetworkInterfaces", "DeleteNetworkInterface")
_DEAD_LETTER_ACTIONS = {"sqs": "SendMessage", "sns": "Publish"}
_Permission = tuple[str, str, str]
"""Service, action, resource."""


@answers(
    "lambda",
    "CreateEventSourceMapping",
    source=_GUIDE + "services-sqs-configure.html#events-sqs-permissions",
    order=Order.PERMISSIONS,
)
def refuse_role_that_cannot_read(request: AwsRequest, context: GatewayContext) -> AwsResponse | None:
    """Refuse to map a queue that the function's role may not read."""
    return _refusal(request, context, "function", _role_of_the_function(request), _queue_permissions(request))


@answers(
    "lambda",
    "CreateFunction",
    "UpdateFunctionConfiguration",
    source=_GUIDE + "configuration-vpc.html#configuration-vpc-permissions",
    order=Order.PERMISSIONS,
)
def refuse_role_that_cannot_connect(request: AwsRequest, context: GatewayContext) -> AwsResponse | None:
    """Refuse a network or a dead-letter queue that the function's role may not use."""
    role = str(request.parameters.get("Role") or _role_of_the_function(request))
    return _refusal(request, context, "provided", role, _configuration_permissions(request.parameters))


def _refusal(
    request: AwsRequest, context: GatewayContext, adjective: str, role: str, permissions: Iterable[_Permission]
) -> AwsResponse | None:
    """Return the refusal for the first permission that is missing; `adjective` is the sentence's word for the role."""
    for service, action, resource in permissions:
        if role and not context.role_may(role, f"{service}:{action}", resource):
            sentence = f"The {adjective} execution role does not have permissions to call {action} on {service.upper()}"
            return refusal(request, "InvalidParameterValueException", sentence, 400)
    return None


def _queue_permissions(request: AwsRequest) -> Iterator[_Permission]:
    source = str(request.parameters.get("EventSourceArn") or "")
    if ":sqs:" in source:
        yield from (("sqs", action, source) for action in _QUEUE_ACTIONS)


def _configuration_permissions(parameters: Structure) -> Iterator[_Permission]:
    if (parameters.get("VpcConfig") or {}).get("SubnetIds"):
        yield from (("ec2", action, "*") for action in _NETWORK_ACTIONS)
    target = str((parameters.get("DeadLetterConfig") or {}).get("TargetArn") or "")
    service = target.split(":")[2] if target.count(":") >= 5 else ""
    if service in _DEAD_LETTER_ACTIONS:
        yield service, _DEAD_LETTER_ACTIONS[service], target


def _role_of_the_function(request: AwsRequest) -> str:
    """Return the role of the function that the request names; empty when there is none."""
    text = str(request.parameters.get("FunctionName") or "")
    name = text.partition(":function:")[2].partition(":")[0] or text.partition(":")[0]
    function = StoredFunctions(request.caller.account_id).latest(request.region, name)
    return "" if function is None else str(function.role)

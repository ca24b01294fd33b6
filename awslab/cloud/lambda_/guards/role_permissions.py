"""What Lambda refuses because a function's role lacks a permission that it will need.

https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions,
https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions and
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq. The sentences
are those of public reports. Asked only where roles are held to their policies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from moto.backends import get_backend

from awslab.cloud.gateway.request import AwsRequest, AwsResponse, refusal

_QUEUES = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
_NETWORKS = ("CreateNetworkInterface", "DescribeNetworkInterfaces", "DeleteNetworkInterface")
_LETTERS = {"sqs": "SendMessage", "sns": "Publish"}
_CONFIGURING = ("CreateFunction", "UpdateFunctionConfiguration")


class RolePermissions:
    """An extension of the gateway: event source mappings, networks and dead-letter targets of functions."""

    def __init__(self, may: Callable[[str, str, str], bool]) -> None:
        self._may = may

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """The refusal for the first permission that is missing."""
        if request.service != "lambda":
            return None
        if request.operation == "CreateEventSourceMapping":
            role, start, wanted = _role(request), "function", _of_queue(request)
        elif request.operation in _CONFIGURING:
            role = str(request.parameters.get("Role") or _role(request))
            start, wanted = "provided", _of_configuration(request)
        else:
            return None
        for service, action, resource in wanted:
            if role and not self._may(role, f"{service}:{action}", resource):
                sentence = f"The {start} execution role does not have permissions to call {action} on {service.upper()}"
                return refusal(request, "InvalidParameterValueException", sentence, 400)
        return None

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is held."""


def _of_queue(request: AwsRequest) -> Iterator[tuple[str, str, str]]:
    source = str(request.parameters.get("EventSourceArn") or "")
    if ":sqs:" in source:
        yield from (("sqs", action, source) for action in _QUEUES)


def _of_configuration(request: AwsRequest) -> Iterator[tuple[str, str, str]]:
    given = request.parameters
    if (given.get("VpcConfig") or {}).get("SubnetIds"):
        yield from (("ec2", action, "*") for action in _NETWORKS)
    target = str((given.get("DeadLetterConfig") or {}).get("TargetArn") or "")
    service = target.split(":")[2] if target.count(":") >= 5 else ""
    if service in _LETTERS:
        yield service, _LETTERS[service], target


def _role(request: AwsRequest) -> str:
    """The role of the function that the request names; empty when there is none."""
    name = str(request.parameters.get("FunctionName") or "")
    backend: Any = get_backend("lambda")[request.caller.account_id][request.region]
    group = backend._lambdas._functions.get(name.partition(":function:")[2].partition(":")[0] or name.partition(":")[0])
    return str(group["latest"].role) if group and group["latest"] else ""

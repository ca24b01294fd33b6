"""What calls to Amazon EventBridge need (pure).

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-manage-iam-access.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awslab.cloud.iam.actions.steps import CallScope, Steps

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest

_ON_RULES = (
    *("PutRule", "DeleteRule", "DescribeRule", "DisableRule", "EnableRule", "PutTargets", "RemoveTargets"),
    "ListTargetsByRule",
)


def steps(request: AwsRequest, scope: CallScope) -> Steps | None:
    """Return the action on the rule or the buses that a call names.

    Rules of the default bus and of other buses have different ARNs.
    """
    parameters = request.parameters
    if request.operation == "PutEvents":
        buses = [str(entry.get("EventBusName") or "default") for entry in parameters.get("Entries") or ()]
        return iter([("PutEvents", {"EventBusName": list(dict.fromkeys(buses))})])
    if request.operation in _ON_RULES:
        bus = str(parameters.get("EventBusName") or "default").rpartition("/")[2]
        rule = str(parameters.get("Rule") or parameters.get("Name"))
        path = rule if bus == "default" else f"{bus}/{rule}"
        arn = f"arn:aws:events:{scope.region}:{scope.account_id}:rule/{path}"
        # on another bus the longer form fits both types of rule: the one that is meant is the same ARN
        return iter([(request.operation, {"ResourceArn": arn})])
    if request.operation in ("DescribeEventBus", "PutPermission", "RemovePermission"):
        name = parameters.get("Name") or parameters.get("EventBusName") or "default"
        return iter([(request.operation, {"EventBusName": str(name)})])
    return None

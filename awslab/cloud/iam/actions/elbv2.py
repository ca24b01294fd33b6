"""What calls to Elastic Load Balancing need (pure).

https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/load-balancer-authentication-access-control.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awslab.cloud.iam.actions.steps import CallScope, Steps

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest

_ARN_PARTS = {"network": "net", "gateway": "gwy"}
"""The kind of a load balancer → how its ARN says it; `app` for the others."""


def steps(request: AwsRequest, scope: CallScope) -> Steps | None:
    """Return the action on a new load balancer, whose ARN says its kind (of those that `elbv2` makes)."""
    if request.operation != "CreateLoadBalancer" or request.service != "elbv2":
        return None
    kind = _ARN_PARTS.get(str(request.parameters.get("Type")), "app")
    start = f"arn:aws:elasticloadbalancing:{scope.region}:{scope.account_id}:loadbalancer"
    return iter([(request.operation, {"ResourceArn": f"{start}/{kind}/{request.parameters.get('Name')}/*"})])

"""DescribeTargetHealth: the health of targets as load balancers find it."""

from __future__ import annotations

from collections.abc import Mapping

from awslab.cloud.elbv2.life.health import Health, target_health
from awslab.cloud.elbv2.life.registrations import registrations
from awslab.cloud.elbv2.life.targets import target_group_of, targets_of
from awslab.cloud.elbv2.moto_balancers import balancers
from awslab.cloud.elbv2.values import Target, TargetGroup
from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer
from awslab.cloud.ports.context import GatewayContext

_PROTOCOLS = ("HTTP", "HTTPS", "TCP", "TLS", "TCP_UDP", "UDP")


@answers(
    "elbv2",
    "DescribeTargetHealth",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html",
)
def describe_target_health(request: AwsRequest, context: GatewayContext) -> AwsResponse | None:
    """Describe the health of targets; that behind Gateway Load Balancers is moto's."""
    group = target_group_of(request, context)
    if group is None or (group.kind != "lambda" and group.protocol not in _PROTOCOLS):
        return None
    draining = context.part(registrations).draining(group)
    targets = targets_of(request.parameters.get("Targets"), group) or (
        *group.targets,
        *(target for target in draining if target not in group.targets),
    )
    balancer, health = context.part(balancers).using(group.arn), context.part(target_health)
    descriptions = [_description(group, target, health.of(group, target, balancer)) for target in targets]
    return answer(request, {"TargetHealthDescriptions": descriptions})


def _description(group: TargetGroup, target: Target, health: Health) -> Mapping[str, object]:
    identity = {"Id": target.id} | ({"Port": target.port} if target.port is not None else {})
    texts = {"State": health.state, "Reason": health.reason, "Description": health.description}
    description: dict[str, object] = {
        "Target": identity,
        "TargetHealth": {name: text for name, text in texts.items() if text},
    }
    if target.port is not None:
        description["HealthCheckPort"] = str(target.port) if group.check_port == "traffic-port" else group.check_port
    return description

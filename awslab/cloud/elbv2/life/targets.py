"""What is noted of targets when calls register, deregister or terminate them, and when rules begin to use their groups.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from awslab.cloud.elbv2.life.health import TargetHealth, target_health
from awslab.cloud.elbv2.life.registrations import registrations
from awslab.cloud.elbv2.moto_balancers import balancers
from awslab.cloud.elbv2.shapes import groups_of
from awslab.cloud.elbv2.values import Target, TargetGroup
from awslab.cloud.gateway.behaviour import Order, follows, starts
from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.ports.context import GatewayContext


@starts
def target_watch(context: GatewayContext) -> TargetHealth:
    """Let Auto Scaling and ECS, which fill target groups without a call to their API, tell of it and ask for health."""
    watch = context.part(target_health)
    context.target_groups.serve(watch)
    return watch


@follows("elbv2", "CreateListener", "CreateRule", "ModifyListener", "ModifyRule", order=Order.CLOCK)
def note_use(request: AwsRequest, _: AwsResponse, context: GatewayContext) -> None:
    """Note when a target group comes into use."""
    actions = request.parameters.get("DefaultActions") or request.parameters.get("Actions") or ()
    for group_arn in groups_of(actions):
        context.part(registrations).came_into_use(group_arn)


@follows("elbv2", "RegisterTargets", order=Order.CLOCK)
def note_registration(request: AwsRequest, _: AwsResponse, context: GatewayContext) -> None:
    """Note when targets are registered."""
    group = target_group_of(request, context)
    if group:
        context.part(registrations).came(group.arn, targets_of(request.parameters.get("Targets"), group))


@follows("elbv2", "DeregisterTargets", order=Order.CLOCK)
def note_deregistration(request: AwsRequest, _: AwsResponse, context: GatewayContext) -> None:
    """Note when targets of a group in use are deregistered: they drain."""
    group = target_group_of(request, context)
    if group and context.part(balancers).using(group.arn):
        context.part(registrations).went(group.arn, targets_of(request.parameters.get("Targets"), group))


@follows("ec2", "TerminateInstances", order=Order.CLOCK)
def note_termination(request: AwsRequest, _: AwsResponse, context: GatewayContext) -> None:
    """Note that a terminated instance is deregistered, as moto does too."""
    for instance_id in request.parameters.get("InstanceIds") or ():
        for group_arn, target in context.part(balancers).left_by(str(instance_id), request.region):
            context.part(registrations).went(group_arn, [target])


@follows(
    "elbv2",
    "CreateTargetGroup",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html",
)
def leave_functions_unchecked(request: AwsRequest, _: AwsResponse, context: GatewayContext) -> None:
    """Leave the health checks of functions off unless the call wants them."""
    if request.parameters.get("TargetType") == "lambda":
        enabled = bool(request.parameters.get("HealthCheckEnabled"))
        context.part(balancers).check_health_of_functions(str(request.parameters["Name"]), request.region, enabled)


def target_group_of(request: AwsRequest, context: GatewayContext) -> TargetGroup | None:
    """Return the target group that a call names; None when there is none."""
    return context.part(balancers).target_group(str(request.parameters.get("TargetGroupArn", "")))


def targets_of(descriptions: Iterable[Mapping[str, object]] | None, group: TargetGroup) -> tuple[Target, ...]:
    """Return targets as a call names them.

    A port that the call leaves out is the group's, or the one that the target is registered with.
    """
    ports = {target.id: target.port for target in reversed(group.targets)}
    on_group_port = {target.id for target in group.targets if target.port == group.port}

    def target_of(description: Mapping[str, object]) -> Target:
        target_id, port = str(description["Id"]), description.get("Port")
        usual_port = group.port if target_id in on_group_port else ports.get(target_id, group.port)
        return Target(target_id, int(str(port)) if port else usual_port)

    return tuple(target_of(description) for description in descriptions or ())

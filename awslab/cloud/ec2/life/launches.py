"""What a lab provides has been there for long when its learner comes: the examiner's instances run at once."""

from __future__ import annotations

from dataclasses import replace

from awslab.cloud.ec2 import moto_ec2
from awslab.cloud.ec2.life.power import INITIALIZING, PENDING
from awslab.cloud.gateway.behaviour import Order, follows
from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.ports.context import GatewayContext


@follows("ec2", "RunInstances", order=Order.STATE)
def run_instances_of_the_examiner(request: AwsRequest, _: AwsResponse, context: GatewayContext) -> None:
    """Put the launch of the examiner's pending instances so far back that they run and have passed their checks."""
    if request.caller.kind != "examiner":
        return
    for instance in moto_ec2.instances(context.account_id, request.region):
        if instance.state == "pending":
            power = moto_ec2.power(instance)
            moto_ec2.change_power(instance, replace(power, since=power.since - PENDING - INITIALIZING))

"""EC2 instances on their clock."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from moto.backends import get_backend

from awslab.cloud.ec2.life import metadata_options, monitoring, moto_ec2, moto_launches
from awslab.cloud.ec2.life.power import INITIALIZING, PENDING
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer
from awslab.cloud.ports.context import GatewayContext

_DEFAULTS = ("GetInstanceMetadataDefaults", "ModifyInstanceMetadataDefaults")


class Machines:
    """An extension of the gateway: what a lab gives is there for long already when its learner comes."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """Monitoring and the account's metadata options, which moto lacks; else moto's: states follow the clock.

        https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetInstanceMetadataDefaults.html
        """
        if request.service != "ec2" or request.operation not in (*_DEFAULTS, *monitoring.CALLS):
            return None
        backend = get_backend("ec2")[self._account_id][request.region]
        if request.operation in monitoring.CALLS:
            return monitoring.switch(request, backend)
        defaults = moto_launches.account_defaults(backend)
        if request.operation == "GetInstanceMetadataDefaults":
            return answer(request, {"AccountLevel": {**defaults, **({"ManagedBy": "account"} if defaults else {})}})
        moto_launches.change_account_defaults(backend, metadata_options.changed(defaults, request.parameters))
        return answer(request, {"Return": True})

    def after(self, request: AwsRequest, _: AwsResponse) -> None:
        """Instances that the examiner launches run at once."""
        if request.caller.kind != "examiner" or request.operation != "RunInstances":
            return
        for instance in self._pending(request.region):
            power = moto_ec2.power(instance)
            moto_ec2.change_power(instance, replace(power, since=power.since - PENDING - INITIALIZING))

    def close(self) -> None:
        """Nothing is held."""

    def _pending(self, region: str) -> list[Any]:
        everyone = get_backend("ec2")[self._account_id][region].all_instances()
        return [instance for instance in everyone if instance.state == "pending"]


def machines(context: GatewayContext) -> Machines:
    """Take EC2's instances over, in this process."""
    moto_ec2.take_over(time.time)
    return Machines(context.account_id)

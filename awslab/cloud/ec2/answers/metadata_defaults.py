"""The account's default metadata options in a region, which moto does not have."""

from __future__ import annotations

from awslab.cloud.ec2 import moto_ec2, moto_launches
from awslab.cloud.ec2.life.metadata_options import changed_defaults
from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer
from awslab.cloud.ports.context import GatewayContext


@answers(
    "ec2",
    "GetInstanceMetadataDefaults",
    source="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetInstanceMetadataDefaults.html",
)
def get_instance_metadata_defaults(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Show the defaults that the account has set; what it left alone is absent."""
    defaults = moto_launches.account_defaults(moto_ec2.backend(context.account_id, request.region))
    return answer(request, {"AccountLevel": {**defaults, **({"ManagedBy": "account"} if defaults else {})}})


@answers(
    "ec2",
    "ModifyInstanceMetadataDefaults",
    source="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataDefaults.html",
)
def modify_instance_metadata_defaults(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Set or take away defaults for the instances that are launched from now on."""
    backend = moto_ec2.backend(context.account_id, request.region)
    defaults = changed_defaults(moto_launches.account_defaults(backend), request.parameters)
    moto_launches.change_account_defaults(backend, defaults)
    return answer(request, {"Return": True})

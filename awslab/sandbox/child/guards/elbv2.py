"""What Elastic Load Balancing refuses. The texts: sandbox-gaps.md, with public reports of each."""

from __future__ import annotations

from awslab.sandbox.child.guards import Refusal, State, guard
from awslab.sandbox.child.request import AwsRequest

_API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/"


@guard("elbv2", "CreateLoadBalancer", "SetSubnets", source=_API + "API_CreateLoadBalancer.html")
def subnets_span_two_zones(request: AwsRequest, state: State) -> Refusal | None:
    """An Application Load Balancer has subnets in two Availability Zones at least, and one per zone.

    Subnets that do not exist are moto's to refuse.
    """
    subnets = _subnets(request)
    zones = [subnet.availability_zone for name in subnets if (subnet := state.subnet(name, request.region))]
    if len(set(zones)) < len(zones):
        message = "A load balancer cannot be attached to multiple subnets in the same Availability Zone"
        return Refusal("InvalidConfigurationRequest", message, 400)
    if _is_application(request) and len(zones) == len(subnets) == 1:
        message = "At least two subnets in two different Availability Zones must be specified"
        return Refusal("ValidationError", message, 400)
    return None


def _subnets(request: AwsRequest) -> list[str]:
    mapped = [entry.get("SubnetId", "") for entry in request.parameters.get("SubnetMappings") or ()]
    return list(dict.fromkeys([*(request.parameters.get("Subnets") or ()), *mapped]))


def _is_application(request: AwsRequest) -> bool:
    arn = str(request.parameters.get("LoadBalancerArn", "loadbalancer/app/"))
    return request.parameters.get("Type", "application") == "application" and "loadbalancer/app/" in arn

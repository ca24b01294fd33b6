"""What load balancers refuse. Codes: Elastic Load Balancing's API reference; the texts: public reports of each, except
where a rule says otherwise."""

from __future__ import annotations

import re
from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/"
_CREATE = _API + "API_CreateLoadBalancer.html"
_SUBNETS = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html"

FREE_ADDRESSES = 8
LARGEST_PREFIX = 27


@guard("elbv2", "CreateLoadBalancer", source=_CREATE)
def name_is_possible(request: AwsRequest, _: State) -> Refusal | None:
    """Up to 32 letters, digits and hyphens; no hyphen at an end, no `internal-` before.

    The words for length are of public reports, the others those of target groups, by analogy.
    """
    name = str(request.parameters.get("Name", ""))
    start = f"The load balancer name '{name}'"
    if len(name) > 32:
        return _invalid(f"{start} cannot be longer than '32' characters")
    if not re.fullmatch(r"[A-Za-z0-9-]+", name):
        return _invalid(f"{start} can only contain characters that are alphanumeric characters or hyphens(-)")
    if name.startswith("-") or name.endswith("-"):
        return _invalid(f"{start} cannot begin or end with '-'")
    if name.startswith("internal-"):
        return _invalid(f"{start} cannot begin with 'internal-'")
    return None


@guard("elbv2", "CreateLoadBalancer", "SetSubnets", source=_CREATE)
def subnets_exist_in_one_vpc(request: AwsRequest, state: State) -> Refusal | None:
    """Told in one way, all there, all of one VPC. The words for the first and the last are ours."""
    if request.parameters.get("Subnets") and request.parameters.get("SubnetMappings"):
        return _invalid("You must specify either subnets or subnet mappings, but not both")
    vpcs = set()
    for name in _subnets(request):
        subnet = state.subnet(name, request.region)
        if subnet is None:
            return Refusal("SubnetNotFound", f"The subnet ID '{name}' does not exist", 400)
        vpcs.add(subnet.vpc_id)
    if len(vpcs) > 1:
        return _configuration("All subnets must belong to the same VPC")
    return None


@guard("elbv2", "CreateLoadBalancer", "SetSubnets", source=_CREATE)
def subnets_span_two_zones(request: AwsRequest, state: State) -> Refusal | None:
    """An Application Load Balancer has subnets in two Availability Zones at least, and one per zone."""
    subnets = _subnets(request)
    zones = [subnet.availability_zone for name in subnets if (subnet := state.subnet(name, request.region))]
    if len(set(zones)) < len(zones):
        return _configuration("A load balancer cannot be attached to multiple subnets in the same Availability Zone")
    if _is_application(request) and len(zones) == len(subnets) == 1:
        return _invalid("At least two subnets in two different Availability Zones must be specified")
    return None


@guard("elbv2", "CreateLoadBalancer", "SetSubnets", source=_SUBNETS)
def subnets_have_room(request: AwsRequest, state: State) -> Refusal | None:
    """An Application Load Balancer's subnets are /27 at least, with 8 free addresses."""
    if not _is_application(request):
        return None
    for name in _subnets(request):
        subnet = state.subnet(name, request.region)
        if subnet and (subnet.cidr.prefixlen > LARGEST_PREFIX or subnet.available_ip_address_count < FREE_ADDRESSES):
            sentence = f"Not enough IP space available in {name}. ELB requires at least {FREE_ADDRESSES} free IP"
            return Refusal("InvalidSubnet", f"{sentence} addresses in each subnet.", 400)
    return None


@guard("elbv2", "CreateLoadBalancer", source=_CREATE)
def internet_facing_has_a_gateway(request: AwsRequest, state: State) -> Refusal | None:
    """Without an internet gateway in its VPC a load balancer is internal."""
    names = _subnets(request)
    subnet = state.subnet(names[0], request.region) if names else None
    scheme = request.parameters.get("Scheme") or "internet-facing"
    if subnet is None or scheme != "internet-facing" or request.parameters.get("Type") == "gateway":
        return None
    if state.ec2(request.region).internet_gateway_of(subnet.vpc_id):
        return None
    return Refusal("InvalidSubnet", f"VPC {subnet.vpc_id} has no internet gateway", 400)


@guard("elbv2", "CreateLoadBalancer", "SetSecurityGroups", source=_CREATE)
def groups_exist_in_the_vpc(request: AwsRequest, state: State) -> Refusal | None:
    """Security groups that exist, of the VPC of the subnets. A Gateway Load Balancer has none."""
    names, ec2 = request.parameters.get("SecurityGroups") or (), state.ec2(request.region)
    if names and request.parameters.get("Type") == "gateway":
        return _configuration("Security groups are not supported for load balancers with type 'gateway'")
    balancer = state.elb(request.region).load_balancer(str(request.parameters.get("LoadBalancerArn")))
    subnets = _subnets(request)
    subnet = state.subnet(subnets[0], request.region) if subnets else None
    vpc = balancer.vpc_id if balancer else getattr(subnet, "vpc_id", None)
    for name in names:
        group = ec2.group(name)
        if group is None:
            return Refusal("InvalidSecurityGroup", f"Security group '{name}' does not exist", 400)
        if vpc and group.vpc_id != vpc:
            return _configuration("One or more security groups are invalid")
    return None


@guard("elbv2", "CreateLoadBalancer", source=_CREATE)
def name_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """Making the same load balancer again changes nothing; one of the name with other settings is refused."""
    found = state.elb(request.region).load_balancer_named(str(request.parameters.get("Name")))
    if found is None or _is_the_same(request, found):
        return None
    sentence = f"A load balancer with the same name '{found.name}' exists, but with different settings"
    return Refusal("DuplicateLoadBalancerName", sentence, 400)


def _is_the_same(request: AwsRequest, found: Any) -> bool:
    asked, groups = request.parameters, request.parameters.get("SecurityGroups")
    return (
        (asked.get("Scheme") or "internet-facing") == found.scheme
        and (asked.get("Type") or "application") == found.type
        and set(_subnets(request)) == {each.id for each in found.subnets}
        and (groups is None or set(groups) == set(found.security_groups or ()))
        and (asked.get("IpAddressType") or "ipv4") == found.ip_address_type
    )


@guard("elbv2", "DeleteLoadBalancer", source=_API + "API_DeleteLoadBalancer.html")
def load_balancer_is_not_protected(request: AwsRequest, state: State) -> Refusal | None:
    """Switch deletion protection off before."""
    found = state.elb(request.region).load_balancer(request.parameters.get("LoadBalancerArn", ""))
    if found is None or found.attrs.get("deletion_protection.enabled") != "true":
        return None
    sentence = f"Load balancer '{found.arn}' cannot be deleted because deletion protection is enabled"
    return Refusal("OperationNotPermitted", sentence, 400)


@guard("elbv2", "DescribeLoadBalancers", source=_API + "API_DescribeLoadBalancers.html")
def load_balancers_exist(request: AwsRequest, state: State) -> Refusal | None:
    """moto takes an unknown one for the one before it."""
    elb, asked = state.elb(request.region), request.parameters
    unknown = [name for name in asked.get("Names") or () if elb.load_balancer_named(name) is None]
    unknown += [arn for arn in asked.get("LoadBalancerArns") or () if elb.load_balancer(arn) is None]
    if not unknown:
        return None
    return Refusal("LoadBalancerNotFound", f"Load balancers '[{', '.join(unknown)}]' not found", 400)


def _subnets(request: AwsRequest) -> list[str]:
    mapped = [entry.get("SubnetId", "") for entry in request.parameters.get("SubnetMappings") or ()]
    return list(dict.fromkeys([*(request.parameters.get("Subnets") or ()), *mapped]))


def _is_application(request: AwsRequest) -> bool:
    arn = str(request.parameters.get("LoadBalancerArn", "loadbalancer/app/"))
    return request.parameters.get("Type", "application") == "application" and "loadbalancer/app/" in arn


def _invalid(message: str) -> Refusal:
    return Refusal("ValidationError", message, 400)


def _configuration(message: str) -> Refusal:
    return Refusal("InvalidConfigurationRequest", message, 400)

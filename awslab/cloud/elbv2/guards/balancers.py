"""What load balancers refuse. Codes: Elastic Load Balancing's API reference; the texts: public reports of each, except
where a rule says otherwise."""

from __future__ import annotations

import re

from awslab.cloud.elbv2.state import BalancerRecord
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/"
_CREATE = _API + "API_CreateLoadBalancer.html"
_SUBNETS = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html"

FREE_ADDRESSES = 8
LARGEST_PREFIX = 27


@guard("elbv2", "CreateLoadBalancer", phase=Phase.SHAPE, source=_CREATE)
def name_is_possible(request: AwsRequest, _: State) -> Refusal | None:
    """The name has up to 32 letters, digits and hyphens; no hyphen at an end, no `internal-` before.

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


@guard("elbv2", "CreateLoadBalancer", "SetSubnets", phase=Phase.IDENTIFIER, source=_CREATE)
def subnets_exist_in_one_vpc(request: AwsRequest, state: State) -> Refusal | None:
    """The subnets come in one of the two members, are there, and are all of one VPC.

    The words for the first and the last are ours.
    """
    if request.parameters.get("Subnets") and request.parameters.get("SubnetMappings"):
        return _invalid("You must specify either subnets or subnet mappings, but not both")
    vpcs = set()
    for name in _subnets(request):
        subnet = state.subnet(name, request.region)
        if subnet is None:
            return Refusal("SubnetNotFound", f"The subnet ID '{name}' does not exist", 400)
        vpcs.add(subnet.vpc_id)
    if len(vpcs) > 1:
        return _invalid_configuration("All subnets must belong to the same VPC")
    return None


@guard("elbv2", "CreateLoadBalancer", "SetSubnets", phase=Phase.STATE, source=_CREATE)
def subnets_span_two_zones(request: AwsRequest, state: State) -> Refusal | None:
    """An Application Load Balancer has subnets in two Availability Zones at least, and one per zone."""
    subnets = _subnets(request)
    zones = [subnet.availability_zone for name in subnets if (subnet := state.subnet(name, request.region))]
    if len(set(zones)) < len(zones):
        return _invalid_configuration(
            "A load balancer cannot be attached to multiple subnets in the same Availability Zone"
        )
    if _is_application(request) and len(zones) == len(subnets) == 1:
        return _invalid("At least two subnets in two different Availability Zones must be specified")
    return None


@guard("elbv2", "CreateLoadBalancer", "SetSubnets", phase=Phase.STATE, source=_SUBNETS)
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


@guard("elbv2", "CreateLoadBalancer", phase=Phase.STATE, source=_CREATE)
def internet_facing_needs_an_internet_gateway(request: AwsRequest, state: State) -> Refusal | None:
    """An internet-facing load balancer needs an internet gateway in its VPC."""
    names = _subnets(request)
    subnet = state.subnet(names[0], request.region) if names else None
    scheme = request.parameters.get("Scheme") or "internet-facing"
    if subnet is None or scheme != "internet-facing" or request.parameters.get("Type") == "gateway":
        return None
    if state.ec2(request.region).internet_gateway_of(subnet.vpc_id):
        return None
    return Refusal("InvalidSubnet", f"VPC {subnet.vpc_id} has no internet gateway", 400)


@guard("elbv2", "CreateLoadBalancer", "SetSecurityGroups", phase=Phase.STATE, source=_CREATE)
def security_groups_exist_in_the_vpc(request: AwsRequest, state: State) -> Refusal | None:
    """The security groups exist in the VPC of the subnets. A Gateway Load Balancer has none."""
    names, ec2 = request.parameters.get("SecurityGroups") or (), state.ec2(request.region)
    if names and request.parameters.get("Type") == "gateway":
        return _invalid_configuration("Security groups are not supported for load balancers with type 'gateway'")
    balancer = state.elb(request.region).load_balancer(str(request.parameters.get("LoadBalancerArn")))
    subnets = _subnets(request)
    subnet = state.subnet(subnets[0], request.region) if subnets else None
    vpc = balancer.vpc_id if balancer else getattr(subnet, "vpc_id", None)
    for name in names:
        group = ec2.group(name)
        if group is None:
            return Refusal("InvalidSecurityGroup", f"Security group '{name}' does not exist", 400)
        if vpc and group.vpc_id != vpc:
            return _invalid_configuration("One or more security groups are invalid")
    return None


@guard("elbv2", "CreateLoadBalancer", phase=Phase.STATE, source=_CREATE)
def name_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """Making the same load balancer again changes nothing; one of the name with other settings is refused."""
    existing = state.elb(request.region).load_balancer_named(str(request.parameters.get("Name")))
    if existing is None or _is_the_same(request, existing):
        return None
    sentence = f"A load balancer with the same name '{existing.name}' exists, but with different settings"
    return Refusal("DuplicateLoadBalancerName", sentence, 400)


def _is_the_same(request: AwsRequest, balancer: BalancerRecord) -> bool:
    parameters, groups = request.parameters, request.parameters.get("SecurityGroups")
    return bool(
        (parameters.get("Scheme") or "internet-facing") == balancer.scheme
        and (parameters.get("Type") or "application") == balancer.type
        and set(_subnets(request)) == {subnet.id for subnet in balancer.subnets}
        and (groups is None or set(groups) == set(balancer.security_groups or ()))
        and (parameters.get("IpAddressType") or "ipv4") == balancer.ip_address_type
    )


@guard("elbv2", "DeleteLoadBalancer", phase=Phase.STATE, source=_API + "API_DeleteLoadBalancer.html")
def load_balancer_is_not_protected(request: AwsRequest, state: State) -> Refusal | None:
    """A load balancer with deletion protection is not deleted."""
    balancer = state.elb(request.region).load_balancer(request.parameters.get("LoadBalancerArn", ""))
    if balancer is None or balancer.attrs.get("deletion_protection.enabled") != "true":
        return None
    sentence = f"Load balancer '{balancer.arn}' cannot be deleted because deletion protection is enabled"
    return Refusal("OperationNotPermitted", sentence, 400)


@guard("elbv2", "DescribeLoadBalancers", phase=Phase.IDENTIFIER, source=_API + "API_DescribeLoadBalancers.html")
def load_balancers_exist(request: AwsRequest, state: State) -> Refusal | None:
    """The load balancers that are named exist; moto takes an unknown one for the one before it."""
    elb, parameters = state.elb(request.region), request.parameters
    unknown = [name for name in parameters.get("Names") or () if elb.load_balancer_named(name) is None]
    unknown += [arn for arn in parameters.get("LoadBalancerArns") or () if elb.load_balancer(arn) is None]
    if not unknown:
        return None
    return Refusal("LoadBalancerNotFound", f"Load balancers '[{', '.join(unknown)}]' not found", 400)


def _subnets(request: AwsRequest) -> list[str]:
    mapping_subnets = [mapping.get("SubnetId", "") for mapping in request.parameters.get("SubnetMappings") or ()]
    return list(dict.fromkeys([*(request.parameters.get("Subnets") or ()), *mapping_subnets]))


def _is_application(request: AwsRequest) -> bool:
    arn = str(request.parameters.get("LoadBalancerArn", "loadbalancer/app/"))
    return request.parameters.get("Type", "application") == "application" and "loadbalancer/app/" in arn


def _invalid(message: str) -> Refusal:
    return Refusal("ValidationError", message, 400)


def _invalid_configuration(message: str) -> Refusal:
    return Refusal("InvalidConfigurationRequest", message, 400)

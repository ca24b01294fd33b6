"""VPC: gateways, routes and Elastic IP addresses. Codes: the errors page; words: public reports."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.parity import ec2
from tests.parity.rows import WORKS, Aws, Call, row

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"
_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"
_TROUBLE = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html"
refused = partial(row, source=_ERRORS, status=400)


@refused(
    "igw-two",
    "AttachInternetGateway of a second gateway to one VPC",
    "InvalidParameterValue",
    message="Network vpc-.+ already has an internet gateway attached",
)
def second_gateway(aws: Aws) -> Call:
    vpc, other = ec2.vpc(aws), ec2.gateway(aws)
    ec2.gateway(aws, vpc)
    return lambda: aws.ec2.attach_internet_gateway(InternetGatewayId=other, VpcId=vpc)


@refused(
    "igw-attached",
    "AttachInternetGateway of an attached gateway",
    "Resource.AlreadyAssociated",
    message="resource igw-.+ is already attached to network vpc-",
)
def attached_gateway(aws: Aws) -> Call:
    gateway, other = ec2.gateway(aws, ec2.vpc(aws)), ec2.vpc(aws, "10.1.0.0/16")
    return lambda: aws.ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=other)


@row("igw-six", "A sixth internet gateway in a region", "InternetGatewayLimitExceeded", source=_QUOTAS)
def six_gateways(aws: Aws) -> Call:
    for _ in range(4):
        ec2.gateway(aws)
    return lambda: aws.ec2.create_internet_gateway()


@refused(
    "igw-detach-mapped",
    "DetachInternetGateway while an instance has a public address",
    "DependencyViolation",
    message=r"Network vpc-.+ has some mapped public address\(es\). Please unmap those public address\(es\) before "
    "detaching the gateway.",
)
def gateway_in_use(aws: Aws) -> Call:
    ec2.launch(aws)
    found = aws.ec2.describe_internet_gateways()["InternetGateways"][0]["InternetGatewayId"]
    vpc = ec2.default_vpc(aws)
    return lambda: aws.ec2.detach_internet_gateway(InternetGatewayId=found, VpcId=vpc)


@refused(
    "igw-del-attached",
    "DeleteInternetGateway while attached",
    "DependencyViolation",
    message="The internetGateway 'igw-.+' has dependencies and cannot be deleted.",
)
def gateway_still_attached(aws: Aws) -> Call:
    gateway = ec2.gateway(aws, ec2.vpc(aws))
    return lambda: aws.ec2.delete_internet_gateway(InternetGatewayId=gateway)


def _route(aws: Aws, vpc: str, block: str = "0.0.0.0/0", **target: Any) -> Call:
    table = ec2.table(aws, vpc)
    return lambda: aws.ec2.create_route(RouteTableId=table, DestinationCidrBlock=block, **target)


@refused(
    "route-igw-other",
    "CreateRoute through an internet gateway that is not attached to the VPC",
    "InvalidParameterValue",
    message="route table rtb-.+ and network gateway igw-.+ belong to different networks",
)
def route_through_a_gateway_elsewhere(aws: Aws) -> Call:
    return _route(aws, ec2.vpc(aws), GatewayId=ec2.gateway(aws))


@refused("route-igw-missing", "CreateRoute through no gateway", "InvalidInternetGatewayID.NotFound")
def route_through_no_gateway(aws: Aws) -> Call:
    return _route(aws, ec2.vpc(aws), GatewayId="igw-0123456789abcdef0")


@refused("route-nat-missing", "CreateRoute through no NAT gateway", "InvalidNatGatewayID.NotFound")
def route_through_no_nat_gateway(aws: Aws) -> Call:
    return _route(aws, ec2.vpc(aws), NatGatewayId="nat-0123456789abcdef0")


@refused("route-nat-other", "CreateRoute through a NAT gateway of another VPC", "InvalidParameterValue")
def route_through_a_nat_gateway_elsewhere(aws: Aws) -> Call:
    made = _nat(aws, ec2.default_subnets(aws)[0])()["NatGateway"]["NatGatewayId"]
    return _route(aws, ec2.vpc(aws), NatGatewayId=made)


@refused("route-no-target", "CreateRoute without a target", "MissingParameter")
def route_to_nowhere(aws: Aws) -> Call:
    return _route(aws, ec2.vpc(aws))


@refused("route-eni-other", "CreateRoute through an interface of another VPC", "InvalidParameterValue")
def route_through_an_interface_elsewhere(aws: Aws) -> Call:
    made = aws.ec2.create_network_interface(SubnetId=ec2.default_subnets(aws)[0])["NetworkInterface"]
    return _route(aws, ec2.vpc(aws), NetworkInterfaceId=made["NetworkInterfaceId"])


@refused("route-local", "CreateRoute of the VPC's own range", "RouteAlreadyExists")
def route_of_the_vpc(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    return _route(aws, vpc, "10.0.0.0/16", GatewayId=ec2.gateway(aws, vpc))


@refused("route-dup", "CreateRoute twice", "RouteAlreadyExists")
def route_twice(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    call = _route(aws, vpc, GatewayId=ec2.gateway(aws, vpc))
    call()
    return call


@refused("route-del-local", "DeleteRoute of the VPC's own range", "InvalidParameterValue")
def local_route(aws: Aws) -> Call:
    table = ec2.table(aws, ec2.vpc(aws))
    return lambda: aws.ec2.delete_route(RouteTableId=table, DestinationCidrBlock="10.0.0.0/16")


@refused("table-del-used", "DeleteRouteTable that a subnet has", "DependencyViolation")
def table_in_use(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    table = ec2.table(aws, vpc)
    aws.ec2.associate_route_table(RouteTableId=table, SubnetId=ec2.subnet(aws, vpc))
    return lambda: aws.ec2.delete_route_table(RouteTableId=table)


@refused("table-del-main", "DeleteRouteTable of the main table", "DependencyViolation")
def main_table(aws: Aws) -> Call:
    filters = [{"Name": "vpc-id", "Values": [ec2.vpc(aws)]}]
    table = aws.ec2.describe_route_tables(Filters=filters)["RouteTables"][0]["RouteTableId"]
    return lambda: aws.ec2.delete_route_table(RouteTableId=table)


@refused("table-two", "AssociateRouteTable of a second table with a subnet", "Resource.AlreadyAssociated")
def second_table(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    subnet, one, other = ec2.subnet(aws, vpc), ec2.table(aws, vpc), ec2.table(aws, vpc)
    aws.ec2.associate_route_table(RouteTableId=one, SubnetId=subnet)
    return lambda: aws.ec2.associate_route_table(RouteTableId=other, SubnetId=subnet)


@refused("table-other-vpc", "AssociateRouteTable with a subnet of another VPC", "InvalidParameterValue")
def table_of_another_vpc(aws: Aws) -> Call:
    table, subnet = ec2.table(aws, ec2.vpc(aws)), ec2.default_subnets(aws)[0]
    return lambda: aws.ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)


def _nat(aws: Aws, subnet: str, **given: Any) -> Call:
    asked = {"SubnetId": subnet, "AllocationId": given.pop("AllocationId", None) or ec2.address(aws)} | given
    return lambda: aws.ec2.create_nat_gateway(**asked)


@row(
    "nat-noigw",
    "CreateNatGateway (public) in a VPC without an internet gateway: accepted, and its state is failed",
    WORKS,
    source=_TROUBLE,
)
def nat_gateway_without_internet(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    made = _nat(aws, ec2.subnet(aws, vpc))()["NatGateway"]
    assert made["State"] == "pending"

    def look() -> Any:
        answer = aws.ec2.describe_nat_gateways(NatGatewayIds=[made["NatGatewayId"]])
        found = answer["NatGateways"][0]
        told = (found["State"], found["FailureCode"], found["FailureMessage"])
        assert told == ("failed", "Gateway.NotAttached", f"Network {vpc} has no Internet gateway attached")
        return answer

    return look


@row(
    "nat-noaddress",
    "CreateNatGateway (public) without an Elastic IP address",
    "MissingParameter",
    message="The request must include the AllocationId parameter. Add the required parameter and retry the request.",
    source=_API + "API_CreateNatGateway.html",
)
def nat_gateway_without_an_address(aws: Aws) -> Call:
    subnet = ec2.default_subnets(aws)[0]
    return lambda: aws.ec2.create_nat_gateway(SubnetId=subnet)


@refused("nat-address-missing", "CreateNatGateway with no such address", "InvalidAllocationID.NotFound")
def nat_gateway_with_no_such_address(aws: Aws) -> Call:
    return _nat(aws, ec2.default_subnets(aws)[0], AllocationId="eipalloc-0123456789abcdef0")


@row(
    "nat-private-address", "CreateNatGateway (private) with an address", "InvalidParameterCombination", source=_TROUBLE
)
def private_nat_gateway_with_an_address(aws: Aws) -> Call:
    return _nat(aws, ec2.default_subnets(aws)[0], ConnectivityType="private")


@row(
    "nat-six",
    "A sixth NAT gateway in a zone",
    "NatGatewayLimitExceeded",
    message="Performing this operation would exceed the limit of 5 NAT gateways",
    source=_TROUBLE,
)
def six_nat_gateways(aws: Aws) -> Call:
    subnet = ec2.default_subnets(aws)[0]
    for _ in range(5):
        aws.ec2.create_nat_gateway(SubnetId=subnet, ConnectivityType="private")
    return lambda: aws.ec2.create_nat_gateway(SubnetId=subnet, ConnectivityType="private")


@refused("nat-missing", "DeleteNatGateway that does not exist", "NatGatewayNotFound")
def no_such_nat_gateway(aws: Aws) -> Call:
    return lambda: aws.ec2.delete_nat_gateway(NatGatewayId="nat-0123456789abcdef0")


@row(
    "eip-six",
    "A sixth Elastic IP address in a region",
    "AddressLimitExceeded",
    message="The maximum number of addresses has been reached.",
    source=_QUOTAS,
)
def six_addresses(aws: Aws) -> Call:
    for _ in range(5):
        ec2.address(aws)
    return lambda: aws.ec2.allocate_address(Domain="vpc")


@refused("eip-pending", "AssociateAddress with an instance that is pending", "IncorrectInstanceState")
def address_of_a_pending_instance(aws: Aws) -> Call:
    address = ec2.address(aws)
    asked = {"AllocationId": address, "InstanceId": ec2.launch(aws)}
    return lambda: aws.ec2.associate_address(**asked)


@refused("eip-noigw", "AssociateAddress in a VPC without an internet gateway", "Gateway.NotAttached")
def address_without_internet(aws: Aws) -> Call:
    asked = {"AllocationId": ec2.address(aws), "InstanceId": ec2.running(aws, SubnetId=ec2.subnet(aws, ec2.vpc(aws)))}
    return lambda: aws.ec2.associate_address(**asked)


@row(
    "eip-ok-moves",
    "AssociateAddress of an address that has an instance",
    WORKS,
    source=_API + "API_AssociateAddress.html",
)
def address_that_moves(aws: Aws) -> Call:
    address = ec2.address(aws)
    aws.ec2.associate_address(AllocationId=address, InstanceId=ec2.running(aws))
    other = ec2.running(aws)
    return lambda: aws.ec2.associate_address(AllocationId=address, InstanceId=other)


@row(
    "eip-stays",
    "The same with AllowReassociation=false",
    "Resource.AlreadyAssociated",
    source=_API + "API_AssociateAddress.html",
)
def address_that_stays(aws: Aws) -> Call:
    address = ec2.address(aws)
    aws.ec2.associate_address(AllocationId=address, InstanceId=ec2.running(aws))
    asked = {"AllocationId": address, "InstanceId": ec2.running(aws), "AllowReassociation": False}
    return lambda: aws.ec2.associate_address(**asked)


@refused("eip-release-used", "ReleaseAddress that an instance has", "InvalidIPAddress.InUse")
def address_in_use(aws: Aws) -> Call:
    address = ec2.address(aws)
    aws.ec2.associate_address(AllocationId=address, InstanceId=ec2.running(aws))
    return lambda: aws.ec2.release_address(AllocationId=address)

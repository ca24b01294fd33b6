"""VPC as on AWS where moto forgets: NAT gateways, routes, peering, addresses, ranges, groups' rules."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Client


@pytest.fixture
def ec2(client: Client) -> Any:
    """A client in a fresh sandbox."""
    return client("ec2")


@pytest.fixture
def vpc(ec2: Any) -> str:
    """A VPC with an internet gateway."""
    made = str(ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"])
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=made)
    return made


def subnet_in(ec2: Any, vpc: str) -> str:
    return str(ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"])


def address(ec2: Any) -> str:
    return str(ec2.allocate_address(Domain="vpc")["AllocationId"])


def nat(ec2: Any, subnet: str, allocation: str) -> str:
    made = ec2.create_nat_gateway(SubnetId=subnet, AllocationId=allocation)["NatGateway"]
    return str(made["NatGatewayId"])


def described(ec2: Any, nat_gateway: str) -> dict[str, Any]:
    found: dict[str, Any] = ec2.describe_nat_gateways(NatGatewayIds=[nat_gateway])["NatGateways"][0]
    return found


def test_a_nat_gateway_has_an_address_of_its_subnet(ec2: Any, vpc: str) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html"""
    found = described(ec2, nat(ec2, subnet_in(ec2, vpc), address(ec2)))
    assert found["State"] == "available"
    private = found["NatGatewayAddresses"][0]["PrivateIp"]
    assert ip_address(private) in ip_network("10.0.1.0/24")
    interface = found["NatGatewayAddresses"][0]["NetworkInterfaceId"]
    shown = ec2.describe_network_interfaces(NetworkInterfaceIds=[interface])["NetworkInterfaces"][0]
    assert (shown["PrivateIpAddress"], shown["InterfaceType"]) == (private, "nat_gateway")


def test_a_nat_gateway_with_an_address_in_use_fails(ec2: Any, vpc: str) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html"""
    subnet, allocation = subnet_in(ec2, vpc), address(ec2)
    nat(ec2, subnet, allocation)
    found = described(ec2, nat(ec2, subnet, allocation))
    assert (found["State"], found["FailureCode"]) == ("failed", "Resource.AlreadyAssociated")


def test_a_deleted_nat_gateway_gives_its_address_back_and_leaves_a_blackhole(ec2: Any, vpc: str) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNatGateway.html"""
    allocation = address(ec2)
    subnet = subnet_in(ec2, vpc)
    gateway = nat(ec2, subnet, allocation)
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=gateway)
    assert state_of_the_default_route(ec2, table) == "active"
    ec2.delete_nat_gateway(NatGatewayId=gateway)
    assert state_of_the_default_route(ec2, table) == "blackhole"
    ec2.release_address(AllocationId=allocation)
    ec2.delete_subnet(SubnetId=subnet)


def state_of_the_default_route(ec2: Any, table: str) -> str:
    routes = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
    return next(str(each["State"]) for each in routes if each.get("DestinationCidrBlock") == "0.0.0.0/0")


def test_a_route_through_a_detached_gateway_is_a_blackhole(ec2: Any, vpc: str) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html"""
    filters = [{"Name": "attachment.vpc-id", "Values": [vpc]}]
    gateway = ec2.describe_internet_gateways(Filters=filters)["InternetGateways"][0]["InternetGatewayId"]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    assert state_of_the_default_route(ec2, table) == "active"
    ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    assert state_of_the_default_route(ec2, table) == "blackhole"


def test_peers_that_overlap_fail(ec2: Any, vpc: str) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcPeeringConnection.html"""
    apart, over = (ec2.create_vpc(CidrBlock=block)["Vpc"]["VpcId"] for block in ("10.1.0.0/16", "10.0.128.0/17"))
    states = []
    for peer in (apart, over):
        made = ec2.create_vpc_peering_connection(VpcId=vpc, PeerVpcId=peer)["VpcPeeringConnection"]
        asked = {"VpcPeeringConnectionIds": [made["VpcPeeringConnectionId"]]}
        states.append(ec2.describe_vpc_peering_connections(**asked)["VpcPeeringConnections"][0]["Status"]["Code"])
    assert states == ["pending-acceptance", "failed"]


def test_an_address_moves_and_makes_room(ec2: Any, vpc: str) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html"""
    subnet = subnet_in(ec2, vpc)
    one, other = (
        ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"] for _ in range(2)
    )
    first, second = address(ec2), address(ec2)
    ec2.associate_address(AllocationId=first, NetworkInterfaceId=one)
    ec2.associate_address(AllocationId=second, NetworkInterfaceId=other)
    ec2.associate_address(AllocationId=first, NetworkInterfaceId=other)
    shown = {
        each["AllocationId"]: each.get("NetworkInterfaceId") or None for each in ec2.describe_addresses()["Addresses"]
    }
    assert shown == {first: other, second: None}
    found = ec2.describe_network_interfaces(NetworkInterfaceIds=[one])["NetworkInterfaces"][0]
    assert "PublicIp" not in found.get("Association", {})


def test_ranges_lose_their_host_bits(ec2: Any, vpc: str) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html (CidrBlock), and others"""
    assert ec2.create_vpc(CidrBlock="10.7.3.2/16")["Vpc"]["CidrBlock"] == "10.7.0.0/16"
    assert ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.7.9/24")["Subnet"]["CidrBlock"] == "10.0.7.0/24"
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    gateway = ec2.describe_internet_gateways(Filters=[{"Name": "attachment.vpc-id", "Values": [vpc]}])
    name = gateway["InternetGateways"][0]["InternetGatewayId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="192.168.3.4/16", GatewayId=name)
    routes = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
    assert "192.168.0.0/16" in {each["DestinationCidrBlock"] for each in routes}
    acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    entry = {"NetworkAclId": acl, "RuleNumber": 1, "Protocol": "-1", "RuleAction": "allow", "Egress": False}
    ec2.create_network_acl_entry(CidrBlock="10.1.2.3/8", **entry)
    shown = ec2.describe_network_acls(NetworkAclIds=[acl])["NetworkAcls"][0]["Entries"]
    assert "10.0.0.0/8" in {each["CidrBlock"] for each in shown}


def test_rules_are_added_all_or_none(ec2: Any, vpc: str) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html"""
    group = ec2.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"]
    http, https, ssh = (
        {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        for port in (80, 443, 22)
    )
    made = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[http, https])["SecurityGroupRules"]
    assert {each["FromPort"] for each in made} == {80, 443}
    with pytest.raises(ClientError, match=r"InvalidPermission\.Duplicate"):
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[ssh, http])
    shown = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissions"]
    assert {each["FromPort"] for each in shown} == {80, 443}

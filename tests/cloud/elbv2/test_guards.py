"""What Elastic Load Balancing refuses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cloud.refusals import Refused
from tests.conftest import Client

ONE = ("ValidationError", "At least two subnets in two different Availability Zones must be specified", 400)
SAME = (
    "InvalidConfigurationRequest",
    "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
    400,
)


@pytest.fixture
def subnets(client: Client) -> list[str]:
    """Three subnets: two in zone a, one in zone b, of a VPC with an internet gateway."""
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    return [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=f"us-east-1{zone}")["Subnet"][
            "SubnetId"
        ]
        for number, zone in enumerate("aab")
    ]


def test_an_application_load_balancer_needs_two_zones(refused: Refused, subnets: list[str]) -> None:
    assert refused("elbv2", "create_load_balancer", Name="lb", Subnets=subnets[:1]) == ONE
    mapped: list[dict[str, Any]] = [{"SubnetId": subnets[2]}]
    assert refused("elbv2", "create_load_balancer", Name="lb", SubnetMappings=mapped) == ONE


def test_two_subnets_of_one_zone_are_refused(refused: Refused, subnets: list[str]) -> None:
    assert refused("elbv2", "create_load_balancer", Name="lb", Subnets=subnets[:2]) == SAME


def test_two_zones_make_a_load_balancer(client: Client, subnets: list[str]) -> None:
    made = client("elbv2").create_load_balancer(Name="lb", Subnets=subnets[1:])["LoadBalancers"]
    assert len(made[0]["AvailabilityZones"]) == 2


def test_a_network_load_balancer_may_have_one(client: Client, subnets: list[str]) -> None:
    made = client("elbv2").create_load_balancer(Name="lb", Type="network", Subnets=subnets[:1])["LoadBalancers"]
    assert made[0]["Type"] == "network"

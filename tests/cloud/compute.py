"""What the tests of compute share: a cluster, a task definition, two subnets in two zones."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Client

IMAGE = "ami-04681a1dbd79675a5"
"""Amazon Linux 2: its instances do not require sessions to read their metadata."""
QUICK = {"Delay": 1, "MaxAttempts": 10}
"""For waiters: everything here takes a few seconds at most."""


@pytest.fixture
def ecs(client: Client) -> Any:
    """A client in a sandbox that has a cluster and the first revision of a task definition."""
    made = client("ecs")
    made.create_cluster(clusterName="main")
    register(made)
    return made


@pytest.fixture
def subnets(client: Client) -> list[str]:
    """Two public subnets in two zones of a VPC."""
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    table = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["RouteTables"][0]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    made = (
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=f"us-east-1{zone}")
        for number, zone in ((1, "a"), (2, "b"))
    )
    return [str(each["Subnet"]["SubnetId"]) for each in made]


@pytest.fixture
def fleet(client: Client, subnets: list[str]) -> Any:
    """See fleet.py."""
    from tests.cloud.autoscaling.fleet import Fleet

    return Fleet(client, subnets)


@pytest.fixture
def instance_targets(client: Client, subnets: list[str]) -> str:
    """A target group of instances."""
    vpc = client("ec2").describe_subnets(SubnetIds=subnets)["Subnets"][0]["VpcId"]
    made = client("elbv2").create_target_group(Name="web", Protocol="HTTP", Port=80, VpcId=vpc)
    return str(made["TargetGroups"][0]["TargetGroupArn"])


def register(ecs: Any, **more: Any) -> str:
    """A revision of the task definition `web`."""
    containers = [
        {"name": "web", "image": "nginx", "portMappings": [{"containerPort": 80}]},
        {"name": "log", "image": "fluent"},
    ]
    made = ecs.register_task_definition(
        family="web",
        requiresCompatibilities=["FARGATE"],
        networkMode="awsvpc",
        cpu="256",
        memory="512",
        containerDefinitions=containers,
        **more,
    )
    return str(made["taskDefinition"]["taskDefinitionArn"])


def network(subnets: list[str], **more: Any) -> dict[str, Any]:
    """A network configuration."""
    return {"awsvpcConfiguration": {"subnets": subnets, **more}}


def eventually(found: Callable[[], Any], seconds: float = 8.0) -> Any:
    """What is found, as soon as there is something."""
    end = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)
    return value

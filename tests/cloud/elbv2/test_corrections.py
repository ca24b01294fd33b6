"""Load balancers as on AWS where moto forgets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Client


@pytest.fixture
def subnets(client: Client) -> list[str]:
    """Subnets of the default VPC."""
    return [subnet["SubnetId"] for subnet in client("ec2").describe_subnets()["Subnets"]][:2]


def made(client: Client, **given: Any) -> dict[str, Any]:
    """As described afterwards."""
    elb = client("elbv2")
    arn = elb.create_load_balancer(Name="lb", **given)["LoadBalancers"][0]["LoadBalancerArn"]
    found: dict[str, Any] = elb.describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"][0]
    return found


def test_a_load_balancer_faces_the_internet_by_default(client: Client, subnets: list[str]) -> None:
    assert made(client, Subnets=subnets)["Scheme"] == "internet-facing"


def test_an_internal_one_stays_internal(client: Client, subnets: list[str]) -> None:
    assert made(client, Subnets=subnets, Scheme="internal")["Scheme"] == "internal"


def test_an_application_load_balancer_without_groups_has_the_default_group(client: Client, subnets: list[str]) -> None:
    filters = [{"Name": "group-name", "Values": ["default"]}]
    default = client("ec2").describe_security_groups(Filters=filters)["SecurityGroups"]
    assert made(client, Subnets=subnets)["SecurityGroups"] == [default[0]["GroupId"]]


def test_named_groups_are_kept(client: Client, subnets: list[str]) -> None:
    group = client("ec2").create_security_group(GroupName="web", Description="web")["GroupId"]
    assert made(client, Subnets=subnets, SecurityGroups=[group])["SecurityGroups"] == [group]


def test_a_network_load_balancer_without_groups_has_none(client: Client, subnets: list[str]) -> None:
    assert not made(client, Subnets=subnets, Type="network").get("SecurityGroups")

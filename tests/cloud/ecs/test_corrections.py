"""ECS as on AWS where moto fails or forgets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Client

FARGATE = [{"capacityProvider": "FARGATE"}]
KEPT = [{"capacityProvider": "FARGATE", "weight": 0, "base": 0}]


@pytest.fixture
def ecs(client: Client) -> Any:
    """A client in a sandbox that has a cluster and the first revision of a task definition."""
    made = client("ecs")
    made.create_cluster(clusterName="main", capacityProviders=["FARGATE", "FARGATE_SPOT"])
    register(made)
    return made


@pytest.fixture
def subnet(client: Client) -> str:
    """A subnet of a VPC without DNS host names, as new ones are."""
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    return str(ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"])


def register(ecs: Any) -> str:
    made = ecs.register_task_definition(
        family="web",
        requiresCompatibilities=["FARGATE"],
        networkMode="awsvpc",
        cpu="256",
        memory="512",
        containerDefinitions=[{"name": "web", "image": "nginx"}],
    )
    return str(made["taskDefinition"]["taskDefinitionArn"])


def network(subnet: str, **more: Any) -> dict[str, Any]:
    return {"awsvpcConfiguration": {"subnets": [subnet], **more}}


def create(ecs: Any, subnet: str, **given: Any) -> dict[str, Any]:
    """A service, as described afterwards."""
    ecs.create_service(
        cluster="main",
        serviceName="web",
        taskDefinition="web",
        desiredCount=1,
        networkConfiguration=given.pop("networkConfiguration", network(subnet)),
        **given,
    )
    return service(ecs)


def service(ecs: Any) -> dict[str, Any]:
    found: dict[str, Any] = ecs.describe_services(cluster="main", services=["web"])["services"][0]
    return found


def test_a_service_may_leave_the_groups_out(ecs: Any, subnet: str) -> None:
    found = create(ecs, subnet, launchType="FARGATE")
    assert found["networkConfiguration"]["awsvpcConfiguration"]["subnets"] == [subnet]


def test_named_groups_are_kept(ecs: Any, client: Client, subnet: str) -> None:
    ec2 = client("ec2")
    vpc = ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["VpcId"]
    group = ec2.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"]
    named = network(subnet, securityGroups=[group])
    found = create(ecs, subnet, launchType="FARGATE", networkConfiguration=named)
    assert found["networkConfiguration"]["awsvpcConfiguration"]["securityGroups"] == [group]


def test_a_task_without_groups_and_container_memory_runs_in_the_default_group(
    ecs: Any, client: Client, subnet: str
) -> None:
    ran = ecs.run_task(cluster="main", taskDefinition="web", launchType="FARGATE", networkConfiguration=network(subnet))
    details = {detail["name"]: detail.get("value") for detail in ran["tasks"][0]["attachments"][0]["details"]}
    ec2 = client("ec2")
    names = [details["networkInterfaceId"]]
    interface = ec2.describe_network_interfaces(NetworkInterfaceIds=names)["NetworkInterfaces"][0]
    assert [group["GroupName"] for group in interface["Groups"]] == ["default"]


def test_a_strategy_is_shown_in_place_of_a_launch_type(ecs: Any, subnet: str) -> None:
    found = create(ecs, subnet, capacityProviderStrategy=FARGATE)
    assert found["capacityProviderStrategy"] == KEPT
    assert "launchType" not in found
    assert found["deployments"][0]["capacityProviderStrategy"] == KEPT
    assert "launchType" not in found["deployments"][0]


def test_a_launch_type_is_shown_without_a_strategy(ecs: Any, subnet: str) -> None:
    found = create(ecs, subnet, launchType="FARGATE")
    assert (found["launchType"], "capacityProviderStrategy" in found) == ("FARGATE", False)


def test_the_clusters_default_strategy_is_used_when_nothing_is_named(ecs: Any, subnet: str) -> None:
    ecs.put_cluster_capacity_providers(
        cluster="main", capacityProviders=["FARGATE"], defaultCapacityProviderStrategy=FARGATE
    )
    found = create(ecs, subnet)
    assert (found["capacityProviderStrategy"], "launchType" in found) == (KEPT, False)


def test_an_update_to_a_strategy_ends_the_launch_type(ecs: Any, subnet: str) -> None:
    create(ecs, subnet, launchType="FARGATE")
    spot = [{"capacityProvider": "FARGATE_SPOT", "weight": 1, "base": 0}]
    ecs.update_service(cluster="main", service="web", capacityProviderStrategy=spot)
    found = service(ecs)
    assert (found["capacityProviderStrategy"], "launchType" in found) == (spot, False)


def test_an_update_to_a_family_means_its_newest_revision(ecs: Any, subnet: str) -> None:
    before = create(ecs, subnet, launchType="FARGATE")
    newest = register(ecs)
    ecs.update_service(cluster="main", service="web", taskDefinition="web")
    found = service(ecs)
    assert found["taskDefinition"] == newest != before["taskDefinition"]
    assert found["deployments"][0]["taskDefinition"] == newest
    assert found["deployments"][0]["id"] != before["deployments"][0]["id"]


def test_an_update_of_the_count_leaves_the_deployment(ecs: Any, subnet: str) -> None:
    before = create(ecs, subnet, launchType="FARGATE")
    ecs.update_service(cluster="main", service="web", desiredCount=2)
    found = service(ecs)
    assert (found["desiredCount"], found["taskDefinition"]) == (2, before["taskDefinition"])
    assert found["deployments"][0]["id"] == before["deployments"][0]["id"]


def test_deployment_settings_are_shown(ecs: Any, subnet: str) -> None:
    found = create(ecs, subnet, launchType="FARGATE")["deploymentConfiguration"]
    assert (found["maximumPercent"], found["minimumHealthyPercent"]) == (200, 100)
    breaker = {"enable": True, "rollback": True}
    ecs.update_service(cluster="main", service="web", deploymentConfiguration={"deploymentCircuitBreaker": breaker})
    assert service(ecs)["deploymentConfiguration"] == found | {"deploymentCircuitBreaker": breaker}


def test_deployment_settings_are_kept(ecs: Any, subnet: str) -> None:
    asked = {"maximumPercent": 150, "minimumHealthyPercent": 50}
    found = create(ecs, subnet, launchType="FARGATE", deploymentConfiguration=asked)["deploymentConfiguration"]
    assert found == asked | {"deploymentCircuitBreaker": {"enable": False, "rollback": False}}

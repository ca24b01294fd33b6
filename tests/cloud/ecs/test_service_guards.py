"""What ECS services of the sandbox do not have, and tasks that find no room."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Client

IMAGE = "ami-04681a1dbd79675a5"


@pytest.fixture
def ecs(client: Client) -> Any:
    """A client in a sandbox with a cluster and a task definition."""
    made = client("ecs")
    made.create_cluster(clusterName="main")
    made.register_task_definition(
        family="web",
        requiresCompatibilities=["FARGATE"],
        networkMode="awsvpc",
        cpu="256",
        memory="512",
        taskRoleArn="arn:aws:iam::123456789012:role/task",
        containerDefinitions=[{"name": "web", "image": "nginx"}],
    )
    return made


@pytest.fixture
def network(client: Client) -> dict[str, Any]:
    found = client("ec2").describe_subnets(Filters=[{"Name": "default-for-az", "Values": ["true"]}])["Subnets"]
    return {"awsvpcConfiguration": {"subnets": [found[0]["SubnetId"]]}}


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"deploymentController": {"type": "CODE_DEPLOY"}}, "the deployment controller CODE_DEPLOY"),
        ({"deploymentConfiguration": {"strategy": "CANARY"}}, "the deployment strategy CANARY"),
        ({"serviceRegistries": [{"registryArn": "arn:aws:servicediscovery:::service/x"}]}, "service discovery"),
        ({"serviceConnectConfiguration": {"enabled": True}}, "Service Connect"),
        (
            {"deploymentConfiguration": {"alarms": {"alarmNames": ["a"], "rollback": True, "enable": True}}},
            "deployment alarms",
        ),
    ],
)
def test_what_services_do_not_have_is_refused_by_name(
    ecs: Any, network: dict[str, Any], asked: dict[str, Any], named: str
) -> None:
    given = {
        "cluster": "main",
        "serviceName": "web",
        "taskDefinition": "web",
        "desiredCount": 1,
        "launchType": "FARGATE",
    }
    with pytest.raises(ClientError, match=f"NotImplemented.*{named}"):
        ecs.create_service(networkConfiguration=network, **given, **asked)
    assert ecs.list_services(cluster="main")["serviceArns"] == []


def test_commands_in_containers_are_refused_by_name_where_aws_would_run_them(ecs: Any, network: dict[str, Any]) -> None:
    given = {"cluster": "main", "taskDefinition": "web", "launchType": "FARGATE", "networkConfiguration": network}
    task = ecs.run_task(enableExecuteCommand=True, **given)["tasks"][0]
    assert task["enableExecuteCommand"] is True
    with pytest.raises(ClientError, match=r"NotImplemented.*does not run containers"):
        ecs.execute_command(cluster="main", task=task["taskArn"], command="sh", interactive=True)


@pytest.mark.parametrize(("needs", "reason"), [({"cpu": 100_000}, "CPU"), ({"memory": 100_000}, "MEMORY")])
def test_a_task_that_finds_no_room_is_a_failure(ecs: Any, client: Client, needs: dict[str, int], reason: str) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html"""
    given = {"ImageId": IMAGE, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
    instance = client("ec2").run_instances(**given)["Instances"][0]["InstanceId"]
    document = json.dumps({"instanceId": instance})
    machine = ecs.register_container_instance(cluster="main", instanceIdentityDocument=document)["containerInstance"]
    container = {"name": "web", "image": "nginx", "memory": 64, **needs}
    ecs.register_task_definition(family="large", containerDefinitions=[container])
    answer = ecs.run_task(cluster="main", taskDefinition="large", launchType="EC2")
    assert answer["tasks"] == []
    assert answer["failures"] == [{"arn": machine["containerInstanceArn"], "reason": f"RESOURCE:{reason}"}]

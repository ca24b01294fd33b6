"""ECS tasks.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
"""

from __future__ import annotations

import ipaddress
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.cloud.compute import QUICK, eventually, network
from tests.conftest import Client


def run(ecs: Any, subnets: list[str], **more: Any) -> dict[str, Any]:
    made = ecs.run_task(
        cluster="main",
        taskDefinition="web",
        launchType="FARGATE",
        networkConfiguration=more.pop("networkConfiguration", network(subnets)),
        **more,
    )
    task: dict[str, Any] = made["tasks"][0]
    return task


def described(ecs: Any, task: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = ecs.describe_tasks(cluster="main", tasks=[task["taskArn"]])["tasks"][0]
    return found


def running(ecs: Any, task: dict[str, Any]) -> dict[str, Any]:
    ecs.get_waiter("tasks_running").wait(cluster="main", tasks=[task["taskArn"]], WaiterConfig=QUICK)
    return described(ecs, task)


def test_looking_at_a_task_does_not_move_it(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html"""
    task = run(ecs, subnets)
    assert task["lastStatus"] == "PROVISIONING"
    states = [described(ecs, task)["lastStatus"] for _ in range(10)]
    assert set(states) <= {"PROVISIONING", "PENDING"}


def test_a_task_passes_its_states_in_order_and_stays_running(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html"""
    task = run(ecs, subnets)
    seen = [task["lastStatus"]]
    while seen[-1] != "RUNNING":
        state = described(ecs, task)["lastStatus"]
        if state != seen[-1]:
            seen.append(state)
    assert seen == ["PROVISIONING", "PENDING", "RUNNING"]
    assert {described(ecs, task)["lastStatus"] for _ in range(20)} == {"RUNNING"}


def test_a_running_task_tells_its_times_containers_and_address(ecs: Any, client: Client, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html"""
    task = running(ecs, run(ecs, subnets))
    assert task["createdAt"] < task["pullStartedAt"] < task["pullStoppedAt"] < task["startedAt"]
    assert (task["connectivity"], task["launchType"], task["platformVersion"]) == ("CONNECTED", "FARGATE", "1.4.0")
    assert [(each["name"], each["lastStatus"]) for each in task["containers"]] == [
        ("web", "RUNNING"),
        ("log", "RUNNING"),
    ]
    details = {each["name"]: each["value"] for each in task["attachments"][0]["details"]}
    address = details["privateIPv4Address"]
    assert ipaddress.ip_address(address) in ipaddress.ip_network("10.0.1.0/24")
    assert task["containers"][0]["networkInterfaces"][0]["privateIpv4Address"] == address
    nics = client("ec2").describe_network_interfaces(NetworkInterfaceIds=[details["networkInterfaceId"]])
    assert nics["NetworkInterfaces"][0]["PrivateIpAddress"] == address
    assert "Association" not in nics["NetworkInterfaces"][0]


def test_a_task_may_have_a_public_address(ecs: Any, client: Client, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html"""
    task = run(ecs, subnets, networkConfiguration=network(subnets, assignPublicIp="ENABLED"))
    details = {each["name"]: each["value"] for each in task["attachments"][0]["details"]}
    nics = client("ec2").describe_network_interfaces(NetworkInterfaceIds=[details["networkInterfaceId"]])
    assert nics["NetworkInterfaces"][0]["Association"]["PublicIp"]


def test_a_task_that_was_stopped_says_why(ecs: Any, client: Client, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html"""
    task = running(ecs, run(ecs, subnets))
    answer = ecs.stop_task(cluster="main", task=task["taskArn"])["task"]
    assert (answer["desiredStatus"], answer["stopCode"]) == ("STOPPED", "UserInitiated")
    ecs.get_waiter("tasks_stopped").wait(cluster="main", tasks=[task["taskArn"]], WaiterConfig=QUICK)
    stopped = described(ecs, task)
    assert stopped["stoppedReason"] == "Task stopped by user"
    assert stopped["stoppingAt"] < stopped["executionStoppedAt"] < stopped["stoppedAt"]
    assert [each["exitCode"] for each in stopped["containers"]] == [0, 0]
    assert stopped["attachments"][0]["status"] == "DELETED"
    described_nics = client("ec2").describe_network_interfaces(Filters=[{"Name": "subnet-id", "Values": subnets}])
    assert described_nics["NetworkInterfaces"] == []


def test_the_reason_of_a_stop_is_kept(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html"""
    task = run(ecs, subnets)
    ecs.stop_task(cluster="main", task=task["taskArn"], reason="maintenance")
    stopped = eventually(lambda: [found for found in [described(ecs, task)] if found["lastStatus"] == "STOPPED"])[0]
    assert stopped["stoppedReason"] == "maintenance"
    assert "exitCode" not in stopped["containers"][0]


def test_stopping_an_unknown_task_is_refused(ecs: Any) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html"""
    with pytest.raises(ecs.exceptions.InvalidParameterException, match="The referenced task was not found"):
        ecs.stop_task(cluster="main", task="0123456789abcdef")


def test_an_unknown_task_is_a_failure(ecs: Any) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html"""
    answer = ecs.describe_tasks(cluster="main", tasks=["0123456789abcdef"])
    assert [each["reason"] for each in answer["failures"]] == ["MISSING"]


def test_stopped_tasks_are_listed_on_request(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html"""
    kept, stopped = run(ecs, subnets), run(ecs, subnets)
    ecs.stop_task(cluster="main", task=stopped["taskArn"])
    assert ecs.list_tasks(cluster="main")["taskArns"] == [kept["taskArn"]]
    assert ecs.list_tasks(cluster="main", desiredStatus="STOPPED")["taskArns"] == [stopped["taskArn"]]


def test_a_cluster_counts_its_tasks(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html"""

    def counts() -> tuple[int, int]:
        found = ecs.describe_clusters(clusters=["main"])["clusters"][0]
        return found["runningTasksCount"], found["pendingTasksCount"]

    task = run(ecs, subnets)
    assert counts() == (0, 1)
    running(ecs, task)
    assert counts() == (1, 0)


def test_a_cluster_with_tasks_is_not_deleted(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html"""
    task = run(ecs, subnets)
    with pytest.raises(ecs.exceptions.ClusterContainsTasksException):
        ecs.delete_cluster(cluster="main")
    ecs.stop_task(cluster="main", task=task["taskArn"])
    eventually(lambda: described(ecs, task)["lastStatus"] == "STOPPED")
    assert ecs.delete_cluster(cluster="main")["cluster"]["status"] == "INACTIVE"


def test_container_instances_are_needed_without_fargate(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html"""
    with pytest.raises(ClientError, match=r"No Container Instances were found in your cluster\."):
        ecs.run_task(cluster="main", taskDefinition="web", networkConfiguration=network(subnets))

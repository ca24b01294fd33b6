"""ECS deployments that fail, and tasks that do.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from awslab.cloud.ecs.life import breaker, strategies
from tests.cloud.compute import IMAGE, QUICK, eventually, network
from tests.conftest import Client

REPOSITORY = "123456789012.dkr.ecr.us-east-1.amazonaws.com/web"
MEDIA = "application/vnd.docker.distribution.manifest.v2+json"


def register(ecs: Any, image: str) -> str:
    made = ecs.register_task_definition(
        family="web",
        requiresCompatibilities=["FARGATE"],
        networkMode="awsvpc",
        cpu="256",
        memory="512",
        executionRoleArn="arn:aws:iam::123456789012:role/execution",
        containerDefinitions=[{"name": "web", "image": image, "portMappings": [{"containerPort": 80}]}],
    )
    return str(made["taskDefinition"]["taskDefinitionArn"])


def create(ecs: Any, subnets: list[str], **more: Any) -> None:
    given = {"desiredCount": 2, "launchType": "FARGATE", "networkConfiguration": network(subnets), **more}
    ecs.create_service(cluster="main", serviceName="web", taskDefinition="web", **given)


def described(ecs: Any) -> dict[str, Any]:
    found: dict[str, Any] = ecs.describe_services(cluster="main", services=["web"])["services"][0]
    return found


def stable(ecs: Any) -> dict[str, Any]:
    ecs.get_waiter("services_stable").wait(cluster="main", services=["web"], WaiterConfig=QUICK)
    return described(ecs)


def said(ecs: Any, text: str) -> bool:
    return any(text in each["message"] for each in described(ecs)["events"])


def tasks(ecs: Any, status: str = "RUNNING") -> list[dict[str, Any]]:
    arns = ecs.list_tasks(cluster="main", desiredStatus=status)["taskArns"]
    found: list[dict[str, Any]] = ecs.describe_tasks(cluster="main", tasks=arns)["tasks"] if arns else []
    return found


def test_a_task_whose_image_is_not_in_the_repository_fails_to_start(
    ecs: Any, client: Client, subnets: list[str]
) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html"""
    client("ecr").create_repository(repositoryName="web")
    register(ecs, f"{REPOSITORY}:missing")
    given = {"cluster": "main", "taskDefinition": "web", "launchType": "FARGATE"}
    arn = ecs.run_task(networkConfiguration=network(subnets), **given)["tasks"][0]["taskArn"]
    ecs.get_waiter("tasks_stopped").wait(cluster="main", tasks=[arn], WaiterConfig=QUICK)
    task = ecs.describe_tasks(cluster="main", tasks=[arn])["tasks"][0]
    assert task["stopCode"] == "TaskFailedToStart"
    assert task["stoppedReason"].startswith("CannotPullContainerError: pull image manifest has been retried")
    assert task["containers"][0]["reason"] == task["stoppedReason"]
    assert "exitCode" not in task["containers"][0]


def test_a_task_whose_image_was_pushed_runs(ecs: Any, client: Client, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html"""
    ecr = client("ecr")
    ecr.create_repository(repositoryName="web")
    manifest = json.dumps({"schemaVersion": 2, "mediaType": MEDIA, "config": {}, "layers": []})
    ecr.put_image(repositoryName="web", imageManifest=manifest, imageManifestMediaType=MEDIA, imageTag="1")
    register(ecs, f"{REPOSITORY}:1")
    create(ecs, subnets)
    assert stable(ecs)["runningCount"] == 2


def test_the_circuit_breaker_gives_a_deployment_up(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html"""
    register(ecs, f"{REPOSITORY}:missing")
    create(ecs, subnets, deploymentConfiguration={"deploymentCircuitBreaker": {"enable": True, "rollback": True}})
    eventually(lambda: described(ecs)["deployments"][0]["rolloutState"] == "FAILED")
    deployment = described(ecs)["deployments"][0]
    assert deployment["rolloutStateReason"] == "ECS deployment circuit breaker: tasks failed to start."
    assert deployment["failedTasks"] >= 3
    assert said(ecs, "deployment failed: tasks failed to start.")
    eventually(lambda: tasks(ecs) == [])
    before = len(tasks(ecs, "STOPPED"))
    assert described(ecs)["pendingCount"] == 0
    assert len(tasks(ecs, "STOPPED")) == before


def test_the_circuit_breaker_goes_back_to_the_deployment_that_worked(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html"""
    create(ecs, subnets, deploymentConfiguration={"deploymentCircuitBreaker": {"enable": True, "rollback": True}})
    good = stable(ecs)
    register(ecs, f"{REPOSITORY}:missing")
    ecs.update_service(cluster="main", service="web", taskDefinition="web")
    assert described(ecs)["taskDefinition"] != good["taskDefinition"]
    eventually(lambda: said(ecs, f"rolling back to deployment {good['deployments'][0]['id']}."))
    after = stable(ecs)
    assert after["taskDefinition"] == good["taskDefinition"]
    assert [each["id"] for each in after["deployments"]] == [good["deployments"][0]["id"]]
    assert after["deployments"][0]["rolloutState"] == "COMPLETED"
    assert {each["taskDefinitionArn"] for each in tasks(ecs)} == {good["taskDefinition"]}


def test_without_it_a_service_tries_again_and_says_so(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html"""
    register(ecs, f"{REPOSITORY}:missing")
    create(ecs, subnets)
    eventually(lambda: said(ecs, "is unable to consistently start tasks successfully."))
    assert described(ecs)["deployments"][0]["rolloutState"] == "IN_PROGRESS"
    register(ecs, "nginx")
    ecs.update_service(cluster="main", service="web", taskDefinition="web")
    assert stable(ecs)["runningCount"] == 2


@pytest.fixture
def balanced(client: Client, subnets: list[str]) -> tuple[str, str]:
    """A target group of addresses behind a load balancer, and the security group that lets it in."""
    elb, ec2 = client("elbv2"), client("ec2")
    vpc = ec2.describe_subnets(SubnetIds=subnets)["Subnets"][0]["VpcId"]
    group = ec2.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"]
    http = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[http])
    targets = elb.create_target_group(Name="web", Protocol="HTTP", Port=80, VpcId=vpc, TargetType="ip")
    arn = str(targets["TargetGroups"][0]["TargetGroupArn"])
    made = elb.create_load_balancer(Name="web", Subnets=subnets, SecurityGroups=[group])["LoadBalancers"][0]
    forward = [{"Type": "forward", "TargetGroupArn": arn}]
    elb.create_listener(LoadBalancerArn=made["LoadBalancerArn"], Protocol="HTTP", Port=80, DefaultActions=forward)
    return arn, group


def test_tasks_that_the_load_balancer_cannot_reach_are_replaced(
    ecs: Any, client: Client, subnets: list[str], balanced: tuple[str, str]
) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html"""
    targets, open_group = balanced
    vpc = client("ec2").describe_subnets(SubnetIds=subnets)["Subnets"][0]["VpcId"]
    closed = client("ec2").create_security_group(GroupName="closed", Description="closed", VpcId=vpc)["GroupId"]
    balancers = [{"targetGroupArn": targets, "containerName": "web", "containerPort": 80}]
    create(ecs, subnets, loadBalancers=balancers, networkConfiguration=network(subnets, securityGroups=[closed]))
    eventually(lambda: said(ecs, f"is unhealthy in (target-group {targets}) due to (reason Health checks failed)"))
    stopped = eventually(lambda: tasks(ecs, "STOPPED"))[0]
    assert stopped["stoppedReason"] == f"Task failed ELB health checks in (target-group {targets})"
    ecs.update_service(
        cluster="main", service="web", networkConfiguration=network(subnets, securityGroups=[open_group])
    )
    eventually(lambda: said(ecs, "has reached a steady state."))
    health = client("elbv2").describe_target_health
    eventually(
        lambda: (
            [
                each["TargetHealth"]["State"]
                for each in health(TargetGroupArn=targets)["TargetHealthDescriptions"]
                if each["TargetHealth"]["State"] != "draining"
            ]
            == ["healthy", "healthy"]
        )
    )


@pytest.fixture
def machine(ecs: Any, client: Client) -> str:
    """An instance that is registered in the cluster; its id."""
    given = {"ImageId": IMAGE, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
    instance = str(client("ec2").run_instances(**given)["Instances"][0]["InstanceId"])
    ecs.register_container_instance(cluster="main", instanceIdentityDocument=json.dumps({"instanceId": instance}))
    return instance


def test_tasks_behind_a_target_group_of_instances_have_ports_of_their_machine(
    ecs: Any, client: Client, machine: str
) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html"""
    ec2, elb = client("ec2"), client("elbv2")
    found = ec2.describe_instances(InstanceIds=[machine])["Reservations"][0]["Instances"][0]
    subnets = [
        each["SubnetId"]
        for each in ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [found["VpcId"]]}])["Subnets"]
    ][:2]
    made = elb.create_target_group(Name="web", Protocol="HTTP", Port=80, VpcId=found["VpcId"], TargetType="instance")
    arn = made["TargetGroups"][0]["TargetGroupArn"]
    balancer = elb.create_load_balancer(Name="web", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    forward = [{"Type": "forward", "TargetGroupArn": arn}]
    elb.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=forward)
    container = {"name": "web", "image": "nginx", "memory": 64, "portMappings": [{"containerPort": 80, "hostPort": 0}]}
    ecs.register_task_definition(family="bridge", networkMode="bridge", containerDefinitions=[container])
    ecs.create_service(
        cluster="main",
        serviceName="web",
        taskDefinition="bridge",
        desiredCount=1,
        launchType="EC2",
        loadBalancers=[{"targetGroupArn": arn, "containerName": "web", "containerPort": 80}],
    )
    stable(ecs)
    bound = tasks(ecs)[0]["containers"][0]["networkBindings"][0]
    assert (bound["bindIP"], bound["containerPort"], bound["protocol"]) == ("0.0.0.0", 80, "tcp")
    assert bound["hostPort"] >= 32768
    targets = elb.describe_target_health(TargetGroupArn=arn)["TargetHealthDescriptions"]
    assert [(each["Target"]["Id"], each["Target"]["Port"]) for each in targets] == [(machine, bound["hostPort"])]


def test_tasks_on_one_machine_get_ports_that_differ(ecs: Any, machine: str) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html"""
    container = {"name": "web", "image": "nginx", "memory": 64, "portMappings": [{"containerPort": 80, "hostPort": 0}]}
    ecs.register_task_definition(family="bridge", networkMode="bridge", containerDefinitions=[container])
    arns = [
        each["taskArn"]
        for each in ecs.run_task(cluster="main", taskDefinition="bridge", launchType="EC2", count=3)["tasks"]
    ]
    ecs.get_waiter("tasks_running").wait(cluster="main", tasks=arns, WaiterConfig=QUICK)
    found = ecs.describe_tasks(cluster="main", tasks=arns)["tasks"]
    assert len({each["containers"][0]["networkBindings"][0]["hostPort"] for each in found}) == 3


def test_tasks_are_shared_out_by_base_and_weight(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html"""
    ecs.put_cluster_capacity_providers(
        cluster="main", capacityProviders=["FARGATE", "FARGATE_SPOT"], defaultCapacityProviderStrategy=[]
    )
    strategy = [
        {"capacityProvider": "FARGATE", "base": 1, "weight": 1},
        {"capacityProvider": "FARGATE_SPOT", "weight": 2},
    ]
    given = {"cluster": "main", "taskDefinition": "web", "networkConfiguration": network(subnets)}
    ran = ecs.run_task(count=4, capacityProviderStrategy=strategy, **given)["tasks"]
    assert sorted(each["capacityProviderName"] for each in ran) == [
        "FARGATE",
        "FARGATE",
        "FARGATE_SPOT",
        "FARGATE_SPOT",
    ]
    ecs.create_service(serviceName="web", desiredCount=4, capacityProviderStrategy=strategy, **given)
    stable(ecs)
    arns = ecs.list_tasks(cluster="main", serviceName="web")["taskArns"]
    names = [each["capacityProviderName"] for each in ecs.describe_tasks(cluster="main", tasks=arns)["tasks"]]
    assert (names.count("FARGATE"), names.count("FARGATE_SPOT")) == (2, 2)


@pytest.mark.parametrize(
    ("rule", "desired", "wanted"),
    [
        ({}, 1, 3),
        ({}, 25, 13),
        ({}, 400, 200),
        ({}, 800, 200),
        ({"type": "UNBOUNDED_PERCENT", "value": 50}, 800, 400),
        ({"type": "UNBOUNDED_PERCENT", "value": 50}, 1, 1),
        ({"type": "COUNT", "value": 5}, 10, 5),
    ],
)
def test_the_threshold_follows_the_desired_count(rule: dict[str, Any], desired: int, wanted: int) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html"""
    assert breaker.threshold({"thresholdConfiguration": rule}, desired) == wanted


def test_a_provider_without_weight_takes_its_base_only() -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html"""
    strategy = [{"capacityProvider": "A", "base": 2, "weight": 0}, {"capacityProvider": "B", "weight": 1}]
    running: list[str | None] = []
    for _ in range(5):
        running.append(strategies.ordered(strategy, running)[0]["capacityProvider"])
    assert running == ["A", "A", "B", "B", "B"]

"""ECS services.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from awslab.sandbox.process import Sandbox
from tests.cloud.compute import IMAGE, QUICK, eventually, network, register
from tests.cloud.gateway.signing import send
from tests.conftest import Client


def create(ecs: Any, subnets: list[str], **more: Any) -> dict[str, Any]:
    given = {"desiredCount": 2, "launchType": "FARGATE", "networkConfiguration": network(subnets), **more}
    made = ecs.create_service(cluster="main", serviceName="web", taskDefinition="web", **given)
    service: dict[str, Any] = made["service"]
    return service


def described(ecs: Any) -> dict[str, Any]:
    found: dict[str, Any] = ecs.describe_services(cluster="main", services=["web"])["services"][0]
    return found


def stable(ecs: Any) -> dict[str, Any]:
    ecs.get_waiter("services_stable").wait(cluster="main", services=["web"], WaiterConfig=QUICK)
    return described(ecs)


def tasks(ecs: Any) -> list[dict[str, Any]]:
    """The tasks that shall run."""
    arns = ecs.list_tasks(cluster="main", serviceName="web")["taskArns"]
    found: list[dict[str, Any]] = ecs.describe_tasks(cluster="main", tasks=arns)["tasks"] if arns else []
    return found


def messages(service: dict[str, Any]) -> list[str]:
    """Oldest first, without the ids."""
    return [each["message"] for each in reversed(service["events"])]


def subnet(task: dict[str, Any]) -> str:
    return next(str(each["value"]) for each in task["attachments"][0]["details"] if each["name"] == "subnetId")


def test_a_service_starts_its_tasks_and_becomes_steady(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html"""
    made = create(ecs, subnets)
    assert (made["runningCount"], made["deployments"][0]["rolloutState"]) == (0, "IN_PROGRESS")
    assert described(ecs)["pendingCount"] == 2
    service = stable(ecs)
    assert (service["runningCount"], service["pendingCount"]) == (2, 0)
    assert service["deployments"][0]["rolloutState"] == "COMPLETED"
    first, second = sorted((each["taskArn"].split("/")[-1] for each in tasks(ecs)), key=str(messages(service)[0]).index)
    assert messages(service) == [
        f"(service web) has started 2 tasks: (task {first}) (task {second}).",
        f"(service web) (deployment {service['deployments'][0]['id']}) deployment completed.",
        "(service web) has reached a steady state.",
    ]


def test_tasks_belong_to_their_service_and_are_spread_over_its_subnets(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html"""
    service = create(ecs, subnets)
    found = tasks(ecs)
    assert {each["group"] for each in found} == {"service:web"}
    assert {each["startedBy"] for each in found} == {service["deployments"][0]["id"]}
    assert {subnet(each) for each in found} == set(subnets)


def test_a_task_that_was_stopped_is_replaced_without_being_asked(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html"""
    create(ecs, subnets)
    stable(ecs)
    lost = tasks(ecs)[0]["taskArn"]
    ecs.stop_task(cluster="main", task=lost)
    service = stable(ecs)
    assert lost not in {each["taskArn"] for each in tasks(ecs)}
    assert service["runningCount"] == 2
    assert messages(service)[-2].startswith("(service web) has started 1 tasks: (task ")
    assert messages(service)[-1] == "(service web) has reached a steady state."


def test_the_desired_count_is_followed_up_and_down(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html"""
    create(ecs, subnets)
    ecs.update_service(cluster="main", service="web", desiredCount=3)
    assert stable(ecs)["runningCount"] == 3
    ecs.update_service(cluster="main", service="web", desiredCount=2)
    stable(ecs)
    assert {subnet(each) for each in tasks(ecs)} == set(subnets)
    ecs.update_service(cluster="main", service="web", desiredCount=0)
    stable(ecs)
    ecs.update_service(cluster="main", service="web", desiredCount=1)
    service = stable(ecs)
    assert service["runningCount"] == 1
    assert any(each.startswith("(service web) has stopped 2 running tasks: (task ") for each in messages(service))
    stopped = ecs.list_tasks(cluster="main", desiredStatus="STOPPED")["taskArns"]
    task = ecs.describe_tasks(cluster="main", tasks=stopped)["tasks"][0]
    assert task["stopCode"] == "ServiceSchedulerInitiated"
    assert task["stoppedReason"].startswith("Scaling activity initiated by (deployment ecs-svc/")


def test_a_new_task_definition_replaces_tasks_once_new_ones_run(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html"""
    create(ecs, subnets)
    before = stable(ecs)["taskDefinition"]
    revision = register(ecs)
    ecs.update_service(cluster="main", service="web", taskDefinition="web")
    during = described(ecs)
    assert [(each["status"], each["taskDefinition"]) for each in during["deployments"]] == [
        ("PRIMARY", revision),
        ("ACTIVE", before),
    ]
    least = 2
    while len((service := described(ecs))["deployments"]) > 1:
        least = min(least, service["runningCount"])
    assert least == 2
    assert {each["taskDefinitionArn"] for each in tasks(ecs)} == {revision}
    assert stable(ecs)["deployments"][0]["rolloutState"] == "COMPLETED"


def test_a_deployment_may_take_tasks_away_first(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html"""
    create(ecs, subnets, deploymentConfiguration={"minimumHealthyPercent": 50, "maximumPercent": 100})
    stable(ecs)
    ecs.update_service(cluster="main", service="web", forceNewDeployment=True)
    seen = []
    while len((service := described(ecs))["deployments"]) > 1:
        seen.append((service["runningCount"], service["runningCount"] + service["pendingCount"]))
    assert min(running for running, _ in seen) == 1
    assert max(both for _, both in seen) == 2


def test_a_deployment_that_its_percentages_forbid_says_so(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html"""
    create(ecs, subnets, deploymentConfiguration={"minimumHealthyPercent": 100, "maximumPercent": 100})
    stable(ecs)
    ecs.update_service(cluster="main", service="web", forceNewDeployment=True)
    assert "because of the service deployment configuration" in messages(described(ecs))[-1]


def test_a_service_without_container_instances_says_so(ecs: Any) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html"""
    ecs.register_task_definition(family="old", containerDefinitions=[{"name": "a", "image": "b", "memory": 64}])
    ecs.create_service(cluster="main", serviceName="web", taskDefinition="old", desiredCount=1)
    service = described(ecs)
    assert (service["runningCount"], service["pendingCount"]) == (0, 0)
    assert "No Container Instances were found in your cluster" in messages(service)[-1]
    assert len(messages(described(ecs))) == 1


def test_a_service_uses_the_room_of_its_container_instances(ecs: Any, client: Client) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/launch_container_instance.html"""
    image = {"ImageId": IMAGE, "InstanceType": "t3.micro"}
    instance = client("ec2").run_instances(**image, MinCount=1, MaxCount=1)["Instances"][0]["InstanceId"]
    document = json.dumps({"instanceId": instance})
    machine = ecs.register_container_instance(cluster="main", instanceIdentityDocument=document)["containerInstance"]
    container = {"name": "a", "image": "b", "memory": 64, "cpu": 1024}
    ecs.register_task_definition(family="old", containerDefinitions=[container])
    ecs.create_service(cluster="main", serviceName="web", taskDefinition="old", desiredCount=1)
    stable(ecs)
    assert {each["containerInstanceArn"] for each in tasks(ecs)} == {machine["containerInstanceArn"]}

    def free() -> dict[str, int]:
        found = ecs.describe_container_instances(cluster="main", containerInstances=[machine["containerInstanceArn"]])
        return {
            each["name"]: each.get("integerValue", 0) for each in found["containerInstances"][0]["remainingResources"]
        }

    before = free()["CPU"]
    ecs.update_service(cluster="main", service="web", desiredCount=0)
    eventually(lambda: free()["CPU"] == before + 1024)


def test_a_service_is_drained_before_it_is_gone(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html"""
    create(ecs, subnets)
    stable(ecs)
    with pytest.raises(ecs.exceptions.InvalidParameterException, match="scaled above 0"):
        ecs.delete_service(cluster="main", service="web")
    with pytest.raises(ecs.exceptions.ClusterContainsServicesException):
        ecs.delete_cluster(cluster="main")
    assert ecs.delete_service(cluster="main", service="web", force=True)["service"]["status"] == "DRAINING"
    assert ecs.list_services(cluster="main")["serviceArns"] == []
    ecs.get_waiter("services_inactive").wait(cluster="main", services=["web"], WaiterConfig=QUICK)
    assert tasks(ecs) == []
    eventually(lambda: ecs.describe_clusters(clusters=["main"])["clusters"][0]["runningTasksCount"] == 0)


def test_a_service_name_is_taken_while_the_service_is_there(ecs: Any, subnets: list[str]) -> None:
    create(ecs, subnets)
    with pytest.raises(ecs.exceptions.InvalidParameterException, match="not idempotent"):
        create(ecs, subnets)


def test_a_deployment_that_is_not_rolling_is_refused_by_name(ecs: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html"""
    with pytest.raises(ClientError, match=r"NotImplemented.* BLUE_GREEN "):
        create(ecs, subnets, deploymentConfiguration={"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1})


def test_awsvpc_needs_a_network_configuration(ecs: Any) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html"""
    with pytest.raises(ecs.exceptions.InvalidParameterException, match="Network Configuration must be provided"):
        ecs.create_service(cluster="main", serviceName="web", taskDefinition="web", desiredCount=1)


@pytest.fixture
def target_group(client: Client, subnets: list[str]) -> str:
    """A group of addresses behind a load balancer."""
    elb = client("elbv2")
    vpc = client("ec2").describe_subnets(SubnetIds=subnets)["Subnets"][0]["VpcId"]
    group = elb.create_target_group(Name="web", Protocol="HTTP", Port=80, VpcId=vpc, TargetType="ip")
    arn = str(group["TargetGroups"][0]["TargetGroupArn"])
    balancer = elb.create_load_balancer(Name="web", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    forward = [{"Type": "forward", "TargetGroupArn": arn}]
    elb.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=forward)
    return arn


def test_running_tasks_are_targets_and_stopped_ones_are_not(
    ecs: Any, client: Client, subnets: list[str], target_group: str
) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html"""

    def targets() -> set[tuple[str, int]]:
        found = client("elbv2").describe_target_health(TargetGroupArn=target_group)["TargetHealthDescriptions"]
        kept = (each for each in found if each["TargetHealth"]["State"] != "draining")
        return {(each["Target"]["Id"], each["Target"]["Port"]) for each in kept}

    def addresses() -> set[tuple[str, int]]:
        return {(each["containers"][0]["networkInterfaces"][0]["privateIpv4Address"], 80) for each in tasks(ecs)}

    balancers = [{"targetGroupArn": target_group, "containerName": "web", "containerPort": 80}]
    create(ecs, subnets, loadBalancers=balancers)
    assert targets() == set()
    service = stable(ecs)
    before = targets()
    assert before == addresses()
    assert f"(service web) registered 2 targets in (target-group {target_group})" in messages(service)
    ecs.stop_task(cluster="main", task=tasks(ecs)[0]["taskArn"])
    assert len(targets()) == 1
    service = stable(ecs)
    assert before != targets() == addresses()
    assert f"(service web) deregistered 1 targets in (target-group {target_group})" in messages(service)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"containerName": "nobody"}, "The container nobody does not exist in the task definition"),
        ({"containerPort": 81}, "The container web did not have a container port 81 defined"),
    ],
)
def test_a_target_group_needs_a_container_with_the_port(
    ecs: Any, subnets: list[str], target_group: str, change: dict[str, Any], sentence: str
) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html"""
    balancer = {"targetGroupArn": target_group, "containerName": "web", "containerPort": 80, **change}
    with pytest.raises(ecs.exceptions.InvalidParameterException, match=sentence):
        create(ecs, subnets, loadBalancers=[balancer])


def test_awsvpc_tasks_need_a_group_of_addresses(ecs: Any, client: Client, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html"""
    vpc = client("ec2").describe_subnets(SubnetIds=subnets)["Subnets"][0]["VpcId"]
    group = client("elbv2").create_target_group(Name="other", Protocol="HTTP", Port=80, VpcId=vpc)["TargetGroups"][0]
    balancer = {"targetGroupArn": group["TargetGroupArn"], "containerName": "web", "containerPort": 80}
    with pytest.raises(ecs.exceptions.InvalidParameterException, match="incompatible with the awsvpc network mode"):
        create(ecs, subnets, loadBalancers=[balancer])


def test_a_load_balancer_reaches_each_task(
    ecs: Any, client: Client, sandbox: Sandbox, subnets: list[str], target_group: str
) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html"""
    ec2, elb = client("ec2"), client("elbv2")
    balancer = elb.describe_load_balancers(Names=["web"])["LoadBalancers"][0]
    group = ec2.create_security_group(GroupName="web", Description="web", VpcId=balancer["VpcId"])["GroupId"]
    http = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[http])
    elb.set_security_groups(LoadBalancerArn=balancer["LoadBalancerArn"], SecurityGroups=[group])
    create(
        ecs,
        subnets,
        networkConfiguration=network(subnets, securityGroups=[group]),
        loadBalancers=[{"targetGroupArn": target_group, "containerName": "web", "containerPort": 80}],
    )
    stable(ecs)
    addresses = {each["containers"][0]["networkInterfaces"][0]["privateIpv4Address"] for each in tasks(ecs)}

    def reached() -> set[str]:
        pages = [send(sandbox, "GET", "/_aws/elb/web/80/").body for _ in range(10)]
        return {address for address in addresses if any(address in page for page in pages)}

    eventually(lambda: reached() == addresses)

"""ECS."""

from __future__ import annotations

import json
from typing import Any

from tests.parity.rows import WORKS, Aws, Call, row

_API = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
_CIVIC = "https://github.com/hackoregon/civic-devops/issues/246"
_ROLE = "arn:aws:iam::123456789012:role/execution"
_LOGS = {"logDriver": "awslogs", "options": {"awslogs-group": "/web", "awslogs-region": "us-east-1"}}
_IMAGE = "ami-04681a1dbd79675a5"


def _web(**given: Any) -> dict[str, Any]:
    return {"name": "web", "image": "nginx", "portMappings": [{"containerPort": 80}], **given}


def _fargate(**given: Any) -> dict[str, Any]:
    """A task definition for Fargate; None takes a member away."""
    whole = {
        "family": "web",
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [_web()],
        **given,
    }
    return {name: value for name, value in whole.items() if value is not None}


def _on_machines(**given: Any) -> dict[str, Any]:
    return {"family": "old", "containerDefinitions": [_web(memory=64)], **given}


def _subnets(aws: Aws) -> list[str]:
    found = aws.ec2.describe_subnets(Filters=[{"Name": "default-for-az", "Values": ["true"]}])["Subnets"]
    return [str(each["SubnetId"]) for each in found][:2]


def _network(subnets: list[str], **given: Any) -> dict[str, Any]:
    return {"awsvpcConfiguration": {"subnets": subnets, **given}}


def _ready(aws: Aws, **definition: Any) -> dict[str, Any]:
    """A cluster and a task definition for Fargate; what RunTask is given."""
    aws.ecs.create_cluster(clusterName="main")
    aws.ecs.register_task_definition(**_fargate(**definition))
    network = _network(_subnets(aws))
    return {"cluster": "main", "taskDefinition": "web", "launchType": "FARGATE", "networkConfiguration": network}


def _serving(aws: Aws) -> dict[str, Any]:
    return {**_ready(aws), "serviceName": "web", "desiredCount": 1}


def _target_group(aws: Aws, kind: str) -> str:
    vpc = aws.ec2.describe_subnets(SubnetIds=_subnets(aws))["Subnets"][0]["VpcId"]
    made = aws.elbv2.create_target_group(Name="web", Protocol="HTTP", Port=80, VpcId=vpc, TargetType=kind)
    return str(made["TargetGroups"][0]["TargetGroupArn"])


def _balanced(aws: Aws, kind: str) -> str:
    """A target group that a listener forwards to."""
    arn = _target_group(aws, kind)
    balancer = aws.elbv2.create_load_balancer(Name="web", Subnets=_subnets(aws))["LoadBalancers"][0]
    forward = [{"Type": "forward", "TargetGroupArn": arn}]
    aws.elbv2.create_listener(
        LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="HTTP", Port=80, DefaultActions=forward
    )
    return arn


def _behind(arn: str, container: str = "web", port: int = 80) -> list[dict[str, Any]]:
    return [{"targetGroupArn": arn, "containerName": container, "containerPort": port}]


def _machine(aws: Aws) -> str:
    given = {"ImageId": _IMAGE, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
    instance = aws.ec2.run_instances(**given)["Instances"][0]["InstanceId"]
    document = json.dumps({"instanceId": instance})
    made = aws.ecs.register_container_instance(cluster="main", instanceIdentityDocument=document)
    return str(made["containerInstance"]["containerInstanceArn"])


@row(
    "ecs-fg-cpu",
    "RegisterTaskDefinition for Fargate with 300 CPU units",
    "ClientException",
    message="No Fargate configuration exists for given values",
    source=_GUIDE + "task-cpu-memory-error.html",
)
def a_size_that_does_not_exist(aws: Aws) -> Call:
    return lambda: aws.ecs.register_task_definition(**_fargate(cpu="300"))


@row(
    "ecs-fg-size",
    "RegisterTaskDefinition for Fargate with 256 CPU units and 9999 MiB",
    "ClientException",
    message="No Fargate configuration exists for given values",
    source=_GUIDE + "task-cpu-memory-error.html",
)
def memory_that_does_not_go_with_the_cpu(aws: Aws) -> Call:
    return lambda: aws.ecs.register_task_definition(**_fargate(memory="9999"))


@row(
    "ecs-fg-nocpu",
    "RegisterTaskDefinition for Fargate without CPU units of the task",
    "ClientException",
    message="Fargate requires that 'cpu' be defined at the task level.",
    source=_CIVIC,
)
def no_cpu(aws: Aws) -> Call:
    return lambda: aws.ecs.register_task_definition(**_fargate(cpu=None))


@row(
    "ecs-fg-bridge",
    "RegisterTaskDefinition for Fargate with the network mode bridge",
    "ClientException",
    message="Fargate only supports network mode",
    source=_API + "API_RegisterTaskDefinition.html",
)
def bridge_networking(aws: Aws) -> Call:
    return lambda: aws.ecs.register_task_definition(**_fargate(networkMode="bridge"))


@row(
    "ecs-fg-execrole",
    "RegisterTaskDefinition for Fargate with awslogs and without execution role",
    "ClientException",
    message="Fargate requires task definition to have execution role ARN to support log driver awslogs.",
    source=_GUIDE + "task_execution_IAM_role.html",
)
def logs_without_a_role(aws: Aws) -> Call:
    return lambda: aws.ecs.register_task_definition(**_fargate(containerDefinitions=[_web(logConfiguration=_LOGS)]))


@row(
    "ecs-fg-ecr",
    "RegisterTaskDefinition for Fargate with an image of ECR and without execution role",
    "ClientException",
    message="Fargate requires task definition to have execution role ARN to support ECR images.",
    source=_GUIDE + "task_execution_IAM_role.html",
)
def a_private_image_without_a_role(aws: Aws) -> Call:
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1"
    return lambda: aws.ecs.register_task_definition(**_fargate(containerDefinitions=[_web(image=image)]))


@row(
    "ecs-cd-noessential",
    "RegisterTaskDefinition without an essential container",
    "ClientException",
    source=_API + "API_ContainerDefinition.html",
)
def nothing_essential(aws: Aws) -> Call:
    return lambda: aws.ecs.register_task_definition(**_fargate(containerDefinitions=[_web(essential=False)]))


@row(
    "ecs-cd-dupname",
    "RegisterTaskDefinition with two containers of one name",
    "ClientException",
    source=_API + "API_ContainerDefinition.html",
)
def one_name_twice(aws: Aws) -> Call:
    return lambda: aws.ecs.register_task_definition(**_fargate(containerDefinitions=[_web(), _web()]))


@row(
    "ecs-cd-none",
    "RegisterTaskDefinition without containers",
    "ClientException",
    message="Container list cannot be empty.",
    source="https://github.com/awsdocs/aws-cloudformation-user-guide/pull/454",
)
def no_containers(aws: Aws) -> Call:
    return lambda: aws.ecs.register_task_definition(**_fargate(containerDefinitions=[]))


@row(
    "ecs-cd-cpu",
    "RegisterTaskDefinition whose containers have more CPU units than the task",
    "ClientException",
    message="The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
    source="https://github.com/klothoplatform/klotho/issues/892",
)
def more_cpu_than_the_task(aws: Aws) -> Call:
    return lambda: aws.ecs.register_task_definition(**_fargate(containerDefinitions=[_web(cpu=300)]))


@row(
    "ecs-cd-memory",
    "RegisterTaskDefinition for EC2 with neither task nor container memory",
    "ClientException",
    message="Invalid setting for container 'web'. At least one of 'memory' or 'memoryReservation' must be specified.",
    source="https://github.com/klothoplatform/klotho/issues/892",
)
def no_memory(aws: Aws) -> Call:
    return lambda: aws.ecs.register_task_definition(family="old", containerDefinitions=[_web()])


@row(
    "ecs-cd-hostport",
    "RegisterTaskDefinition of the mode awsvpc with another host port",
    "ClientException",
    message="When networkMode=awsvpc, the host ports and container ports in port mappings must match.",
    source="https://github.com/klothoplatform/klotho/issues/892",
)
def another_host_port(aws: Aws) -> Call:
    ports = [{"containerPort": 80, "hostPort": 8080}]
    return lambda: aws.ecs.register_task_definition(**_fargate(containerDefinitions=[_web(portMappings=ports)]))


@row(
    "ecs-cd-logoptions",
    "RegisterTaskDefinition with awslogs and without its options",
    "ClientException",
    message="Log driver awslogs requires options: awslogs-region, awslogs-group",
    source="https://github.com/klothoplatform/klotho/issues/892",
)
def logs_without_a_group(aws: Aws) -> Call:
    container = _web(logConfiguration={"logDriver": "awslogs"})
    return lambda: aws.ecs.register_task_definition(
        **_fargate(executionRoleArn=_ROLE, containerDefinitions=[container])
    )


@row(
    "ecs-cd-dependency",
    "RegisterTaskDefinition where a container waits for the end of an essential one",
    "ClientException",
    message="A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
    source="https://github.com/boto/boto3/issues/2436",
)
def waiting_for_an_essential_container(aws: Aws) -> Call:
    waits = [{"containerName": "web", "condition": "SUCCESS"}]
    containers = [_web(), {"name": "other", "image": "nginx", "dependsOn": waits}]
    return lambda: aws.ecs.register_task_definition(**_fargate(containerDefinitions=containers))


@row(
    "ecs-run-subnet",
    "RunTask with an unknown subnet",
    "InvalidParameterException",
    message="Error retrieving subnet information for",
    source="https://github.com/eddmann/serverless-fargate/issues/20",
)
def an_unknown_subnet(aws: Aws) -> Call:
    given = {**_ready(aws), "networkConfiguration": _network(["subnet-0123456789abcdef0"])}
    return lambda: aws.ecs.run_task(**given)


@row(
    "ecs-run-group",
    "RunTask with an unknown security group",
    "InvalidParameterException",
    source=_API + "API_AwsVpcConfiguration.html",
)
def an_unknown_security_group(aws: Aws) -> Call:
    given = _ready(aws)
    network = _network(_subnets(aws), securityGroups=["sg-0123456789abcdef0"])
    return lambda: aws.ecs.run_task(**{**given, "networkConfiguration": network})


@row(
    "ecs-run-nonetwork",
    "RunTask of the mode awsvpc without network configuration",
    "InvalidParameterException",
    message="Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    source=_GUIDE + "task-networking.html",
)
def no_network(aws: Aws) -> Call:
    given = _ready(aws)
    del given["networkConfiguration"]
    return lambda: aws.ecs.run_task(**given)


@row(
    "ecs-run-ec2only",
    "RunTask on Fargate of a task definition for EC2",
    "InvalidParameterException",
    message="Task definition does not support launch_type FARGATE.",
    source="https://github.com/aws/aws-cli/issues/3983",
)
def a_definition_for_machines_on_fargate(aws: Aws) -> Call:
    given = _ready(aws)
    aws.ecs.register_task_definition(**_on_machines(networkMode="awsvpc"))
    return lambda: aws.ecs.run_task(**{**given, "taskDefinition": "old"})


@row(
    "ecs-run-missing",
    "RunTask of a task definition that does not exist",
    "InvalidParameterException",
    message="TaskDefinition not found.",
    source=_API + "API_RunTask.html",
)
def an_unknown_definition(aws: Aws) -> Call:
    given = _ready(aws)
    return lambda: aws.ecs.run_task(**{**given, "taskDefinition": "nope"})


@row(
    "ecs-run-cluster",
    "RunTask in a cluster that does not exist",
    "ClusterNotFoundException",
    message="Cluster not found.",
    source=_API + "API_RunTask.html",
)
def an_unknown_cluster(aws: Aws) -> Call:
    given = _ready(aws)
    return lambda: aws.ecs.run_task(**{**given, "cluster": "nope"})


@row(
    "ecs-run-both",
    "RunTask with a launch type and a capacity provider strategy",
    "InvalidParameterException",
    source=_API + "API_RunTask.html",
)
def two_ways_to_capacity(aws: Aws) -> Call:
    given = _ready(aws)
    return lambda: aws.ecs.run_task(capacityProviderStrategy=[{"capacityProvider": "FARGATE"}], **given)


@row(
    "ecs-run-provider",
    "RunTask with a capacity provider that the cluster does not have",
    "InvalidParameterException",
    message="The specified capacity provider strategy cannot contain a capacity provider that is not associated",
    source=_API + "API_CapacityProviderStrategyItem.html",
)
def a_provider_of_no_cluster(aws: Aws) -> Call:
    given = _ready(aws)
    del given["launchType"]
    return lambda: aws.ecs.run_task(capacityProviderStrategy=[{"capacityProvider": "FARGATE"}], **given)


@row(
    "ecs-run-override",
    "RunTask with an override for a container that is not there",
    "InvalidParameterException",
    message="Override for container named nope is not a container in the TaskDefinition.",
    source=_API + "API_ContainerOverride.html",
)
def an_override_for_nobody(aws: Aws) -> Call:
    given = _ready(aws)
    return lambda: aws.ecs.run_task(overrides={"containerOverrides": [{"name": "nope"}]}, **given)


@row(
    "ecs-run-many",
    "RunTask of eleven tasks",
    "InvalidParameterException",
    source=_API + "API_RunTask.html",
)
def eleven_tasks(aws: Aws) -> Call:
    given = _ready(aws)
    return lambda: aws.ecs.run_task(count=11, **given)


@row(
    "ecs-run-noinstances",
    "RunTask on EC2 in a cluster without container instances",
    "InvalidParameterException",
    message="No Container Instances were found in your cluster.",
    source=_GUIDE + "service-event-messages-list.html",
)
def no_machines(aws: Aws) -> Call:
    aws.ecs.create_cluster(clusterName="main")
    aws.ecs.register_task_definition(**_on_machines())
    return lambda: aws.ecs.run_task(cluster="main", taskDefinition="old", launchType="EC2")


@row(
    "ecs-svc-tg",
    "CreateService with a target group that has no load balancer",
    "InvalidParameterException",
    message="The target group with targetGroupArn .* does not have an associated load balancer.",
    source="https://github.com/hashicorp/terraform/issues/32908",
)
def a_target_group_of_no_load_balancer(aws: Aws) -> Call:
    given, arn = _serving(aws), _target_group(aws, "ip")
    return lambda: aws.ecs.create_service(loadBalancers=_behind(arn), **given)


@row(
    "ecs-svc-tgtype",
    "CreateService of the mode awsvpc with a target group of instances",
    "InvalidParameterException",
    message="The provided target group .* has target type instance, which is incompatible with the awsvpc network mode",
    source=_GUIDE + "service-load-balancing.html",
)
def a_target_group_of_instances(aws: Aws) -> Call:
    given, arn = _serving(aws), _balanced(aws, "instance")
    return lambda: aws.ecs.create_service(loadBalancers=_behind(arn), **given)


@row(
    "ecs-svc-cname",
    "CreateService whose load balancer names an unknown container",
    "InvalidParameterException",
    message="The container nope does not exist in the task definition.",
    source="https://github.com/aws/amazon-ecs-agent/issues/1276",
)
def an_unknown_container(aws: Aws) -> Call:
    given, arn = _serving(aws), _balanced(aws, "ip")
    return lambda: aws.ecs.create_service(loadBalancers=_behind(arn, "nope"), **given)


@row(
    "ecs-svc-port",
    "CreateService whose load balancer names an unknown container port",
    "InvalidParameterException",
    message="The container web did not have a container port 81 defined.",
    source=_API + "API_LoadBalancer.html",
)
def an_unknown_container_port(aws: Aws) -> Call:
    given, arn = _serving(aws), _balanced(aws, "ip")
    return lambda: aws.ecs.create_service(loadBalancers=_behind(arn, port=81), **given)


@row(
    "ecs-svc-name",
    "CreateService with a name that is taken",
    "InvalidParameterException",
    message="Creation of service was not idempotent.",
    source=_API + "API_CreateService.html",
)
def a_service_twice(aws: Aws) -> Call:
    given = _serving(aws)
    aws.ecs.create_service(**given)
    return lambda: aws.ecs.create_service(**given)


@row(
    "ecs-svc-grace",
    "CreateService with a grace period and without load balancer",
    "InvalidParameterException",
    message="Health check grace period is only valid for services configured to use load balancers",
    source=_API + "API_CreateService.html",
)
def a_grace_period_for_nothing(aws: Aws) -> Call:
    given = _serving(aws)
    return lambda: aws.ecs.create_service(healthCheckGracePeriodSeconds=60, **given)


@row(
    "ecs-svc-exec",
    "UpdateService that enables ECS Exec without a task role",
    "InvalidParameterException",
    message="The service couldn't be updated because a valid taskRoleArn is not being used.",
    source="https://github.com/aws/aws-toolkit-jetbrains/issues/3649",
)
def commands_without_a_role(aws: Aws) -> Call:
    aws.ecs.create_service(**_serving(aws))
    given = {"cluster": "main", "service": "web", "taskDefinition": "web", "enableExecuteCommand": True}
    return lambda: aws.ecs.update_service(**given)


@row(
    "ecs-svc-missing",
    "UpdateService of a service that does not exist",
    "ServiceNotFoundException",
    source=_API + "API_UpdateService.html",
)
def an_unknown_service(aws: Aws) -> Call:
    aws.ecs.create_cluster(clusterName="main")
    return lambda: aws.ecs.update_service(cluster="main", service="nope", desiredCount=1)


@row(
    "ecs-svc-delete-running",
    "DeleteService that is scaled above zero, without force",
    "InvalidParameterException",
    message="The service cannot be stopped while it is scaled above 0.",
    source=_API + "API_DeleteService.html",
)
def a_service_that_is_wanted(aws: Aws) -> Call:
    aws.ecs.create_service(**_serving(aws))
    return lambda: aws.ecs.delete_service(cluster="main", service="web")


@row(
    "ecs-exec-disabled",
    "ExecuteCommand in a task that does not allow it",
    "InvalidParameterException",
    message="The execute command failed because execute command was not enabled when the task was run",
    source="https://github.com/keidarcy/e1s/issues/206",
)
def commands_that_are_not_allowed(aws: Aws) -> Call:
    task = aws.ecs.run_task(**_ready(aws))["tasks"][0]["taskArn"]
    return lambda: aws.ecs.execute_command(cluster="main", task=task, command="sh", interactive=True)


@row(
    "ecs-stop-missing",
    "StopTask of a task that does not exist",
    "InvalidParameterException",
    message="The referenced task was not found.",
    source=_API + "API_StopTask.html",
)
def an_unknown_task(aws: Aws) -> Call:
    aws.ecs.create_cluster(clusterName="main")
    return lambda: aws.ecs.stop_task(cluster="main", task="0123456789abcdef0123456789abcdef")


@row(
    "ecs-definition-missing",
    "DescribeTaskDefinition that does not exist",
    "ClientException",
    message="Unable to describe task definition.",
    source=_API + "API_DescribeTaskDefinition.html",
)
def an_unknown_definition_described(aws: Aws) -> Call:
    return lambda: aws.ecs.describe_task_definition(taskDefinition="nope")


@row(
    "ecs-cluster-del-tasks",
    "DeleteCluster with a running task",
    "ClusterContainsTasksException",
    source=_API + "API_DeleteCluster.html",
)
def a_cluster_with_a_task(aws: Aws) -> Call:
    aws.ecs.run_task(**_ready(aws))
    return lambda: aws.ecs.delete_cluster(cluster="main")


@row(
    "ecs-cluster-del-services",
    "DeleteCluster with a service",
    "ClusterContainsServicesException",
    source=_API + "API_DeleteCluster.html",
)
def a_cluster_with_a_service(aws: Aws) -> Call:
    aws.ecs.create_service(**_serving(aws))
    return lambda: aws.ecs.delete_cluster(cluster="main")


@row(
    "ecs-cluster-del-machines",
    "DeleteCluster with a container instance",
    "ClusterContainsContainerInstancesException",
    source=_API + "API_DeleteCluster.html",
)
def a_cluster_with_a_machine(aws: Aws) -> Call:
    aws.ecs.create_cluster(clusterName="main")
    _machine(aws)
    return lambda: aws.ecs.delete_cluster(cluster="main")


@row(
    "ecs-machine-busy",
    "DeregisterContainerInstance with a task on it, without force",
    "InvalidParameterException",
    message="Found running tasks on the instance.",
    source=_API + "API_DeregisterContainerInstance.html",
)
def a_machine_with_a_task(aws: Aws) -> Call:
    aws.ecs.create_cluster(clusterName="main")
    machine = _machine(aws)
    aws.ecs.register_task_definition(**_on_machines())
    aws.ecs.run_task(cluster="main", taskDefinition="old", launchType="EC2")
    return lambda: aws.ecs.deregister_container_instance(cluster="main", containerInstance=machine)


@row(
    "ecs-ok-nosg",
    "RunTask of the mode awsvpc without security groups (must work)",
    WORKS,
    source=_API + "API_AwsVpcConfiguration.html",
)
def no_security_groups(aws: Aws) -> Call:
    given = _ready(aws)
    return lambda: aws.ecs.run_task(**given)


@row(
    "ecs-ok-nomem",
    "RunTask on Fargate with memory at the task only (must work)",
    WORKS,
    source=_API + "API_ContainerDefinition.html",
)
def memory_at_the_task_only(aws: Aws) -> Call:
    given = _ready(aws)
    return lambda: aws.ecs.run_task(**given)


@row(
    "ecs-ok-nosg-service",
    "CreateService without security groups (must work)",
    WORKS,
    source=_API + "API_AwsVpcConfiguration.html",
)
def a_service_without_security_groups(aws: Aws) -> Call:
    given = _serving(aws)
    return lambda: aws.ecs.create_service(**given)


@row(
    "ecs-ok-nohostnames",
    "RunTask in a VPC without DNS host names (must work)",
    WORKS,
    source=_GUIDE + "task-networking.html",
)
def a_vpc_without_host_names(aws: Aws) -> Call:
    given = _ready(aws)
    vpc = aws.ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = aws.ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    return lambda: aws.ecs.run_task(**{**given, "networkConfiguration": _network([subnet])})

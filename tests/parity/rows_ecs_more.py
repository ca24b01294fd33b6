"""ECS: a target group that is not there, and how a task was stopped."""

from __future__ import annotations

from typing import Any

from tests.parity import ec2
from tests.parity.rows import WORKS, Aws, Call, row

_ECS = "https://docs.aws.amazon.com/AmazonECS/latest/"
_DEFINITION: dict[str, Any] = {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
    "containerDefinitions": [{"name": "web", "image": "nginx", "portMappings": [{"containerPort": 80}]}],
}


@row(
    "ecs-svc-tg-missing",
    "CreateService with a target group that does not exist",
    "InvalidParameterException",
    status=400,
    source=_ECS + "APIReference/API_CreateService.html",
)
def no_such_target_group(aws: Aws) -> Call:
    aws.ecs.create_cluster(clusterName="main")
    aws.ecs.register_task_definition(**_DEFINITION)
    arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef"
    network = {"awsvpcConfiguration": {"subnets": ec2.default_subnets(aws)[:1]}}
    return lambda: aws.ecs.create_service(
        cluster="main",
        serviceName="web",
        taskDefinition="web",
        desiredCount=1,
        launchType="FARGATE",
        networkConfiguration=network,
        loadBalancers=[{"targetGroupArn": arn, "containerName": "web", "containerPort": 80}],
    )


def _started(aws: Aws) -> dict[str, Any]:
    """A cluster and a Fargate task in it; what StopTask is given."""
    aws.ecs.create_cluster(clusterName="main")
    aws.ecs.register_task_definition(**_DEFINITION)
    network = {"awsvpcConfiguration": {"subnets": ec2.default_subnets(aws)[:1]}}
    started = aws.ecs.run_task(cluster="main", taskDefinition="web", launchType="FARGATE", networkConfiguration=network)
    return {"cluster": "main", "task": started["tasks"][0]["taskArn"]}


@row(
    "ecs-ok-stop-code",
    "StopTask, whose task tells the stopCode UserInitiated",
    WORKS,
    source=_ECS + "developerguide/stopped-task-error-codes.html",
)
def a_stop_code(aws: Aws) -> Call:
    task = _started(aws)

    def stop() -> Any:
        answer = aws.ecs.stop_task(**task)
        assert answer["task"]["stopCode"] == "UserInitiated"
        return answer

    return stop

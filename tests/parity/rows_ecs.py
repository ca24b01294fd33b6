"""ECS and ECR."""

from __future__ import annotations

from tests.parity.rows import Aws, Call, row

_GUIDE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"


@row(
    "ecs-fg-cpu",
    "RegisterTaskDefinition for Fargate with 300 CPU units",
    "ClientException",
    message="No Fargate configuration exists for given values",
    source=_GUIDE + "task-cpu-memory-error.html",
)
def a_size_that_does_not_exist(aws: Aws) -> Call:
    return lambda: aws.ecs.register_task_definition(
        family="web",
        requiresCompatibilities=["FARGATE"],
        networkMode="awsvpc",
        cpu="300",
        memory="512",
        containerDefinitions=[{"name": "web", "image": "nginx"}],
    )

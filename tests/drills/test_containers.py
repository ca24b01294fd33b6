"""Drills about containers against the sandbox's rules, and brute force where it has none."""

from __future__ import annotations

from hypothesis import given, settings

from awslab.cloud.gateway.guards import State, guards_of
from awslab.cloud.gateway.request import ANONYMOUS, AwsRequest
from tests.drills.drawn import figures, key, number, seeds, single, texts, whole

RUNNING = r"desired count of (\d+).*`minimumHealthyPercent` (\d+) and `maximumPercent` (\d+)"


@given(seeds)
def test_as_many_tasks_stop_as_leave_the_minimum(seed: int) -> None:
    body = number("rolling-deployment", seed, asks="stop")
    desired, minimum, _ = whole(RUNNING, body.stem)
    allowed = [count for count in range(desired + 1) if 100 * (desired - count) >= minimum * desired]

    assert body.answer == max(allowed)


@given(seeds)
def test_as_many_tasks_start_as_stay_below_the_maximum(seed: int) -> None:
    body = number("rolling-deployment", seed, asks="start")
    desired, _, maximum = whole(RUNNING, body.stem)
    allowed = [count for count in range(2 * desired + 1) if 100 * (desired + count) <= maximum * desired]

    assert body.answer == max(allowed)


def refusals(cpu: str, memory: str) -> list[str]:
    """What the sandbox's guards say against a task definition of that size."""
    parameters = {
        "family": "app",
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": cpu,
        "memory": memory,
        "containerDefinitions": [{"name": "app", "image": "public.ecr.aws/docker/library/nginx:1"}],
    }
    request = AwsRequest("id", "ecs", "us-east-1", "RegisterTaskDefinition", parameters, ANONYMOUS, "POST", "/", {})
    state = State("123456789012")
    verdicts = [rule.check(request, state) for rule in guards_of("ecs", "RegisterTaskDefinition")]
    return [verdict.message for verdict in verdicts if verdict is not None]


@settings(deadline=None)  # the first call loads all guards
@given(seeds)
def test_ecs_accepts_the_size_of_the_key_and_no_other(seed: int) -> None:
    body = single("fargate-size", seed)

    for text in texts(body):
        cpu, memory = figures(r"([\d.]+) vCPU with (\d+) GB", text)
        expected = [] if text == key(body) else ["No Fargate configuration exists for given values."]
        assert refusals(f"{cpu} vCPU", f"{memory} GB") == expected, text

"""What ECS refuses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cloud.refusals import Refused
from tests.conftest import Client

WEB = {"name": "web", "image": "nginx", "memory": 128}
NETWORK = "Fargate only supports network mode ‘awsvpc’."  # noqa: RUF001 - the quotes are AWS's own
SIZE = "No Fargate configuration exists for given values."


def task(**changed: Any) -> dict[str, Any]:
    given = {
        "family": "web",
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [WEB],
    } | changed
    return {name: value for name, value in given.items() if value is not None}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"networkMode": "bridge"}, NETWORK),
        ({"networkMode": None}, NETWORK),
        ({"cpu": None}, "Fargate requires that 'cpu' be defined at the task level."),
        ({"memory": None}, "Fargate requires that 'memory' be defined at the task level."),
        ({"cpu": "300"}, SIZE),
        ({"cpu": "256", "memory": "9999"}, SIZE),
        ({"cpu": "1 vCPU", "memory": "1 GB"}, SIZE),
        ({"cpu": "a lot"}, SIZE),
    ],
)
def test_a_fargate_task_that_cannot_be_is_refused(refused: Refused, changed: dict[str, Any], message: str) -> None:
    assert refused("ecs", "register_task_definition", **task(**changed)) == ("ClientException", message, 400)


@pytest.mark.parametrize(
    ("cpu", "memory"),
    [
        ("256", "512"),
        (".25 vCPU", "0.5 GB"),
        ("1024", "8192"),
        ("4096", "30720"),
        ("16384", "122880"),
        ("32768", "61440"),
    ],
)
def test_a_fargate_task_of_a_size_that_exists_is_registered(client: Client, cpu: str, memory: str) -> None:
    registered = client("ecs").register_task_definition(**task(cpu=cpu, memory=memory))
    assert registered["taskDefinition"]["revision"] == 1


def test_a_task_for_instances_may_have_any_size(client: Client) -> None:
    given = task(requiresCompatibilities=["EC2"], networkMode="bridge", cpu=None, memory=None)
    assert client("ecs").register_task_definition(**given)["taskDefinition"]["revision"] == 1

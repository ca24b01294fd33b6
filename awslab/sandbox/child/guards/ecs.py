"""What ECS refuses. The texts: ECS developer guide, task-cpu-memory-error, and public reports."""

from __future__ import annotations

import re
from collections.abc import Mapping

from awslab.sandbox.child.guards import Refusal, State, guard
from awslab.sandbox.child.request import AwsRequest

_GUIDE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"

_SIZES: Mapping[int, range | tuple[int, ...]] = {
    256: (512, 1024, 2048),
    512: range(1024, 4096 + 1, 1024),
    1024: range(2048, 8192 + 1, 1024),
    2048: range(4096, 16384 + 1, 1024),
    4096: range(8192, 30720 + 1, 1024),
    8192: range(16384, 61440 + 1, 4096),
    16384: range(32768, 122880 + 1, 8192),
    32768: (61440, 122880, 249856),
}
"""CPU units of a Fargate task → MiB of memory that go with them."""


@guard("ecs", "RegisterTaskDefinition", source=_GUIDE + "task-cpu-memory-error.html")
def fargate_task_is_possible(request: AwsRequest, _: State) -> Refusal | None:
    """On Fargate: awsvpc networking, CPU and memory at the task, and in one of the combinations that exist."""
    if "FARGATE" not in (request.parameters.get("requiresCompatibilities") or ()):
        return None
    if request.parameters.get("networkMode") != "awsvpc":
        return _client("Fargate only supports network mode ‘awsvpc’.")  # noqa: RUF001 - the quotes are AWS's own
    for name in ("cpu", "memory"):
        if not request.parameters.get(name):
            return _client(f"Fargate requires that '{name}' be defined at the task level.")
    cpu = _units(str(request.parameters["cpu"]), r"vcpu")
    memory = _units(str(request.parameters["memory"]), r"gb")
    if cpu not in _SIZES or memory not in _SIZES[cpu]:
        return _client("No Fargate configuration exists for given values.")
    return None


def _units(value: str, unit: str) -> int:
    """`"256"` as it is, `"0.25 vCPU"` and `"1 GB"` times 1024; 0 for anything else."""
    if value.strip().isdigit():
        return int(value)
    found = re.fullmatch(rf"\s*(\d*\.?\d+)\s*{unit}\s*", value, re.IGNORECASE)
    return round(float(found[1]) * 1024) if found else 0


def _client(message: str) -> Refusal:
    return Refusal("ClientException", message, 400)

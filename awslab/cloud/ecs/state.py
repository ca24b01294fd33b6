"""What guards may look at in ECS: one region's clusters, task definitions and services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.gateway.state import State

MANAGED = ("FARGATE", "FARGATE_SPOT")


def definition(request: AwsRequest, state: State) -> Any | None:
    """The task definition that a call names, the newest active revision of a family; None when there is none."""
    named = str(request.parameters.get("taskDefinition") or "").split("/")[-1]
    family, _, revision = named.partition(":")
    revisions: Mapping[int, Any] = state.backend("ecs", request.region).task_definitions.get(family, {})
    if revision:
        return revisions.get(int(revision)) if revision.isdigit() else None
    active = [each for each in revisions.values() if each.status == "ACTIVE"]
    return active[-1] if active else None


def cluster(request: AwsRequest, state: State) -> Any | None:
    """The cluster that a call names, else `default`; None when there is none."""
    named = str(request.parameters.get("cluster") or "default").split("/")[-1]
    return state.backend("ecs", request.region).clusters.get(named)


def service(request: AwsRequest, state: State) -> Any | None:
    """The service that a call names; None when there is none."""
    found, named = cluster(request, state), str(request.parameters.get("service") or "").split("/")[-1]
    backend = state.backend("ecs", request.region)
    return backend.services.get(f"{found.name}:{named}") if found is not None else None


def task(request: AwsRequest, state: State) -> Any | None:
    """The task that a call names by id or ARN; None when there is none."""
    found, named = cluster(request, state), str(request.parameters.get("task") or "")
    known = state.backend("ecs", request.region).tasks.get(found.name, {}) if found is not None else {}
    return next((each for each in list(known.values()) if named in (each.id, each.task_arn)), None)


def providers(request: AwsRequest) -> list[str]:
    """The capacity providers that a call names."""
    return [str(each.get("capacityProvider")) for each in request.parameters.get("capacityProviderStrategy") or ()]


def network(request: AwsRequest) -> Mapping[str, Any]:
    """What a call says of the tasks' network; empty when it says nothing."""
    configured = request.parameters.get("networkConfiguration") or {}
    found: Mapping[str, Any] = configured.get("awsvpcConfiguration") or {}
    return found

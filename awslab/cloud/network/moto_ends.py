"""What other services have in a network, read from moto: load balancers, tasks, functions."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from moto.backends import get_backend

from awslab.cloud.ecs.life import tasks
from awslab.cloud.lambda_.moto_functions import StoredFunctions
from awslab.cloud.lambda_.stored import StoredFunction
from awslab.cloud.network.values import Balancer, Function


def balancers(account_id: str, region: str, default_groups: Mapping[str, str]) -> dict[str, Balancer]:
    """Load balancers by ARN; an Application Load Balancer without groups is in its VPC's default group."""
    backend = _loaded("elbv2", account_id, region)
    return (
        {}
        if backend is None
        else {arn: _balancer(each, default_groups) for arn, each in list(backend.load_balancers.items())}
    )


def _balancer(found: Any, default_groups: Mapping[str, str]) -> Balancer:
    groups: tuple[str, ...] | None = tuple(found.security_groups or ()) or None
    if groups is None and found.type == "application" and found.subnets:
        groups = tuple(filter(None, [default_groups.get(found.subnets[0].vpc_id, "")]))
    return Balancer(
        name=found.name,
        arn=found.arn,
        dns_name=found.dns_name,
        subnets=tuple(each.id for each in found.subnets),
        groups=groups,
        faces_internet=found.scheme == "internet-facing",
        ports=tuple(int(each.port) for each in list(found.listeners.values())),
    )


def functions(account_id: str, region: str) -> dict[str, Function]:
    """Functions by name, as their latest version is."""
    functions = StoredFunctions(account_id).of_region(region)
    return {function.function_name: _function(function) for function in functions}


def _function(function: StoredFunction) -> Function:
    config = function._vpc_config or {}
    subnets, groups = config.get("SubnetIds") or (), config.get("SecurityGroupIds") or ()
    return Function(function.function_name, function.function_arn, tuple(subnets), tuple(groups))


def task_states(account_id: str, region: str) -> dict[str, tuple[str, str]]:
    """Task id to its network interface (empty without one) and its last status."""
    backend = _loaded("ecs", account_id, region)
    if backend is None:
        return {}
    listed = (task for cluster in list(backend.tasks.values()) for task in list(cluster.values()))
    return {each.task_arn.rpartition("/")[2]: (tasks.interface(each) or "", each.last_status) for each in listed}


_MODULES = {"elbv2": "moto.elbv2.models", "ecs": "moto.ecs.models"}


def _loaded(service: str, account_id: str, region: str) -> Any:
    """moto's backend of a service, None when nobody has used that yet."""
    if _MODULES[service] not in sys.modules:
        return None
    return get_backend(service)[account_id][region]  # type: ignore[call-overload]

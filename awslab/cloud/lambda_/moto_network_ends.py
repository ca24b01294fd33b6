"""Functions as ends in a network, read from moto."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from moto.backends import get_backend

from awslab.cloud.network.values import Function

if TYPE_CHECKING:
    from moto.awslambda.models import LambdaFunction


def functions(account_id: str, region: str) -> dict[str, Function]:
    """Return the functions of a region by name, in their latest version; none when nobody has used Lambda yet."""
    if "moto.awslambda.models" not in sys.modules:
        return {}
    groups = list(get_backend("lambda")[account_id][region]._lambdas._functions.items())
    latest = ((name, group["latest"]) for name, group in groups)
    return {name: _function(name, function) for name, function in latest if function is not None}


def _function(name: str, function: LambdaFunction) -> Function:
    config = function._vpc_config or {}
    subnets, groups = config.get("SubnetIds") or (), config.get("SecurityGroupIds") or ()
    return Function(name, function.function_arn, tuple(subnets), tuple(groups))

"""Functions as ends in a network, as moto stores them."""

from __future__ import annotations

from awslab.cloud.lambda_.moto_functions import StoredFunctions
from awslab.cloud.lambda_.stored import StoredFunction
from awslab.cloud.network.values import Function


def functions(account_id: str, region: str) -> dict[str, Function]:
    """Return the functions of a region by name, in their latest version; none when nobody has used Lambda yet."""
    return {function.function_name: _end(function) for function in StoredFunctions(account_id).of_region(region)}


def _end(function: StoredFunction) -> Function:
    config = function._vpc_config or {}
    subnets, groups = config.get("SubnetIds") or (), config.get("SecurityGroupIds") or ()
    return Function(function.function_name, function.function_arn, tuple(subnets), tuple(groups))

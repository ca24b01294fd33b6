"""GetAccountSettings, which moto lacks."""

from __future__ import annotations

from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer
from awslab.cloud.lambda_.directory import function_directory
from awslab.cloud.ports.context import GatewayContext

_CONCURRENCY = 1000
_ZIPPED_SIZE, _UNZIPPED_SIZE, _TOTAL_SIZE = 52_428_800, 262_144_000, 80_530_636_800
"""Bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (75 GB of code in all)"""


@answers(
    "lambda",
    "GetAccountSettings",
    source="https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html",
)
def get_account_settings(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Show the account's limits in a region and what its functions use of them."""
    functions = context.part(function_directory).functions.of_region(request.region)
    reservations = sum(int(function.reserved_concurrency or 0) for function in functions)
    return answer(
        request,
        {
            "AccountLimit": {
                "TotalCodeSize": _TOTAL_SIZE,
                "CodeSizeUnzipped": _UNZIPPED_SIZE,
                "CodeSizeZipped": _ZIPPED_SIZE,
                "ConcurrentExecutions": _CONCURRENCY,
                "UnreservedConcurrentExecutions": _CONCURRENCY - reservations,
            },
            "AccountUsage": {
                "TotalCodeSize": sum(int(function.code_size or 0) for function in functions),
                "FunctionCount": len(functions),
            },
        },
    )

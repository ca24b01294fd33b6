"""Whether a function's role lets Lambda write the function's log (pure)."""

from __future__ import annotations

from collections.abc import Callable

from awslab.cloud.lambda_.function import Function


def may_log(may: Callable[[str, str, str], bool], function: Function, stream: str) -> bool:
    """Say whether a function's role allows it to write to a log stream; `may` is GatewayContext.role_may.

    Without both permissions the log is lost, and the function runs all the same.

    https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html#monitoring-cloudwatchlogs-prereqs
    """
    account = function.arn.split(":")[4]
    arn = f"arn:aws:logs:{function.region}:{account}:log-group:{function.log_group}:log-stream:{stream}"
    return all(may(function.role, f"logs:{action}", arn) for action in ("CreateLogStream", "PutLogEvents"))

"""A function's LoggingConfig, which moto takes and forgets.

https://docs.aws.amazon.com/lambda/latest/api/API_LoggingConfig.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moto.awslambda.models import LambdaFunction

from awslab.cloud.lambda_.execution.log_settings import LogSettings, log_settings, shown
from awslab.cloud.lambda_.moto_settings import keep_settings

_KEPT = "awslab_logging"


def keep_logging() -> None:
    """From now on functions of this process keep what they are told, and show it."""
    keep_settings(_keep, _show)


def logging_of(function: LambdaFunction) -> LogSettings:
    """What the function was told; the defaults otherwise."""
    return getattr(function, _KEPT, None) or LogSettings()


def _keep(function: LambdaFunction, given: Mapping[str, Any]) -> None:
    config = given.get("LoggingConfig")
    if config is not None:
        setattr(function, _KEPT, log_settings(config))


def _show(function: LambdaFunction) -> dict[str, Any]:
    return {"LoggingConfig": shown(logging_of(function), function.function_name)}

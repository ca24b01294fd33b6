"""A function's LoggingConfig, which moto takes and forgets.

https://docs.aws.amazon.com/lambda/latest/api/API_LoggingConfig.html
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import wraps
from typing import Any

from moto.awslambda.models import LambdaFunction

from awslab.sandbox.child.runtime.log_settings import LogSettings, log_settings, shown

_KEPT = "awslab_logging"


def keep_logging() -> None:
    """From now on functions of this process keep what they are told, and show it."""
    create, update, show = (
        LambdaFunction.__init__,
        LambdaFunction.update_configuration,
        LambdaFunction.get_configuration,
    )

    @wraps(create)
    def created(function: LambdaFunction, account_id: str, spec: dict[str, Any], *more: Any, **named: Any) -> None:
        create(function, account_id, spec, *more, **named)
        _keep(function, spec)

    @wraps(update)
    def updated(function: LambdaFunction, config_updates: dict[str, Any]) -> dict[str, Any]:
        _keep(function, config_updates)
        return update(function, config_updates)

    @wraps(show)
    def showing(function: LambdaFunction, on_create: bool = False) -> dict[str, Any]:
        told = {"LoggingConfig": shown(logging_of(function), function.function_name)}
        return show(function, on_create) | told

    LambdaFunction.__init__ = created  # type: ignore[assignment, method-assign]
    LambdaFunction.update_configuration = updated  # type: ignore[assignment, method-assign]
    LambdaFunction.get_configuration = showing  # type: ignore[assignment, method-assign]


def logging_of(function: LambdaFunction) -> LogSettings:
    """What the function was told; the defaults otherwise."""
    return getattr(function, _KEPT, None) or LogSettings()


def _keep(function: LambdaFunction, given: Mapping[str, Any]) -> None:
    config = given.get("LoggingConfig")
    if config is not None:
        setattr(function, _KEPT, log_settings(config))

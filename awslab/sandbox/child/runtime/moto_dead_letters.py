"""A function's DeadLetterConfig, which moto takes and forgets.

https://docs.aws.amazon.com/lambda/latest/api/API_DeadLetterConfig.html
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import wraps
from typing import Any

from moto.awslambda.models import LambdaFunction

_KEPT = "awslab_dead_letters"


def keep_dead_letters() -> None:
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
    def shown(function: LambdaFunction, on_create: bool = False) -> dict[str, Any]:
        target = dead_letters(function)
        return show(function, on_create) | ({"DeadLetterConfig": {"TargetArn": target}} if target else {})

    LambdaFunction.__init__ = created  # type: ignore[assignment, method-assign]
    LambdaFunction.update_configuration = updated  # type: ignore[assignment, method-assign]
    LambdaFunction.get_configuration = shown  # type: ignore[assignment, method-assign]


def dead_letters(function: LambdaFunction) -> str | None:
    """The ARN of the queue or topic, None when there is none; an empty ARN takes it away."""
    return getattr(function, _KEPT, None) or None


def _keep(function: LambdaFunction, given: Mapping[str, Any]) -> None:
    config = given.get("DeadLetterConfig")
    if config is not None:
        setattr(function, _KEPT, str(config.get("TargetArn") or ""))

"""Settings of functions that moto takes and forgets: they are kept with the function, and shown with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from moto.awslambda.models import LambdaFunction


def keep_settings(
    keep: Callable[[LambdaFunction, Mapping[str, Any]], None], show: Callable[[LambdaFunction], dict[str, Any]]
) -> None:
    """From now on functions of this process keep what they are told (`keep`), and show it (`show`) when asked."""
    create, update, configuration = (
        LambdaFunction.__init__,
        LambdaFunction.update_configuration,
        LambdaFunction.get_configuration,
    )

    @wraps(create)
    def created(function: LambdaFunction, account_id: str, spec: dict[str, Any], *more: Any, **named: Any) -> None:
        create(function, account_id, spec, *more, **named)
        keep(function, spec)

    @wraps(update)
    def updated(function: LambdaFunction, config_updates: dict[str, Any]) -> dict[str, Any]:
        keep(function, config_updates)
        return update(function, config_updates)

    @wraps(configuration)
    def shown(function: LambdaFunction, on_create: bool = False) -> dict[str, Any]:
        return configuration(function, on_create) | show(function)

    LambdaFunction.__init__ = created  # type: ignore[assignment, method-assign]
    LambdaFunction.update_configuration = updated  # type: ignore[assignment, method-assign]
    LambdaFunction.get_configuration = shown  # type: ignore[assignment, method-assign]

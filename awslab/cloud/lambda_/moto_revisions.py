"""RevisionId of functions, which moto lacks: another one after each change.

https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
"""

from __future__ import annotations

import json
import uuid
from functools import wraps
from typing import Any

_SPACE = uuid.UUID("6f1f6f0a-9b6e-4a3a-8f2f-3f1f5a0c9a11")


def show_revisions() -> None:
    """From now on the configurations of this process' functions have a revision, and their update status."""
    from moto.awslambda.models import LambdaAlias, LambdaFunction

    show = LambdaFunction.get_configuration

    @wraps(show)
    def shown(function: LambdaFunction, on_create: bool = False) -> dict[str, Any]:
        told = show(function, on_create)
        return told | {"RevisionId": _of(told)}

    change = LambdaAlias.update

    @wraps(change)
    def changed(alias: LambdaAlias, *positional: Any, **named: Any) -> None:
        change(alias, *positional, **named)
        alias.revision_id = str(uuid.uuid4())

    LambdaAlias.update = changed  # type: ignore[assignment, method-assign]
    LambdaFunction.get_configuration = shown  # type: ignore[assignment, method-assign]


def revision(function: Any) -> str:
    """The function's RevisionId."""
    told = function.get_configuration()
    return str(told.get("RevisionId") or _of(told))


def _of(configuration: dict[str, Any]) -> str:
    told = {name: value for name, value in configuration.items() if name not in ("RevisionId", "State", "StateReason")}
    return str(uuid.uuid5(_SPACE, json.dumps(told, sort_keys=True, default=str)))

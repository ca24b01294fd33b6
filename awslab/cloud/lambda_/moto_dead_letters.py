"""A function's DeadLetterConfig, which moto takes and forgets.

https://docs.aws.amazon.com/lambda/latest/api/API_DeadLetterConfig.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moto.awslambda.models import LambdaFunction

from awslab.cloud.lambda_.moto_settings import keep_settings

_KEPT = "awslab_dead_letters"


def keep_dead_letters() -> None:
    """From now on functions of this process keep what they are told, and show it."""
    keep_settings(_keep, _show)


def dead_letters(function: LambdaFunction) -> str | None:
    """The ARN of the queue or topic, None when there is none; an empty ARN takes it away."""
    return getattr(function, _KEPT, None) or None


def _keep(function: LambdaFunction, given: Mapping[str, Any]) -> None:
    config = given.get("DeadLetterConfig")
    if config is not None:
        setattr(function, _KEPT, str(config.get("TargetArn") or ""))


def _show(function: LambdaFunction) -> dict[str, Any]:
    target = dead_letters(function)
    return {"DeadLetterConfig": {"TargetArn": target}} if target else {}

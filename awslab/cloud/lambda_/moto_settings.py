"""Settings of functions that moto accepts and forgets: they are saved on moto's function, and shown with it.

https://docs.aws.amazon.com/lambda/latest/api/API_DeadLetterConfig.html,
https://docs.aws.amazon.com/lambda/latest/api/API_LoggingConfig.html and, for RevisionId, which moto lacks,
https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
"""

from __future__ import annotations

import json
import uuid

from awslab.cloud.gateway.request import Structure
from awslab.cloud.lambda_.execution.log_settings import LogSettings, log_settings, shown_log_settings
from awslab.cloud.lambda_.stored import StoredFunction

_DEAD_LETTERS = "awslab_dead_letters"
_LOGGING = "awslab_logging"
_SPACE = uuid.UUID("6f1f6f0a-9b6e-4a3a-8f2f-3f1f5a0c9a11")
_NOT_OF_THE_REVISION = ("RevisionId", "State", "StateReason")


def save_settings(function: StoredFunction, parameters: Structure) -> None:
    """Save what a call says of dead letters and logging; a call that says nothing leaves them as they are."""
    dead_letters = parameters.get("DeadLetterConfig")
    if dead_letters is not None:
        setattr(function, _DEAD_LETTERS, str(dead_letters.get("TargetArn") or ""))
    logging = parameters.get("LoggingConfig")
    if logging is not None:
        setattr(function, _LOGGING, log_settings(logging))


def shown_settings(function: StoredFunction) -> dict[str, object]:
    """Return the saved settings as members of the function's configuration."""
    target = dead_letters_of(function)
    dead_letters = {"DeadLetterConfig": {"TargetArn": target}} if target else {}
    return {**dead_letters, "LoggingConfig": shown_log_settings(logging_of(function), function.function_name)}


def dead_letters_of(function: StoredFunction) -> str | None:
    """Return the ARN of the function's dead-letter queue or topic; None when there is none. An empty ARN removes it."""
    return getattr(function, _DEAD_LETTERS, None) or None


def logging_of(function: StoredFunction) -> LogSettings:
    """Return how the function's log is written."""
    return getattr(function, _LOGGING, None) or LogSettings()


def revision_of(function: StoredFunction) -> str:
    """Return the function's RevisionId."""
    configuration = function.get_configuration()
    return str(configuration.get("RevisionId") or revision(configuration))


def revision(configuration: Structure) -> str:
    """Return the RevisionId that belongs to a configuration: another one after each change."""
    members = {name: value for name, value in configuration.items() if name not in _NOT_OF_THE_REVISION}
    return str(uuid.uuid5(_SPACE, json.dumps(members, sort_keys=True, default=str)))

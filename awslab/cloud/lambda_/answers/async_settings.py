"""How a function's asynchronous invocations are treated: FunctionEventInvokeConfig, for functions, versions, aliases.

moto keeps one for a function, and never a changed one, so they are all kept here. The refusals were recorded from the
real service. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.lambda_.function import Target
from awslab.cloud.lambda_.moto_functions import MotoState
from awslab.cloud.ports.functions import NotRunnableError

_OPERATIONS = "FunctionEventInvokeConfig"
_DESTINATIONS = frozenset({"sqs", "sns", "lambda", "events"})
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class AsyncConfig:
    """What was set for a function (`$LATEST`), a version or an alias; None where nothing was."""

    retries: int | None = None
    oldest: int | None = None
    """Seconds."""
    destinations: Mapping[str, str] = field(default_factory=dict)
    """`OnSuccess` and `OnFailure` → ARN."""
    changed: float = 0.0


class AsyncSettings:
    """An extension of the gateway: the five operations on FunctionEventInvokeConfig."""

    def __init__(self, state: MotoState, clock: Callable[[], float] = time.time) -> None:
        self._state = state
        self._clock = clock
        self._lock = threading.Lock()
        self._configs: dict[_Key, AsyncConfig] = {}

    def of(self, target: Target) -> AsyncConfig:
        """What holds for an invocation that was addressed so."""
        function = target.function
        qualifier = target.invoked_arn.removeprefix(function.arn).removeprefix(":") or "$LATEST"
        return self._configs.get((function.region, function.name, qualifier), AsyncConfig())

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """Put, update, get, list and delete.

        https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html
        """
        if request.service != "lambda" or _OPERATIONS not in request.operation:
            return None
        try:
            with self._lock:
                return self._answer(request)
        except NotRunnableError as error:
            return refusal(request, error.code, error.message, error.status)

    def after(self, request: AwsRequest, _: AwsResponse) -> None:
        """What is deleted takes its settings along."""
        if request.service != "lambda" or request.operation not in ("DeleteFunction", "DeleteAlias"):
            return
        name, qualifier = self._state.parts(request.region, str(request.parameters.get("FunctionName", "")))
        qualifier = str(request.parameters.get("Name") or request.parameters.get("Qualifier") or qualifier or "")
        with self._lock:
            gone = [key for key in self._configs if key[:2] == (request.region, name) and qualifier in ("", key[2])]
            for key in gone:
                del self._configs[key]

    def close(self) -> None:
        """Nothing is held."""

    def _answer(self, request: AwsRequest) -> AwsResponse:
        name, derived = self._state.parts(request.region, str(request.parameters["FunctionName"]))
        asked = request.parameters.get("Qualifier")
        if derived and asked and derived != asked:
            message = "The derived qualifier from the function name does not match the specified qualifier."
            raise NotRunnableError("InvalidParameterValueException", message, 400)
        key = (request.region, name, str(asked or derived or "$LATEST"))
        match request.operation.removesuffix("s").removesuffix(_OPERATIONS):
            case "Put":
                return answer(request, self._put(request, key, AsyncConfig()))
            case "Update":
                self._existing(request, key)
                return answer(request, self._put(request, key, self._found(key)))
            case "Get":
                return answer(request, self._shown(key, self._found(key)))
            case "Delete":
                self._found(key)
                del self._configs[key]
                return AwsResponse(204, {"x-amzn-RequestId": request.id})
            case _:
                self._existing(request, (request.region, name, "$LATEST"))
                listed = [self._shown(held, config) for held, config in self._configs.items() if held[:2] == key[:2]]
                return answer(request, {"FunctionEventInvokeConfigs": listed})

    def _put(self, request: AwsRequest, key: _Key, before: AsyncConfig) -> dict[str, Any]:
        retries = request.parameters.get("MaximumRetryAttempts")
        oldest = request.parameters.get("MaximumEventAgeInSeconds")
        destinations = request.parameters.get("DestinationConfig")
        if retries is None and oldest is None and not destinations:
            raise _invalid("You must specify at least one of error handling or destination setting.")
        _check_range("maximumRetryAttempts", retries, 0, 2)
        _check_range("maximumEventAgeInSeconds", oldest, 60, 21_600)
        self._existing(request, key)
        given = _destinations(destinations or {})
        for arn in given.values():
            self._check_destination(arn, key, destinations)
        config = AsyncConfig(
            retries=before.retries if retries is None else retries,
            oldest=before.oldest if oldest is None else oldest,
            destinations=before.destinations if destinations is None else given,
            changed=self._clock(),
        )
        self._configs[key] = config
        return self._shown(key, config)

    def _check_destination(self, arn: str, key: _Key, given: Any) -> None:
        service = arn.split(":")[2] if arn.count(":") >= 5 else ""
        if service == "s3":
            message = f"The awslab sandbox does not deliver invocation records to S3 ({arn}). AWS would."
            raise _invalid(f"{message} Take a queue, a topic, a function or an event bus.")
        if service not in _DESTINATIONS:
            shown = ", ".join(
                f"{name[0].lower()}{name[1:]}={_shown_destination(name, given)}" for name in ("OnSuccess", "OnFailure")
            )
            raise _invalid(f"The provided destination config DestinationConfig({shown}) is invalid.")
        if service == "lambda":
            region, name, qualifier = arn.split(":")[3], *_function_part(arn)
            if (region, name) == key[:2] and qualifier == key[2]:
                raise _invalid("You can't specify the function as a destination for itself.")
            if self._state.policy_statements(arn) is None:
                raise _invalid(f"The destination ARN {arn} is invalid.")

    def _existing(self, request: AwsRequest, key: _Key) -> None:
        try:
            self._state.target(request.region, key[1], key[2], random.random)
        except NotRunnableError as error:
            raise NotRunnableError("ResourceNotFoundException", "The function doesn't exist.", 404) from error

    def _found(self, key: _Key) -> AsyncConfig:
        config = self._configs.get(key)
        if config is None:
            message = f"The function {self._arn(key)} doesn't have an EventInvokeConfig"
            raise NotRunnableError("ResourceNotFoundException", message, 404)
        return config

    def _shown(self, key: _Key, config: AsyncConfig) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "FunctionArn": self._arn(key),
            "LastModified": datetime.fromtimestamp(config.changed, UTC),
            "DestinationConfig": {
                name: {"Destination": config.destinations[name]} if name in config.destinations else {}
                for name in ("OnSuccess", "OnFailure")
            },
        }
        settings = {"MaximumRetryAttempts": config.retries, "MaximumEventAgeInSeconds": config.oldest}
        return shown | {name: value for name, value in settings.items() if value is not None}

    def _arn(self, key: _Key) -> str:
        return f"arn:aws:lambda:{key[0]}:{self._state.account_id}:function:{key[1]}:{key[2]}"


def _destinations(given: Mapping[str, Any]) -> dict[str, str]:
    asked = {name: (given.get(name) or {}).get("Destination") for name in ("OnSuccess", "OnFailure")}
    return {name: str(arn) for name, arn in asked.items() if arn}


def _shown_destination(name: str, given: Any) -> str:
    arn = _destinations(given or {}).get(name)
    return "null" if arn is None else f"{name}(destination={arn})"


def _function_part(arn: str) -> tuple[str, str]:
    name, _, qualifier = arn.partition(":function:")[2].partition(":")
    return name, qualifier or "$LATEST"


def _check_range(name: str, value: int | None, low: int, high: int) -> None:
    if value is None or low <= value <= high:
        return
    bound = f"greater than or equal to {low}" if value < low else f"less than or equal to {high}"
    message = f"Value '{value}' at '{name}' failed to satisfy constraint: Member must have value {bound}"
    raise NotRunnableError("ValidationException", f"1 validation error detected: {message}", 400)


def _invalid(message: str) -> NotRunnableError:
    return NotRunnableError("InvalidParameterValueException", message, 400)

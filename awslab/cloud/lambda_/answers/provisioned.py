"""Provisioned concurrency: asked for, shown and limited as on AWS; no environment is started in advance for it.

The refusals were recorded from the real service.
https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.lambda_.moto_functions import MotoState
from awslab.cloud.ports.functions import NotRunnableError

_OPERATIONS = (
    "PutProvisionedConcurrencyConfig",
    "GetProvisionedConcurrencyConfig",
    "DeleteProvisionedConcurrencyConfig",
    "ListProvisionedConcurrencyConfigs",
)
_UNRESERVED = 1000
_LEAST = 100
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Config:
    asked: int
    version: str
    changed: float


class ProvisionedConcurrency:
    """An extension of the gateway: the four operations."""

    def __init__(self, state: MotoState, clock: Callable[[], float] = time.time) -> None:
        self._state = state
        self._clock = clock
        self._lock = threading.Lock()
        self._configs: dict[_Key, _Config] = {}

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html"""
        if request.service != "lambda":
            return None
        try:
            with self._lock:
                if request.operation == "PutFunctionConcurrency":
                    self._check_reservation(request)
                return self._answer(request) if request.operation in _OPERATIONS else None
        except NotRunnableError as error:
            return refusal(request, error.code, error.message, error.status)

    def after(self, request: AwsRequest, _: AwsResponse) -> None:
        """What is deleted takes its configuration along."""
        if request.service != "lambda" or request.operation not in ("DeleteFunction", "DeleteAlias"):
            return
        name, derived = self._state.parts(request.region, str(request.parameters.get("FunctionName", "")))
        gone = str(request.parameters.get("Name") or request.parameters.get("Qualifier") or derived or "")
        with self._lock:
            for key in [key for key in self._configs if key[:2] == (request.region, name) and gone in ("", key[2])]:
                del self._configs[key]

    def close(self) -> None:
        """Nothing is held."""

    def _answer(self, request: AwsRequest) -> AwsResponse:
        name, derived = self._state.parts(request.region, str(request.parameters["FunctionName"]))
        if request.operation == "ListProvisionedConcurrencyConfigs":
            self._there(request, name, None)
            listed = [self._shown(key, config) for key, config in self._configs.items() if key[1] == name]
            return answer(request, {"ProvisionedConcurrencyConfigs": listed})
        key = (request.region, name, str(request.parameters.get("Qualifier") or derived or "$LATEST"))
        if request.operation == "PutProvisionedConcurrencyConfig":
            return answer(request, self._put(request, key), 202)
        if key[2] == "$LATEST":
            raise _invalid("The function resource provided must be an alias or a published version.")
        self._version(request, key)
        if request.operation == "DeleteProvisionedConcurrencyConfig":
            self._configs.pop(key, None)
            return AwsResponse(204, {"x-amzn-RequestId": request.id})
        if key not in self._configs:
            message = "No Provisioned Concurrency Config found for this function"
            raise NotRunnableError("ProvisionedConcurrencyConfigNotFoundException", message, 404)
        return answer(request, self._told(self._configs[key]))

    def _put(self, request: AwsRequest, key: _Key) -> Mapping[str, Any]:
        if key[2] == "$LATEST":
            raise _invalid("Provisioned Concurrency Configs cannot be applied to unpublished function versions.")
        version, asked = self._version(request, key), int(request.parameters["ProvisionedConcurrentExecutions"])
        for other, config in self._configs.items():
            if other[:2] == key[:2] and other[2] != key[2] and config.version == version:
                words = "Version is pointed by a Provisioned Concurrency alias"
                if other[2] == version:
                    words = (
                        "Alias can't be used for Provisioned Concurrency configuration "
                        "on an already Provisioned version"
                    )
                raise NotRunnableError("ResourceConflictException", words, 409)
        self._check_room(key, asked)
        self._configs[key] = _Config(asked, version, self._clock())
        return self._told(self._configs[key]) | {"Status": "IN_PROGRESS"}

    def _check_room(self, key: _Key, asked: int) -> None:
        function = self._state.target(key[0], key[1], None, random.random).function
        reserved = self._state.reserved_concurrency(function)
        others = sum(config.asked for other, config in self._configs.items() if other[:2] == key[:2] and other != key)
        if reserved is not None and others + asked > reserved:
            words = "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for"
            raise _invalid(f"{words} function")
        if asked > _UNRESERVED:
            words = "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency"
            raise _invalid(f"{words} [{_UNRESERVED}].")
        if asked > _UNRESERVED - _LEAST:
            words = (
                "Specified ConcurrentExecutions for function decreases account's "
                "UnreservedConcurrentExecution below its"
            )
            raise _invalid(f"{words} minimum value of [{_LEAST}].")

    def _check_reservation(self, request: AwsRequest) -> None:
        """Only a refusal: a reservation is not below what is provisioned."""
        name, _ = self._state.parts(request.region, str(request.parameters["FunctionName"]))
        asked = int(request.parameters.get("ReservedConcurrentExecutions") or 0)
        held = sum(config.asked for key, config in self._configs.items() if key[:2] == (request.region, name))
        if held > asked:
            words = f" ReservedConcurrentExecutions  {asked} should not be lower than function's total provisioned"
            raise _invalid(f"{words} concurrency [{held}].")

    def _version(self, request: AwsRequest, key: _Key) -> str:
        """The version that a qualifier names; raises what AWS says of one that is not there."""
        if key[2].isdigit():
            self._there(request, key[1], key[2])
            return key[2]
        try:
            return self._state.target(key[0], key[1], key[2], lambda: 1.0).function.version
        except NotRunnableError as error:
            arn = self._arn(key)
            raise NotRunnableError("ResourceNotFoundException", f"Cannot find alias arn: {arn}", 404) from error

    def _there(self, request: AwsRequest, name: str, qualifier: str | None) -> None:
        try:
            self._state.target(request.region, name, qualifier, random.random)
        except NotRunnableError as error:
            raise NotRunnableError(error.code, error.message.removesuffix(":$LATEST"), error.status) from error

    def _shown(self, key: _Key, config: _Config) -> dict[str, Any]:
        return self._told(config) | {"FunctionArn": self._arn(key)}

    def _told(self, config: _Config) -> dict[str, Any]:
        moment = datetime.fromtimestamp(config.changed, UTC)
        return {
            "RequestedProvisionedConcurrentExecutions": config.asked,
            "AvailableProvisionedConcurrentExecutions": config.asked,
            "AllocatedProvisionedConcurrentExecutions": config.asked,
            "Status": "READY",
            "LastModified": f"{moment:%Y-%m-%dT%H:%M:%S}+0000",
        }

    def _arn(self, key: _Key) -> str:
        return f"arn:aws:lambda:{key[0]}:{self._state.account_id}:function:{key[1]}:{key[2]}"


def _invalid(message: str) -> NotRunnableError:
    return NotRunnableError("InvalidParameterValueException", message, 400)

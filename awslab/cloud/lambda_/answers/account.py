"""What Lambda tells of the account, and how functions get new runtimes: answers that moto lacks."""

from __future__ import annotations

import random
import threading
from collections.abc import Mapping
from typing import Any

from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.lambda_.moto_functions import MotoState
from awslab.cloud.ports.functions import NotRunnableError

_CONCURRENCY = 1000
_ZIPPED, _UNZIPPED, _STORED = 52_428_800, 262_144_000, 80_530_636_800
"""Bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (75 GB of code in all)"""


class AccountSettings:
    """An extension of the gateway: GetAccountSettings and RuntimeManagementConfig."""

    def __init__(self, state: MotoState) -> None:
        self._state = state
        self._lock = threading.Lock()
        self._runtimes: dict[tuple[str, str, str], Mapping[str, Any]] = {}

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html and
        https://docs.aws.amazon.com/lambda/latest/api/API_PutRuntimeManagementConfig.html"""
        if request.service != "lambda":
            return None
        if request.operation == "GetAccountSettings":
            return answer(request, self._account(request))
        if not request.operation.endswith("RuntimeManagementConfig"):
            return None
        try:
            return answer(request, self._runtime(request))
        except NotRunnableError as error:
            return refusal(request, error.code, error.message, error.status)

    def after(self, request: AwsRequest, _: AwsResponse) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is held."""

    def _account(self, request: AwsRequest) -> dict[str, Any]:
        sizes, reserved = self._state.usage(request.region)
        return {
            "AccountLimit": {
                "TotalCodeSize": _STORED,
                "CodeSizeUnzipped": _UNZIPPED,
                "CodeSizeZipped": _ZIPPED,
                "ConcurrentExecutions": _CONCURRENCY,
                "UnreservedConcurrentExecutions": _CONCURRENCY - reserved,
            },
            "AccountUsage": {"TotalCodeSize": sum(sizes), "FunctionCount": len(sizes)},
        }

    def _runtime(self, request: AwsRequest) -> dict[str, Any]:
        name, derived = self._state.parts(request.region, str(request.parameters["FunctionName"]))
        qualifier = str(request.parameters.get("Qualifier") or derived or "$LATEST")
        self._state.target(request.region, name, qualifier, random.random)
        key = (request.region, name, qualifier)
        with self._lock:
            if request.operation.startswith("Put"):
                wanted = ("UpdateRuntimeOn", "RuntimeVersionArn")
                self._runtimes[key] = {one: request.parameters[one] for one in wanted if request.parameters.get(one)}
            held = self._runtimes.get(key, {"UpdateRuntimeOn": "Auto"})
        arn = f"arn:aws:lambda:{request.region}:{self._state.account_id}:function:{name}:{qualifier}"
        return {**held, "FunctionArn": arn}

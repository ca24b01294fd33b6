"""Everything of moto that the runtime reads or writes, so that a new moto breaks one file; moto_triggers.py is the
other, with what is replaced.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html and configuration-aliases.html
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from moto.awslambda.models import LambdaBackend, LambdaFunction
from moto.backends import get_backend

from awslab.cloud.lambda_.function import Function, Package, Target
from awslab.cloud.lambda_.moto_dead_letters import dead_letters
from awslab.cloud.lambda_.moto_logging import logging_of
from awslab.cloud.ports.functions import Event, NotRunnableError

_NAME = re.compile(
    r"(?:arn:aws[a-z-]*:lambda:)?(?:(?P<region>[a-z]{2}(?:-[a-z]+)+-\d):)?(?:(?P<account>\d{12}):)?(?:function:)?"
    r"(?P<name>[a-zA-Z0-9-_]+)(?::(?P<qualifier>\$LATEST|[a-zA-Z0-9-_]+))?"
)
_MOST_EVENT_CHARACTERS = 1_048_000
"""CloudWatch Logs takes 1 MB per event."""


class MotoState:
    """One account's functions and logs."""

    def __init__(self, account_id: str) -> None:
        self.account_id = account_id

    def target(self, region: str, name: str, qualifier: str | None, draw: Callable[[], float]) -> Target:
        """The version to run for a name, a name with qualifier, or an ARN of either form.

        `draw` gives a number in [0, 1) for weighted aliases. Raises NotRunnableError.
        """
        parsed = _parsed(region, name)
        asked = parsed["qualifier"]
        if asked and qualifier and asked != qualifier:
            message = "The derived qualifier from the function name does not match the specified qualifier."
            raise NotRunnableError("InvalidParameterValueException", message, 400)
        return self._qualified(region, parsed["name"], asked or qualifier, draw)

    def reserved_concurrency(self, function: Function) -> int | None:
        """How many invocations of the function may be under way; None = no limit of its own."""
        group = self._lambda(function.region)._lambdas._functions.get(function.name)
        reserved = group["latest"].reserved_concurrency if group and group["latest"] else None
        return None if reserved is None else int(reserved)

    def dead_letters(self, function: Function) -> str | None:
        """The ARN of the function's dead-letter queue; versions have that of `$LATEST`."""
        group = self._lambda(function.region)._lambdas._functions.get(function.name)
        return dead_letters(group["latest"]) if group and group["latest"] else None

    def parts(self, region: str, name: str) -> tuple[str, str | None]:
        """Name and qualifier of a function's name or ARN. Raises NotRunnableError for what is none, or elsewhere."""
        parsed = _parsed(region, name)
        return parsed["name"], parsed["qualifier"]

    def policy_statements(self, arn: str) -> Sequence[Mapping[str, Any]] | None:
        """The resource-based policy of the function that an ARN names; None when there is no such function."""
        parsed = _NAME.fullmatch(arn)
        group = self._lambda(parsed["region"])._lambdas._functions.get(parsed["name"]) if parsed else None
        return None if group is None or group["latest"] is None else list(group["latest"].policy.statements)

    def write_log(self, region: str, group: str, stream: str, events: Iterable[Event]) -> None:
        """Append to a stream of CloudWatch Logs, which begins to exist with that."""
        backend = get_backend("logs")[self.account_id][region]
        backend.ensure_log_group(group)
        backend.ensure_log_stream(group, stream)
        listed = [{"timestamp": at, "message": text[:_MOST_EVENT_CHARACTERS]} for at, text in events]
        if listed:
            backend.put_log_events(group, stream, listed)

    def usage(self, region: str) -> tuple[list[int], int]:
        """The size in bytes of every function's code, and how much concurrency is reserved in all."""
        groups = self._lambda(region)._lambdas._functions.values()
        latest = [group["latest"] for group in groups if group["latest"]]
        return [int(each.code_size or 0) for each in latest], sum(
            int(each.reserved_concurrency or 0) for each in latest
        )

    def published(self, region: str, name: str) -> None:
        """After PublishVersion: an unchanged function is not published again (moto misses that the first time)."""
        parsed = _NAME.fullmatch(name)
        group = self._lambda(region)._lambdas._functions.get(parsed["name"]) if parsed else None
        if group and group["latest"]:
            group["latest"].code_or_config_updated = False

    def _qualified(self, region: str, name: str, qualifier: str | None, draw: Callable[[], float]) -> Target:
        arn = f"arn:aws:lambda:{region}:{self.account_id}:function:{name}"
        backend = self._lambda(region)
        group = backend._lambdas._functions.get(name)
        version = qualifier or "$LATEST"
        if group is not None:
            alias = backend._lambdas._aliases.get(arn, {}).get(version)
            if alias is not None:
                version = _routed(alias.function_version, alias.routing_config, draw)
            found = _version(group, version)
            if found is not None:
                invoked = f"{arn}:{qualifier}" if qualifier else arn
                return Target(self._function(backend, found, arn, version), invoked)
        missing = f"Function not found: {arn}:{qualifier or '$LATEST'}"
        raise NotRunnableError("ResourceNotFoundException", missing, 404)

    def _function(self, backend: LambdaBackend, found: LambdaFunction, arn: str, version: str) -> Function:
        layers = [backend.layers_versions_by_arn(layer["Arn"]) for layer in found.layers]
        return Function(
            region=found.region,
            name=found.function_name,
            version=version,
            arn=arn,
            runtime=found.run_time or "",
            handler=found.handler or "",
            role=found.role,
            memory=int(found.memory_size or 128),
            timeout=int(found.timeout or 3),
            variables=dict(found.environment_vars or {}),
            code=_package(getattr(found, "code_bytes", b"")),
            layers=tuple(_package(layer.code_bytes) for layer in layers if layer is not None),
            logging=logging_of(found),
        )

    def _lambda(self, region: str) -> LambdaBackend:
        return get_backend("lambda")[self.account_id][region]


def _parsed(region: str, name: str) -> re.Match[str]:
    parsed = _NAME.fullmatch(name)
    if parsed is None:
        raise NotRunnableError("ValidationException", f"Value '{name}' at 'functionName' names no function", 400)
    if parsed["region"] and parsed["region"] != region:
        message = f"Functions from '{parsed['region']}' are not reachable in this region ('{region}')"
        raise NotRunnableError("ResourceNotFoundException", message, 404)
    return parsed


def _routed(primary: str, routing: Any, draw: Callable[[], float]) -> str:
    """An alias' version, or with its weight the additional one."""
    weights: Mapping[str, float] = (routing or {}).get("AdditionalVersionWeights") or {}
    point = draw()
    for version, weight in weights.items():
        if point < weight:
            return str(version)
        point -= weight
    return str(primary)


def _version(group: Mapping[str, Any], version: str) -> LambdaFunction | None:
    latest: LambdaFunction | None = group["latest"]
    if version == "$LATEST":
        return latest
    return next((found for found in group["versions"] if str(found.version) == version), None)


def _package(content: bytes) -> Package:
    return Package(hashlib.sha256(content).hexdigest(), content)

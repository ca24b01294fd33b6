"""Finds the version of a function that an invocation runs.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html and configuration-aliases.html
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from awslab.cloud.lambda_.function import Function, Package, Target
from awslab.cloud.lambda_.moto_functions import StoredFunctions
from awslab.cloud.lambda_.moto_settings import dead_letters_of, logging_of
from awslab.cloud.lambda_.stored import StoredAlias, StoredFunction
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.functions import NotRunnableError, Statement

LATEST = "$LATEST"
_NAME = re.compile(
    r"(?:arn:aws[a-z-]*:lambda:)?(?:(?P<region>[a-z]{2}(?:-[a-z]+)+-\d):)?(?:(?P<account>\d{12}):)?(?:function:)?"
    r"(?P<name>[a-zA-Z0-9-_]+)(?::(?P<qualifier>\$LATEST|[a-zA-Z0-9-_]+))?"
)
_CONTRADICTION = "The derived qualifier from the function name does not match the specified qualifier."


@dataclass(frozen=True, slots=True)
class QualifiedName:
    """A function's name and the version or alias that is meant."""

    name: str
    qualifier: str | None
    """None when none was written; that means `$LATEST`."""


class FunctionDirectory:
    """The functions of one account as those who invoke them name them."""

    def __init__(self, account_id: str, draw: Callable[[], float] = random.random) -> None:
        self.account_id = account_id
        self.functions = StoredFunctions(account_id)
        """The functions as moto stores them."""
        self._draw = draw

    def name(self, region: str, text: str, qualifier: str | None = None) -> QualifiedName:
        """Return the name and qualifier of a function's name or ARN, with the qualifier that a call states apart.

        Raises NotRunnableError for what is no name, for a function elsewhere, and for two different qualifiers.
        """
        match = _NAME.fullmatch(text)
        if match is None:
            raise NotRunnableError("ValidationException", f"Value '{text}' at 'functionName' names no function", 400)
        if match["region"] and match["region"] != region:
            message = f"Functions from '{match['region']}' are not reachable in this region ('{region}')"
            raise NotRunnableError("ResourceNotFoundException", message, 404)
        if match["qualifier"] and qualifier and match["qualifier"] != qualifier:
            raise NotRunnableError("InvalidParameterValueException", _CONTRADICTION, 400)
        return QualifiedName(match["name"], match["qualifier"] or qualifier)

    def target(self, region: str, text: str, qualifier: str | None = None) -> Target:
        """Return the version to run for a function's name or ARN; a weighted alias draws one of its two versions.

        Raises NotRunnableError.
        """
        return self._target(region, self.name(region, text, qualifier), self._draw)

    def primary_target(self, region: str, name: str, qualifier: str | None) -> Target:
        """Return the version that a name and qualifier mean, of a weighted alias its main one. Raises
        NotRunnableError."""
        return self._target(region, QualifiedName(name, qualifier), lambda: 1.0)

    def exists(self, region: str, name: str) -> bool:
        """Say whether there is a function of that name."""
        return self.functions.latest(region, name) is not None

    def arn(self, region: str, name: str, qualifier: str | None = None) -> str:
        """Return the ARN of a function, or with a qualifier that of its version or alias."""
        return self.functions.arn(region, name, qualifier)

    def reserved_concurrency(self, function: Function) -> int | None:
        """Return how many invocations of a function may run at once; None when it has no limit of its own."""
        latest = self.functions.latest(function.region, function.name)
        return None if latest is None or latest.reserved_concurrency is None else int(latest.reserved_concurrency)

    def dead_letters(self, function: Function) -> str | None:
        """Return the ARN of a function's dead-letter queue or topic; versions have that of `$LATEST`."""
        latest = self.functions.latest(function.region, function.name)
        return None if latest is None else dead_letters_of(latest)

    def policy_statements(self, arn: str) -> Sequence[Statement] | None:
        """Return the statements of the policy of the function that an ARN names; None for no function."""
        function = self.functions.of_arn(arn)
        return None if function is None else list(function.policy.statements)

    def mark_published(self, region: str, text: str) -> None:
        """Note that a function's present state has a version: an unchanged one is not published again.

        moto misses that the first time.
        """
        match = _NAME.fullmatch(text)
        latest = self.functions.latest(region, match["name"]) if match else None
        if latest is not None:
            latest.code_or_config_updated = False

    def _target(self, region: str, name: QualifiedName, draw: Callable[[], float]) -> Target:
        versions = self.functions.versions(region, name.name)
        if versions is not None:
            version = name.qualifier or LATEST
            alias = versions.aliases.get(version)
            if alias is not None:
                version = _routed_version(alias, draw)
            function_version = versions.version(version)
            if function_version is not None:
                function = self._function(region, function_version, self.arn(region, name.name), version)
                return Target(function, self.arn(region, name.name, name.qualifier))
        missing = f"Function not found: {self.arn(region, name.name, name.qualifier or LATEST)}"
        raise NotRunnableError("ResourceNotFoundException", missing, 404)

    def _function(self, region: str, function_version: StoredFunction, arn: str, version: str) -> Function:
        layers = [self.functions.layer_version_of_arn(region, layer["Arn"]) for layer in function_version.layers]
        return Function(
            region=function_version.region,
            name=function_version.function_name,
            version=version,
            arn=arn,
            runtime=function_version.run_time or "",
            handler=function_version.handler or "",
            role=function_version.role,
            memory=int(function_version.memory_size or 128),
            timeout=int(function_version.timeout or 3),
            variables=dict(function_version.environment_vars or {}),
            code=_package(getattr(function_version, "code_bytes", b"")),
            layers=tuple(_package(layer.code_bytes) for layer in layers if layer is not None),
            logging=logging_of(function_version),
        )


def function_directory(context: GatewayContext) -> FunctionDirectory:
    """The functions of a sandbox by name."""
    return FunctionDirectory(context.account_id)


def _routed_version(alias: StoredAlias, draw: Callable[[], float]) -> str:
    """Return an alias' version, or with its weight the additional one."""
    weights: Mapping[str, float] = (alias.routing_config or {}).get("AdditionalVersionWeights") or {}
    point = draw()
    for version, weight in weights.items():
        if point < weight:
            return str(version)
        point -= weight
    return str(alias.function_version)


def _package(content: bytes) -> Package:
    return Package(hashlib.sha256(content).hexdigest(), content)

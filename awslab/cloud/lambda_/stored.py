"""What moto keeps of functions, layers and event source mappings, as types.

The attributes are moto's own (`moto.awslambda.models`); only those that the sandbox reads or writes are here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from awslab.cloud.gateway.request import Structure


class StoredPolicy(Protocol):
    """A resource-based policy of a function or of a layer's version."""

    statements: list[dict[str, Any]]
    revision: str


class StoredFunction(Protocol):
    """One version of a function."""

    account_id: str
    region: str
    function_name: str
    function_arn: str
    version: str | int
    role: str
    run_time: str | None
    handler: str | None
    memory_size: int
    timeout: int
    environment_vars: Mapping[str, str]
    package_type: str
    code_bytes: bytes
    code_size: int
    code_sha_256: str
    layers: Sequence[Structure]
    """The layers' versions, each with `Arn` and `CodeSize`."""
    reserved_concurrency: int | None
    policy: StoredPolicy
    tags: Mapping[str, str]
    code_or_config_updated: bool
    _vpc_config: Mapping[str, Sequence[str]] | None

    @property
    def vpc_config(self) -> Structure | None:
        """The network as the API shows it."""

    def get_configuration(self, on_create: bool = False) -> dict[str, object]:
        """Return the configuration as the API shows it."""


class StoredAlias(Protocol):
    """An alias of a function."""

    name: str
    function_version: str
    routing_config: Mapping[str, Mapping[str, float]] | None
    revision_id: str


class StoredLayerVersion(Protocol):
    """One version of a layer."""

    arn: str
    code_bytes: bytes
    policy: StoredPolicy


class StoredMapping(Protocol):
    """An event source mapping."""

    uuid: str
    region: str
    event_source_arn: str
    function_arn: str
    enabled: bool
    batch_size: int
    max_batch_window: int | None
    max_retry_attempts: int | None
    bisect_on_error: bool | None
    starting_position: str | None
    filter_criteria: Mapping[str, Sequence[Mapping[str, str]]] | None
    function_response_types: Sequence[str] | None
    scaling_config: Mapping[str, int] | None
    destination_config: Mapping[str, Mapping[str, str]] | None
    last_modified: float

    def get_configuration(self) -> dict[str, object]:
        """Return the mapping as the API shows it."""


@dataclass(frozen=True, slots=True)
class FunctionVersions:
    """A function with its published versions and its aliases."""

    name: str
    latest: StoredFunction
    """`$LATEST`."""
    published: Sequence[StoredFunction]
    aliases: Mapping[str, StoredAlias]

    def version(self, version: str) -> StoredFunction | None:
        """Return `$LATEST` or the published version of a number; None when there is none."""
        if version == "$LATEST":
            return self.latest
        return next((function for function in self.published if str(function.version) == version), None)

    @property
    def numbers(self) -> set[str]:
        """The numbers of the published versions."""
        return {str(function.version) for function in self.published}


def patterns_of(mapping: StoredMapping) -> list[str]:
    """Return the filter patterns of a mapping as JSON; empty when everything passes."""
    return [entry["Pattern"] for entry in (mapping.filter_criteria or {}).get("Filters") or ()]


def reports_failures(mapping: StoredMapping) -> bool:
    """Say whether the function reports which items of a batch failed."""
    return "ReportBatchItemFailures" in (mapping.function_response_types or ())

"""Functions and layers as moto keeps them: the one place that reaches into its storage.

Rooms that need something of a function ask `StoredFunctions`; nothing of moto's Lambda is imported here, so that a
question about functions does not load it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from moto.backends import get_backend

from awslab.cloud.lambda_.stored import FunctionVersions, StoredAlias, StoredFunction, StoredLayerVersion

if TYPE_CHECKING:
    from moto.awslambda.models import LambdaBackend


class StoredFunctions:
    """Every function and layer of one account."""

    def __init__(self, account_id: str) -> None:
        self.account_id = account_id

    def arn(self, region: str, name: str, qualifier: str | None = None) -> str:
        """Return the ARN of a function, or with a qualifier that of its version or alias."""
        arn = f"arn:aws:lambda:{region}:{self.account_id}:function:{name}"
        return f"{arn}:{qualifier}" if qualifier else arn

    def versions(self, region: str, name: str) -> FunctionVersions | None:
        """Return a function with its versions and aliases; None when there is no function of that name."""
        storage = self._backend(region)._lambdas
        group = storage._functions.get(name)
        if not group or not group["latest"]:
            return None
        aliases = cast(Mapping[str, StoredAlias], storage._aliases.get(self.arn(region, name), {}))
        return FunctionVersions(name, group["latest"], list(group["versions"]), aliases)

    def latest(self, region: str, name: str) -> StoredFunction | None:
        """Return a function's `$LATEST`; None when there is no function of that name."""
        versions = self.versions(region, name)
        return None if versions is None else versions.latest

    def of_arn(self, arn: str) -> StoredFunction | None:
        """Return `$LATEST` of the function that an ARN names, with or without a qualifier; None for no function."""
        parts = arn.split(":")
        return self.latest(parts[3], parts[6]) if len(parts) > 6 and parts[2] == "lambda" else None

    def of_region(self, region: str) -> list[StoredFunction]:
        """Return `$LATEST` of every function of a region; none as long as nobody has spoken to Lambda."""
        if "moto.awslambda.models" not in sys.modules:
            return []
        groups = list(self._backend(region)._lambdas._functions.values())
        return [group["latest"] for group in groups if group["latest"]]

    def everywhere(self) -> list[StoredFunction]:
        """Return `$LATEST` of every function in all regions; none as long as nobody has spoken to Lambda."""
        if "moto.awslambda.models" not in sys.modules:
            return []
        regions = list(get_backend("lambda")[self.account_id])
        return [function for region in regions for function in self.of_region(region)]

    def layer_version(self, region: str, name: str, number: str) -> StoredLayerVersion | None:
        """Return one version of a layer, by the layer's name; None when there is none."""
        layers = self._backend(region)._layers._layers
        layer = layers.get(name) or layers.get(f"arn:aws:lambda:{region}:{self.account_id}:layer:{name}")
        return None if layer is None else cast(StoredLayerVersion | None, layer.layer_versions.get(number))

    def layer_version_of_arn(self, region: str, arn: str) -> StoredLayerVersion | None:
        """Return the version of a layer that an ARN names; None when there is none."""
        return cast(StoredLayerVersion | None, self._backend(region).layers_versions_by_arn(arn))

    def _backend(self, region: str) -> LambdaBackend:
        return get_backend("lambda")[self.account_id][region]

"""How a stage is patched: the paths of UpdateStage, and the refusals of others.

https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateStage-Patch

The words were recorded from the real service (aws-errors.tsv), the defaults too (test_create_update_stages).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from awslab.cloud.api_gateway.rest.patches import Patch, PatchError
from awslab.cloud.api_gateway.rest.state import Canary, StoredStage

_SETTINGS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "metrics/enabled": ("metricsEnabled", lambda text: text.lower() == "true"),
    "logging/loglevel": ("loggingLevel", str),
    "logging/dataTrace": ("dataTraceEnabled", lambda text: text.lower() == "true"),
    "throttling/burstLimit": ("throttlingBurstLimit", int),
    "throttling/rateLimit": ("throttlingRateLimit", float),
    "caching/ttlInSeconds": ("cacheTtlInSeconds", int),
    "caching/enabled": ("cachingEnabled", lambda text: text.lower() == "true"),
    "caching/dataEncrypted": ("cacheDataEncrypted", lambda text: text.lower() == "true"),
    "caching/requireAuthorizationForCacheControl": (
        "requireAuthorizationForCacheControl",
        lambda text: text.lower() == "true",
    ),
    "caching/unauthorizedCacheControlHeaderStrategy": ("unauthorizedCacheControlHeaderStrategy", str),
}
_DEFAULTS: Mapping[str, object] = {
    "cacheDataEncrypted": False,
    "cacheTtlInSeconds": 300,
    "cachingEnabled": False,
    "dataTraceEnabled": False,
    "metricsEnabled": False,
    "requireAuthorizationForCacheControl": True,
    "throttlingBurstLimit": 5000,
    "throttlingRateLimit": 10000.0,
    "unauthorizedCacheControlHeaderStrategy": "SUCCEED_WITH_RESPONSE_HEADER",
}
_PATHS = (
    "[/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, "
    "/accessLogSettings/destinationArn, /accessLogSettings/format, "
    "/{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, "
    "/{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit"
    "/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, "
    "/{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, "
    "/{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, "
    "/{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, "
    "/*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit "
    "/*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, "
    "/*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, "
    "/variables/{variable_name}, /tracingEnabled]"
)
_LOG_PATHS = "[/accessLogSettings/destinationArn, /accessLogSettings/format]"
_COPIES = {
    "/deploymentId": "/canarySettings/deploymentId",
    "/variables": "/canarySettings/stageVariableOverrides",
}


def patch_stage(stage: StoredStage, operations: list[Patch]) -> None:
    """Apply patch operations to moto's stage, one after the other. Raises PatchError."""
    for patch in operations:
        if patch.kind == "copy":
            _copy(stage, patch)
        elif patch.path.startswith("/canarySettings"):
            _patch_canary(stage, patch)
        elif patch.path.startswith("/accessLogSettings"):
            _patch_access_log(stage, patch)
        elif patch.path.startswith("/variables/"):
            _patch_variable(stage.variables, patch)
        elif patch.kind == "remove":
            _remove_settings(stage, patch.path)
        else:
            _set(stage, patch.path, patch.text)


def _set(stage: StoredStage, path: str, value: str) -> None:
    match path:
        case "/description":
            stage.description = value
        case "/deploymentId":
            stage.deployment_id = value
        case "/tracingEnabled":
            stage.tracing_enabled = value.lower() == "true"
        case "/clientCertificateId":
            stage.client_certificate_id = value
        case "/documentationVersion":
            stage.documentation_version = value
        case "/cacheClusterSize":
            stage.cache_cluster_size = value
        case "/cacheClusterEnabled":
            stage.cache_cluster_enabled = value.lower() == "true"
            stage.cache_cluster_status = "AVAILABLE" if stage.cache_cluster_enabled else "NOT_AVAILABLE"
        case _:
            _set_method_setting(stage, path, value)


def _set_method_setting(stage: StoredStage, path: str, value: str) -> None:
    """Write a setting of a method, whose settings begin with those of all methods."""
    parts = path.split("/", 3)
    if len(parts) != 4 or parts[3] not in _SETTINGS:
        raise _invalid_path(path)
    member, read = _SETTINGS[parts[3]]
    key = f"{parts[1]}/{parts[2]}"
    settings = stage.method_settings.setdefault(key, dict(stage.method_settings.get("*/*", _DEFAULTS)))
    try:
        settings[member] = read(value)
    except ValueError as error:
        raise PatchError(f"Invalid value for {path}: {value}") from error


def _remove_settings(stage: StoredStage, path: str) -> None:
    key = "/".join(path.removeprefix("/").split("/")[:2])
    if key not in stage.method_settings:
        raise _nothing_to_remove(path)
    del stage.method_settings[key]


def _patch_access_log(stage: StoredStage, patch: Patch) -> None:
    if patch.kind == "remove":
        if patch.path != "/accessLogSettings":
            raise _nothing_to_remove(patch.path)
        stage.access_log_settings = None
        return
    member = patch.path.removeprefix("/accessLogSettings/")
    if member not in ("destinationArn", "format"):
        raise PatchError(f"Invalid accessLogSettings path. Must be one of : {_LOG_PATHS}")
    if not patch.text:
        raise PatchError("Access Log value must not be empty")
    stage.access_log_settings = {**(stage.access_log_settings or {}), member: patch.text.removesuffix(":*")}


def _patch_canary(stage: StoredStage, patch: Patch) -> None:
    if patch.kind == "remove":
        _remove_canary(stage, patch.path)
        return
    member = patch.path.removeprefix("/canarySettings/")
    is_override = member.startswith("stageVariableOverrides/")
    if member not in ("deploymentId", "percentTraffic", "useStageCache") and not is_override:
        raise _invalid_path(patch.path)
    if patch.kind == "add":
        raise PatchError(f"Invalid add operation with path: {patch.path}")
    canary: Canary = stage.canary_settings or {
        "deploymentId": stage.deployment_id,
        "percentTraffic": 0.0,
        "useStageCache": False,
    }
    stage.canary_settings = canary
    if is_override:
        canary.setdefault("stageVariableOverrides", {})[member.removeprefix("stageVariableOverrides/")] = patch.text
    elif member == "percentTraffic":
        canary["percentTraffic"] = float(patch.text)
    elif member == "useStageCache":
        canary["useStageCache"] = patch.is_true
    else:
        canary["deploymentId"] = patch.text


def _remove_canary(stage: StoredStage, path: str) -> None:
    member = path.removeprefix("/canarySettings").removeprefix("/")
    if not member:
        stage.canary_settings = None
        return
    owner, _, name = member.partition("/")
    canary: Canary = stage.canary_settings or {}
    overrides = canary.get("stageVariableOverrides") if owner == "stageVariableOverrides" else None
    if overrides is None or (name and name not in overrides):
        raise _nothing_to_remove(path)
    if name:
        del overrides[name]
    else:
        del canary["stageVariableOverrides"]


def _copy(stage: StoredStage, patch: Patch) -> None:
    if _COPIES.get(patch.path) != patch.source:
        places = "Valid copy:path are [/deploymentId, /variables]"
        sources = "valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]"
        problem = f"Invalid copy operation with path: {patch.path} and from {patch.source}."
        raise PatchError(f"{problem} {places} and {sources}")
    if stage.canary_settings is None:
        raise PatchError("Promotion not available. Canary does not exist.")
    if patch.path == "/deploymentId":
        stage.deployment_id = stage.canary_settings["deploymentId"]
    else:
        stage.variables = {**stage.variables, **stage.canary_settings.get("stageVariableOverrides", {})}


def _patch_variable(variables: dict[str, str], patch: Patch) -> None:
    name = patch.path.removeprefix("/variables/")
    if patch.kind == "remove":
        variables.pop(name, None)
    else:
        variables[name] = patch.text


def _invalid_path(path: str) -> PatchError:
    return PatchError(f"Invalid method setting path: {path}. Must be one of: {_PATHS}")


def _nothing_to_remove(path: str) -> PatchError:
    setting = path.removeprefix("/")
    return PatchError(f"Cannot remove method setting {setting} because there is no method setting for this method ")

"""How a stage is patched: the paths of UpdateStage, and what is said about others.

https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateStage-Patch

The words were recorded from the real service (aws-errors.tsv), the defaults too (test_create_update_stages).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

_SETTINGS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
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
_DEFAULTS: Mapping[str, Any] = {
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


class PatchError(Exception):
    """The operation is refused; the message is AWS's."""


def patched(stage: Any, operations: list[dict[str, Any]]) -> None:
    """Do to moto's stage what each operation says, one after the other. Raises PatchError."""
    for operation in operations:
        kind, path, value = operation["op"], str(operation.get("path") or ""), str(operation.get("value") or "")
        if kind == "copy":
            _copy(stage, path, str(operation.get("from") or ""))
        elif path.startswith("/canarySettings"):
            _canary(stage, kind, path, value)
        elif path.startswith("/accessLogSettings"):
            _access_log(stage, kind, path, value)
        elif path.startswith("/variables/"):
            _variable(stage.variables, kind, path.removeprefix("/variables/"), value)
        elif kind == "remove":
            _remove_setting(stage, path)
        else:
            _set(stage, path, value)


def _set(stage: Any, path: str, value: str) -> None:
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
            _set_of_method(stage, path, value)


def _set_of_method(stage: Any, path: str, value: str) -> None:
    """A setting that is new to a method begins with those of all methods."""
    parts = path.split("/", 3)
    if len(parts) != 4 or parts[3] not in _SETTINGS:
        raise _no_path(path)
    named, read = _SETTINGS[parts[3]]
    key = f"{parts[1]}/{parts[2]}"
    settings = stage.method_settings.setdefault(key, dict(stage.method_settings.get("*/*", _DEFAULTS)))
    try:
        settings[named] = read(value)
    except ValueError as error:
        raise PatchError(f"Invalid value for {path}: {value}") from error


def _remove_setting(stage: Any, path: str) -> None:
    key = "/".join(path.removeprefix("/").split("/")[:2])
    if key not in stage.method_settings:
        raise _nothing_to_remove(path)
    del stage.method_settings[key]


def _access_log(stage: Any, kind: str, path: str, value: str) -> None:
    if kind == "remove":
        if path != "/accessLogSettings":
            raise _nothing_to_remove(path)
        stage.access_log_settings = None
        return
    member = path.removeprefix("/accessLogSettings/")
    if member not in ("destinationArn", "format"):
        raise PatchError(f"Invalid accessLogSettings path. Must be one of : {_LOG_PATHS}")
    if not value:
        raise PatchError("Access Log value must not be empty")
    stage.access_log_settings = {**(stage.access_log_settings or {}), member: value.removesuffix(":*")}


def _canary(stage: Any, kind: str, path: str, value: str) -> None:
    if kind == "remove":
        _remove_canary(stage, path)
        return
    member = path.removeprefix("/canarySettings/")
    overridden = member.startswith("stageVariableOverrides/")
    if member not in ("deploymentId", "percentTraffic", "useStageCache") and not overridden:
        raise _no_path(path)
    if kind == "add":
        raise PatchError(f"Invalid add operation with path: {path}")
    stage.canary_settings = stage.canary_settings or {
        "deploymentId": stage.deployment_id,
        "percentTraffic": 0.0,
        "useStageCache": False,
    }
    if overridden:
        overrides = stage.canary_settings.setdefault("stageVariableOverrides", {})
        overrides[member.removeprefix("stageVariableOverrides/")] = value
    elif member == "percentTraffic":
        stage.canary_settings[member] = float(value)
    else:
        stage.canary_settings[member] = value.lower() == "true" if member == "useStageCache" else value


def _remove_canary(stage: Any, path: str) -> None:
    member = path.removeprefix("/canarySettings").removeprefix("/")
    if not member:
        stage.canary_settings = None
        return
    owner, _, name = member.partition("/")
    overrides = (stage.canary_settings or {}).get(owner) if owner == "stageVariableOverrides" else None
    if not isinstance(overrides, dict) or (name and name not in overrides):
        raise _nothing_to_remove(path)
    if name:
        del overrides[name]
    else:
        del stage.canary_settings[owner]


def _copy(stage: Any, path: str, source: str) -> None:
    if _COPIES.get(path) != source:
        places = "Valid copy:path are [/deploymentId, /variables]"
        sources = "valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]"
        raise PatchError(f"Invalid copy operation with path: {path} and from {source}. {places} and {sources}")
    if stage.canary_settings is None:
        raise PatchError("Promotion not available. Canary does not exist.")
    if path == "/deploymentId":
        stage.deployment_id = stage.canary_settings["deploymentId"]
    else:
        stage.variables = {**stage.variables, **stage.canary_settings.get("stageVariableOverrides", {})}


def _variable(variables: dict[str, str], kind: str, name: str, value: str) -> None:
    if kind == "remove":
        variables.pop(name, None)
    else:
        variables[name] = value


def _no_path(path: str) -> PatchError:
    return PatchError(f"Invalid method setting path: {path}. Must be one of: {_PATHS}")


def _nothing_to_remove(path: str) -> PatchError:
    named = path.removeprefix("/")
    return PatchError(f"Cannot remove method setting {named} because there is no method setting for this method ")

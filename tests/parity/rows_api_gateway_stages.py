"""API Gateway, REST: deployments, stages and usage plans, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rest_apis import NO_DEPLOYMENT, bad, patch, rest_api
from tests.parity.rows import Aws, Call

_API = "apigateway/test_apigateway_api"
_CANARY = "apigateway/test_apigateway_canary"
_COMMON = "apigateway/test_apigateway_common"
_LOGS = bad(
    "Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]"
)
_NO_VALUE = bad("Access Log value must not be empty")
_CONTENT = "Invalid deployment content specified."
_NO_STAGE = f"{_CONTENT}Non null and non empty stageName must be provided for canary deployment. Provided value is "
_SHOWN = bad("Active stages pointing to this deployment must be moved or deleted")


def _nothing(name: str) -> Told:
    return bad(f"Cannot remove method setting {name} because there is no method setting for this method ")


def _no_setting(path: str) -> Told:
    return bad(f"Invalid method setting path: {path}. Must be one of: [/deploymentId, /description, …")


def _staged(aws: Aws) -> Any:
    api = rest_api(aws)
    api.deployed(stageName="dev")

    def updating(kind: str, path: str, value: str | None = None, **more: str) -> Call:
        change = patch(kind, path, value, **more)
        return lambda: api.gateway.update_stage(**api.named, stageName="dev", patchOperations=change)

    return updating


@recorded(
    _API,
    "test_stage_access_log_settings_validation",
    {
        "invalid-path-add": _LOGS,
        "invalid-path-remove": _nothing("accessLogSettings/randomValue"),
        "invalid-path-replace": _LOGS,
        "star-and-add": _LOGS,
        "star-and-remove": _nothing("accessLogSettings/*"),
        "star-and-replace": _LOGS,
        "root-and-add": _LOGS,
        "root-and-replace": _LOGS,
        "update-stage-access-log-destinationArn-empty": _NO_VALUE,
        "update-stage-access-log-format-empty": _NO_VALUE,
        "update-stage-access-log-dest-remove": _nothing("accessLogSettings/destinationArn"),
    },
)
def access_logs(aws: Aws) -> Calls:
    updating = _staged(aws)
    return {
        "invalid-path-add": updating("add", "/accessLogSettings/randomValue", "updated"),
        "invalid-path-remove": updating("remove", "/accessLogSettings/randomValue", "updated"),
        "invalid-path-replace": updating("replace", "/accessLogSettings/randomValue", "updated"),
        "star-and-add": updating("add", "/accessLogSettings/*", "updated"),
        "star-and-remove": updating("remove", "/accessLogSettings/*", "updated"),
        "star-and-replace": updating("replace", "/accessLogSettings/*", "updated"),
        "root-and-add": updating("add", "/accessLogSettings", "test"),
        "root-and-replace": updating("replace", "/accessLogSettings", "test"),
        "update-stage-access-log-destinationArn-empty": updating("replace", "/accessLogSettings/destinationArn", ""),
        "update-stage-access-log-format-empty": updating("replace", "/accessLogSettings/format", ""),
        "update-stage-access-log-dest-remove": updating("remove", "/accessLogSettings/destinationArn"),
    }


@recorded(_CANARY, "test_create_canary_deployment", {"bad-canary-deployment-id": NO_DEPLOYMENT})
def a_canary_of_no_deployment(aws: Aws) -> Calls:
    api = rest_api(aws)
    deployment = api.deployed()
    call: Call = lambda: api.gateway.create_stage(  # noqa: E731
        **api.named, stageName="dev", deploymentId=deployment, canarySettings={"deploymentId": "deploy"}
    )
    return {"bad-canary-deployment-id": call}


@recorded(
    _CANARY,
    "test_create_canary_deployment_validation",
    {
        "create-canary-deployment-no-stage": bad(f"{_NO_STAGE}null"),
        "create-canary-deployment-empty-stage": bad(_NO_STAGE),
        "create-canary-deployment-non-existing-stage": bad(
            f"{_CONTENT}Stage non-existing must already be created before making a canary release deployment"
        ),
    },
)
def canaries_without_a_stage(aws: Aws) -> Calls:
    api = rest_api(aws).with_mock()

    def deploying(**more: str) -> Call:
        return lambda: api.gateway.create_deployment(**api.named, canarySettings={"percentTraffic": 50}, **more)

    return {
        "create-canary-deployment-no-stage": deploying(),
        "create-canary-deployment-empty-stage": deploying(stageName=""),
        "create-canary-deployment-non-existing-stage": deploying(stageName="non-existing"),
    }


@recorded(
    _CANARY,
    "test_update_stage_canary_deployment_validation",
    {
        "update-stage-canary-settings-remove-overrides": _nothing("canarySettings/stageVariableOverrides"),
        "update-stage-canary-settings-bad-path": _nothing("canarySettings/badPath"),
        "update-stage-canary-settings-bad-path-2": _no_setting("/canarySettings"),
        "update-stage-canary-settings-replace-bad-path": _no_setting("/canarySettings/badPath"),
        "update-stage-add-deployment": bad("Invalid add operation with path: /canarySettings/deploymentId"),
        "update-stage-no-deployment": NO_DEPLOYMENT,
    },
)
def canaries_are_changed(aws: Aws) -> Calls:
    updating = _staged(aws)
    return {
        "update-stage-canary-settings-remove-overrides": updating("remove", "/canarySettings/stageVariableOverrides"),
        "update-stage-canary-settings-bad-path": updating("remove", "/canarySettings/badPath"),
        "update-stage-canary-settings-bad-path-2": updating("replace", "/canarySettings", "test"),
        "update-stage-canary-settings-replace-bad-path": updating("replace", "/canarySettings/badPath", "badPath"),
        "update-stage-add-deployment": updating("add", "/canarySettings/deploymentId", "deploy"),
        "update-stage-no-deployment": updating("replace", "/canarySettings/deploymentId", "deploy"),
    }


@recorded(
    _CANARY,
    "test_update_stage_with_copy_ops",
    {
        "copy-with-bad-statement": bad(
            "Invalid copy operation with path: /canarySettings/stageVariableOverrides and from /variables. Valid "
            "copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, "
            "/canarySettings/stageVariableOverrides]"
        ),
        "copy-with-no-replace": bad("Promotion not available. Canary does not exist."),
    },
)
def canaries_are_promoted(aws: Aws) -> Calls:
    updating = _staged(aws)
    overrides = "/canarySettings/stageVariableOverrides"
    return {
        "copy-with-bad-statement": updating("copy", overrides, **{"from": "/variables"}),
        "copy-with-no-replace": updating("copy", "/variables", **{"from": overrides}),
    }


@recorded(
    _COMMON,
    "test_create_update_stages",
    {
        "error-update-doc-version": _no_setting("/documentation_version"),
        "error-update-tags": _no_setting("/tags/tag1"),
    },
)
def settings_that_a_stage_does_not_have(aws: Aws) -> Calls:
    updating = _staged(aws)
    return {
        "error-update-doc-version": updating("replace", "/documentation_version", "123"),
        "error-update-tags": updating("replace", "/tags/tag1", "value1"),
    }


@recorded(_COMMON, "test_update_stage_remove_wildcard", {"delete-error": _nothing("*/*")})
def settings_that_are_not_there(aws: Aws) -> Calls:
    return {"delete-error": _staged(aws)("remove", "/*/*")}


@recorded(_COMMON, "test_create_delete_deployments[True]", {"delete-deployment-error-0": _SHOWN})
def a_deployment_that_is_shown(aws: Aws) -> Calls:
    api = rest_api(aws)
    deployment = api.deployed(stageName="dev")
    call: Call = lambda: api.gateway.delete_deployment(**api.named, deploymentId=deployment)  # noqa: E731
    return {"delete-deployment-error-0": call}


@recorded(
    _COMMON,
    "test_usage_plan_crud",
    {
        "update-wrong-id": ("NotFoundException", "Invalid Usage Plan ID specified", 404),
        "update-wrong-api-stages-no-value": bad("Invalid API Stage specified"),
        "update-wrong-api-stages-wrong-value": bad("Invalid API Stage specified"),
        "update-wrong-api-stages-wrong-api": (
            "NotFoundException",
            "Invalid API Stage {api: noneb, stage: dev} specified for usageplan …",
            404,
        ),
        "update-wrong-api-stages-wrong-stage": ("NotFoundException", "Invalid API Stage {api: …", 404),
    },
)
def stages_of_a_usage_plan(aws: Aws) -> Calls:
    api = rest_api(aws)
    plan = api.gateway.create_usage_plan(name="p")["id"]

    def updating(value: str | None, identity: str = plan) -> Call:
        change = patch("add", "/apiStages", value)
        return lambda: api.gateway.update_usage_plan(usagePlanId=identity, patchOperations=change)

    return {
        "update-wrong-id": updating("x", "none"),
        "update-wrong-api-stages-no-value": updating(None),
        "update-wrong-api-stages-wrong-value": updating("fake"),
        "update-wrong-api-stages-wrong-api": updating("noneb:dev"),
        "update-wrong-api-stages-wrong-stage": updating(f"{api.id}:fakestagename"),
    }

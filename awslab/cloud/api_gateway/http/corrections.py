"""HTTP and WebSocket APIs of API Gateway."""

from __future__ import annotations

import string
from typing import Any

from moto.apigatewayv2.models import Api, Stage
from moto.moto_api._internal import mock_random

from awslab.cloud.api_gateway.http.state import JsonObject, StoredStage
from awslab.cloud.gateway.corrections import Original, correct

_LETTERS = string.ascii_lowercase + string.digits


@correct(Api, "__init__")
def new_api_has_long_id_and_deployments(
    original: Original, api: Any, *positional: object, tags: dict[str, str] | None = None, **keywords: object
) -> None:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop.html shows the id in the endpoint,
    and https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html what moto lacks."""
    original(api, *positional, **keywords, tags=None)
    new_id = "".join(mock_random.choice(_LETTERS) for _ in range(10))
    api.arn, api.api_endpoint = (text.replace(api.api_id, new_id) for text in (api.arn, api.api_endpoint))
    api.api_id = new_id
    api.deployments = {}
    api.backend.tag_resource(api.arn, tags)


@correct(Stage, "to_json")
def stage_shows_its_deployment(original: Original, stage: StoredStage) -> JsonObject:
    """https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html: deploymentId and
    lastDeploymentStatusMessage."""
    names = ("deploymentId", "lastDeploymentStatusMessage", "apiGatewayManaged")
    members: JsonObject = original(stage)
    return members | {name: stage.config[name] for name in names if stage.config.get(name)}

"""HTTP and WebSocket APIs of API Gateway."""

from __future__ import annotations

import string
from typing import Any

from moto.apigatewayv2.models import Api, Stage
from moto.moto_api._internal import mock_random

from awslab.cloud.gateway.corrections import Original, correct

_LETTERS = string.ascii_lowercase + string.digits


@correct(Api, "__init__")
def ids_have_ten_characters_and_deployments_are_kept(original: Original, api: Any, *given: Any, **named: Any) -> None:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop.html shows the id in the endpoint,
    and https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html what moto lacks."""
    tags = named.pop("tags", None)
    original(api, *given, **named, tags=None)
    made = "".join(mock_random.choice(_LETTERS) for _ in range(10))
    api.arn, api.api_endpoint = (text.replace(api.api_id, made) for text in (api.arn, api.api_endpoint))
    api.api_id = made
    api.deployments = {}
    api.backend.tag_resource(api.arn, tags)


@correct(Stage, "to_json")
def stages_name_what_they_show(original: Original, stage: Any) -> Any:
    """https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html: deploymentId and
    lastDeploymentStatusMessage."""
    named = ("deploymentId", "lastDeploymentStatusMessage", "apiGatewayManaged")
    return original(stage) | {name: stage.config[name] for name in named if stage.config.get(name)}

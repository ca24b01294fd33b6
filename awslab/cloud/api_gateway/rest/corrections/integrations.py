"""Integrations: their defaults, and the members that the API shows."""

from __future__ import annotations

import json

from moto.apigateway.models import Integration
from moto.apigateway.responses import APIGatewayResponse
from moto.core.common_types import TYPE_RESPONSE

from awslab.cloud.api_gateway.rest.corrections.moto_requests import api_of
from awslab.cloud.api_gateway.rest.state import JsonObject, StoredIntegration
from awslab.cloud.gateway.corrections import Original, correct

_TIMEOUT = 29000
"""https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html#apigw-Type-Integration-timeoutInMillis"""


@correct(APIGatewayResponse, "put_integration")
def integration_has_its_defaults(original: Original, response: APIGatewayResponse) -> TYPE_RESPONSE:
    """https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html"""
    parts = response.path.split("/")
    answer: TYPE_RESPONSE = original(response)
    api = api_of(response)
    integration = api.resources[parts[4]].resource_methods[parts[6]].method_integration if api else None
    if integration is None:
        return answer
    integration.cache_key_parameters = list(response._get_param("cacheKeyParameters") or ())
    integration.cache_namespace = integration.cache_namespace or parts[4]
    integration.timeout_in_millis = integration.timeout_in_millis or _TIMEOUT
    integration.passthrough_behaviour = integration.passthrough_behaviour or "WHEN_NO_MATCH"
    if integration.integration_type in ("HTTP", "HTTP_PROXY"):
        integration.connection_type = integration.connection_type or "INTERNET"
    integration.connection_id = response._get_param("connectionId")
    return 201, {"status": 201}, json.dumps(integration.to_json())


@correct(Integration, "to_json")
def integration_shows_what_is_set(original: Original, integration: StoredIntegration) -> JsonObject:
    """The API shows only members that are set, as recorded from the real service: test_put_integration_validation."""
    members = {name: value for name, value in original(integration).items() if value is not None}
    connection = getattr(integration, "connection_id", None)
    return members | ({"connectionId": connection} if connection else {})

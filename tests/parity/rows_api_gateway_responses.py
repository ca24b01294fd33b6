"""API Gateway, REST: gateway responses, as recorded from the real service."""

from __future__ import annotations

from tests.parity.recorded import Calls, recorded
from tests.parity.rest_apis import (
    NO_PARAMETER,
    bad,
    no_api,
    rest_api,
    stated,
)
from tests.parity.rows import Aws, Call

_FILE = "apigateway/test_apigateway_api"
_NO_TYPE = stated(
    "1 validation error detected: Value 'FAKE_RESPONSE_TYPE' at 'responseType' failed to satisfy constraint: "
)


@recorded(
    _FILE,
    "test_gateway_response_validation",
    {
        "get-gateway-responses-no-api": no_api("none"),
        "get-gateway-response-no-api": no_api("none"),
        "delete-gateway-response-no-api": no_api("none"),
        "update-gateway-response-no-api": no_api("none"),
        "delete-gateway-response-not-set": ("NotFoundException", "Gateway response type not defined on api", 404),
        "get-gateway-response-wrong-response-type": _NO_TYPE,
        "put-gateway-response-wrong-response-type": _NO_TYPE,
    },
)
def gateway_responses_of_nothing(aws: Aws) -> Calls:
    api = rest_api(aws)
    none, kind, fake = {"restApiId": "none"}, {"responseType": "DEFAULT_4XX"}, {"responseType": "FAKE_RESPONSE_TYPE"}
    return {
        "get-gateway-responses-no-api": lambda: api.gateway.get_gateway_responses(**none),
        "get-gateway-response-no-api": lambda: api.gateway.get_gateway_response(**none, **kind),
        "delete-gateway-response-no-api": lambda: api.gateway.delete_gateway_response(**none, **kind),
        "update-gateway-response-no-api": lambda: api.gateway.update_gateway_response(
            **none, **kind, patchOperations=[]
        ),
        "delete-gateway-response-not-set": lambda: api.gateway.delete_gateway_response(**api.named, **kind),
        "get-gateway-response-wrong-response-type": lambda: api.gateway.get_gateway_response(**api.named, **fake),
        "put-gateway-response-wrong-response-type": lambda: api.gateway.put_gateway_response(
            **api.named, **fake, statusCode="404"
        ),
    }


@recorded(
    _FILE,
    "test_update_gateway_response",
    {
        "update-gateway-add-status-code": bad("Invalid patch path /statusCode"),
        "update-gateway-remove-status-code": bad("Invalid patch path /statusCode"),
        "update-gateway-replace-invalid-parameter": NO_PARAMETER,
        "update-gateway-no-path": bad("Invalid patch path null"),
        "update-gateway-wrong-op": stated(
            "1 validation error detected: Value 'wrong-op' at 'updateGatewayResponseInput.patchOperations.1.member.op' "
        ),
        "update-gateway-wrong-path": bad("Invalid patch path /wrongPath"),
        "update-gateway-replace-invalid-parameter-0-none": bad("Invalid null or empty value in responseTemplates"),
        "update-gateway-replace-invalid-parameter-1-none": bad("Invalid null or empty value in responseParameters"),
    },
)
def gateway_responses_are_changed(aws: Aws) -> Calls:
    api = rest_api(aws)
    origin, xml = "gatewayresponse.header.Access-Control-Allow-Origin", "application/xml"
    api.gateway.put_gateway_response(
        **api.named,
        responseType="DEFAULT_4XX",
        responseParameters={origin: "'a.b.c'"},
        responseTemplates={xml: "<x/>"},
    )

    def updating(kind: str = "DEFAULT_4XX", **operation: str) -> Call:
        return lambda: api.gateway.update_gateway_response(**api.named, responseType=kind, patchOperations=[operation])

    named = f"/responseParameters/{origin}"
    return {
        "update-gateway-add-status-code": updating(op="add", path="/statusCode", value="444"),
        "update-gateway-remove-status-code": updating(op="remove", path="/statusCode"),
        "update-gateway-replace-invalid-parameter": updating("DEFAULT_5XX", op="replace", path=named, value="'e'"),
        "update-gateway-no-path": updating(op="add", value="'example.com'"),
        "update-gateway-wrong-op": updating(op="wrong-op", path="/statusCode", value="'example.com'"),
        "update-gateway-wrong-path": updating(op="add", path="/wrongPath", value="'example.com'"),
        "update-gateway-replace-invalid-parameter-0-none": updating(
            op="replace", path="/responseTemplates/application~1xml"
        ),
        "update-gateway-replace-invalid-parameter-1-none": updating(op="replace", path=named),
    }

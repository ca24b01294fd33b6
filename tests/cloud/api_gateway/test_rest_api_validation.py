"""Request validators of REST APIs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
"""

from __future__ import annotations

import json

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.apis import RestApi
from tests.conftest import Client

SCHEMA = {
    "$schema": "http://json-schema.org/draft-04/schema#",
    "type": "object",
    "required": ["name"],
    "properties": {"name": {"type": "string"}, "age": {"type": "integer", "minimum": 0}},
}


@pytest.fixture
def api(sandbox: Sandbox, client: Client) -> RestApi:
    """`POST /pets` wants a body that fits, `q` and the header `x-own`."""
    made = RestApi(sandbox, client)
    named = {"restApiId": made.id}
    validator = made.gateway.create_request_validator(
        **named, name="all", validateRequestBody=True, validateRequestParameters=True
    )
    made.gateway.create_model(**named, name="Pet", contentType="application/json", schema=json.dumps(SCHEMA))
    settings = {
        "requestValidatorId": validator["id"],
        "requestModels": {"application/json": "Pet"},
        "requestParameters": {"method.request.querystring.q": True, "method.request.header.x-own": True},
    }
    made.mock("POST", "/pets", "in", settings)
    made.deploy()
    return made


HEADERS = [("x-own", "1"), ("Content-Type", "application/json")]


@pytest.mark.parametrize(
    ("body", "status"),
    [(b'{"name": "Rex", "age": 3}', 200), (b'{"age": 3}', 400), (b'{"name": "Rex", "age": -1}', 400), (b"{", 400)],
)
def test_a_body_has_to_fit_its_model(api: RestApi, body: bytes, status: int) -> None:
    """models-mappings-models.html; BAD_REQUEST_BODY"""
    answer = api.ask("/pets?q=1", method="POST", headers=HEADERS, body=body)
    assert answer.status == status
    assert status == 200 or answer.json == {"message": "Invalid request body"}


def test_required_parameters_have_to_be_there(api: RestApi) -> None:
    """api-gateway-method-request-validation.html; BAD_REQUEST_PARAMETERS"""
    answer = api.ask("/pets?q=", method="POST", body=b'{"name": "Rex"}')
    assert (answer.status, answer.headers["x-amzn-errortype"]) == (400, "BadRequestException")
    assert answer.json == {"message": "Missing required request parameters: [x-own, q]"}


def test_a_model_may_refer_to_another(api: RestApi) -> None:
    """models-mappings-models.html#api-gateway-request-validation-model-more-complex"""
    link = f"https://apigateway.amazonaws.com/restapis/{api.id}/models/Pet"
    several = json.dumps({"type": "array", "items": {"$ref": link}})
    api.gateway.create_model(restApiId=api.id, name="Pets", contentType="application/json", schema=several)
    validator = api.gateway.get_request_validators(restApiId=api.id)["items"][0]["id"]
    api.mock("POST", "/many", "in", {"requestValidatorId": validator, "requestModels": {"application/json": "Pets"}})
    api.deploy()
    statuses = [api.ask("/many", method="POST", body=body).status for body in (b'[{"name": "Rex"}]', b"[{}]")]
    assert statuses == [200, 400]

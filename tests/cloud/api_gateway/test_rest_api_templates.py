"""Lambda integrations of REST APIs that are not proxied.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-custom-integrations.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.apis import RestApi, let_in
from tests.cloud.functions import Lambda
from tests.conftest import Client

CODE = """
def handler(event, context):
    if event.get("bad"):
        raise ValueError("Malformed input: " + event["bad"])
    return event
"""
TEMPLATE = """## the event
{"id": "$input.params('id')", "name": $input.json('$.pet.name'), "stage": "$context.stage",
 "first": "$input.path('$.list[0]')",
 "safe": "$util.escapeJavaScript($input.params('q'))", "bad": "$input.path('$.bad')"}
"""


@pytest.fixture
def api(sandbox: Sandbox, client: Client) -> RestApi:
    """An API without a method."""
    return RestApi(sandbox, client)


def custom(
    api: RestApi, client: Client, template: str | None, responses: Mapping[str, Mapping[str, Any]], **more: Any
) -> None:
    """`POST /pets/{id}`, answered by a function that gives back its event."""
    functions = Lambda(client)
    arn = functions.deploy(CODE)["FunctionArn"]
    uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"
    named = api.method("POST", "/pets/{id}")
    templates = {"requestTemplates": {"application/json": template}} if template else {}
    api.gateway.put_integration(**named, type="AWS", integrationHttpMethod="POST", uri=uri, **templates, **more)
    for status, response in responses.items():
        declared = dict.fromkeys(response.get("responseParameters", {}), False)
        api.gateway.put_method_response(**named, statusCode=status, responseParameters=declared)
        api.gateway.put_integration_response(**named, statusCode=status, **response)
    let_in(functions, api.id)
    api.deploy()


def test_the_template_makes_the_event_and_the_answer(api: RestApi, client: Client) -> None:
    """set-up-lambda-custom-integrations.html, api-gateway-mapping-template-reference.html"""
    shown = {
        "responseTemplates": {"application/json": "{\"was\": $input.json('$')}"},
        "responseParameters": {
            "method.response.header.X-Name": "integration.response.body.name",
            "method.response.header.X-Fixed": "'always'",
        },
    }
    custom(api, client, TEMPLATE, {"200": shown})
    answer = api.ask("/pets/7?q=%22/", method="POST", body=b'{"pet": {"name": "Rex"}, "list": ["a", "b"]}')
    expected = {"id": "7", "name": "Rex", "stage": "prod", "first": "a", "safe": '"/', "bad": ""}
    assert (answer.status, answer.json) == (200, {"was": expected})
    assert (answer.headers["x-name"], answer.headers["x-fixed"]) == ("Rex", "always")


def test_an_error_is_mapped_by_its_message(api: RestApi, client: Client) -> None:
    """handle-errors-in-lambda-integration.html"""
    mapped = {
        "selectionPattern": "Malformed.*",
        "responseTemplates": {"application/json": "$input.path('$.errorMessage')"},
    }
    custom(api, client, None, {"200": {}, "400": mapped})
    good, bad = (api.ask("/pets/7", method="POST", body=body) for body in (b'{"a": 1}', b'{"bad": "x"}'))
    assert (good.status, good.json) == (200, {"a": 1})
    assert (bad.status, bad.body) == (400, b"Malformed input: x")


def test_without_a_matching_response_it_is_a_configuration_error(api: RestApi, client: Client) -> None:
    """handle-errors-in-lambda-integration.html"""
    custom(api, client, None, {})
    answer = api.ask("/pets/7", method="POST", body=b"{}")
    assert (answer.status, answer.json) == (500, {"message": "Internal server error"})


def test_another_content_type_is_refused_when_nothing_passes_through(api: RestApi, client: Client) -> None:
    """integration-passthrough-behaviors.html"""
    custom(api, client, TEMPLATE, {"200": {}}, passthroughBehavior="NEVER")
    answer = api.ask("/pets/7", method="POST", headers=[("Content-Type", "text/csv")], body=b"a,b")
    assert (answer.status, answer.json) == (415, {"message": "Unsupported Media Type"})

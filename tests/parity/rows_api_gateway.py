"""API Gateway, REST: what was measured, and what sections 1, 3 and 4 of the list name."""

from __future__ import annotations

import json

from tests.parity.rest_apis import rest_api
from tests.parity.rows import WORKS, Aws, Call, row

_API = "https://docs.aws.amazon.com/apigateway/latest/api/"
_GUIDE = "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
_FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"
_LAMBDA = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{_FUNCTION}/invocations"


@row(
    "gw-deploy-noint",
    "CreateDeployment of an API with a method that has no integration",
    "BadRequestException",
    message="No integration defined for method",
    status=400,
    source=_GUIDE + "how-to-deploy-api.html",
)
def a_method_without_an_integration(aws: Aws) -> Call:
    api = rest_api(aws).with_method()
    return lambda: api.gateway.create_deployment(**api.named, stageName="prod")


@row(
    "gw-deploy-some-noint",
    "CreateDeployment of an API where one method of two has no integration",
    "BadRequestException",
    message="No integration defined for method",
    source=_GUIDE + "how-to-deploy-api.html",
)
def one_method_without_an_integration(aws: Aws) -> Call:
    api = rest_api(aws).with_mock()
    api.gateway.put_method(**{**api.get, "httpMethod": "POST"}, authorizationType="NONE")
    return lambda: api.gateway.create_deployment(**api.named, stageName="prod")


@row(
    "gw-deploy-nomethod",
    "CreateDeployment of an API without a method",
    "BadRequestException",
    message="The REST API doesn't contain any methods",
    source=_GUIDE + "how-to-deploy-api.html",
)
def nothing_to_deploy(aws: Aws) -> Call:
    api = rest_api(aws)
    return lambda: api.gateway.create_deployment(**api.named, stageName="prod")


@row(
    "gw-method-bad",
    "PutMethod with httpMethod WRONG",
    "BadRequestException",
    message="Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY",
    source=_API + "API_PutMethod.html",
)
def no_http_method(aws: Aws) -> Call:
    api = rest_api(aws)
    named = {**api.get, "httpMethod": "WRONG"}
    return lambda: api.gateway.put_method(**named, authorizationType="NONE")


@row(
    "gw-method-auth",
    "PutMethod with authorizationType CUSTOM and no authorizer",
    "BadRequestException",
    message="Invalid authorizer ID specified.",
    source=_API + "API_PutMethod.html",
)
def no_authorizer(aws: Aws) -> Call:
    api = rest_api(aws)
    return lambda: api.gateway.put_method(**api.get, authorizationType="CUSTOM")


@row(
    "gw-method-dup",
    "PutMethod of a method that is there",
    "ConflictException",
    message="Method already exists for this resource",
    status=409,
    source=_API + "API_PutMethod.html",
)
def a_method_twice(aws: Aws) -> Call:
    api = rest_api(aws).with_method()
    return lambda: api.gateway.put_method(**api.get, authorizationType="NONE")


@row(
    "gw-res-dup",
    "CreateResource with a path part that is taken",
    "ConflictException",
    message="Another resource with the same parent already has this name: a",
    status=409,
    source=_API + "API_CreateResource.html",
)
def a_resource_twice(aws: Aws) -> Call:
    api = rest_api(aws)
    api.resource("a")
    return lambda: api.resource("a")


@row(
    "gw-res-sibling",
    "CreateResource {b} beside {a}",
    "BadRequestException",
    message=r"A sibling \(\{a\}\) of this resource already has a variable path part -- only one is allowed",
    source=_GUIDE + "api-gateway-method-settings-method-request.html",
)
def two_variables(aws: Aws) -> Call:
    api = rest_api(aws)
    api.resource("{a}")
    return lambda: api.resource("{b}")


@row(
    "gw-stage-nodep",
    "CreateStage with a deployment that is not there",
    "BadRequestException",
    message="Deployment id does not exist",
    source=_API + "API_CreateStage.html",
)
def no_deployment(aws: Aws) -> Call:
    api = rest_api(aws)
    return lambda: api.gateway.create_stage(**api.named, stageName="prod", deploymentId="none00")


@row(
    "gw-stage-dup",
    "CreateStage with a name that is taken",
    "ConflictException",
    message="Stage already exists",
    status=409,
    source=_API + "API_CreateStage.html",
)
def a_stage_twice(aws: Aws) -> Call:
    api = rest_api(aws)
    deployment = api.deployed(stageName="prod")
    return lambda: api.gateway.create_stage(**api.named, stageName="prod", deploymentId=deployment)


@row(
    "gw-ok-import",
    "ImportRestApi of a document without info.description",
    WORKS,
    source=_API + "API_ImportRestApi.html",
)
def a_document_without_a_description(aws: Aws) -> Call:
    mock = {"type": "mock", "requestTemplates": {"application/json": '{"statusCode": 200}'}}
    paths = {"/": {"get": {"responses": {"200": {}}, "x-amazon-apigateway-integration": mock}}}
    document = json.dumps({"openapi": "3.0.1", "info": {"title": "shop", "version": "1"}, "paths": paths})
    return lambda: aws.apigateway.import_rest_api(body=document)


@row("gw-ok-test-invoke", "TestInvokeMethod of a method", WORKS, source=_API + "API_TestInvokeMethod.html")
def a_trial(aws: Aws) -> Call:
    api = rest_api(aws).with_response()
    api.gateway.put_integration_response(**api.get, statusCode="200")
    return lambda: api.gateway.test_invoke_method(**api.get)


@row("gw-ok-update-integration", "UpdateIntegration", WORKS, source=_API + "API_UpdateIntegration.html")
def another_timeout(aws: Aws) -> Call:
    api = rest_api(aws).with_mock()
    change = [{"op": "replace", "path": "/timeoutInMillis", "value": "5000"}]
    return lambda: api.gateway.update_integration(**api.get, patchOperations=change)


@row("gw-ok-flush", "FlushStageCache", WORKS, source=_API + "API_FlushStageCache.html")
def an_empty_cache(aws: Aws) -> Call:
    api = rest_api(aws)
    api.deployed(stageName="prod")
    return lambda: api.gateway.flush_stage_cache(**api.named, stageName="prod")


@row("gw-ok-models", "GetModel of Empty, which every API has", WORKS, source=_GUIDE + "models-mappings-models.html")
def the_first_model(aws: Aws) -> Call:
    api = rest_api(aws)
    return lambda: api.gateway.get_model(**api.named, modelName="Empty")


@row(
    "gw-int-undeclared",
    "PutIntegration that maps a parameter which its method does not declare",
    "BadRequestException",
    message=r"Invalid mapping expression specified: Validation Result: warnings : \[\], errors : "
    r"\[Invalid mapping expression parameter specified: method.request.querystring.q\]",
    source=_GUIDE + "rest-api-parameter-mapping-sources.html",
)
def an_undeclared_parameter(aws: Aws) -> Call:
    api = rest_api(aws).with_method()
    mapped = {"integration.request.querystring.q": "method.request.querystring.q"}
    return lambda: api.gateway.put_integration(
        **api.get, type="HTTP", integrationHttpMethod="GET", uri="http://example.com", requestParameters=mapped
    )


@row(
    "gw-intresp-undeclared",
    "PutIntegrationResponse with a header which its method response does not declare",
    "BadRequestException",
    message="Invalid mapping expression specified: Validation Result",
    source=_GUIDE + "how-to-cors.html",
)
def an_undeclared_header(aws: Aws) -> Call:
    api = rest_api(aws).with_response()
    headers = {"method.response.header.Access-Control-Allow-Origin": "'*'"}
    return lambda: api.gateway.put_integration_response(**api.get, statusCode="200", responseParameters=headers)


@row(
    "gw-int-timeout",
    "PutIntegration that waits longer than 29 seconds",
    "BadRequestException",
    message="Timeout should be between 50 ms and 29000 ms",
    source=_GUIDE + "api-gateway-execution-service-limits-table.html",
)
def a_long_wait(aws: Aws) -> Call:
    api = rest_api(aws).with_method()
    return lambda: api.gateway.put_integration(
        **api.get, type="AWS_PROXY", integrationHttpMethod="POST", uri=_LAMBDA, timeoutInMillis=30_000
    )


@row(
    "gw-int-norole",
    "PutIntegration with SQS and no role",
    "BadRequestException",
    message="Role ARN must be specified for AWS integrations",
    source=_API + "API_PutIntegration.html",
)
def a_queue_without_a_role(aws: Aws) -> Call:
    api = rest_api(aws).with_method()
    uri = "arn:aws:apigateway:us-east-1:sqs:path/123456789012/q"
    return lambda: api.gateway.put_integration(**api.get, type="AWS", integrationHttpMethod="POST", uri=uri)


@row(
    "gw-stage-name",
    "CreateDeployment to a stage called 'my stage'",
    "BadRequestException",
    message="Stage name only allows a-zA-Z0-9_-",
    source=_GUIDE + "api-gateway-known-issues.html",
)
def a_stage_with_a_space(aws: Aws) -> Call:
    api = rest_api(aws).with_mock()
    return lambda: api.gateway.create_deployment(**api.named, stageName="my stage")


@row(
    "gw-log-norole",
    "UpdateStage to log executions in an account without a role for it",
    "BadRequestException",
    message="CloudWatch Logs role ARN must be set in account settings to enable logging",
    source=_GUIDE + "set-up-logging.html",
)
def logs_without_a_role(aws: Aws) -> Call:
    api = rest_api(aws)
    api.deployed(stageName="prod")
    change = [{"op": "replace", "path": "/*/*/logging/loglevel", "value": "INFO"}]
    return lambda: api.gateway.update_stage(**api.named, stageName="prod", patchOperations=change)


@row(
    "gw-log-untrusted",
    "UpdateAccount with a role that does not trust API Gateway",
    "BadRequestException",
    message="The role ARN does not have required permissions configured.",
    source=_GUIDE + "set-up-logging.html",
)
def an_untrusting_role(aws: Aws) -> Call:
    change = [{"op": "replace", "path": "/cloudwatchRoleArn", "value": aws.role("lambda.amazonaws.com")}]
    return lambda: aws.apigateway.update_account(patchOperations=change)


@row(
    "gw-policy-bad",
    "UpdateRestApi with a resource policy that is no policy",
    "BadRequestException",
    message="Invalid policy document. Please check the policy syntax and ensure that Principals are valid.",
    source=_GUIDE + "apigateway-resource-policies.html",
)
def no_policy(aws: Aws) -> Call:
    api = rest_api(aws)
    change = [{"op": "replace", "path": "/policy", "value": "{}"}]
    return lambda: api.gateway.update_rest_api(**api.named, patchOperations=change)


@row(
    "gw-deploy-private",
    "CreateDeployment of a private API without a resource policy",
    "BadRequestException",
    message="Private REST API doesn't have a resource policy attached to it",
    source=_GUIDE + "apigateway-private-api-create.html",
)
def a_private_api_without_a_policy(aws: Aws) -> Call:
    api = rest_api(aws, endpointConfiguration={"types": ["PRIVATE"]}).with_mock()
    return lambda: api.gateway.create_deployment(**api.named, stageName="prod")

"""API Gateway, REST: methods, their responses and authorizers, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.recorded import Calls, recorded
from tests.parity.rest_apis import (
    NO_METHOD,
    NO_PARAMETER,
    NO_RESOURCE,
    NO_STATUS,
    NO_TYPE,
    REPLACE_ONLY,
    RestApi,
    bad,
    conflict,
    no_api,
    patch,
    rest_api,
    stated,
)
from tests.parity.rows import Aws, Call

_FILE = "apigateway/test_apigateway_api"
_NO_AUTHORIZER = bad(
    "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid "
    "authorizer."
)
_NO_SUCH_VALIDATOR = bad("Invalid Request Validator identifier specified")
_OP = "Value 'wrong_op' at 'updateMethodResponseInput.patchOperations.1.member.op' failed to satisfy constraint: "
_URI = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f"


@recorded(
    _FILE,
    "test_method_lifecycle",
    {"get-deleted-method-response": NO_METHOD, "delete-deleted-method-response": NO_METHOD},
)
def a_method_that_is_not_there(aws: Aws) -> Calls:
    api = rest_api(aws)
    return {
        "get-deleted-method-response": lambda: api.gateway.get_method(**api.get),
        "delete-deleted-method-response": lambda: api.gateway.delete_method(**api.get),
    }


@recorded(
    _FILE,
    "test_method_request_parameters",
    {"req-params-same-name": bad("Parameter names must be unique across querystring, header and path")},
)
def two_parameters_of_one_name(aws: Aws) -> Calls:
    api = rest_api(aws)
    names = {"method.request.querystring.optional": False, "method.request.header.optional": False}
    return {"req-params-same-name": lambda: api.with_method(requestParameters=names)}


@recorded(
    _FILE,
    "test_put_method_validation",
    {
        "wrong-api": NO_RESOURCE,
        "wrong-resource": NO_RESOURCE,
        "wrong-method": bad(
            "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY"
        ),
        "missing-authorizer-id": _NO_AUTHORIZER,
        "invalid-request-validator": _NO_SUCH_VALIDATOR,
        "invalid-model-name": bad("Invalid model identifier specified: petModel"),
    },
)
def new_methods(aws: Aws) -> Calls:
    api = rest_api(aws)

    def putting(**more: Any) -> Call:
        given = {**api.get, "authorizationType": "NONE", **more}
        return lambda: api.gateway.put_method(**given)

    return {
        "wrong-api": putting(restApiId="fake-api", httpMethod="WRONG"),
        "wrong-resource": putting(resourceId="fake-resource-id", httpMethod="WRONG"),
        "wrong-method": putting(httpMethod="WRONG"),
        "missing-authorizer-id": putting(authorizationType="CUSTOM"),
        "invalid-request-validator": putting(requestValidatorId="fake-validator"),
        "invalid-model-name": putting(requestModels={"application/json": "petModel"}),
    }


@recorded(
    _FILE,
    "test_update_method_validation",
    {
        "wrong-rest-api": NO_RESOURCE,
        "wrong-resource-id": NO_RESOURCE,
        "method-does-not-exist": NO_METHOD,
        "unsupported-operation": REPLACE_ONLY,
        "unsupported-operation-2": REPLACE_ONLY,
        "unsupported-path": bad("Invalid patch path /httpMethod"),
        "wrong-path-request-parameters": bad("Invalid patch path /requestParameters"),
        "wrong-path-request-models": bad("Invalid patch path /requestModels/application/json"),
        "wrong-auth-type": _NO_AUTHORIZER,
        "wrong-auth-id": _NO_AUTHORIZER,
        "wrong-req-validator-id": _NO_SUCH_VALIDATOR,
    },
)
def methods_are_changed(aws: Aws) -> Calls:
    api = rest_api(aws).with_method(apiKeyRequired=True)

    def updating(*operations: tuple[str, str, str], **more: str) -> Call:
        listed = [each for operation in operations for each in patch(*operation)]
        return lambda: api.gateway.update_method(**{**api.get, **more}, patchOperations=listed)

    custom = ("replace", "/authorizationType", "CUSTOM")
    return {
        "wrong-rest-api": updating(restApiId="fake-api"),
        "wrong-resource-id": updating(resourceId="fake-resource-id"),
        "method-does-not-exist": updating(("replace", "/operationName", "x"), httpMethod="PUT"),
        "unsupported-operation": updating(("add", "/operationName", "operationName")),
        "unsupported-operation-2": updating(("add", "/requestValidatorId", "wrong-id")),
        "unsupported-path": updating(("add", "/httpMethod", "PUT")),
        "wrong-path-request-parameters": updating(("replace", "/requestParameters", "x=false")),
        "wrong-path-request-models": updating(("add", "/requestModels/application/json", "Empty")),
        "wrong-auth-type": updating(custom),
        "wrong-auth-id": updating(custom, ("replace", "/authorizerId", "abc123")),
        "wrong-req-validator-id": updating(("replace", "/requestValidatorId", "fake-id")),
    }


@recorded(
    _FILE,
    "test_authorizer_crud_no_api",
    {
        "wrong-rest-api-id-create-authorizer": conflict(
            "Unable to complete operation due to concurrent modification. Please try again later."
        ),
        "wrong-rest-api-id-get-authorizers": no_api("test-fake-rest-id"),
    },
)
def authorizers_of_no_api(aws: Aws) -> Calls:
    named = {"restApiId": "test-fake-rest-id"}
    return {
        "wrong-rest-api-id-create-authorizer": lambda: aws.apigateway.create_authorizer(
            **named,
            name="a",
            type="TOKEN",
            authorizerUri=f"{_URI}/invocations",
            identitySource="method.request.header.Authorization",
        ),
        "wrong-rest-api-id-get-authorizers": lambda: aws.apigateway.get_authorizers(**named),
    }


def _responding(api: RestApi, status: str, *operations: tuple[str, str, str], **more: str) -> Call:
    listed = [each for operation in operations for each in patch(*operation)]
    named = {**api.get, **more}
    return lambda: api.gateway.update_method_response(**named, statusCode=status, patchOperations=listed)


_HEADER = "/responseParameters/method.response.header.my-header"
_TYPE = "/responseModels/application~1json"


@recorded(
    _FILE,
    "test_update_method_response_wrong_operations",
    {
        "update-method-response-wrong-operation-1": stated(f"1 validation error detected: {_OP}"),
        "update-method-response-wrong-operation-3": stated(f"2 validation errors detected: {_OP}"),
    },
)
def wrong_operations(aws: Aws) -> Calls:
    api = rest_api(aws).with_response()
    wrong = ("wrong_op", _HEADER, "true")
    return {
        "update-method-response-wrong-operation-1": _responding(api, "200", wrong),
        "update-method-response-wrong-operation-3": _responding(api, "200", wrong, ("wrong_op", _TYPE, "Empty")),
    }


@recorded(
    _FILE,
    "test_update_method_response_negative_tests",
    {
        "update-method-response-wrong-statuscode": NO_STATUS,
        "update-method-response-invalid-statuscode": stated(
            "1 validation error detected: Value 'wrong' at 'statusCode' failed to satisfy constraint: "
        ),
        "update-method-response-wrong-resource": NO_RESOURCE,
        "update-method-response-wrong-method": NO_METHOD,
    },
)
def method_responses_that_are_not_there(aws: Aws) -> Calls:
    api = rest_api(aws).with_response()
    change = ("replace", _HEADER, "true")
    return {
        "update-method-response-wrong-statuscode": _responding(api, "201", change),
        "update-method-response-invalid-statuscode": _responding(api, "wrong", change),
        "update-method-response-wrong-resource": _responding(api, "200", change, resourceId="wrong"),
        "update-method-response-wrong-method": _responding(api, "200", change, httpMethod="POST"),
    }


@recorded(
    _FILE,
    "test_update_method_lack_response_parameters_and_models",
    {
        "update-method-response-operation-without-response-parameters": NO_PARAMETER,
        "update-method-response-operation-without-response-models": NO_TYPE,
        "update-method-response-operation-with-wrong-path": bad(
            "Invalid patch path /wrong/method.response.header.my-header"
        ),
    },
)
def what_a_method_response_lacks(aws: Aws) -> Calls:
    api = rest_api(aws).with_response()
    wrong = ("remove", "/wrong/method.response.header.my-header", "true")
    return {
        "update-method-response-operation-without-response-parameters": _responding(
            api, "200", ("remove", _HEADER, "true")
        ),
        "update-method-response-operation-without-response-models": _responding(api, "200", ("remove", _TYPE, "Empty")),
        "update-method-response-operation-with-wrong-path": _responding(api, "200", wrong),
    }

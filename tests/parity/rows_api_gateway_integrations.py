"""API Gateway, REST: integrations, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.recorded import Calls, recorded
from tests.parity.rest_apis import (
    NO_INTEGRATION,
    NO_METHOD,
    NO_RESOURCE,
    NO_STATUS,
    RestApi,
    bad,
    rest_api,
    stated,
)
from tests.parity.rows import Aws, Call

_FILE = "apigateway/test_apigateway_api"
_INTEGRATIONS = "apigateway/test_apigateway_integrations"
_LAMBDA = "apigateway/test_apigateway_lambda"
_NO_VERB = bad("Enumeration value for HttpMethod must be non-empty")
_NO_HTTP = bad("Invalid HTTP endpoint specified for URI")
_NO_ARN = bad("Invalid ARN specified in the request")
_NO_FORM = bad("AWS ARN for integration must contain path or action")
_ONLY_LAMBDA = bad(
    "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations."
)
_S3 = "arn:aws:apigateway:us-east-1:s3:path/b/k"


def _putting(api: RestApi, kind: str, uri: str = "", **more: Any) -> Call:
    given = {**api.get, "type": kind, **({"uri": uri} if uri else {}), **more}
    return lambda: api.gateway.put_integration(**given)


@recorded(
    _INTEGRATIONS,
    "test_put_integration_validation",
    {
        "required-integration-method-HTTP": _NO_VERB,
        "required-integration-method-HTTP_PROXY": _NO_VERB,
        "required-integration-method-AWS": _NO_VERB,
        "no-s3-support-AWS_PROXY": _ONLY_LAMBDA,
        "invalid-uri-HTTP": _NO_HTTP,
        "invalid-uri-HTTP_PROXY": _NO_HTTP,
        "invalid-uri-not-an-arn": _NO_ARN,
        "invalid-uri-invalid-arn": _NO_FORM,
    },
)
def new_integrations(aws: Aws) -> Calls:
    api = rest_api(aws).with_method()
    post = {"integrationHttpMethod": "POST"}
    return {
        "required-integration-method-HTTP": _putting(api, "HTTP", "http://example.com"),
        "required-integration-method-HTTP_PROXY": _putting(api, "HTTP_PROXY", "http://example.com"),
        "required-integration-method-AWS": _putting(api, "AWS", _S3),
        "no-s3-support-AWS_PROXY": _putting(api, "AWS_PROXY", _S3, **post),
        "invalid-uri-HTTP": _putting(api, "HTTP", "non-valid/http", **post),
        "invalid-uri-HTTP_PROXY": _putting(api, "HTTP_PROXY", "non-valid/http", **post),
        "invalid-uri-not-an-arn": _putting(api, "AWS", "non-valid/arn", **post),
        "invalid-uri-invalid-arn": _putting(api, "AWS", "arn:aws:iam::0000000000:role/service-role/asdf", **post),
    }


@recorded(
    _LAMBDA,
    "test_put_integration_aws_proxy_uri",
    {
        "put-integration-lambda-uri": _NO_FORM,
        "put-integration-wrong-arn": _NO_ARN,
        "put-integration-wrong-type": _NO_FORM,
        "put-integration-wrong-firehose": _ONLY_LAMBDA,
        "put-integration-bad-lambda-arn": _ONLY_LAMBDA,
    },
)
def uris_of_proxies(aws: Aws) -> Calls:
    api = rest_api(aws).with_method()
    post = {"integrationHttpMethod": "POST"}
    function = "arn:aws:lambda:us-east-1:123456789012:function:f"
    gateway = "arn:aws:apigateway:us-east-1"
    return {
        "put-integration-lambda-uri": _putting(api, "AWS_PROXY", function, **post),
        "put-integration-wrong-arn": _putting(api, "AWS_PROXY", f"bad:{function}", **post),
        "put-integration-wrong-type": _putting(api, "AWS_PROXY", f"{gateway}:lambda:wrong/{function}", **post),
        "put-integration-wrong-firehose": _putting(api, "AWS_PROXY", f"{gateway}:firehose:path/abc", **post),
        "put-integration-bad-lambda-arn": _putting(api, "AWS_PROXY", f"{gateway}:lambda:path/wrong/{function}", **post),
    }


@recorded(
    _FILE,
    "test_put_integration_wrong_type",
    {
        "put-integration-wrong-type": stated(
            "1 validation error detected: Value 'HTTPS_PROXY' at 'putIntegrationInput.type' failed "
        )
    },
)
def a_type_that_is_none(aws: Aws) -> Calls:
    api = rest_api(aws).with_method()
    return {"put-integration-wrong-type": _putting(api, "HTTPS_PROXY", "http://example.com")}


@recorded(
    _FILE,
    "test_put_integration_response_validation",
    {
        "put-integration-wrong-method": NO_METHOD,
        "put-integration-wrong-resource": NO_RESOURCE,
        "put-integration-response-wrong-method": NO_METHOD,
        "put-integration-response-wrong-resource": NO_RESOURCE,
    },
)
def integrations_of_nothing(aws: Aws) -> Calls:
    api = rest_api(aws).with_mock()

    def responding(**more: str) -> Call:
        return lambda: api.gateway.put_integration_response(**{**api.get, **more}, statusCode="200")

    return {
        "put-integration-wrong-method": _putting(api, "MOCK", httpMethod="POST"),
        "put-integration-wrong-resource": _putting(api, "MOCK", resourceId="badresource"),
        "put-integration-response-wrong-method": responding(httpMethod="POST"),
        "put-integration-response-wrong-resource": responding(resourceId="badresource"),
    }


@recorded(
    _FILE,
    "test_get_integration_non_existent",
    {
        "get-integration-no-api": NO_RESOURCE,
        "get-integration-no-resource": NO_RESOURCE,
        "get-integration-no-method": NO_METHOD,
        "get-integration-no-integration": NO_INTEGRATION,
    },
)
def integrations_that_are_not_there(aws: Aws) -> Calls:
    api = rest_api(aws).with_method()

    def reading(**more: str) -> Call:
        return lambda: api.gateway.get_integration(**{**api.get, **more})

    return {
        "get-integration-no-api": reading(restApiId="fake"),
        "get-integration-no-resource": reading(resourceId="fake"),
        "get-integration-no-method": reading(httpMethod="POST"),
        "get-integration-no-integration": reading(),
    }


@recorded(
    _FILE,
    "test_integration_response_invalid_integration",
    {"get-integration-response-without-integration": NO_INTEGRATION},
)
def a_response_of_no_integration(aws: Aws) -> Calls:
    api = rest_api(aws).with_method()
    call: Call = lambda: api.gateway.get_integration_response(**api.get, statusCode="200")  # noqa: E731
    return {"get-integration-response-without-integration": call}


@recorded(
    _FILE, "test_integration_response_wrong_status_code", {"get-integration-response-wrong-status-code": NO_STATUS}
)
def a_status_that_is_not_there(aws: Aws) -> Calls:
    api = rest_api(aws).with_mock()
    call: Call = lambda: api.gateway.get_integration_response(**api.get, statusCode="201")  # noqa: E731
    return {"get-integration-response-wrong-status-code": call}


@recorded(
    _FILE,
    "test_integration_response_invalid_statuscode",
    {
        "put-integration-response-invalid-statusCode": stated(
            "1 validation error detected: Value 'wrong' at 'statusCode' failed to satisfy constraint: "
        )
    },
)
def a_status_that_is_none(aws: Aws) -> Calls:
    api = rest_api(aws).with_mock()
    call: Call = lambda: api.gateway.put_integration_response(**api.get, statusCode="wrong")  # noqa: E731
    return {"put-integration-response-invalid-statusCode": call}


@recorded(
    _FILE,
    "test_integration_response_invalid_responsetemplates",
    {
        "put-integration-response-invalid-responseTemplates-2": bad(
            "Validation Result: warnings : [], errors : [Invalid content type specified: 123]"
        )
    },
)
def a_template_of_no_type(aws: Aws) -> Calls:
    api = rest_api(aws).with_mock()
    call: Call = lambda: api.gateway.put_integration_response(  # noqa: E731
        **api.get, statusCode="200", responseTemplates={"123": "{}"}
    )
    return {"put-integration-response-invalid-responseTemplates-2": call}


@recorded(
    _FILE,
    "test_put_integration_request_parameter_bool_type",
    {
        "put-method-request-param-wrong-type": bad(
            "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping "
            "expression specified: true]"
        )
    },
)
def a_parameter_without_a_place(aws: Aws) -> Calls:
    api = rest_api(aws)
    return {"put-method-request-param-wrong-type": lambda: api.with_method(requestParameters={"true": True})}


@recorded(
    _FILE,
    "test_delete_integration_response_errors",
    {
        "non-existent-resource": NO_RESOURCE,
        "non-existent-api-id": NO_RESOURCE,
        "non-existent-method": NO_INTEGRATION,
        "non-existent-status-code": NO_STATUS,
        "bad-method": NO_INTEGRATION,
    },
)
def responses_to_delete(aws: Aws) -> Calls:
    api = rest_api(aws).with_mock()

    def deleting(**more: str) -> Call:
        given = {**api.get, "statusCode": "200", **more}
        return lambda: api.gateway.delete_integration_response(**given)

    return {
        "non-existent-resource": deleting(resourceId="bad-resource"),
        "non-existent-api-id": deleting(restApiId="bad-api-id"),
        "non-existent-method": deleting(httpMethod="POST"),
        "non-existent-status-code": deleting(statusCode="201"),
        "bad-method": deleting(httpMethod="WRONG"),
    }


@recorded(
    _FILE,
    "test_invoke_test_method",
    {"resource-method-not-found": NO_METHOD, "resource-id-not-found": NO_RESOURCE, "rest-api-not-found": NO_RESOURCE},
)
def trials_of_nothing(aws: Aws) -> Calls:
    api = rest_api(aws).with_mock()

    def trying(**more: str) -> Call:
        return lambda: api.gateway.test_invoke_method(**{**api.get, **more})

    return {
        "resource-method-not-found": trying(httpMethod="POST"),
        "resource-id-not-found": trying(resourceId="none"),
        "rest-api-not-found": trying(restApiId="none"),
    }


@recorded(
    _FILE,
    "test_integration_response_invalid_responsetemplates",
    {
        "put-integration-response-invalid-responseTemplates-1": (
            "SerializationException",
            "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
            400,
        )
    },
)
def a_template_that_is_a_number(aws: Aws) -> Calls:
    api = rest_api(aws).with_mock()
    call: Call = lambda: api.gateway.put_integration_response(  # noqa: E731
        **api.get, statusCode="200", responseTemplates={"application/json": 123}
    )
    return {"put-integration-response-invalid-responseTemplates-1": call}


@recorded(
    _FILE,
    "test_put_integration_request_parameter_bool_type",
    {
        "put-integration-request-param-bool-value": (
            "SerializationException",
            "class java.lang.Boolean can not be converted to an String",
            400,
        )
    },
)
def a_mapping_that_is_a_boolean(aws: Aws) -> Calls:
    api = rest_api(aws).with_method()
    mapped = {"integration.request.path.testPath": True}
    return {"put-integration-request-param-bool-value": _putting(api, "HTTP_PROXY", requestParameters=mapped)}

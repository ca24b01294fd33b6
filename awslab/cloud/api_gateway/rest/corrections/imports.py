"""REST APIs from OpenAPI documents, 3.0 and 2.0: moto reads little of them.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from moto.apigateway.exceptions import BadRequestException, InvalidOpenAPIDocumentException
from moto.apigateway.models import APIGatewayBackend

from awslab.cloud.api_gateway.rest.documents import (
    Document,
    Operation,
    extension,
    model_schema,
    operations,
    paths,
    request_models,
    request_parameters,
    resolved,
    response_models,
    schemas,
    security_schemes,
)
from awslab.cloud.gateway.corrections import Original, correct

_MODELS = "https://apigateway.amazonaws.com/restapis/{}/models/"


@correct(APIGatewayBackend, "import_rest_api")
def apis_are_made_of_documents(original: Original, backend: Any, api_doc: Document, fail_on_warnings: bool) -> Any:
    """https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html"""
    _validate(api_doc, fail_on_warnings)
    info = api_doc.get("info") or {}
    api = backend.create_rest_api(name=str(info.get("title") or ""), description=info.get("description"))
    api.version = info.get("version")
    return _imported(backend, api, api_doc)


@correct(APIGatewayBackend, "put_rest_api")
def documents_are_put_into_apis(
    original: Original, backend: Any, function_id: str, api_doc: Document, fail_on_warnings: bool, mode: str = "merge"
) -> Any:
    """https://docs.aws.amazon.com/apigateway/latest/api/API_PutRestApi.html: overwritten, an API has nothing else."""
    _validate(api_doc, fail_on_warnings)
    api = backend.get_rest_api(function_id)
    if mode == "overwrite":
        root = api.resources[api.root_resource_id]
        root.resource_methods.clear()
        api.resources = {root.id: root}
        api.authorizers.clear()
        api.request_validators.clear()
        api.gateway_responses.clear()
    return _imported(backend, api, api_doc)


def _validate(document: Document, wanted: bool) -> None:
    if not wanted:
        return
    from openapi_spec_validator import validate
    from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

    try:
        validate(document)
    except OpenAPIValidationError as error:
        raise InvalidOpenAPIDocumentException(error) from error


def _imported(backend: Any, api: Any, document: Document) -> Any:
    _settings(api, document)
    for name, schema in schemas(document).items():
        text = json.dumps(model_schema(schema, _MODELS.format(api.id)))
        api.add_model(name, schema.get("description"), text, "application/json")
    validators = _validators(api, document)
    authorizers = _authorizers(backend, api, document)
    for path in paths(document):
        _resource(backend, api, path)
    for operation in operations(document):
        resource = _resource(backend, api, operation.path)
        _method(api, resource, document, operation, validators, authorizers)
        _integration(api, resource, operation)
    return api


def _settings(api: Any, document: Document) -> None:
    api.binaryMediaTypes = list(extension(document, "binary-media-types", api.binaryMediaTypes))
    api.api_key_source = extension(document, "api-key-source", api.api_key_source)
    policy = extension(document, "policy")
    api.policy = json.dumps(policy) if policy else api.policy
    size = extension(document, "minimum-compression-size")
    api.minimum_compression_size = api.minimum_compression_size if size is None else int(size)
    for kind, told in extension(document, "gateway-responses", {}).items():
        status = told.get("statusCode")
        parameters, templates = told.get("responseParameters") or {}, told.get("responseTemplates") or {}
        api.put_gateway_response(kind, None if status is None else str(status), parameters, templates)


def _validators(api: Any, document: Document) -> Mapping[str, str]:
    """Names → ids."""
    return {
        name: api.create_request_validator(
            name, bool(told.get("validateRequestBody")), bool(told.get("validateRequestParameters"))
        ).id
        for name, told in extension(document, "request-validators", {}).items()
    }


def _authorizers(backend: Any, api: Any, document: Document) -> Mapping[str, Mapping[str, Any]]:
    """Security schemes → what a method that has them is given."""
    return {name: _scheme(backend, api, name, told) for name, told in security_schemes(document).items()}


def _scheme(backend: Any, api: Any, name: str, told: Document) -> Mapping[str, Any]:
    authorizer = extension(told, "authorizer")
    if authorizer is None:
        signed = extension(told, "authtype") == "awsSigv4"
        return {"authorization_type": "AWS_IAM"} if signed else {"api_key_required": told.get("type") == "apiKey"}
    kind = str(authorizer.get("type", "")).upper()
    source = authorizer.get("identitySource") or f"method.request.header.{told.get('name', 'Authorization')}"
    made = backend.create_authorizer(
        api.id,
        name,
        kind,
        provider_arns=authorizer.get("providerARNs"),
        auth_type=extension(told, "authtype"),
        authorizer_uri=authorizer.get("authorizerUri"),
        authorizer_credentials=authorizer.get("authorizerCredentials"),
        identity_source=source,
        authorizer_result_ttl=authorizer.get("authorizerResultTtlInSeconds", 300),
    )
    made.identity_validation_expression = authorizer.get("identityValidationExpression")
    authorization = kind if kind == "COGNITO_USER_POOLS" else "CUSTOM"
    return {"authorization_type": authorization, "authorizer_id": made.id}


def _resource(backend: Any, api: Any, path: str) -> Any:
    """The resource of a path, made with those above it."""
    found = api.resources[api.root_resource_id]
    for part in filter(None, path.split("/")):
        below = (each for each in api.resources.values() if each.parent_id == found.id and each.path_part == part)
        found = next(below, None) or backend.create_resource(api.id, found.id, part)
    return found


def _method(
    api: Any,
    resource: Any,
    document: Document,
    operation: Operation,
    validators: Mapping[str, str],
    authorizers: Mapping[str, Mapping[str, Any]],
) -> None:
    given: dict[str, Any] = {"authorization_type": "NONE", "api_key_required": False}
    for scheme in operation.told.get("security") or ():
        for name in scheme:
            given |= authorizers.get(name, {})
    validator = extension(operation.told, "request-validator", extension(document, "request-validator"))
    method = resource.add_method(
        operation.verb,
        **given,
        request_parameters=request_parameters(document, operation) or None,
        request_models=request_models(document, operation) or None,
        operation_name=operation.told.get("operationId"),
        request_validator_id=validators.get(str(validator)),
    )
    for status, told in (operation.told.get("responses") or {}).items():
        response = resolved(document, told or {})
        headers = {f"method.response.header.{name}": False for name in response.get("headers") or {}}
        if str(status).isdigit():
            method.create_response(str(status), response_models(document, operation, response) or None, headers or None)


def _integration(api: Any, resource: Any, operation: Operation) -> None:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html"""
    told = extension(operation.told, "integration")
    if told is None:
        return
    if not told.get("type"):
        place = f"on '{operation.verb}' for resource at path '{resource.get_path()}'"
        raise BadRequestException(f"Unable to put integration {place}: Enumeration value for type must be non-empty")
    made = resource.add_integration(
        operation.verb,
        str(told["type"]).upper(),
        told.get("uri"),
        request_templates=told.get("requestTemplates"),
        passthrough_behavior=str(told.get("passthroughBehavior") or "when_no_match").upper(),
        integration_method=told.get("httpMethod"),
        tls_config=told.get("tlsConfig"),
        cache_namespace=told.get("cacheNamespace") or resource.id,
        timeout_in_millis=told.get("timeoutInMillis") or 29000,
        request_parameters=told.get("requestParameters"),
        content_handling=told.get("contentHandling"),
        credentials=told.get("credentials"),
        connection_type=told.get("connectionType"),
    )
    made.cache_key_parameters = list(told.get("cacheKeyParameters") or ())
    for pattern, answer in (told.get("responses") or {}).items():
        made.create_integration_response(
            str(answer.get("statusCode")),
            None if pattern == "default" else pattern,
            answer.get("responseTemplates"),
            answer.get("responseParameters"),
            answer.get("contentHandling"),
        )

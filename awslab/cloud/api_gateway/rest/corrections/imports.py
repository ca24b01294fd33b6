"""REST APIs from OpenAPI documents, 3.0 and 2.0: moto reads little of them.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from moto.apigateway.exceptions import BadRequestException, InvalidOpenAPIDocumentException
from moto.apigateway.models import APIGatewayBackend, Resource, RestAPI

from awslab.cloud.api_gateway.rest.openapi import (
    Document,
    Operation,
    extension,
    model_schema,
    operations,
    paths,
    request_models,
    request_parameters,
    resolve,
    response_models,
    schemas,
    security_schemes,
)
from awslab.cloud.api_gateway.rest.state import JsonObject, Parameters
from awslab.cloud.gateway.corrections import Original, correct

_MODELS = "https://apigateway.amazonaws.com/restapis/{}/models/"

MethodOptions = Mapping[str, object]
"""What a security scheme adds to a method: members of moto's `add_method`."""


@correct(APIGatewayBackend, "import_rest_api")
def api_is_made_from_document(
    _: Original, backend: APIGatewayBackend, api_doc: Document, fail_on_warnings: bool
) -> RestAPI:
    """https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html"""
    _validate(api_doc, fail_on_warnings)
    info: Any = api_doc.get("info") or {}
    api: Any = backend.create_rest_api(name=str(info.get("title") or ""), description=info.get("description"))
    api.version = info.get("version")
    return _import(backend, api, api_doc)


@correct(APIGatewayBackend, "put_rest_api")
def document_is_put_into_api(
    _: Original,
    backend: APIGatewayBackend,
    function_id: str,
    api_doc: Document,
    fail_on_warnings: bool,
    mode: str = "merge",
) -> RestAPI:
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
    return _import(backend, api, api_doc)


def _validate(document: Document, fail_on_warnings: bool) -> None:
    if not fail_on_warnings:
        return
    from openapi_spec_validator import validate
    from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

    try:
        validate(document)
    except OpenAPIValidationError as error:
        raise InvalidOpenAPIDocumentException(error) from error


def _import(backend: APIGatewayBackend, api: RestAPI, document: Document) -> RestAPI:
    _import_settings(api, document)
    for name, schema in schemas(document).items():
        text = json.dumps(model_schema(schema, _MODELS.format(api.id)))
        description: Any = schema.get("description")  # moto keeps None for none
        api.add_model(name, description, text, "application/json")
    validators = _validators(api, document)
    schemes = {name: _scheme(backend, api, name, scheme) for name, scheme in security_schemes(document).items()}
    for path in paths(document):
        _resource(backend, api, path)
    for operation in operations(document):
        resource = _resource(backend, api, operation.path)
        _add_method(resource, document, operation, validators, schemes)
        _add_integration(resource, operation)
    return api


def _import_settings(api: RestAPI, document: Document) -> None:
    api.binaryMediaTypes = list(extension(document, "binary-media-types", api.binaryMediaTypes))
    api.api_key_source = extension(document, "api-key-source", api.api_key_source)
    policy = extension(document, "policy")
    api.policy = json.dumps(policy) if policy else api.policy
    size = extension(document, "minimum-compression-size")
    api.minimum_compression_size = api.minimum_compression_size if size is None else int(size)
    for kind, response in extension(document, "gateway-responses", {}).items():
        status: Any = response.get("statusCode")  # moto says it is a number, and keeps a text
        parameters, templates = response.get("responseParameters") or {}, response.get("responseTemplates") or {}
        api.put_gateway_response(kind, None if status is None else str(status), parameters, templates)  # type: ignore[arg-type]


def _validators(api: RestAPI, document: Document) -> Mapping[str, str]:
    """Make the request validators of a document, and return their ids by name."""
    return {
        name: api.create_request_validator(
            name, bool(validator.get("validateRequestBody")), bool(validator.get("validateRequestParameters"))
        ).id
        for name, validator in extension(document, "request-validators", {}).items()
    }


def _scheme(backend: APIGatewayBackend, api: RestAPI, name: str, scheme: Document) -> MethodOptions:
    """Return what a security scheme adds to a method, with its authorizer made."""
    authorizer = extension(scheme, "authorizer")
    if authorizer is None:
        is_signed = extension(scheme, "authtype") == "awsSigv4"
        return {"authorization_type": "AWS_IAM"} if is_signed else {"api_key_required": scheme.get("type") == "apiKey"}
    kind = str(authorizer.get("type", "")).upper()
    source = authorizer.get("identitySource") or f"method.request.header.{scheme.get('name', 'Authorization')}"
    new_authorizer = backend.create_authorizer(
        api.id,
        name,
        kind,
        provider_arns=authorizer.get("providerARNs"),
        auth_type=extension(scheme, "authtype"),
        authorizer_uri=authorizer.get("authorizerUri"),
        authorizer_credentials=authorizer.get("authorizerCredentials"),
        identity_source=source,
        authorizer_result_ttl=authorizer.get("authorizerResultTtlInSeconds", 300),
    )
    new_authorizer.identity_validation_expression = authorizer.get("identityValidationExpression")
    authorization = kind if kind == "COGNITO_USER_POOLS" else "CUSTOM"
    return {"authorization_type": authorization, "authorizer_id": new_authorizer.id}


def _resource(backend: APIGatewayBackend, api: RestAPI, path: str) -> Resource:
    """Return the resource of a path, made with those above it."""
    resource = api.resources[api.root_resource_id]
    for part in filter(None, path.split("/")):
        children = (child for child in api.resources.values() if child.parent_id == resource.id)
        child = next((child for child in children if child.path_part == part), None)
        resource = child or backend.create_resource(api.id, resource.id, part)
    return resource


def _add_method(
    resource: Resource,
    document: Document,
    operation: Operation,
    validators: Mapping[str, str],
    schemes: Mapping[str, MethodOptions],
) -> None:
    options: JsonObject = {"authorization_type": "NONE", "api_key_required": False}
    for requirement in operation.document.get("security") or ():
        for name in requirement:
            options |= schemes.get(name, {})
    validator = extension(operation.document, "request-validator", extension(document, "request-validator"))
    method = resource.add_method(
        operation.verb,
        **options,
        request_parameters=request_parameters(document, operation) or None,
        request_models=request_models(document, operation) or None,
        operation_name=operation.document.get("operationId"),
        request_validator_id=validators.get(str(validator)),
    )
    for status, reference in (operation.document.get("responses") or {}).items():
        response = resolve(document, reference or {})
        headers: Any = {f"method.response.header.{name}": False for name in response.get("headers") or {}} or None
        models: Any = response_models(document, operation, response) or None
        if str(status).isdigit():
            method.create_response(str(status), models, headers)


def _add_integration(resource: Resource, operation: Operation) -> None:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html"""
    definition: Parameters | None = extension(operation.document, "integration")
    if definition is None:
        return
    if not definition.get("type"):
        place = f"on '{operation.verb}' for resource at path '{resource.get_path()}'"
        raise BadRequestException(f"Unable to put integration {place}: Enumeration value for type must be non-empty")
    uri: Any = definition.get("uri")
    timeout: Any = definition.get("timeoutInMillis") or 29000
    integration = resource.add_integration(
        operation.verb,
        str(definition["type"]).upper(),
        uri,
        request_templates=definition.get("requestTemplates"),
        passthrough_behavior=str(definition.get("passthroughBehavior") or "when_no_match").upper(),
        integration_method=definition.get("httpMethod"),
        tls_config=definition.get("tlsConfig"),
        cache_namespace=definition.get("cacheNamespace") or resource.id,
        timeout_in_millis=timeout,
        request_parameters=definition.get("requestParameters"),
        content_handling=definition.get("contentHandling"),
        credentials=definition.get("credentials"),
        connection_type=definition.get("connectionType"),
    )
    integration.cache_key_parameters = list(definition.get("cacheKeyParameters") or ())
    for pattern, response in (definition.get("responses") or {}).items():
        selection: Any = None if pattern == "default" else pattern
        integration.create_integration_response(
            str(response.get("statusCode")),
            selection,
            response.get("responseTemplates"),
            response.get("responseParameters"),
            response.get("contentHandling"),
        )

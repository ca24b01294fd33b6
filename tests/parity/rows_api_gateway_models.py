"""API Gateway, REST: models and request validators, as recorded from the real service."""

from __future__ import annotations

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rest_apis import (
    NO_VALIDATOR,
    SCHEMA,
    bad,
    conflict,
    no_api,
    patch,
    rest_api,
    unsupported,
)
from tests.parity.rows import Aws, Call

_FILE = "apigateway/test_apigateway_api"
_NO_SCHEMA = bad("Model schema must have at least 1 property or array items defined")
_NO_AUTHORIZER = bad(
    "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid "
    "authorizer."
)


def _no_model(name: str) -> Told:
    return ("NotFoundException", f"Invalid model name specified: {name}", 404)


@recorded(
    _FILE,
    "test_model_validation",
    {
        "create-model-wrong-id": no_api("abcde0"),
        "get-models-wrong-id": no_api("abcde0"),
        "get-model-wrong-id": _no_model("MySchema"),
        "del-model-wrong-id": _no_model("MySchema"),
        "create-model-already-exists": conflict("Model name already exists for this REST API"),
        "create-model-empty-name": bad("Model name must be non-empty"),
        "create-model-empty-schema": _NO_SCHEMA,
        "create-model-no-schema-json": _NO_SCHEMA,
        "create-model-no-schema-xml": _NO_SCHEMA,
    },
)
def new_models(aws: Aws) -> Calls:
    api = rest_api(aws)

    def creating(identity: str = api.id, name: str = "Empty", kind: str = "application/json", **more: str) -> Call:
        return lambda: api.gateway.create_model(restApiId=identity, name=name, contentType=kind, **more)

    return {
        "create-model-wrong-id": creating("abcde0", schema=SCHEMA),
        "get-models-wrong-id": lambda: api.gateway.get_models(restApiId="abcde0"),
        "get-model-wrong-id": lambda: api.gateway.get_model(restApiId="abcde0", modelName="MySchema"),
        "del-model-wrong-id": lambda: api.gateway.delete_model(restApiId="abcde0", modelName="MySchema"),
        "create-model-already-exists": creating(schema=SCHEMA),
        "create-model-empty-name": creating(name="", schema=SCHEMA),
        "create-model-empty-schema": creating(name="MyEmptySchema", schema=""),
        "create-model-no-schema-json": creating(name="MyEmptySchema"),
        "create-model-no-schema-xml": creating(name="MyEmptySchemaXml", kind="application/xml"),
    }


@recorded(
    _FILE,
    "test_update_model",
    {
        "update-model-wrong-id": _no_model("mySchema"),
        "update-model-invalid-op": unsupported("/wrong-path", "add"),
        "update-model-invalid-path": unsupported("/name", "replace", "/description, /schema"),
        "update-model-empty-schema": _NO_SCHEMA,
    },
)
def models_are_changed(aws: Aws) -> Calls:
    api = rest_api(aws)

    def updating(name: str, kind: str, path: str, value: str) -> Call:
        change = patch(kind, path, value)
        return lambda: api.gateway.update_model(**api.named, modelName=name, patchOperations=change)

    return {
        "update-model-wrong-id": updating("mySchema", "replace", "/schema", SCHEMA),
        "update-model-invalid-op": updating("Empty", "add", "/wrong-path", "not supported op"),
        "update-model-invalid-path": updating("Empty", "replace", "/name", "invalid"),
        "update-model-empty-schema": updating("Empty", "replace", "/schema", ""),
    }


@recorded(
    _FILE,
    "test_validators_crud_no_api",
    {
        "wrong-rest-api-id-create-validator": bad("Invalid REST API identifier specified"),
        "wrong-rest-api-id-get-validators": no_api("test-fake-rest-id"),
    },
)
def validators_of_no_api(aws: Aws) -> Calls:
    named = {"restApiId": "test-fake-rest-id"}
    return {
        "wrong-rest-api-id-create-validator": lambda: aws.apigateway.create_request_validator(**named, name="v"),
        "wrong-rest-api-id-get-validators": lambda: aws.apigateway.get_request_validators(**named),
    }


@recorded(
    _FILE,
    "test_invalid_get_request_validator",
    {
        "get-request-validators-invalid-api-id": NO_VALIDATOR,
        "get-request-validators-invalid-validator-id": NO_VALIDATOR,
    },
)
def a_validator_that_is_not_there(aws: Aws) -> Calls:
    api = rest_api(aws)

    def reading(identity: str) -> Call:
        return lambda: aws.apigateway.get_request_validator(restApiId=identity, requestValidatorId="none")

    return {
        "get-request-validators-invalid-api-id": reading("api_id"),
        "get-request-validators-invalid-validator-id": reading(api.id),
    }


@recorded(
    _FILE,
    "test_invalid_delete_request_validator",
    {
        "delete-request-validator-invalid-api-id": NO_VALIDATOR,
        "delete-request-validator-invalid-validator-id": NO_VALIDATOR,
    },
)
def a_validator_to_delete(aws: Aws) -> Calls:
    api = rest_api(aws)

    def deleting(identity: str) -> Call:
        return lambda: aws.apigateway.delete_request_validator(restApiId=identity, requestValidatorId="none")

    return {
        "delete-request-validator-invalid-api-id": deleting("api_id"),
        "delete-request-validator-invalid-validator-id": deleting(api.id),
    }


@recorded(
    _FILE,
    "test_invalid_update_request_validator_operations",
    {
        "update-request-validator-invalid-add-operation": unsupported("/validateRequestBody", "add"),
        "update-request-validator-invalid-remove-operation": unsupported("/validateRequestBody", "remove"),
        "update-request-validator-invalid-path": unsupported(
            "/invalidPath", "replace", "/name, /validateRequestParameters, /validateRequestBody"
        ),
        "update-request-validator-empty-name-value": bad("Request Validator name cannot be blank"),
    },
)
def validators_are_changed(aws: Aws) -> Calls:
    api = rest_api(aws)
    validator = api.gateway.create_request_validator(**api.named, name="v")["id"]

    def updating(kind: str, path: str, value: str | None = "true") -> Call:
        change = patch(kind, path, value)
        return lambda: api.gateway.update_request_validator(
            **api.named, requestValidatorId=validator, patchOperations=change
        )

    return {
        "update-request-validator-invalid-add-operation": updating("add", "/validateRequestBody"),
        "update-request-validator-invalid-remove-operation": updating("remove", "/validateRequestBody"),
        "update-request-validator-invalid-path": updating("replace", "/invalidPath"),
        "update-request-validator-empty-name-value": updating("replace", "/name", None),
    }


@recorded(
    _FILE,
    "test_put_method_model",
    {
        "delete-model-used": conflict("Cannot delete model 'MySchema', is referenced in method request: //GET"),
        "delete-model-used-by-2-method": conflict(
            "Cannot delete model 'MySchemaTwo', is referenced in method request: /test/ANY"
        ),
    },
)
def models_in_use(aws: Aws) -> Calls:
    api = rest_api(aws)
    for name in ("MySchema", "MySchemaTwo"):
        api.gateway.create_model(**api.named, name=name, contentType="application/json", schema=SCHEMA)
    api.with_method(requestModels={"application/json": "MySchema"})
    named = {**api.named, "resourceId": api.resource("test"), "httpMethod": "ANY"}
    models = {"application/json": "MySchemaTwo"}
    api.gateway.put_method(**named, authorizationType="NONE", requestModels=models)
    return {
        "delete-model-used": lambda: api.gateway.delete_model(**api.named, modelName="MySchema"),
        "delete-model-used-by-2-method": lambda: api.gateway.delete_model(**api.named, modelName="MySchemaTwo"),
    }

"""API Gateway, REST: keys, links, documentation and imports, as recorded from the real service."""

from __future__ import annotations

from tests.parity.recorded import Calls, recorded
from tests.parity.rest_apis import NO_LINK, NO_PART, bad, no_api, patch, rest_api, stated, unsupported
from tests.parity.rows import Aws, Call

_FILE = "apigateway/test_apigateway_api"
_EXTENDED = "apigateway/test_apigateway_extended"
_NO_OPENAPI = bad("Invalid OpenAPI input.")
_NO_IMPORTER = bad("Unable to build importer with provided input.")
_YAML = 'test:\n    value:\n        - "value ... "escaped": $var, "dt": $(var +"%a")}"\n'
_JSON = "{'key:value}"
_DESCRIPTION = '{ "description": "Sample API description" }'


@recorded(
    _EXTENDED,
    "test_create_api_key_with_invalid_name",
    {"create-api-key-name-too-long": bad("Invalid API Key name, can be at most 1024 characters.")},
)
def a_keys_name(aws: Aws) -> Calls:
    return {"create-api-key-name-too-long": lambda: aws.apigateway.create_api_key(name="a" * 1025)}


@recorded(
    _EXTENDED,
    "test_create_api_key_with_invalid_value",
    {
        "create-api-key-short-value": bad("API Key value should be at least 20 characters"),
        "create-api-key-invalid-value-too-long": bad("API Key value exceeds maximum size of 128 characters"),
    },
)
def a_keys_value(aws: Aws) -> Calls:
    return {
        "create-api-key-short-value": lambda: aws.apigateway.create_api_key(value="short"),
        "create-api-key-invalid-value-too-long": lambda: aws.apigateway.create_api_key(value="a" * 129),
    }


@recorded(
    _EXTENDED,
    "test_update_api_key_invalid_description_length",
    {
        "create-api-key-description-too-long": bad("Invalid API Key description specified."),
        "update-api-key-description-too-long": bad("Invalid API Key description specified."),
    },
)
def a_keys_description(aws: Aws) -> Calls:
    key = aws.apigateway.create_api_key(name="k")["id"]
    change = patch("replace", "/description", "a" * 125_001)
    return {
        "create-api-key-description-too-long": lambda: aws.apigateway.create_api_key(description="a" * 125_001),
        "update-api-key-description-too-long": lambda: aws.apigateway.update_api_key(
            apiKey=key, patchOperations=change
        ),
    }


@recorded(
    _EXTENDED,
    "test_update_api_key_immutable_field",
    {"update-api-key-immutable-field": unsupported("/id", "replace", "/description, /enabled, /name, /customerId")},
)
def a_keys_id(aws: Aws) -> Calls:
    key = aws.apigateway.create_api_key(name="k")["id"]
    change = patch("replace", "/id", "x")
    return {"update-api-key-immutable-field": lambda: aws.apigateway.update_api_key(apiKey=key, patchOperations=change)}


@recorded(
    _FILE,
    "test_create_vpc_link_invalid_parameters",
    {
        "create_vpc_link_invalid_target_arn": bad("Invalid ARN. ARN is not well formed invalid-arn"),
        "create_vpc_link_empty_name": bad("Name cannot be empty"),
    },
)
def new_links(aws: Aws) -> Calls:
    return {
        "create_vpc_link_invalid_target_arn": lambda: aws.apigateway.create_vpc_link(
            name="link", targetArns=["invalid-arn"]
        ),
        "create_vpc_link_empty_name": lambda: aws.apigateway.create_vpc_link(name="", targetArns=[]),
    }


@recorded(_FILE, "test_get_vpc_link_invalid_id", {"get_vpc_link_invalid_id": NO_LINK})
def a_link_that_is_not_there(aws: Aws) -> Calls:
    return {"get_vpc_link_invalid_id": lambda: aws.apigateway.get_vpc_link(vpcLinkId="none")}


@recorded(_FILE, "test_delete_vpc_link_invalid_id", {"delete_vpc_link_invalid_id": NO_LINK})
def a_link_to_delete(aws: Aws) -> Calls:
    return {"delete_vpc_link_invalid_id": lambda: aws.apigateway.delete_vpc_link(vpcLinkId="none")}


@recorded(_FILE, "test_update_vpc_link_invalid_id", {"update_vpc_link_invalid_id": NO_LINK})
def a_link_to_update(aws: Aws) -> Calls:
    change = patch("replace", "/name", "x")
    return {
        "update_vpc_link_invalid_id": lambda: aws.apigateway.update_vpc_link(vpcLinkId="none", patchOperations=change)
    }


@recorded(
    _FILE,
    "test_doc_parts_crud_no_api",
    {
        "wrong-rest-api-id-create-doc-part": no_api("test-fake-rest-id"),
        "wrong-rest-api-id-get-doc-parts": no_api("test-fake-rest-id"),
    },
)
def documentation_of_no_api(aws: Aws) -> Calls:
    named = {"restApiId": "test-fake-rest-id"}
    return {
        "wrong-rest-api-id-create-doc-part": lambda: aws.apigateway.create_documentation_part(
            **named, location={"type": "API"}, properties=_DESCRIPTION
        ),
        "wrong-rest-api-id-get-doc-parts": lambda: aws.apigateway.get_documentation_parts(**named),
    }


@recorded(
    _FILE,
    "test_invalid_get_documentation_part",
    {"get-documentation-part-invalid-api-id": NO_PART, "get-documentation-part-invalid-doc-id": NO_PART},
)
def a_part_that_is_not_there(aws: Aws) -> Calls:
    api = rest_api(aws)

    def reading(identity: str) -> Call:
        return lambda: aws.apigateway.get_documentation_part(restApiId=identity, documentationPartId="none")

    return {
        "get-documentation-part-invalid-api-id": reading("api_id"),
        "get-documentation-part-invalid-doc-id": reading(api.id),
    }


@recorded(
    _FILE,
    "test_invalid_update_documentation_part",
    {
        "update-documentation-part-invalid-api-id": NO_PART,
        "update-documentation-part-invalid-add-operation": unsupported("/properties", "add"),
        "update-documentation-part-invalid-path": unsupported("/invalidPath", "replace", "/properties"),
    },
)
def a_part_is_changed(aws: Aws) -> Calls:
    api = rest_api(aws)
    part = api.gateway.create_documentation_part(**api.named, location={"type": "API"}, properties=_DESCRIPTION)["id"]

    def updating(identity: str, kind: str, path: str) -> Call:
        change = patch(kind, path, _DESCRIPTION)
        return lambda: aws.apigateway.update_documentation_part(
            restApiId=identity, documentationPartId=part, patchOperations=change
        )

    return {
        "update-documentation-part-invalid-api-id": updating("api_id", "replace", "/properties"),
        "update-documentation-part-invalid-add-operation": updating(api.id, "add", "/properties"),
        "update-documentation-part-invalid-path": updating(api.id, "replace", "/invalidPath"),
    }


@recorded(
    _FILE,
    "test_invalid_create_documentation_part_operations",
    {
        "create_documentation_part_invalid_location_type": stated(
            "1 validation error detected: Value 'INVALID' at 'createDocumentationPartInput.location.type' failed "
        )
    },
)
def a_part_of_nothing(aws: Aws) -> Calls:
    api = rest_api(aws)
    return {
        "create_documentation_part_invalid_location_type": lambda: api.gateway.create_documentation_part(
            **api.named, location={"type": "INVALID"}, properties=_DESCRIPTION
        )
    }


@recorded(
    _FILE,
    "test_invalid_delete_documentation_part",
    {
        "delete_documentation_part_wrong_api_id": no_api("api_id"),
        "delete_already_deleted_documentation_part": NO_PART,
    },
)
def a_part_is_deleted(aws: Aws) -> Calls:
    api = rest_api(aws)

    def deleting(identity: str) -> Call:
        return lambda: aws.apigateway.delete_documentation_part(restApiId=identity, documentationPartId="none")

    return {
        "delete_documentation_part_wrong_api_id": deleting("api_id"),
        "delete_already_deleted_documentation_part": deleting(api.id),
    }


@recorded(
    _FILE,
    "test_import_documentation_parts_bad_file",
    {
        "import-documentation-parts-bad-yaml-file": _NO_IMPORTER,
        "import-documentation-parts-bad-json-file": _NO_IMPORTER,
    },
)
def bad_documentation(aws: Aws) -> Calls:
    api = rest_api(aws)

    def importing(body: str) -> Call:
        return lambda: api.gateway.import_documentation_parts(**api.named, mode="overwrite", body=body)

    return {
        "import-documentation-parts-bad-yaml-file": importing(_YAML),
        "import-documentation-parts-bad-json-file": importing(_JSON),
    }


@recorded(
    "apigateway/test_apigateway_import",
    "test_import_api_bad_file",
    {
        "import-api-bad-yaml-file": _NO_OPENAPI,
        "import-api-bad-json-file": _NO_OPENAPI,
        "put-rest-api-bad-yaml-file": _NO_OPENAPI,
        "put-rest-api-bad-json-file": _NO_OPENAPI,
    },
)
def bad_documents(aws: Aws) -> Calls:
    return {
        "import-api-bad-yaml-file": lambda: aws.apigateway.import_rest_api(body=_YAML),
        "import-api-bad-json-file": lambda: aws.apigateway.import_rest_api(body=_JSON),
        "put-rest-api-bad-yaml-file": lambda: aws.apigateway.put_rest_api(restApiId="none", body=_YAML),
        "put-rest-api-bad-json-file": lambda: aws.apigateway.put_rest_api(restApiId="none", body=_JSON),
    }

"""API Gateway, REST: APIs, resources, keys, links and documentation, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.recorded import Calls, recorded
from tests.parity.rest_apis import (
    NO_RESOURCE,
    REPLACE_ONLY,
    RestApi,
    bad,
    conflict,
    no_api,
    patch,
    rest_api,
    stated,
    unsupported,
)
from tests.parity.rows import Aws, Call

_FILE = "apigateway/test_apigateway_api"
_SIZE = bad("Invalid minimum compression size, must be between 0 and 10485760")
_NO_DESCRIPTION = bad("Description cannot be an empty string")
_BASE = bad("Invalid patch path /binaryMediaTypes")
_DUALSTACK = bad("Only dualstack ipAddressType is supported for Private APIs.")
_BELOW_GREEDY = bad("Cannot create a child of a resource with a greedy path variable: {proxy+}")
_TAKEN = conflict("Another resource with the same parent already has this name: pets")
_NO_OPENAPI = bad("Invalid OpenAPI input.")
_NO_IMPORTER = bad("Unable to build importer with provided input.")
_ONE = "1 validation error detected: Value 'wrong' at 'createRestApiInput.endpointConfiguration."
_MANY = "1 validation error detected: Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' "


def _updating(api: RestApi, kind: str, path: str, value: str | None = None) -> Call:
    return lambda: api.gateway.update_rest_api(**api.named, patchOperations=patch(kind, path, value))


@recorded(_FILE, "test_get_api_case_insensitive", {"get-api-upper-case": no_api("…")})
def an_api_in_capitals(aws: Aws) -> Calls:
    api = rest_api(aws)
    return {"get-api-upper-case": lambda: api.gateway.get_rest_api(restApiId=api.id.upper())}


@recorded(
    _FILE,
    "test_create_rest_api_with_optional_params",
    {"create-empty-desc": _NO_DESCRIPTION, "string-compression-size": _SIZE},
)
def new_apis(aws: Aws) -> Calls:
    return {
        "create-empty-desc": lambda: rest_api(aws, description=""),
        "string-compression-size": lambda: rest_api(aws, minimumCompressionSize=-1),
    }


@recorded(
    _FILE,
    "test_create_rest_api_with_endpoint_configuration",
    {
        "create-with-empty-types": bad("REGIONAL Configuration and EDGE Configuration cannot be both DISABLED."),
        "create-with-two-types": bad("Cannot create an api with multiple Endpoint Types."),
        "create-with-multiple-errors-2": _NO_DESCRIPTION,
        "create-with-invalid-ip-address-type": stated(f"{_ONE}ipAddressType' failed to satisfy constraint: "),
        "create-with-invalid-types": stated(f"{_MANY}failed to satisfy constraint: Member must satisfy "),
        "create-with-invalid-ip-address-type-and-types": stated(
            _MANY.replace("1 validation error", "2 validation errors")
        ),
    },
)
def endpoints_of_new_apis(aws: Aws) -> Calls:
    def configured(types: list[str], addresses: str | None = None, **more: Any) -> Call:
        given = {"types": types} | ({"ipAddressType": addresses} if addresses else {})
        return lambda: rest_api(aws, endpointConfiguration=given, **more)

    return {
        "create-with-empty-types": configured([]),
        "create-with-two-types": configured(["EDGE", "REGIONAL"]),
        "create-with-multiple-errors-2": configured(["EDGE"], "ipv4", description="", minimumCompressionSize=-1),
        "create-with-invalid-ip-address-type": configured(["EDGE"], "wrong"),
        "create-with-invalid-types": configured(["wrong"], "ipv4"),
        "create-with-invalid-ip-address-type-and-types": configured(["wrong"], "wrong"),
    }


@recorded(_FILE, "test_create_rest_api_private_type", {"create-with-private-type-and-ipv4-ip-address-type": _DUALSTACK})
def private_apis(aws: Aws) -> Calls:
    given = {"types": ["PRIVATE"], "ipAddressType": "ipv4"}
    return {"create-with-private-type-and-ipv4-ip-address-type": lambda: rest_api(aws, endpointConfiguration=given)}


@recorded(
    _FILE,
    "test_update_rest_api_compression",
    {"set-negative-compression": _SIZE, "set-string-compression": _SIZE, "unsupported-operation": REPLACE_ONLY},
)
def compression(aws: Aws) -> Calls:
    api, path = rest_api(aws), "/minimumCompressionSize"
    return {
        "set-negative-compression": _updating(api, "replace", path, "-1"),
        "set-string-compression": _updating(api, "replace", path, "test"),
        "unsupported-operation": _updating(api, "add", path, "10"),
    }


@recorded(
    _FILE,
    "test_update_rest_api_behaviour",
    {
        "update-rest-api-add-base-path": _BASE,
        "update-rest-api-replace-base-path": _BASE,
        "update-rest-api-remove-base-path": _BASE,
    },
)
def binary_media_types(aws: Aws) -> Calls:
    api, path = rest_api(aws), "/binaryMediaTypes"
    return {
        "update-rest-api-add-base-path": _updating(api, "add", path, "image/gif"),
        "update-rest-api-replace-base-path": _updating(api, "replace", path, "image/gif"),
        "update-rest-api-remove-base-path": _updating(api, "remove", path),
    }


@recorded(_FILE, "test_update_rest_api_invalid_api_id", {"not-found-update-rest-api": no_api("api_id")})
def an_api_that_is_not_there(aws: Aws) -> Calls:
    change = patch("replace", "/name", "x")
    call: Call = lambda: aws.apigateway.update_rest_api(restApiId="api_id", patchOperations=change)  # noqa: E731
    return {"not-found-update-rest-api": call}


@recorded(
    _FILE,
    "test_update_rest_api_ip_address_type",
    {
        "update-rest-api-replace-to-ipv4-within-private-type": _DUALSTACK,
        "update-rest-api-wrong-ipAddressType": bad("ipAddressType must be either ipv4 or dualstack."),
        "update-rest-api-wrong-type": bad("Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE"),
        "update-rest-api-invalid-operation-on-ipAddressType": REPLACE_ONLY,
        "update-rest-api-invalid-operation-on-type": bad(
            "Invalid patch operation specified. Must be 'add'|'remove'|'replace'"
        ),
    },
)
def endpoints_of_apis(aws: Aws) -> Calls:
    api = rest_api(aws)
    addresses, types = "/endpointConfiguration/ipAddressType", "/endpointConfiguration/types/0"
    _updating(api, "replace", types, "PRIVATE")()
    return {
        "update-rest-api-replace-to-ipv4-within-private-type": _updating(api, "replace", addresses, "ipv4"),
        "update-rest-api-wrong-ipAddressType": _updating(api, "replace", addresses, "wrong"),
        "update-rest-api-wrong-type": _updating(api, "replace", types, "wrong"),
        "update-rest-api-invalid-operation-on-ipAddressType": _updating(api, "remove", addresses, "dualstack"),
        "update-rest-api-invalid-operation-on-type": _updating(api, "remove", types, "EDGE"),
    }


@recorded(
    _FILE,
    "test_update_rest_api_concatenation_of_errors",
    {
        "update-rest-api-wrong-operations-on-type": stated(
            "2 validation errors detected: Value 'wrong' at 'updateRestApiInput.patchOperations.1.member.op' failed "
        )
    },
)
def two_wrong_operations(aws: Aws) -> Calls:
    api = rest_api(aws)
    wrong = [*patch("wrong", "/name", "x"), *patch("wrong", "/name", "y")]
    call: Call = lambda: api.gateway.update_rest_api(**api.named, patchOperations=wrong)  # noqa: E731
    return {"update-rest-api-wrong-operations-on-type": call}


@recorded(
    _FILE,
    "test_update_resource_behaviour",
    {
        "nonexistent-resource": NO_RESOURCE,
        "invalid-path-part": unsupported("/invalid", "replace", "/parentId, /pathPart"),
        "invalid-parent-id": NO_RESOURCE,
        "existing-future-sibling-path": _TAKEN,
        "update-parent-id-to-subresource-id": bad("Resources cannot be cyclical."),
        "update-path-already-exists": _TAKEN,
        "remove-unsupported": unsupported("/pathPart", "remove"),
        "add-unsupported": unsupported("/pathPart", "add"),
    },
)
def resources_are_moved(aws: Aws) -> Calls:
    api = rest_api(aws)
    pets = api.resource("pets")
    below = api.resource("subpets", pets)
    child, other = api.resource("pets", below), api.resource("other")

    def updating(resource: str, kind: str, path: str, value: str | None = None) -> Call:
        return lambda: api.gateway.update_resource(
            **api.named, resourceId=resource, patchOperations=patch(kind, path, value)
        )

    return {
        "nonexistent-resource": updating("fake-resource", "replace", "/pathPart", "dogs"),
        "invalid-path-part": updating(pets, "replace", "/invalid", "dogs"),
        "invalid-parent-id": updating(pets, "replace", "/parentId", "fake-parent-id"),
        "existing-future-sibling-path": updating(child, "replace", "/parentId", api.root),
        "update-parent-id-to-subresource-id": updating(pets, "replace", "/parentId", below),
        "update-path-already-exists": updating(other, "replace", "/pathPart", "pets"),
        "remove-unsupported": updating(below, "remove", "/pathPart"),
        "add-unsupported": updating(below, "add", "/pathPart", "added-pets"),
    }


@recorded(
    _FILE,
    "test_update_resource_on_root",
    {
        "update-root-path-part": bad("Root resource cannot update its pathPart."),
        "update-root-parent": bad("Root resource cannot update its parentId."),
    },
)
def the_root_stays(aws: Aws) -> Calls:
    api = rest_api(aws)

    def updating(path: str, value: str) -> Call:
        return lambda: api.gateway.update_resource(
            **api.named, resourceId=api.root, patchOperations=patch("replace", path, value)
        )

    return {"update-root-path-part": updating("/pathPart", "x"), "update-root-parent": updating("/parentId", api.root)}


@recorded(_FILE, "test_delete_resource", {"delete-subresource": NO_RESOURCE})
def a_resource_that_is_gone(aws: Aws) -> Calls:
    api = rest_api(aws)
    return {"delete-subresource": lambda: api.gateway.delete_resource(**api.named, resourceId="none00")}


@recorded(_FILE, "test_create_resource_parent_invalid", {"wrong-resource-parent-id": NO_RESOURCE})
def a_parent_that_is_not_there(aws: Aws) -> Calls:
    api = rest_api(aws)
    return {"wrong-resource-parent-id": lambda: api.resource("pets", "fake-resource-id")}


@recorded(
    _FILE,
    "test_create_proxy_resource_validation",
    {
        "create-proxy-dynamic-sibling-resource": bad(
            "A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed"
        ),
        "create-proxy-static-child-resource": _BELOW_GREEDY,
        "create-proxy-dynamic-child-resource": _BELOW_GREEDY,
    },
)
def beside_and_below_a_proxy(aws: Aws) -> Calls:
    api = rest_api(aws)
    proxy = api.resource("{proxy+}")
    return {
        "create-proxy-dynamic-sibling-resource": lambda: api.resource("{dynamic}"),
        "create-proxy-static-child-resource": lambda: api.resource("child", proxy),
        "create-proxy-dynamic-child-resource": lambda: api.resource("{child}", proxy),
    }

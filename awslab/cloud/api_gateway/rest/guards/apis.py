"""REST APIs, API keys and VPC links that API Gateway refuses. The texts were recorded from the real service
(aws-errors.tsv) unless a rule says otherwise."""

from __future__ import annotations

import json

from awslab.cloud.api_gateway.rest.patches import Patch, patches
from awslab.cloud.api_gateway.rest.state import api, bad_request
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/apigateway/latest/api/"
_GUIDE = "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
_SIZE = "Invalid minimum compression size, must be between 0 and 10485760"
_LARGEST = 10_485_760
_DUALSTACK = "Only dualstack ipAddressType is supported for Private APIs."
_NO_POLICY = "Invalid policy document. Please check the policy syntax and ensure that Principals are valid."


@guard("apigateway", "CreateRestApi", phase=Phase.SHAPE, source=_API + "API_CreateRestApi.html")
def description_and_compression_size_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A description is not empty, and a minimum compression size is between 0 and 10485760 bytes."""
    parameters = request.parameters
    if parameters.get("description") == "":
        return bad_request("Description cannot be an empty string")
    size = parameters.get("minimumCompressionSize")
    return bad_request(_SIZE) if size is not None and not 0 <= int(size) <= _LARGEST else None


@guard("apigateway", "CreateRestApi", phase=Phase.SHAPE, source=_API + "API_CreateRestApi.html")
def cloning_is_not_supported(request: AwsRequest, _: State) -> Refusal | None:
    """Cloning is not in the sandbox. This is not AWS's answer: the sandbox names what it lacks."""
    if not request.parameters.get("cloneFrom"):
        return None
    return Refusal("NotImplemented", "The sandbox does not clone REST APIs (cloneFrom). Real AWS does.", 501)


@guard("apigateway", "CreateRestApi", phase=Phase.SHAPE, source=_GUIDE + "api-gateway-api-endpoint-types.html")
def endpoint_type_is_single(request: AwsRequest, _: State) -> Refusal | None:
    """An API has one endpoint type; a private one has dual-stack addresses."""
    configuration = request.parameters.get("endpointConfiguration") or {}
    types = configuration.get("types")
    if types is not None and not types:
        return bad_request("REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.")
    if types and len(types) > 1:
        return bad_request("Cannot create an api with multiple Endpoint Types.")
    return bad_request(_DUALSTACK) if types == ["PRIVATE"] and configuration.get("ipAddressType") == "ipv4" else None


@guard(
    "apigateway",
    "CreateRestApi",
    "UpdateRestApi",
    phase=Phase.SHAPE,
    source=_GUIDE + "apigateway-resource-policies.html",
)
def resource_policy_has_principals(request: AwsRequest, _: State) -> Refusal | None:
    """A resource policy consists of statements with a principal. The text is known from public reports."""
    replacements = [patch.value for patch in _operations(request) if (patch.path, patch.kind) == ("/policy", "replace")]
    policies = [request.parameters.get("policy"), *replacements]
    return bad_request(_NO_POLICY) if any(policy and not _is_policy(str(policy)) for policy in policies) else None


def _operations(request: AwsRequest) -> list[Patch]:
    return patches(request.parameters.get("patchOperations"))


def _is_policy(text: str) -> bool:
    try:
        policy = json.loads(text)["Statement"]
        statements = policy if isinstance(policy, list) else [policy]
        return all("Principal" in statement or "NotPrincipal" in statement for statement in statements)
    except (ValueError, KeyError, TypeError):
        return False


@guard("apigateway", "UpdateRestApi", phase=Phase.SHAPE, source=_API + "patch-operations.html")
def api_patches_are_valid(request: AwsRequest, state: State) -> Refusal | None:
    """Sizes, endpoint types and address types are replaced by valid ones; binary media types are patched one by one."""
    owner = api(request, state)
    types = list((owner.endpoint_configuration or {}).get("types") or ()) if owner else []
    for patch in _operations(request):
        refusal = _size(patch.kind, patch.text) if patch.path == "/minimumCompressionSize" else None
        if patch.path == "/binaryMediaTypes":
            refusal = bad_request("Invalid patch path /binaryMediaTypes")
        elif patch.path.startswith("/endpointConfiguration/types"):
            refusal = _type(patch.kind, patch.text)
            types = [patch.text]
        elif patch.path == "/endpointConfiguration/ipAddressType":
            refusal = _addresses(patch.kind, patch.text, types)
        if refusal is not None:
            return refusal
    return None


def _size(kind: str, value: str) -> Refusal | None:
    if kind != "replace":
        return bad_request("Invalid patch operation specified. Must be one of: [replace]")
    return bad_request(_SIZE) if value and not (value.isdigit() and int(value) <= _LARGEST) else None


def _type(kind: str, value: str) -> Refusal | None:
    if kind != "replace":
        return bad_request("Invalid patch operation specified. Must be 'add'|'remove'|'replace'")
    is_type = value in ("REGIONAL", "EDGE", "PRIVATE")
    return None if is_type else bad_request("Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE")


def _addresses(kind: str, value: str, types: list[str]) -> Refusal | None:
    if kind != "replace":
        return bad_request("Invalid patch operation specified. Must be one of: [replace]")
    if value not in ("ipv4", "dualstack"):
        return bad_request("ipAddressType must be either ipv4 or dualstack.")
    return bad_request(_DUALSTACK) if types == ["PRIVATE"] and value == "ipv4" else None


@guard("apigateway", "CreateApiKey", "UpdateApiKey", phase=Phase.SHAPE, source=_API + "API_CreateApiKey.html")
def key_name_and_value_lengths_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A name has 1024 characters at most, a value 20 to 128."""
    members = dict(request.parameters)
    members |= {patch.path[1:]: patch.value for patch in _operations(request)}
    if len(str(members.get("name") or "")) > 1024:
        return bad_request("Invalid API Key name, can be at most 1024 characters.")
    if len(str(members.get("description") or "")) > 125_000:
        return bad_request("Invalid API Key description specified.")
    value = members.get("value")
    if value and len(str(value)) < 20:
        return bad_request("API Key value should be at least 20 characters")
    return bad_request("API Key value exceeds maximum size of 128 characters") if len(str(value or "")) > 128 else None


@guard("apigateway", "CreateVpcLink", phase=Phase.SHAPE, source=_API + "API_CreateVpcLink.html")
def vpc_link_name_and_target_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A VPC link has a name and the ARN of a Network Load Balancer."""
    parameters = request.parameters
    if not parameters.get("name"):
        return bad_request("Name cannot be empty")
    wrong = next((arn for arn in parameters.get("targetArns") or () if not str(arn).startswith("arn:")), None)
    return bad_request(f"Invalid ARN. ARN is not well formed {wrong}") if wrong is not None else None


@guard("apigateway", "ImportRestApi", "PutRestApi", phase=Phase.SHAPE, source=_API + "API_ImportRestApi.html")
def import_is_openapi(request: AwsRequest, _: State) -> Refusal | None:
    """An imported document is JSON or YAML, OpenAPI 3.0 or 2.0."""
    import yaml

    body = request.parameters.get("body") or b""
    try:
        document = json.loads(body)
    except ValueError:
        try:
            document = yaml.safe_load(body)
        except yaml.YAMLError:
            return bad_request("Invalid OpenAPI input.")
    is_openapi = isinstance(document, dict) and ("openapi" in document or "swagger" in document)
    return None if is_openapi else bad_request("Invalid OpenAPI input.")


@guard(
    "apigateway",
    "ImportRestApi",
    "PutRestApi",
    phase=Phase.SHAPE,
    source=_GUIDE + "api-gateway-import-api-basePath.html",
)
def importing_base_paths_is_not_supported(request: AwsRequest, _: State) -> Refusal | None:
    """Importing base paths is not in the sandbox. This is not AWS's answer: the sandbox names what it lacks."""
    mode = str((request.parameters.get("parameters") or {}).get("basepath") or "ignore")
    if mode == "ignore":
        return None
    return Refusal("NotImplemented", f"The sandbox does not import base paths ({mode}). Real AWS does.", 501)

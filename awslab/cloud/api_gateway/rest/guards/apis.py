"""REST APIs, API keys and VPC links that API Gateway refuses. The texts were recorded from the real service
(aws-errors.tsv) unless a rule says otherwise."""

from __future__ import annotations

import json
from typing import Any

from awslab.cloud.api_gateway.rest.state import api, bad, patches
from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/apigateway/latest/api/"
_GUIDE = "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
_SIZE = "Invalid minimum compression size, must be between 0 and 10485760"
_LARGEST = 10_485_760
_DUALSTACK = "Only dualstack ipAddressType is supported for Private APIs."
_NO_POLICY = "Invalid policy document. Please check the policy syntax and ensure that Principals are valid."


@guard("apigateway", "CreateRestApi", source=_API + "API_CreateRestApi.html")
def new_apis_are_described(request: AwsRequest, _: State) -> Refusal | None:
    """Or not at all."""
    given = request.parameters
    if given.get("description") == "":
        return bad("Description cannot be an empty string")
    size = given.get("minimumCompressionSize")
    return bad(_SIZE) if size is not None and not 0 <= int(size) <= _LARGEST else None


@guard("apigateway", "CreateRestApi", source=_API + "API_CreateRestApi.html")
def new_apis_are_no_clones(request: AwsRequest, _: State) -> Refusal | None:
    """Not AWS's answer: the sandbox says what it lacks."""
    if not request.parameters.get("cloneFrom"):
        return None
    return Refusal("NotImplemented", "The sandbox does not clone REST APIs (cloneFrom). Real AWS does.", 501)


@guard("apigateway", "CreateRestApi", source=_GUIDE + "api-gateway-api-endpoint-types.html")
def new_apis_have_one_endpoint_type(request: AwsRequest, _: State) -> Refusal | None:
    """A private one has dual-stack addresses."""
    configured = request.parameters.get("endpointConfiguration") or {}
    types = configured.get("types")
    if types is not None and not types:
        return bad("REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.")
    if types and len(types) > 1:
        return bad("Cannot create an api with multiple Endpoint Types.")
    return bad(_DUALSTACK) if types == ["PRIVATE"] and configured.get("ipAddressType") == "ipv4" else None


@guard("apigateway", "CreateRestApi", "UpdateRestApi", source=_GUIDE + "apigateway-resource-policies.html")
def resource_policies_are_policies(request: AwsRequest, _: State) -> Refusal | None:
    """Statements with an effect and a principal. The text is known from public reports."""
    written = [
        request.parameters.get("policy"),
        *(
            each.get("value")
            for each in patches(request)
            if each.get("path") == "/policy" and each.get("op") == "replace"
        ),
    ]
    return bad(_NO_POLICY) if any(each and not _is_policy(str(each)) for each in written) else None


def _is_policy(text: str) -> bool:
    try:
        document: Any = json.loads(text)
        statements = document["Statement"]
        listed = statements if isinstance(statements, list) else [statements]
        return all("Principal" in each or "NotPrincipal" in each for each in listed)
    except (ValueError, KeyError, TypeError):
        return False


@guard("apigateway", "UpdateRestApi", source=_API + "patch-operations.html")
def apis_are_patched_where_they_can_be(request: AwsRequest, state: State) -> Refusal | None:
    """Sizes, endpoint types and address types; binary media types one by one."""
    found = api(request, state)
    types = list((found.endpoint_configuration or {}).get("types") or ()) if found else []
    for each in patches(request):
        kind, path, value = str(each.get("op")), str(each.get("path")), str(each.get("value") or "")
        refused = _size(kind, value) if path == "/minimumCompressionSize" else None
        if path == "/binaryMediaTypes":
            refused = bad("Invalid patch path /binaryMediaTypes")
        elif path.startswith("/endpointConfiguration/types"):
            refused = _type(kind, value)
            types = [value]
        elif path == "/endpointConfiguration/ipAddressType":
            refused = _addresses(kind, value, types)
        if refused is not None:
            return refused
    return None


def _size(kind: str, value: str) -> Refusal | None:
    if kind != "replace":
        return bad("Invalid patch operation specified. Must be one of: [replace]")
    return bad(_SIZE) if value and not (value.isdigit() and int(value) <= _LARGEST) else None


def _type(kind: str, value: str) -> Refusal | None:
    if kind != "replace":
        return bad("Invalid patch operation specified. Must be 'add'|'remove'|'replace'")
    known = value in ("REGIONAL", "EDGE", "PRIVATE")
    return None if known else bad("Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE")


def _addresses(kind: str, value: str, types: list[str]) -> Refusal | None:
    if kind != "replace":
        return bad("Invalid patch operation specified. Must be one of: [replace]")
    if value not in ("ipv4", "dualstack"):
        return bad("ipAddressType must be either ipv4 or dualstack.")
    return bad(_DUALSTACK) if types == ["PRIVATE"] and value == "ipv4" else None


@guard("apigateway", "CreateApiKey", "UpdateApiKey", source=_API + "API_CreateApiKey.html")
def keys_have_names_and_values_of_some_length(request: AwsRequest, _: State) -> Refusal | None:
    """A value has 20 characters at least."""
    given = dict(request.parameters)
    given |= {str(each.get("path"))[1:]: each.get("value") for each in patches(request)}
    if len(str(given.get("name") or "")) > 1024:
        return bad("Invalid API Key name, can be at most 1024 characters.")
    if len(str(given.get("description") or "")) > 125_000:
        return bad("Invalid API Key description specified.")
    value = given.get("value")
    if value and len(str(value)) < 20:
        return bad("API Key value should be at least 20 characters")
    return bad("API Key value exceeds maximum size of 128 characters") if len(str(value or "")) > 128 else None


@guard("apigateway", "CreateVpcLink", source=_API + "API_CreateVpcLink.html")
def vpc_links_have_a_name_and_a_target(request: AwsRequest, _: State) -> Refusal | None:
    """The ARN of a Network Load Balancer."""
    given = request.parameters
    if not given.get("name"):
        return bad("Name cannot be empty")
    wrong = next((arn for arn in given.get("targetArns") or () if not str(arn).startswith("arn:")), None)
    return bad(f"Invalid ARN. ARN is not well formed {wrong}") if wrong is not None else None


@guard("apigateway", "ImportRestApi", "PutRestApi", source=_API + "API_ImportRestApi.html")
def imported_documents_are_openapi(request: AwsRequest, _: State) -> Refusal | None:
    """JSON or YAML, OpenAPI 3.0 or 2.0."""
    import yaml

    body = request.parameters.get("body") or b""
    try:
        document = json.loads(body)
    except ValueError:
        try:
            document = yaml.safe_load(body)
        except yaml.YAMLError:
            return bad("Invalid OpenAPI input.")
    known = isinstance(document, dict) and ("openapi" in document or "swagger" in document)
    return None if known else bad("Invalid OpenAPI input.")


@guard("apigateway", "ImportRestApi", "PutRestApi", source=_GUIDE + "api-gateway-import-api-basePath.html")
def base_paths_are_ignored(request: AwsRequest, _: State) -> Refusal | None:
    """Not AWS's answer: the sandbox says what it lacks."""
    mode = str((request.parameters.get("parameters") or {}).get("basepath") or "ignore")
    if mode == "ignore":
        return None
    return Refusal("NotImplemented", f"The sandbox does not import base paths ({mode}). Real AWS does.", 501)

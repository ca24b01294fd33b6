"""REST APIs, resources, methods, stages, usage plans and other things that a call names and that are not there.

The texts were recorded from the real service (aws-errors.tsv), those of authorizers, deployments, stages, keys and
base path mappings are moto's, which took them from AWS. Within one call the order of this file is the order in which
the service looks things up.
"""

from __future__ import annotations

from awslab.cloud.api_gateway.rest.state import api, bad_request, conflict, gateway, method, not_found, resource
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/apigateway/latest/api/"

_OF_RESOURCES = (
    *("GetResource", "UpdateResource", "DeleteResource", "PutMethod"),
    *(f"{verb}Method" for verb in ("Get", "Update", "Delete")),
    *(f"{verb}{member}" for member in ("Integration", "MethodResponse") for verb in ("Put", "Get", "Update", "Delete")),
    *(f"{verb}IntegrationResponse" for verb in ("Put", "Get", "Update", "Delete")),
)
_OF_METHODS = tuple(name for name in _OF_RESOURCES if "Resource" not in name and name != "PutMethod")
_OF_INTEGRATIONS = (
    *("GetIntegration", "UpdateIntegration", "DeleteIntegration"),
    *(f"{verb}IntegrationResponse" for verb in ("Put", "Get", "Update", "Delete")),
)
_OF_APIS = (
    *("GetRestApi", "UpdateRestApi", "DeleteRestApi", "PutRestApi", "GetResources", "CreateDeployment"),
    *("CreateModel", "GetModels", "GetAuthorizers", "GetRequestValidators", "GetGatewayResponses", "GetStages"),
    *(f"{verb}GatewayResponse" for verb in ("Put", "Get", "Update", "Delete")),
    *("CreateDocumentationPart", "GetDocumentationParts", "ImportDocumentationParts", "CreateStage"),
    *("GetDeployments", "GetDeployment", "UpdateDeployment", "DeleteDeployment", "GetStage", "UpdateStage"),
    "DeleteStage",
)
_COLLECTIONS = {
    "Authorizer": ("authorizers", "authorizerId", "Invalid Authorizer identifier specified"),
    "Deployment": ("deployments", "deploymentId", "Invalid Deployment identifier specified"),
    "Stage": ("stages", "stageName", "Invalid stage identifier specified"),
}
_CALLS = tuple(f"{verb}{member}" for member in _COLLECTIONS for verb in ("Get", "Update", "Delete"))
_MAPPINGS = tuple(f"{verb}BasePathMapping" for verb in ("Create", "Get", "Update", "Delete"))


@guard("apigateway", *_OF_APIS, phase=Phase.IDENTIFIER, source=_API + "API_GetRestApi.html")
def api_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The API exists. The refusal shows the account's number before the id."""
    if api(request, state) is not None:
        return None
    return not_found(f"Invalid API identifier specified {state.account_id}:{request.parameters['restApiId']}")


@guard(
    "apigateway", "DeleteDocumentationPart", phase=Phase.IDENTIFIER, source=_API + "API_DeleteDocumentationPart.html"
)
def api_of_documentation_part_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The API of a documentation part exists; of the calls for one part, only the deletion says when it does not."""
    return api_exists(request, state)


@guard("apigateway", "CreateRequestValidator", phase=Phase.IDENTIFIER, source=_API + "API_CreateRequestValidator.html")
def api_of_new_validator_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The API of a new validator exists; code and text differ from those of other calls."""
    return bad_request("Invalid REST API identifier specified") if api(request, state) is None else None


@guard("apigateway", "CreateAuthorizer", phase=Phase.IDENTIFIER, source=_API + "API_CreateAuthorizer.html")
def api_of_new_authorizer_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The API of a new authorizer exists; code and text differ from those of other calls."""
    if api(request, state) is not None:
        return None
    return conflict("Unable to complete operation due to concurrent modification. Please try again later.")


@guard(
    "apigateway", "GetModel", "UpdateModel", "DeleteModel", phase=Phase.IDENTIFIER, source=_API + "API_GetModel.html"
)
def model_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The model exists; the refusal is the same when its API is missing."""
    owner, name = api(request, state), request.parameters["modelName"]
    return None if owner and name in owner.models else not_found(f"Invalid model name specified: {name}")


@guard(
    "apigateway",
    *("GetRequestValidator", "UpdateRequestValidator", "DeleteRequestValidator"),
    phase=Phase.IDENTIFIER,
    source=_API + "API_GetRequestValidator.html",
)
def validator_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The request validator exists; the refusal is the same when its API is missing."""
    owner = api(request, state)
    if owner and request.parameters["requestValidatorId"] in owner.request_validators:
        return None
    return not_found("Invalid Request Validator identifier specified")


@guard("apigateway", *_OF_RESOURCES, phase=Phase.IDENTIFIER, source=_API + "API_GetResource.html")
def resource_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The resource exists; the refusal is the same when its API is missing."""
    return not_found("Invalid Resource identifier specified") if resource(request, state) is None else None


@guard("apigateway", "CreateResource", phase=Phase.IDENTIFIER, source=_API + "API_CreateResource.html")
def parent_resource_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The parent of a new resource exists."""
    owner = api(request, state)
    if owner is None:
        return api_exists(request, state)
    is_known = request.parameters["parentId"] in owner.resources
    return None if is_known else not_found("Invalid Resource identifier specified")


@guard("apigateway", *_OF_METHODS, phase=Phase.IDENTIFIER, source=_API + "API_GetMethod.html")
def method_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The method exists; deleting an integration response of a missing method names the integration."""
    if method(request, state) is not None:
        return None
    kind = "Integration" if request.operation == "DeleteIntegrationResponse" else "Method"
    return not_found(f"Invalid {kind} identifier specified")


@guard("apigateway", *_OF_INTEGRATIONS, phase=Phase.IDENTIFIER, source=_API + "API_GetIntegration.html")
def integration_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The method has an integration."""
    owner = method(request, state)
    return None if owner and owner.method_integration else not_found("Invalid Integration identifier specified")


@guard(
    "apigateway",
    *(f"{verb}{owner}Response" for owner in ("Method", "Integration") for verb in ("Get", "Update", "Delete")),
    phase=Phase.IDENTIFIER,
    source=_API + "API_GetMethodResponse.html",
)
def response_status_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The method or its integration has a response of that status."""
    owner = method(request, state)
    if owner is None:
        return None
    integration = owner.method_integration
    integration_statuses = set((integration.integration_responses or {}) if integration else {})
    statuses = set(owner.method_responses) if "Method" in request.operation else integration_statuses
    is_known = str(request.parameters["statusCode"]) in statuses
    return None if is_known else not_found("Invalid Response status code specified")


@guard(
    "apigateway",
    "GetVpcLink",
    "UpdateVpcLink",
    "DeleteVpcLink",
    phase=Phase.IDENTIFIER,
    source=_API + "API_GetVpcLink.html",
)
def vpc_link_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The VPC link exists."""
    is_known = request.parameters["vpcLinkId"] in gateway(request, state).vpc_links
    return None if is_known else not_found("Invalid Vpc Link identifier specified")


@guard(
    "apigateway",
    "GetUsagePlan",
    "UpdateUsagePlan",
    "DeleteUsagePlan",
    phase=Phase.IDENTIFIER,
    source=_API + "API_GetUsagePlan.html",
)
def usage_plan_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The usage plan exists."""
    is_known = request.parameters["usagePlanId"] in gateway(request, state).usage_plans
    return None if is_known else not_found("Invalid Usage Plan ID specified")


@guard("apigateway", "DeleteGatewayResponse", phase=Phase.IDENTIFIER, source=_API + "API_DeleteGatewayResponse.html")
def gateway_response_is_customized(request: AwsRequest, state: State) -> Refusal | None:
    """A gateway response can be deleted only after it was changed."""
    owner = api(request, state)
    is_known = owner is None or request.parameters["responseType"] in owner.gateway_responses
    return None if is_known else not_found("Gateway response type not defined on api")


@guard(
    "apigateway",
    *(call for call in _CALLS if call != "UpdateStage"),  # guards/stages.py has that one
    "FlushStageCache",
    phase=Phase.IDENTIFIER,
    source=_API + "API_GetStage.html",
)
def member_of_api_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The authorizer, deployment or stage exists."""
    member = next(name for name in _COLLECTIONS if name in request.operation)
    collection, parameter, message = _COLLECTIONS[member]
    owner = api(request, state)
    is_known = owner is not None and str(request.parameters[parameter]) in getattr(owner, collection)
    return None if is_known else not_found(message)


@guard(
    "apigateway",
    *("CreateUsagePlanKey", "GetUsagePlanKey", "GetUsagePlanKeys", "DeleteUsagePlanKey"),
    phase=Phase.IDENTIFIER,
    source=_API + "API_CreateUsagePlanKey.html",
)
def plan_and_key_exist(request: AwsRequest, state: State) -> Refusal | None:
    """The usage plan exists, and the API key; for all but a new entry the key belongs to the plan."""
    backend, parameters = gateway(request, state), request.parameters
    if parameters["usagePlanId"] not in backend.usage_plans:
        return not_found("Invalid Usage Plan ID specified")
    if "keyId" not in parameters:
        return None
    keys_of_plan = set(backend.usage_plan_keys.get(parameters["usagePlanId"], {}))
    keys = set(backend.keys) if request.operation == "CreateUsagePlanKey" else keys_of_plan
    return None if parameters["keyId"] in keys else not_found("Invalid API Key identifier specified")


@guard(
    "apigateway",
    *_MAPPINGS,
    "GetBasePathMappings",
    phase=Phase.IDENTIFIER,
    source=_API + "API_CreateBasePathMapping.html",
)
def domain_name_and_mapping_exist(request: AwsRequest, state: State) -> Refusal | None:
    """The domain name exists, and for all but a new mapping the mapping."""
    backend, parameters = gateway(request, state), request.parameters
    if parameters["domainName"] not in backend.domain_names:
        return not_found("Invalid domain name identifier specified")
    if request.operation in ("CreateBasePathMapping", "GetBasePathMappings"):
        return None
    is_known = parameters["basePath"] in backend.base_path_mappings.get(parameters["domainName"], {})
    return None if is_known else not_found("Invalid base path mapping identifier specified")

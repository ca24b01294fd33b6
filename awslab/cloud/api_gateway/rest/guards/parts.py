"""REST APIs, resources, methods, ... that are not there. The texts were recorded from the real service
(aws-errors.tsv)."""

from __future__ import annotations

from awslab.cloud.api_gateway.rest.state import api, bad, conflict, method, missing, resource
from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/apigateway/latest/api/"

_OF_RESOURCES = (
    *("GetResource", "UpdateResource", "DeleteResource", "PutMethod"),
    *(f"{verb}Method" for verb in ("Get", "Update", "Delete")),
    *(f"{verb}{what}" for what in ("Integration", "MethodResponse") for verb in ("Put", "Get", "Update", "Delete")),
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


@guard("apigateway", *_OF_APIS, source=_API + "API_GetRestApi.html")
def apis_are_there(request: AwsRequest, state: State) -> Refusal | None:
    """Ids are told with the account's number."""
    if api(request, state) is not None:
        return None
    return missing(f"Invalid API identifier specified {state.account_id}:{request.parameters['restApiId']}")


@guard("apigateway", "DeleteDocumentationPart", source=_API + "API_DeleteDocumentationPart.html")
def apis_of_parts_to_delete_are_there(request: AwsRequest, state: State) -> Refusal | None:
    """Only the deletion of a part tells the API's id."""
    return apis_are_there(request, state)


@guard("apigateway", "CreateRequestValidator", source=_API + "API_CreateRequestValidator.html")
def apis_of_new_validators_are_there(request: AwsRequest, state: State) -> Refusal | None:
    """Another code and another text than everywhere else."""
    return bad("Invalid REST API identifier specified") if api(request, state) is None else None


@guard("apigateway", "CreateAuthorizer", source=_API + "API_CreateAuthorizer.html")
def apis_of_new_authorizers_are_there(request: AwsRequest, state: State) -> Refusal | None:
    """Another code and another text than everywhere else."""
    if api(request, state) is not None:
        return None
    return conflict("Unable to complete operation due to concurrent modification. Please try again later.")


@guard("apigateway", "GetModel", "UpdateModel", "DeleteModel", source=_API + "API_GetModel.html")
def models_are_there(request: AwsRequest, state: State) -> Refusal | None:
    """The API is not told to be missing."""
    found, name = api(request, state), request.parameters["modelName"]
    return None if found and name in found.models else missing(f"Invalid model name specified: {name}")


@guard(
    "apigateway",
    *("GetRequestValidator", "UpdateRequestValidator", "DeleteRequestValidator"),
    source=_API + "API_GetRequestValidator.html",
)
def validators_are_there(request: AwsRequest, state: State) -> Refusal | None:
    """The API is not told to be missing."""
    found = api(request, state)
    if found and request.parameters["requestValidatorId"] in found.request_validators:
        return None
    return missing("Invalid Request Validator identifier specified")


@guard("apigateway", *_OF_RESOURCES, source=_API + "API_GetResource.html")
def resources_are_there(request: AwsRequest, state: State) -> Refusal | None:
    """The API is not told to be missing."""
    return missing("Invalid Resource identifier specified") if resource(request, state) is None else None


@guard("apigateway", "CreateResource", source=_API + "API_CreateResource.html")
def parents_are_there(request: AwsRequest, state: State) -> Refusal | None:
    """A resource has a parent."""
    found = api(request, state)
    if found is None:
        return apis_are_there(request, state)
    known = request.parameters["parentId"] in found.resources
    return None if known else missing("Invalid Resource identifier specified")


@guard("apigateway", *_OF_METHODS, source=_API + "API_GetMethod.html")
def methods_are_there(request: AwsRequest, state: State) -> Refusal | None:
    """Deleting an integration response of no method misses its integration."""
    if method(request, state) is not None:
        return None
    what = "Integration" if request.operation == "DeleteIntegrationResponse" else "Method"
    return missing(f"Invalid {what} identifier specified")


@guard("apigateway", *_OF_INTEGRATIONS, source=_API + "API_GetIntegration.html")
def integrations_are_there(request: AwsRequest, state: State) -> Refusal | None:
    """A method may have none yet."""
    found = method(request, state)
    return None if found and found.method_integration else missing("Invalid Integration identifier specified")


@guard(
    "apigateway",
    *(f"{verb}{what}Response" for what in ("Method", "Integration") for verb in ("Get", "Update", "Delete")),
    source=_API + "API_GetMethodResponse.html",
)
def responses_are_there(request: AwsRequest, state: State) -> Refusal | None:
    """By their status."""
    found = method(request, state)
    if found is None:
        return None
    of_method = "Method" in request.operation
    listed = found.method_responses if of_method else found.method_integration.integration_responses or {}
    known = str(request.parameters["statusCode"]) in listed
    return None if known else missing("Invalid Response status code specified")


@guard("apigateway", "GetVpcLink", "UpdateVpcLink", "DeleteVpcLink", source=_API + "API_GetVpcLink.html")
def vpc_links_are_there(request: AwsRequest, state: State) -> Refusal | None:
    """By their id."""
    known = request.parameters["vpcLinkId"] in state.backend("apigateway", request.region).vpc_links
    return None if known else missing("Invalid Vpc Link identifier specified")


@guard("apigateway", "GetUsagePlan", "UpdateUsagePlan", "DeleteUsagePlan", source=_API + "API_GetUsagePlan.html")
def usage_plans_are_there(request: AwsRequest, state: State) -> Refusal | None:
    """By their id."""
    known = request.parameters["usagePlanId"] in state.backend("apigateway", request.region).usage_plans
    return None if known else missing("Invalid Usage Plan ID specified")


@guard("apigateway", "DeleteGatewayResponse", source=_API + "API_DeleteGatewayResponse.html")
def gateway_responses_are_changed_ones(request: AwsRequest, state: State) -> Refusal | None:
    """Only those that were changed can be deleted."""
    found = api(request, state)
    known = found is None or request.parameters["responseType"] in found.gateway_responses
    return None if known else missing("Gateway response type not defined on api")

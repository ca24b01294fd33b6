"""More of REST APIs that is not there. The texts are moto's, which took them from AWS."""

from __future__ import annotations

from awslab.cloud.api_gateway.rest.state import api, missing
from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/apigateway/latest/api/"
_COLLECTIONS = {
    "Authorizer": ("authorizers", "authorizerId", "Invalid Authorizer identifier specified"),
    "Deployment": ("deployments", "deploymentId", "Invalid Deployment identifier specified"),
    "Stage": ("stages", "stageName", "Invalid stage identifier specified"),
}
_CALLS = tuple(f"{verb}{what}" for what in _COLLECTIONS for verb in ("Get", "Update", "Delete"))
_MAPPINGS = tuple(f"{verb}BasePathMapping" for verb in ("Create", "Get", "Update", "Delete"))


@guard("apigateway", *_CALLS, "FlushStageCache", source=_API + "API_GetStage.html")
def what_an_api_has_is_there(request: AwsRequest, state: State) -> Refusal | None:
    """Authorizers, deployments and stages."""
    what = next(name for name in _COLLECTIONS if name in request.operation)
    owner, parameter, message = _COLLECTIONS[what]
    found = api(request, state)
    known = found is not None and str(request.parameters[parameter]) in getattr(found, owner)
    return None if known else missing(message)


@guard(
    "apigateway",
    *("CreateUsagePlanKey", "GetUsagePlanKey", "GetUsagePlanKeys", "DeleteUsagePlanKey"),
    source=_API + "API_CreateUsagePlanKey.html",
)
def keys_of_a_plan_are_there(request: AwsRequest, state: State) -> Refusal | None:
    """The plan, and the key."""
    backend, given = state.backend("apigateway", request.region), request.parameters
    if given["usagePlanId"] not in backend.usage_plans:
        return missing("Invalid Usage Plan ID specified")
    if "keyId" not in given:
        return None
    held = backend.usage_plan_keys.get(given["usagePlanId"], {})
    known = backend.keys if request.operation == "CreateUsagePlanKey" else held
    return None if given["keyId"] in known else missing("Invalid API Key identifier specified")


@guard("apigateway", *_MAPPINGS, "GetBasePathMappings", source=_API + "API_CreateBasePathMapping.html")
def mappings_have_a_domain_name(request: AwsRequest, state: State) -> Refusal | None:
    """One that was created, and for all but a new one the mapping."""
    backend, given = state.backend("apigateway", request.region), request.parameters
    if given["domainName"] not in backend.domain_names:
        return missing("Invalid domain name identifier specified")
    if request.operation in ("CreateBasePathMapping", "GetBasePathMappings"):
        return None
    known = given["basePath"] in backend.base_path_mappings.get(given["domainName"], {})
    return None if known else missing("Invalid base path mapping identifier specified")

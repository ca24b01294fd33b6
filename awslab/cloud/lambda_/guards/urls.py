"""What Lambda refuses of function URLs. The texts were recorded from the real service (aws-errors.tsv)."""

from __future__ import annotations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.lambda_.edge.function_url.configs import UrlConfig, url_owner
from awslab.cloud.lambda_.edge.function_url.urls import configs_of
from awslab.cloud.lambda_.moto_functions import StoredFunctions

_API = "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html"
_EXISTING = ("GetFunctionUrlConfig", "UpdateFunctionUrlConfig", "DeleteFunctionUrlConfig")
_OPERATIONS = ("CreateFunctionUrlConfig", "ListFunctionUrlConfigs", *_EXISTING)
_NO_FUNCTION = Refusal("ResourceNotFoundException", "Function does not exist", 404)
_NO_URL = Refusal("ResourceNotFoundException", "The resource you requested does not exist.", 404)


@guard("lambda", *_OPERATIONS, phase=Phase.IDENTIFIER, source=_API)
def url_names_agree(request: AwsRequest, _: State) -> Refusal | None:
    """The qualifier in the name is that of the parameter, and the ARN's region is that of the call."""
    owner = url_owner(request.parameters)
    if owner.is_contradictory:
        message = "The derived qualifier from the function name does not match the specified qualifier."
        return Refusal("InvalidParameterValueException", message, 400)
    if owner.region and owner.region != request.region:
        message = f"Functions from '{owner.region}' are not reachable in this region ('{request.region}')"
        return Refusal("ResourceNotFoundException", message, 404)
    return None


@guard("lambda", *_OPERATIONS, phase=Phase.IDENTIFIER, source=_API)
def function_or_alias_of_the_url_exists(request: AwsRequest, state: State) -> Refusal | None:
    """A URL belongs to a function or to one of its aliases."""
    if _urls(request, state) is None:
        return _NO_URL if request.operation in ("GetFunctionUrlConfig", "DeleteFunctionUrlConfig") else _NO_FUNCTION
    return None


@guard("lambda", "CreateFunctionUrlConfig", phase=Phase.STATE, source=_API)
def url_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """A function has one URL, and so has each of its aliases."""
    owner = url_owner(request.parameters)
    if owner.qualifier not in (_urls(request, state) or {}):
        return None
    arn = f"arn:aws:lambda:{request.region}:{state.account_id}:function:{owner.name}"
    qualified = f"{arn}:{owner.qualifier}" if owner.qualifier else arn
    reason = "FunctionUrlConfig exists for this Lambda function"
    message = f"Failed to create function url config for [functionArn = {qualified}]. Error message:  {reason}"
    return Refusal("ResourceConflictException", message, 409)


@guard("lambda", *_EXISTING, phase=Phase.STATE, source=_API)
def url_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The URL that is shown, changed or deleted is there."""
    return _NO_URL if url_owner(request.parameters).qualifier not in (_urls(request, state) or {}) else None


def _urls(request: AwsRequest, state: State) -> dict[str, UrlConfig] | None:
    """Return the URLs of the function by qualifier; None when there is no such function, or no such alias of it."""
    owner = url_owner(request.parameters)
    function = StoredFunctions(state.account_id).versions(request.region, owner.name)
    if function is None or (owner.qualifier and owner.qualifier not in function.aliases):
        return None
    return configs_of(function.latest)

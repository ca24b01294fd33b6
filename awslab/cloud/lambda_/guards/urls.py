"""What Lambda refuses of function URLs. The texts were recorded from the real service (aws-errors.tsv)."""

from __future__ import annotations

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.lambda_.edge.function_url.configs import UrlConfig, named
from awslab.cloud.lambda_.edge.function_url.moto_urls import configs_of

_API = "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html"
_ONE = ("GetFunctionUrlConfig", "UpdateFunctionUrlConfig", "DeleteFunctionUrlConfig")
_ALL = ("CreateFunctionUrlConfig", "ListFunctionUrlConfigs", *_ONE)
_NO_FUNCTION = Refusal("ResourceNotFoundException", "Function does not exist", 404)
_NOTHING = Refusal("ResourceNotFoundException", "The resource you requested does not exist.", 404)


@guard("lambda", *_ALL, source=_API)
def names_agree(request: AwsRequest, _: State) -> Refusal | None:
    """The name's qualifier and the one given apart; the ARN's region and the one that is asked."""
    asked = named(request.parameters)
    if asked.is_contradictory:
        message = "The derived qualifier from the function name does not match the specified qualifier."
        return Refusal("InvalidParameterValueException", message, 400)
    if asked.region and asked.region != request.region:
        message = f"Functions from '{asked.region}' are not reachable in this region ('{request.region}')"
        return Refusal("ResourceNotFoundException", message, 404)
    return None


@guard("lambda", *_ALL, source=_API)
def functions_and_aliases_exist(request: AwsRequest, state: State) -> Refusal | None:
    """A URL belongs to a function or to one of its aliases."""
    if _kept(request, state) is None:
        return _NOTHING if request.operation in ("GetFunctionUrlConfig", "DeleteFunctionUrlConfig") else _NO_FUNCTION
    return None


@guard("lambda", "CreateFunctionUrlConfig", source=_API)
def urls_are_made_once(request: AwsRequest, state: State) -> Refusal | None:
    """One for a function, one for each alias."""
    asked = named(request.parameters)
    if asked.qualifier not in (_kept(request, state) or {}):
        return None
    arn = f"arn:aws:lambda:{request.region}:{state.account_id}:function:{asked.name}"
    qualified = f"{arn}:{asked.qualifier}" if asked.qualifier else arn
    why = "FunctionUrlConfig exists for this Lambda function"
    message = f"Failed to create function url config for [functionArn = {qualified}]. Error message:  {why}"
    return Refusal("ResourceConflictException", message, 409)


@guard("lambda", *_ONE, source=_API)
def urls_exist(request: AwsRequest, state: State) -> Refusal | None:
    """What is told, changed and deleted was made before."""
    return _NOTHING if named(request.parameters).qualifier not in (_kept(request, state) or {}) else None


def _kept(request: AwsRequest, state: State) -> dict[str, UrlConfig] | None:
    """The URLs of the function by qualifier; None when there is no such function, or no such alias of it."""
    asked = named(request.parameters)
    arn = f"arn:aws:lambda:{request.region}:{state.account_id}:function:{asked.name}"
    function = state.function(arn)
    aliases = state.backend("lambda", request.region)._lambdas._aliases.get(arn, {})
    is_there = function is not None and (not asked.qualifier or asked.qualifier in aliases)
    return configs_of(function) if is_there else None

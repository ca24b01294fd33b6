"""Permissions of functions and layers that Lambda refuses; recorded from the real service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.lambda_.guards.layers import layer_version
from awslab.cloud.lambda_.guards.names import arn_of, function_name, function_of, invalid, missing, qualifier_of
from awslab.cloud.lambda_.stored import FunctionVersions

_API = "https://docs.aws.amazon.com/lambda/latest/api/"
_ACCESS = "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"
_NO_POLICY = Refusal("ResourceNotFoundException", "The resource you requested does not exist.", 404)
_SERVICE_ENDINGS = (".amazonaws.com", ".amazon.com", ".aws.internal")


@guard("lambda", "AddPermission", "RemovePermission", phase=Phase.IDENTIFIER, source=_ACCESS)
def version_or_alias_exists(request: AwsRequest, state: State) -> Refusal | None:
    """A permission is of the function, of a published version or of an alias; not of `$LATEST`."""
    name, qualifier = function_name(request), qualifier_of(request)
    if name is None or qualifier is None:
        return None
    if qualifier == "$LATEST" and request.operation == "AddPermission":
        return invalid("We currently do not support adding policies for $LATEST.")
    function = function_of(request, state)
    if function is None or qualifier == "$LATEST":
        return None
    if qualifier in function.numbers or qualifier in function.aliases:
        return None
    if qualifier.isdigit() or "$" in qualifier:
        return missing(request, state, f"{name.name}:{qualifier}")
    message = f"Cannot find alias arn: {arn_of(request, state, name.name)}:{qualifier}"
    return Refusal("ResourceNotFoundException", message, 404)


@guard("lambda", "AddPermission", phase=Phase.IDENTIFIER, source=_API + "API_AddPermission.html")
def principal_is_a_service_or_account(request: AwsRequest, _: State) -> Refusal | None:
    """A principal is a service of AWS, an account, an ARN, or everyone."""
    principal = str(request.parameters.get("Principal", ""))
    is_service = principal == "s3.amazonaws.com" or principal.endswith(_SERVICE_ENDINGS)
    is_account = principal.isdigit() and len(principal) == 12
    if not principal or principal == "*" or principal.startswith("arn:") or is_service or is_account:
        return None
    return invalid("The provided principal was invalid. Please check the principal and try again.")


@guard("lambda", "AddPermission", phase=Phase.STATE, source=_API + "API_AddPermission.html")
def statement_id_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """A statement has an id that is free, and a RevisionId is that of the policy."""
    function, revision = function_of(request, state), request.parameters.get("RevisionId")
    if function is None:
        return None
    policy, statement_id = function.latest.policy, str(request.parameters.get("StatementId"))
    if statement_id in _statement_ids(_statements(request, function)):
        return _id_is_taken(statement_id)
    if revision and revision != policy.revision and policy.statements:
        return _other_revision("GetPolicy")
    return None


@guard("lambda", "RemovePermission", phase=Phase.STATE, source=_API + "API_RemovePermission.html")
def statement_exists(request: AwsRequest, state: State) -> Refusal | None:
    """A statement that is removed is in the function's policy."""
    function, name = function_of(request, state), function_name(request)
    if name is None:
        return None
    if function is None:
        message = f"No policy found for: {arn_of(request, state, name.name)}"
        return Refusal("ResourceNotFoundException", message, 404)
    return _missing_statement(request, function.latest.policy.statements)


@guard("lambda", "GetPolicy", phase=Phase.STATE, source=_API + "API_GetPolicy.html")
def policy_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The function, version or alias has a policy of its own."""
    function = function_of(request, state)
    return None if function is not None and _statements(request, function) else _NO_POLICY


@guard("lambda", "AddLayerVersionPermission", phase=Phase.STATE, source=_API + "API_AddLayerVersionPermission.html")
def layer_statement_id_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """A statement has an id that is free in the layer's policy, and a RevisionId is that of the policy."""
    layer = layer_version(request, state)
    if layer is None:
        return None
    statement_id, revision = str(request.parameters.get("StatementId")), request.parameters.get("RevisionId")
    if statement_id in _statement_ids(layer.policy.statements):
        return _id_is_taken(statement_id)
    return _other_revision("GetLayerPolicy") if revision and revision != layer.policy.revision else None


@guard(
    "lambda",
    "RemoveLayerVersionPermission",
    phase=Phase.STATE,
    source=_API + "API_RemoveLayerVersionPermission.html",
)
def layer_statement_exists(request: AwsRequest, state: State) -> Refusal | None:
    """A statement that is removed is in the layer's policy, and a RevisionId is that of the policy."""
    layer, revision = layer_version(request, state), request.parameters.get("RevisionId")
    if layer is None:
        return None
    if revision and revision != layer.policy.revision:
        return _other_revision("GetLayerPolicy")
    return _missing_statement(request, layer.policy.statements)


@guard("lambda", "GetLayerVersionPolicy", phase=Phase.STATE, source=_API + "API_GetLayerVersionPolicy.html")
def layer_policy_exists(request: AwsRequest, state: State) -> Refusal | None:
    """A layer has a policy since its first permission."""
    layer = layer_version(request, state)
    return _no_policy() if layer is not None and not layer.policy.statements else None


def _statements(request: AwsRequest, function: FunctionVersions) -> list[Mapping[str, object]]:
    """Return the statements of the version or alias that the request names, or of the function itself."""
    qualifier = qualifier_of(request)
    end = f":{qualifier}" if qualifier and qualifier != "$LATEST" else f":function:{function.latest.function_name}"
    statements = function.latest.policy.statements
    return [statement for statement in statements if str(statement.get("Resource", "")).endswith(end)]


def _statement_ids(statements: Sequence[Mapping[str, object]]) -> set[str]:
    return {str(statement.get("Sid")) for statement in statements}


def _missing_statement(request: AwsRequest, statements: Sequence[Mapping[str, object]]) -> Refusal | None:
    statement_id = str(request.parameters.get("StatementId"))
    if not statements:
        return _no_policy()
    if statement_id in _statement_ids(statements):
        return None
    return Refusal("ResourceNotFoundException", f"Statement {statement_id} is not found in resource policy.", 404)


def _no_policy() -> Refusal:
    return Refusal("ResourceNotFoundException", "No policy is associated with the given resource.", 404)


def _id_is_taken(statement_id: str) -> Refusal:
    message = (
        f"The statement id ({statement_id}) provided already exists. Please provide a new statement id, or remove the "
        "existing statement."
    )
    return Refusal("ResourceConflictException", message, 409)


def _other_revision(call: str) -> Refusal:
    message = (
        f"The Revision Id provided does not match the latest Revision Id. Call the {call} API to retrieve the latest "
        "Revision Id"
    )
    return Refusal("PreconditionFailedException", message, 412)

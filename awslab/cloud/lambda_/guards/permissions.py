"""Permissions of functions and layers that Lambda does not take; recorded from the real service."""

from __future__ import annotations

from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.lambda_.guards.layers import layer_version
from awslab.cloud.lambda_.guards.names import arn_of, group_of, invalid, missing, named

_API = "https://docs.aws.amazon.com/lambda/latest/api/"
_ACCESS = "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"
_NOTHING = Refusal("ResourceNotFoundException", "The resource you requested does not exist.", 404)
_SERVICES = (".amazonaws.com", ".amazon.com", ".aws.internal")


@guard("lambda", "AddPermission", "RemovePermission", source=_ACCESS)
def permissions_are_of_what_is_there(request: AwsRequest, state: State) -> Refusal | None:
    """A published version or an alias, not $LATEST."""
    found = named(request)
    qualifier = None if found is None else request.parameters.get("Qualifier") or found.qualifier
    if found is None or qualifier is None:
        return None
    if qualifier == "$LATEST" and request.operation == "AddPermission":
        return invalid("We currently do not support adding policies for $LATEST.")
    group = group_of(request, state)
    if group is None or qualifier == "$LATEST":
        return None
    versions = {str(each.version) for each in group["versions"]}
    aliases = state.backend("lambda", request.region)._lambdas._aliases.get(arn_of(request, state, found.name), {})
    if qualifier in versions or qualifier in aliases:
        return None
    if qualifier.isdigit() or "$" in qualifier:
        return missing(request, state, f"{found.name}:{qualifier}")
    message = f"Cannot find alias arn: {arn_of(request, state, found.name)}:{qualifier}"
    return Refusal("ResourceNotFoundException", message, 404)


@guard("lambda", "AddPermission", source=_API + "API_AddPermission.html")
def principals_are_services_or_accounts(request: AwsRequest, _: State) -> Refusal | None:
    """A service of AWS, an account, an ARN, or everyone."""
    principal = str(request.parameters.get("Principal", ""))
    known = principal in ("*", "s3.amazonaws.com") or principal.endswith(_SERVICES) or principal.startswith("arn:")
    if known or (principal.isdigit() and len(principal) == 12) or not principal:
        return None
    return invalid("The provided principal was invalid. Please check the principal and try again.")


@guard("lambda", "AddPermission", source=_API + "API_AddPermission.html")
def statements_have_ids_of_their_own(request: AwsRequest, state: State) -> Refusal | None:
    """And a RevisionId is that of the policy."""
    group, asked = group_of(request, state), request.parameters.get("RevisionId")
    if group is None:
        return None
    policy, identity = group["latest"].policy, str(request.parameters.get("StatementId"))
    if identity in {str(each.get("Sid")) for each in _statements(request, group)}:
        return _taken(identity)
    if asked and asked != policy.revision and policy.statements:
        return _other_revision("GetPolicy")
    return None


@guard("lambda", "RemovePermission", source=_API + "API_RemovePermission.html")
def the_statement_is_there(request: AwsRequest, state: State) -> Refusal | None:
    """In a policy, of a function."""
    group, found = group_of(request, state), named(request)
    if found is None:
        return None
    if group is None:
        message = f"No policy found for: {arn_of(request, state, found.name)}"
        return Refusal("ResourceNotFoundException", message, 404)
    return _unknown(request, group["latest"].policy.statements)


@guard("lambda", "GetPolicy", source=_API + "API_GetPolicy.html")
def the_policy_is_there(request: AwsRequest, state: State) -> Refusal | None:
    """Versions and aliases have policies of their own."""
    group = group_of(request, state)
    return None if group is not None and _statements(request, group) else _NOTHING


@guard("lambda", "AddLayerVersionPermission", source=_API + "API_AddLayerVersionPermission.html")
def layers_have_statements_of_their_own(request: AwsRequest, state: State) -> Refusal | None:
    """Each id once; a RevisionId is that of the policy."""
    layer = layer_version(request, state)
    if layer is None:
        return None
    identity, asked = str(request.parameters.get("StatementId")), request.parameters.get("RevisionId")
    if identity in {str(each.get("Sid")) for each in layer.policy.statements}:
        return _taken(identity)
    return _other_revision("GetLayerPolicy") if asked and asked != layer.policy.revision else None


@guard("lambda", "RemoveLayerVersionPermission", source=_API + "API_RemoveLayerVersionPermission.html")
def the_statement_of_a_layer_is_there(request: AwsRequest, state: State) -> Refusal | None:
    """And a RevisionId is that of the policy."""
    layer, asked = layer_version(request, state), request.parameters.get("RevisionId")
    if layer is None:
        return None
    if asked and asked != layer.policy.revision:
        return _other_revision("GetLayerPolicy")
    return _unknown(request, layer.policy.statements)


@guard("lambda", "GetLayerVersionPolicy", source=_API + "API_GetLayerVersionPolicy.html")
def the_policy_of_a_layer_is_there(request: AwsRequest, state: State) -> Refusal | None:
    """It has one since the first permission."""
    layer = layer_version(request, state)
    return _no_policy() if layer is not None and not layer.policy.statements else None


def _statements(request: AwsRequest, group: Any) -> list[Any]:
    """Those of the version or alias that the request names, or of the function itself."""
    found = named(request)
    qualifier = request.parameters.get("Qualifier") or (found.qualifier if found is not None else None)
    end = f":{qualifier}" if qualifier and qualifier != "$LATEST" else f":function:{group['latest'].function_name}"
    return [each for each in group["latest"].policy.statements if str(each.get("Resource", "")).endswith(end)]


def _unknown(request: AwsRequest, statements: list[Any]) -> Refusal | None:
    identity = str(request.parameters.get("StatementId"))
    if not statements:
        return _no_policy()
    if identity in {str(each.get("Sid")) for each in statements}:
        return None
    return Refusal("ResourceNotFoundException", f"Statement {identity} is not found in resource policy.", 404)


def _no_policy() -> Refusal:
    return Refusal("ResourceNotFoundException", "No policy is associated with the given resource.", 404)


def _taken(identity: str) -> Refusal:
    message = f"The statement id ({identity}) provided already exists. Please provide a new statement id, or remove the"
    return Refusal("ResourceConflictException", f"{message} existing statement.", 409)


def _other_revision(call: str) -> Refusal:
    message = (
        f"The Revision Id provided does not match the latest Revision Id. Call the {call} API to retrieve the latest"
    )
    return Refusal("PreconditionFailedException", f"{message} Revision Id", 412)

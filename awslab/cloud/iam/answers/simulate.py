"""The policy simulator: SimulatePrincipalPolicy, SimulateCustomPolicy and the keys that policies ask for.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.iam.answers.simulate_inputs import (
    Parameters,
    account_of,
    boundary_of,
    caller_of,
    document_of_call,
    documents_of,
    policies_of,
    start_of,
    template_of,
)
from awslab.cloud.iam.answers.simulate_principal import (
    Entity,
    NotSimulatedError,
    attached_to,
    entity_of,
    is_boundary_excluded,
    is_excluded,
    principal_of,
)
from awslab.cloud.iam.context_keys import context_keys
from awslab.cloud.iam.policies import NamedPolicy, Policies
from awslab.cloud.iam.request import Principal
from awslab.cloud.iam.simulation import Simulation, result_of

_PAGE = 100


class Simulator:
    """An extension of the gateway for four operations of IAM, which moto does not have."""

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """The simulation's results, or AWS's error."""
        operation = _OPERATIONS.get(request.operation) if request.service == "iam" else None
        if operation is None:
            return None
        try:
            return answer(request, operation(request.parameters))
        except NotSimulatedError as fault:
            return refusal(request, fault.code, str(fault), fault.status)

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is held."""


def simulate_custom(given: Parameters) -> dict[str, Any]:
    """SimulateCustomPolicy. Raises NotSimulatedError."""
    caller = caller_of(given.get("CallerArn"))
    if caller is None and given.get("ResourcePolicy"):
        raise NotSimulatedError("InvalidInput", "CallerArn is required when a ResourcePolicy is given.")
    boundary = boundary_of(given)
    simulation = _simulation(given, caller, Policies(policies_of(given, "PolicyInputList"), boundary))
    return _results(given, simulation)


def simulate_principal(given: Parameters) -> dict[str, Any]:
    """SimulatePrincipalPolicy. Raises NotSimulatedError."""
    source = entity_of(str(given.get("PolicySourceArn")), "PolicySourceArn")
    exclusions = given.get("PolicyExclusionList") or ()
    attached, boundary = attached_to(source)
    identity = tuple(each.simulated for each in attached if not is_excluded(each, exclusions))
    if boundary is not None and is_boundary_excluded(boundary, exclusions):
        boundary = None
    policies = Policies((*identity, *policies_of(given, "PolicyInputList")), boundary_of(given) or boundary)
    return _results(given, _simulation(given, caller_of(given.get("CallerArn")) or source, policies))


def keys_of_custom(given: Parameters) -> dict[str, Any]:
    """GetContextKeysForCustomPolicy. Raises NotSimulatedError."""
    return {"ContextKeyNames": context_keys(documents_of(given, "PolicyInputList", "resource"))}


def keys_of_principal(given: Parameters) -> dict[str, Any]:
    """GetContextKeysForPrincipalPolicy. Raises NotSimulatedError."""
    attached, _ = attached_to(entity_of(str(given.get("PolicySourceArn")), "PolicySourceArn"))
    documents = [each.policy.document for each in attached]
    return {"ContextKeyNames": context_keys([*documents, *documents_of(given, "PolicyInputList", "identity")])}


_OPERATIONS: Mapping[str, Callable[[Parameters], dict[str, Any]]] = {
    "SimulateCustomPolicy": simulate_custom,
    "SimulatePrincipalPolicy": simulate_principal,
    "GetContextKeysForCustomPolicy": keys_of_custom,
    "GetContextKeysForPrincipalPolicy": keys_of_principal,
}


def _simulation(given: Parameters, caller: Entity | None, policies: Policies) -> Simulation:
    resource = given.get("ResourcePolicy")
    if resource:
        if caller is not None and caller.kind == "role":
            raise NotSimulatedError("InvalidInput", "Resource-based policies are not simulated for IAM roles.")
        policies = replace(
            policies, resource=NamedPolicy("ResourcePolicy", document_of_call(str(resource), "resource"))
        )
    entries = given.get("ContextEntries") or ()
    return Simulation(
        Principal("user", "") if caller is None else principal_of(caller),
        policies,
        {str(each.get("ContextKeyName")): tuple(each.get("ContextKeyValues") or ()) for each in entries},
        account_of(given.get("ResourceOwner")) or (caller.account if caller else ""),
        tuple(
            tuple(document_of_call(text, "identity") for text in level.get("ServiceControlPolicyInputList") or ())
            for level in given.get("OrderedOrganizationPolicyInputList") or ()
        ),
    )


def _results(given: Parameters, simulation: Simulation) -> dict[str, Any]:
    actions = [str(each) for each in given.get("ActionNames") or ()]
    for each in actions:
        if "*" in each or ":" not in each:
            raise NotSimulatedError("InvalidInput", f"Invalid Action Name: {each}")
    resources = [str(each) for each in given.get("ResourceArns") or ("*",)]
    start, size = start_of(given.get("Marker"), len(actions)), int(given.get("MaxItems") or _PAGE)
    page = actions[start : start + size]
    found: dict[str, Any] = {
        "EvaluationResults": [result_of(simulation, each, resources, template_of(each, resources)) for each in page],
        "IsTruncated": start + size < len(actions),
    }
    return found | ({"Marker": str(start + size)} if found["IsTruncated"] else {})

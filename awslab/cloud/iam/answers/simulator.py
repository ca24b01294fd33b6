"""The policy simulator: SimulatePrincipalPolicy, SimulateCustomPolicy and the keys that policies ask for.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.iam.answers.simulated_principals import (
    NotSimulatedError,
    SimulatedPrincipal,
    attached_to,
    entity_of,
    is_boundary_excluded,
    is_excluded,
    principal_of,
)
from awslab.cloud.iam.answers.simulator_inputs import (
    Parameters,
    Results,
    account_of,
    boundary_of,
    caller_of,
    document_of_call,
    documents_of,
    policies_of,
    start_of,
    template_of,
)
from awslab.cloud.iam.policies.context_keys import context_keys
from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies
from awslab.cloud.iam.policies.request import Principal
from awslab.cloud.iam.policies.simulation import Simulation, result_of
from awslab.cloud.ports.context import GatewayContext

_API = "https://docs.aws.amazon.com/IAM/latest/APIReference/"
_PAGE = 100


@answers("iam", "SimulateCustomPolicy", source=_API + "API_SimulateCustomPolicy.html")
def simulate_custom_policy(request: AwsRequest, _: GatewayContext) -> AwsResponse:
    """Simulate the policies that came with the call."""
    return _answer_or_refusal(request, _custom_results)


@answers("iam", "SimulatePrincipalPolicy", source=_API + "API_SimulatePrincipalPolicy.html")
def simulate_principal_policy(request: AwsRequest, _: GatewayContext) -> AwsResponse:
    """Simulate the policies of a user, group or role, and those that came with the call."""
    return _answer_or_refusal(request, _principal_results)


@answers("iam", "GetContextKeysForCustomPolicy", source=_API + "API_GetContextKeysForCustomPolicy.html")
def context_keys_of_custom_policy(request: AwsRequest, _: GatewayContext) -> AwsResponse:
    """Return the condition keys that the policies of the call ask for."""
    return _answer_or_refusal(request, _custom_keys)


@answers("iam", "GetContextKeysForPrincipalPolicy", source=_API + "API_GetContextKeysForPrincipalPolicy.html")
def context_keys_of_principal_policy(request: AwsRequest, _: GatewayContext) -> AwsResponse:
    """Return the condition keys that the policies of a user, group or role ask for, and those of the call."""
    return _answer_or_refusal(request, _principal_keys)


def _answer_or_refusal(request: AwsRequest, results: Callable[[Parameters], Results]) -> AwsResponse:
    try:
        return answer(request, results(request.parameters))
    except NotSimulatedError as fault:
        return refusal(request, fault.code, str(fault), fault.status)


def _custom_results(parameters: Parameters) -> Results:
    caller = caller_of(parameters.get("CallerArn"))
    if caller is None and parameters.get("ResourcePolicy"):
        raise NotSimulatedError("InvalidInput", "CallerArn is required when a ResourcePolicy is given.")
    boundary = boundary_of(parameters)
    simulation = _simulation(parameters, caller, Policies(policies_of(parameters, "PolicyInputList"), boundary))
    return _results(parameters, simulation)


def _principal_results(parameters: Parameters) -> Results:
    source = entity_of(str(parameters.get("PolicySourceArn")), "PolicySourceArn")
    exclusions = parameters.get("PolicyExclusionList") or ()
    attachments, boundary = attached_to(source)
    identity = tuple(attachment.simulated for attachment in attachments if not is_excluded(attachment, exclusions))
    if boundary is not None and is_boundary_excluded(boundary, exclusions):
        boundary = None
    input_policies = policies_of(parameters, "PolicyInputList")
    policies = Policies((*identity, *input_policies), boundary_of(parameters) or boundary)
    return _results(parameters, _simulation(parameters, caller_of(parameters.get("CallerArn")) or source, policies))


def _custom_keys(parameters: Parameters) -> Results:
    return {"ContextKeyNames": context_keys(documents_of(parameters, "PolicyInputList", "resource"))}


def _principal_keys(parameters: Parameters) -> Results:
    attachments, _ = attached_to(entity_of(str(parameters.get("PolicySourceArn")), "PolicySourceArn"))
    documents = [attachment.policy.document for attachment in attachments]
    return {"ContextKeyNames": context_keys([*documents, *documents_of(parameters, "PolicyInputList", "identity")])}


def _simulation(parameters: Parameters, caller: SimulatedPrincipal | None, policies: Policies) -> Simulation:
    resource = parameters.get("ResourcePolicy")
    if resource:
        if caller is not None and caller.kind == "role":
            raise NotSimulatedError("InvalidInput", "Resource-based policies are not simulated for IAM roles.")
        policies = replace(
            policies, resource=NamedPolicy("ResourcePolicy", document_of_call(str(resource), "resource"))
        )
    entries = parameters.get("ContextEntries") or ()
    return Simulation(
        Principal("user", "") if caller is None else principal_of(caller),
        policies,
        {str(entry.get("ContextKeyName")): tuple(entry.get("ContextKeyValues") or ()) for entry in entries},
        account_of(parameters.get("ResourceOwner")) or (caller.account if caller else ""),
        tuple(
            tuple(document_of_call(text, "identity") for text in level.get("ServiceControlPolicyInputList") or ())
            for level in parameters.get("OrderedOrganizationPolicyInputList") or ()
        ),
    )


def _results(parameters: Parameters, simulation: Simulation) -> Results:
    actions = [str(action) for action in parameters.get("ActionNames") or ()]
    for action in actions:
        if "*" in action or ":" not in action:
            raise NotSimulatedError("InvalidInput", f"Invalid Action Name: {action}")
    resources = [str(arn) for arn in parameters.get("ResourceArns") or ("*",)]
    start, size = start_of(parameters.get("Marker"), len(actions)), int(parameters.get("MaxItems") or _PAGE)
    page = actions[start : start + size]
    results: Results = {
        "EvaluationResults": [
            result_of(simulation, action, resources, template_of(action, resources)) for action in page
        ],
        "IsTruncated": start + size < len(actions),
    }
    return results | ({"Marker": str(start + size)} if results["IsTruncated"] else {})

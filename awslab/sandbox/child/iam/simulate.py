"""The policy simulator: SimulatePrincipalPolicy, SimulateCustomPolicy and the keys that policies ask for.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from awslab.sandbox.child.iam.actions_catalogue import action as known_action
from awslab.sandbox.child.iam.context_keys import context_keys
from awslab.sandbox.child.iam.document import Document
from awslab.sandbox.child.iam.parsing import DocumentUse, MalformedPolicyError, parse_policy
from awslab.sandbox.child.iam.policies import NamedPolicy, Policies
from awslab.sandbox.child.iam.request import Principal
from awslab.sandbox.child.iam.simulate_principal import (
    Entity,
    NotSimulatedError,
    attached_to,
    entity_of,
    is_boundary_excluded,
    is_excluded,
    principal_of,
)
from awslab.sandbox.child.iam.simulation import Simulation, input_policies, result_of
from awslab.sandbox.child.iam.wildcards import resource_fits
from awslab.sandbox.child.request import AwsRequest, AwsResponse, answer, refusal

_PAGE = 100

Parameters = Mapping[str, Any]


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
    caller = _caller(given.get("CallerArn"))
    if caller is None and given.get("ResourcePolicy"):
        raise NotSimulatedError("InvalidInput", "CallerArn is required when a ResourcePolicy is given.")
    boundary = _boundary(given)
    simulation = _simulation(given, caller, Policies(_inputs(given, "PolicyInputList"), boundary))
    return _results(given, simulation)


def simulate_principal(given: Parameters) -> dict[str, Any]:
    """SimulatePrincipalPolicy. Raises NotSimulatedError."""
    source = entity_of(str(given.get("PolicySourceArn")), "PolicySourceArn")
    exclusions = given.get("PolicyExclusionList") or ()
    attached, boundary = attached_to(source)
    identity = tuple(each.simulated for each in attached if not is_excluded(each, exclusions))
    if boundary is not None and is_boundary_excluded(boundary, exclusions):
        boundary = None
    policies = Policies((*identity, *_inputs(given, "PolicyInputList")), _boundary(given) or boundary)
    return _results(given, _simulation(given, _caller(given.get("CallerArn")) or source, policies))


def keys_of_custom(given: Parameters) -> dict[str, Any]:
    """GetContextKeysForCustomPolicy. Raises NotSimulatedError."""
    return {"ContextKeyNames": context_keys(_documents(given, "PolicyInputList", "resource"))}


def keys_of_principal(given: Parameters) -> dict[str, Any]:
    """GetContextKeysForPrincipalPolicy. Raises NotSimulatedError."""
    attached, _ = attached_to(entity_of(str(given.get("PolicySourceArn")), "PolicySourceArn"))
    documents = [each.policy.document for each in attached]
    return {"ContextKeyNames": context_keys([*documents, *_documents(given, "PolicyInputList", "identity")])}


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
        policies = replace(policies, resource=NamedPolicy("ResourcePolicy", _document(str(resource), "resource")))
    entries = given.get("ContextEntries") or ()
    return Simulation(
        Principal("user", "") if caller is None else principal_of(caller),
        policies,
        {str(each.get("ContextKeyName")): tuple(each.get("ContextKeyValues") or ()) for each in entries},
        _account(given.get("ResourceOwner")) or (caller.account if caller else ""),
        tuple(
            tuple(_document(text, "identity") for text in level.get("ServiceControlPolicyInputList") or ())
            for level in given.get("OrderedOrganizationPolicyInputList") or ()
        ),
    )


def _results(given: Parameters, simulation: Simulation) -> dict[str, Any]:
    actions = [str(each) for each in given.get("ActionNames") or ()]
    for each in actions:
        if "*" in each or ":" not in each:
            raise NotSimulatedError("InvalidInput", f"Invalid Action Name: {each}")
    resources = [str(each) for each in given.get("ResourceArns") or ("*",)]
    start, size = _start(given.get("Marker"), len(actions)), int(given.get("MaxItems") or _PAGE)
    page = actions[start : start + size]
    found: dict[str, Any] = {
        "EvaluationResults": [result_of(simulation, each, resources, _template(each, resources)) for each in page],
        "IsTruncated": start + size < len(actions),
    }
    return found | ({"Marker": str(start + size)} if found["IsTruncated"] else {})


def _start(marker: Any, count: int) -> int:
    if marker is None:
        return 0
    if not (str(marker).isdecimal() and int(marker) < count):
        raise NotSimulatedError("InvalidInput", "Invalid Marker.")
    return int(marker)


def _template(action: str, resources: Sequence[str]) -> str:
    """The ARN of the kind of resource that the first resource is: `arn:${Partition}:s3:::${BucketName}`, else `*`."""
    service, _, name = action.partition(":")
    known = known_action(service.lower(), name)
    if known is None or resources[0] == "*":
        return "*"
    patterns = {each.template: _as_pattern(each.template) for each in known.types}
    fitting = [template for template, pattern in patterns.items() if resource_fits(pattern, resources[0])]
    # an object's ARN fits the bucket's template as well
    return max(fitting, key=len, default="*")


def _as_pattern(template: str) -> str:
    pieces = template.split("${")
    return pieces[0] + "".join(f"*{each.partition('}')[2]}" for each in pieces[1:])


def _caller(arn: Any) -> Entity | None:
    return entity_of(str(arn), "CallerArn") if arn else None


def _account(owner: Any) -> str:
    """ResourceOwner is an account's id or the ARN of its root user."""
    return str(owner).split(":")[4] if owner and str(owner).startswith("arn:") else str(owner or "")


def _boundary(given: Parameters) -> NamedPolicy | None:
    found = _inputs(given, "PermissionsBoundaryPolicyInputList")
    if len(found) > 1:
        raise NotSimulatedError("InvalidInput", "Only one permissions boundary can be simulated.")
    return found[0] if found else None


def _inputs(given: Parameters, parameter: str) -> tuple[NamedPolicy, ...]:
    return input_policies(_documents(given, parameter, "identity"), parameter)


def _documents(given: Parameters, parameter: str, use: DocumentUse) -> list[Document]:
    return [_document(str(text), use) for text in given.get(parameter) or ()]


def _document(text: str, use: DocumentUse) -> Document:
    """A document of the call; which words AWS has for one that cannot be read is not documented."""
    try:
        return parse_policy(text, use)
    except MalformedPolicyError as fault:
        raise NotSimulatedError("InvalidInput", str(fault)) from fault

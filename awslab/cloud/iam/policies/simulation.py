"""The results of a simulation of policies, in the form of the API (pure).

https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from awslab.cloud.iam.policies.context import keys_of
from awslab.cloud.iam.policies.context_keys import missing_keys
from awslab.cloud.iam.policies.decision import Decision, MatchedStatement, Verdict
from awslab.cloud.iam.policies.document import Document, Position
from awslab.cloud.iam.policies.evaluation import evaluate
from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies, PolicyKind
from awslab.cloud.iam.policies.request import AccessRequest, Principal
from awslab.cloud.iam.policies.statements import applying

_ANY_RESOURCE = "*"
_SEVEREST: tuple[Verdict, ...] = ("allowed", "implicitDeny", "explicitDeny")
_KINDS = {
    PolicyKind.IDENTITY: "IAM Policy",
    PolicyKind.RESOURCE: "Resource Policy",
    PolicyKind.BOUNDARY: "Permissions Boundary Policy",
}
"""The words of AWS's examples, for which the model lists others (`user`, `aws-managed`, ...)."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """The subject of a simulation. A policy's name is the id that the results give for it."""

    caller: Principal
    policies: Policies
    context: Mapping[str, Sequence[str]] = field(default_factory=dict)
    owner: str = ""
    """The account that owns resources whose ARN does not say."""
    organization: tuple[tuple[Document, ...], ...] = ()
    """Service control policies from the organization's root down to the account."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The result for one action on one resource."""

    resource: str
    verdict: Verdict
    matches: tuple[MatchedStatement, ...]
    missing: list[str]
    details: dict[str, str] | None
    """None when a service control policy ended it."""
    boundary: bool | None
    organization: bool | None


def result_of(simulation: Simulation, action: str, resources: Sequence[str], template: str) -> dict[str, Any]:
    """Return one `EvaluationResult`; `template` is the ARN of the kind of resource."""
    outcomes = [_outcome(simulation, action, resource) for resource in resources]
    verdict = max((outcome.verdict for outcome in outcomes), key=_SEVEREST.index)
    result = {
        "EvalActionName": action,
        "EvalResourceName": template,
        "EvalDecision": verdict,
        "MatchedStatements": _statements(_decisive(outcomes, verdict)),
        "MissingContextValues": list(dict.fromkeys(key for outcome in outcomes for key in outcome.missing)),
        **_limits(_all(outcome.boundary for outcome in outcomes), _all(outcome.organization for outcome in outcomes)),
    }
    if all(outcome.resource == _ANY_RESOURCE for outcome in outcomes):
        return result
    specific = [_specific(outcome) for outcome in outcomes]
    return result | _details(outcomes) | {"ResourceSpecificResults": specific}


def _outcome(simulation: Simulation, action: str, resource: str) -> _Outcome:
    request = AccessRequest(simulation.caller, action, resource, simulation.context, _owner(simulation, resource))
    keys = keys_of(request)
    organization = [
        [statement.effect for document in level for statement in applying(document, request, keys)]
        for level in simulation.organization
    ]
    decision = evaluate(request, simulation.policies)
    missing = missing_keys(_documents(simulation.policies), keys)
    boundary = None
    if simulation.policies.boundary is not None:
        boundary = decision.by_kind.get(PolicyKind.BOUNDARY) == "allowed"
    if any("Deny" in level or "Allow" not in level for level in organization):
        verdict: Verdict = "explicitDeny" if any("Deny" in level for level in organization) else "implicitDeny"
        return _Outcome(resource, verdict, (), missing, None, boundary, False)
    allowed = True if organization else None
    details = _by_kind(decision) if _crosses(request) else {}
    return _Outcome(resource, decision.verdict, decision.matches, missing, details, boundary, allowed)


def _owner(simulation: Simulation, resource: str) -> str:
    parts = resource.split(":")
    return (parts[4] if len(parts) > 5 and parts[4].isdigit() else "") or simulation.owner


def _crosses(request: AccessRequest) -> bool:
    return bool(request.principal.account and request.resource_account not in ("", request.principal.account))


def _documents(policies: Policies) -> Iterable[Document]:
    named_policies = (*policies.identity, policies.boundary, policies.resource)
    return [policy.document for policy in named_policies if policy is not None]


def _by_kind(decision: Decision) -> dict[str, str]:
    return {_KINDS[kind]: verdict for kind, verdict in decision.by_kind.items() if kind in _KINDS}


def _decisive(outcomes: Sequence[_Outcome], verdict: Verdict) -> list[MatchedStatement]:
    if verdict == "implicitDeny":
        return []
    matches = [match for outcome in outcomes if outcome.verdict == verdict for match in outcome.matches]
    return [match for place, match in enumerate(matches) if match not in matches[:place]]


def _specific(outcome: _Outcome) -> dict[str, Any]:
    result = {
        "EvalResourceName": outcome.resource,
        "EvalResourceDecision": outcome.verdict,
        "MatchedStatements": _statements(outcome.matches),
        "MissingContextValues": outcome.missing,
        **_limits(outcome.boundary, None),
    }
    return result | ({"EvalDecisionDetails": outcome.details} if outcome.details else {})


def _details(outcomes: Sequence[_Outcome]) -> dict[str, Any]:
    """Return the most restrictive decision of each kind; absent when the organization denies."""
    if any(outcome.details is None for outcome in outcomes):
        return {}
    kinds = dict.fromkeys(kind for outcome in outcomes for kind in outcome.details or {})
    by_kind = {
        kind: [outcome.details[kind] for outcome in outcomes if outcome.details and kind in outcome.details]
        for kind in kinds
    }
    return {
        "EvalDecisionDetails": {
            kind: max(verdicts, key=[*map(str, _SEVEREST)].index) for kind, verdicts in by_kind.items()
        }
    }


def _limits(boundary: bool | None, organization: bool | None) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if boundary is not None:
        limits["PermissionsBoundaryDecisionDetail"] = {"AllowedByPermissionsBoundary": boundary}
    if organization is not None:
        limits["OrganizationsDecisionDetail"] = {"AllowedByOrganizations": organization}
    return limits


def _all(values: Iterable[bool | None]) -> bool | None:
    verdicts = [value for value in values if value is not None]
    return all(verdicts) if verdicts else None


def _statements(matches: Iterable[MatchedStatement]) -> list[dict[str, Any]]:
    return [
        {
            "SourcePolicyId": match.policy.name,
            "SourcePolicyType": _KINDS[PolicyKind.RESOURCE if match.kind != PolicyKind.IDENTITY else match.kind],
            "StartPosition": _position(match.statement.start),
            "EndPosition": _position(match.statement.end),
        }
        for match in matches
    ]


def _position(position: Position) -> dict[str, int]:
    return {"Line": position.line, "Column": position.column}


def input_policies(texts: Iterable[Document], label: str) -> tuple[NamedPolicy, ...]:
    """Return the documents that came with a call under names: `PolicyInputList.1`, `PolicyInputList.2`, ..."""
    return tuple(NamedPolicy(f"{label}.{number}", document) for number, document in enumerate(texts, 1))

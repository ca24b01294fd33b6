"""What a simulation of policies comes to, in the form of the API (pure).

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

_EVERYTHING = "*"
_SEVEREST: tuple[Verdict, ...] = ("allowed", "implicitDeny", "explicitDeny")
_KINDS = {
    PolicyKind.IDENTITY: "IAM Policy",
    PolicyKind.RESOURCE: "Resource Policy",
    PolicyKind.BOUNDARY: "Permissions Boundary Policy",
}
"""The words of AWS's examples, for which the model lists others (`user`, `aws-managed`, ...)."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """What is simulated. A policy's name is the id that the results give for it."""

    caller: Principal
    policies: Policies
    context: Mapping[str, Sequence[str]] = field(default_factory=dict)
    owner: str = ""
    """The account that owns resources whose ARN does not say."""
    organization: tuple[tuple[Document, ...], ...] = ()
    """Service control policies from the organization's root down to the account."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One action on one resource."""

    resource: str
    verdict: Verdict
    matched: tuple[MatchedStatement, ...]
    missing: list[str]
    details: dict[str, str] | None
    """None when a service control policy ended it."""
    boundary: bool | None
    organization: bool | None


def result_of(simulation: Simulation, action: str, resources: Sequence[str], template: str) -> dict[str, Any]:
    """One `EvaluationResult`; `template` is the ARN of the kind of resource."""
    outcomes = [_outcome(simulation, action, each) for each in resources]
    verdict = max((each.verdict for each in outcomes), key=_SEVEREST.index)
    found = {
        "EvalActionName": action,
        "EvalResourceName": template,
        "EvalDecision": verdict,
        "MatchedStatements": _statements(_decisive(outcomes, verdict)),
        "MissingContextValues": list(dict.fromkeys(key for each in outcomes for key in each.missing)),
        **_limits(_all(each.boundary for each in outcomes), _all(each.organization for each in outcomes)),
    }
    if all(each.resource == _EVERYTHING for each in outcomes):
        return found
    specific = [_specific(each) for each in outcomes]
    return found | _details(outcomes) | {"ResourceSpecificResults": specific}


def _outcome(simulation: Simulation, action: str, resource: str) -> _Outcome:
    request = AccessRequest(simulation.caller, action, resource, simulation.context, _owner(simulation, resource))
    keys = keys_of(request)
    organization = [
        [each.effect for document in level for each in applying(document, request, keys)]
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
    return _Outcome(resource, decision.verdict, decision.matched, missing, details, boundary, allowed)


def _owner(simulation: Simulation, resource: str) -> str:
    parts = resource.split(":")
    return (parts[4] if len(parts) > 5 and parts[4].isdigit() else "") or simulation.owner


def _crosses(request: AccessRequest) -> bool:
    return bool(request.principal.account and request.resource_account not in ("", request.principal.account))


def _documents(policies: Policies) -> Iterable[Document]:
    named = (*policies.identity, policies.boundary, policies.resource)
    return [each.document for each in named if each is not None]


def _by_kind(decision: Decision) -> dict[str, str]:
    return {_KINDS[kind]: verdict for kind, verdict in decision.by_kind.items() if kind in _KINDS}


def _decisive(outcomes: Sequence[_Outcome], verdict: Verdict) -> list[MatchedStatement]:
    if verdict == "implicitDeny":
        return []
    matched = [each for outcome in outcomes if outcome.verdict == verdict for each in outcome.matched]
    return [each for place, each in enumerate(matched) if each not in matched[:place]]


def _specific(outcome: _Outcome) -> dict[str, Any]:
    found = {
        "EvalResourceName": outcome.resource,
        "EvalResourceDecision": outcome.verdict,
        "MatchedStatements": _statements(outcome.matched),
        "MissingContextValues": outcome.missing,
        **_limits(outcome.boundary, None),
    }
    return found | ({"EvalDecisionDetails": outcome.details} if outcome.details else {})


def _details(outcomes: Sequence[_Outcome]) -> dict[str, Any]:
    """The most restrictive decision of each kind; empty within one account, absent when the organization denies."""
    if any(each.details is None for each in outcomes):
        return {}
    kinds = dict.fromkeys(kind for each in outcomes for kind in each.details or {})
    by_kind = {
        kind: [each.details[kind] for each in outcomes if each.details and kind in each.details] for kind in kinds
    }
    return {
        "EvalDecisionDetails": {
            kind: max(verdicts, key=[*map(str, _SEVEREST)].index) for kind, verdicts in by_kind.items()
        }
    }


def _limits(boundary: bool | None, organization: bool | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if boundary is not None:
        found["PermissionsBoundaryDecisionDetail"] = {"AllowedByPermissionsBoundary": boundary}
    if organization is not None:
        found["OrganizationsDecisionDetail"] = {"AllowedByOrganizations": organization}
    return found


def _all(values: Iterable[bool | None]) -> bool | None:
    known = [each for each in values if each is not None]
    return all(known) if known else None


def _statements(matched: Iterable[MatchedStatement]) -> list[dict[str, Any]]:
    return [
        {
            "SourcePolicyId": each.policy.name,
            "SourcePolicyType": _KINDS[PolicyKind.RESOURCE if each.kind != PolicyKind.IDENTITY else each.kind],
            "StartPosition": _position(each.statement.start),
            "EndPosition": _position(each.statement.end),
        }
        for each in matched
    ]


def _position(position: Position) -> dict[str, int]:
    return {"Line": position.line, "Column": position.column}


def input_policies(texts: Iterable[Document], label: str) -> tuple[NamedPolicy, ...]:
    """Documents that came with the call: `PolicyInputList.1`, `PolicyInputList.2`, ..."""
    return tuple(NamedPolicy(f"{label}.{number}", each) for number, each in enumerate(texts, 1))

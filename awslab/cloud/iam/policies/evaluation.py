"""Deciding about a request (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from awslab.cloud.iam.policies.context import Keys, keys_of
from awslab.cloud.iam.policies.decision import Decision, MatchedStatement, Verdict
from awslab.cloud.iam.policies.explanation import lacking_sentence, matched_sentence, root_sentence
from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies, PolicyKind
from awslab.cloud.iam.policies.principals import Grant, grant_of
from awslab.cloud.iam.policies.request import AccessRequest
from awslab.cloud.iam.policies.statements import applying
from awslab.cloud.iam.policies.words import explicit_context, implicit_context, refusal_message

_WITHOUT_IDENTITY = ("service", "anonymous", "identity-provider")
_KINDS_IN_MATCHES = frozenset((PolicyKind.IDENTITY, PolicyKind.RESOURCE, PolicyKind.TRUST, PolicyKind.KEY))


@dataclass(frozen=True, slots=True)
class _Layer:
    """One kind of policy, and its statements that apply to the request."""

    kind: PolicyKind
    policies: tuple[NamedPolicy, ...]
    allows: tuple[MatchedStatement, ...]
    denies: tuple[MatchedStatement, ...]
    grant: Grant = Grant.NONE
    """How directly a resource-based policy allows it."""

    @property
    def verdict(self) -> Verdict:
        return "explicitDeny" if self.denies else "allowed" if self.allows else "implicitDeny"


@dataclass(frozen=True, slots=True)
class _Case:
    """A request with everything that has a say in it."""

    request: AccessRequest
    keys: Keys
    resource: _Layer
    identity: _Layer
    boundary: _Layer | None
    session: _Layer | None

    @property
    def layers(self) -> list[_Layer]:
        """The layers in the order in which a deny is looked for; which one AWS names of several is not documented."""
        layers = (self.resource, self.identity, self.boundary, self.session)
        return [layer for layer in layers if layer is not None]

    @property
    def crosses_accounts(self) -> bool:
        owner = self.request.resource_account
        return bool(owner and self.request.principal.account) and owner != self.request.principal.account


def evaluate(request: AccessRequest, policies: Policies) -> Decision:
    """Whether the request is allowed under these policies, and by what. Raises nothing."""
    case = _case(request, policies)
    denial = next((layer.denies[0] for layer in case.layers if layer.denies), None)
    if denial is not None:
        return _denied(case, denial)
    lacking = _lacking(case)
    return _allowed(case) if lacking is None else _lacked(case, lacking)


def _case(request: AccessRequest, policies: Policies) -> _Case:
    keys = keys_of(request)
    resource = _resource_layer(request, policies, keys)
    if request.principal.kind in ("root", *_WITHOUT_IDENTITY):
        return _Case(request, keys, resource, _Layer(PolicyKind.IDENTITY, (), (), ()), None, None)
    boundary = None
    if policies.boundary is not None:
        boundary = _layer(PolicyKind.BOUNDARY, (policies.boundary,), request, keys)
    session = policies.session
    if session is None and request.principal.kind == "federated-user":
        session = ()  # GetFederationToken without a policy gives a session without permissions
    return _Case(
        request,
        keys,
        resource,
        _layer(PolicyKind.IDENTITY, policies.identity, request, keys),
        boundary,
        None if session is None else _layer(PolicyKind.SESSION, session, request, keys),
    )


def _layer(kind: PolicyKind, policies: tuple[NamedPolicy, ...], request: AccessRequest, keys: Keys) -> _Layer:
    matches = [
        MatchedStatement(kind, policy, statement)
        for policy in policies
        for statement in applying(policy.document, request, keys)
    ]
    return _Layer(kind, policies, *_by_effect(matches))


def _resource_layer(request: AccessRequest, policies: Policies, keys: Keys) -> _Layer:
    kind, policy = policies.resource_kind, policies.resource
    if policy is None:
        return _Layer(kind, (), (), ())
    grants = [
        (grant_of(statement, request.principal, policies.boundary is not None), statement)
        for statement in applying(policy.document, request, keys)
    ]
    matches = [MatchedStatement(kind, policy, statement) for grant, statement in grants if grant]
    allowing_grants = [grant for grant, statement in grants if statement.effect == "Allow"]
    return _Layer(kind, (policy,), *_by_effect(matches), max(allowing_grants, default=Grant.NONE))


def _by_effect(
    matches: Sequence[MatchedStatement],
) -> tuple[tuple[MatchedStatement, ...], tuple[MatchedStatement, ...]]:
    allows = tuple(match for match in matches if match.statement.effect == "Allow")
    return allows, tuple(match for match in matches if match.statement.effect == "Deny")


def _lacking(case: _Case) -> PolicyKind | None:
    """Return the first kind of policy that would have to allow it and does not, where nothing denies it."""
    kind, grant = case.resource.kind, case.resource.grant
    if case.request.principal.kind in _WITHOUT_IDENTITY:
        return None if grant else kind
    must_allow = kind in (PolicyKind.TRUST, PolicyKind.KEY)
    if must_allow and not grant and not case.crosses_accounts:
        return kind
    if grant == Grant.DIRECT and not case.crosses_accounts:
        return None
    return _lacking_identity(case) or (kind if case.crosses_accounts and not grant else None)


def _lacking_identity(case: _Case) -> PolicyKind | None:
    """Return the kind that lacks in the principal's own account, where a resource's policy can stand in."""
    if case.request.principal.kind == "root":
        return None
    stands_in = case.resource.grant == Grant.ISSUER and not case.crosses_accounts
    if not (case.identity.allows or stands_in):
        return PolicyKind.IDENTITY
    limits = (limit for limit in (case.boundary, case.session) if limit is not None)
    return next((limit.kind for limit in limits if not limit.allows), None)


def _allowed(case: _Case) -> Decision:
    ways = [case.identity.allows, case.resource.allows]
    if _lacking_identity(case) is not None:
        ways.reverse()  # the resource's policy alone let it through
    matches = (*ways[0], *ways[1])
    sentence = matched_sentence(matches[0], case.request) if matches else root_sentence(case.request)
    return Decision("allowed", matches[0] if matches else None, None, sentence, "", matches, _verdicts(case))


def _denied(case: _Case, denial: MatchedStatement) -> Decision:
    context = explicit_context(denial.kind, denial.policy, case.request.action)
    matches = tuple(match for layer in case.layers for match in layer.denies if match.kind in _KINDS_IN_MATCHES)
    sentence = matched_sentence(denial, case.request)
    return Decision("explicitDeny", denial, None, sentence, _message(case, context), matches, _verdicts(case))


def _lacked(case: _Case, kind: PolicyKind) -> Decision:
    context = implicit_context(kind, case.request.action)
    policies = next((layer.policies for layer in case.layers if layer.kind == kind), ())
    sentence = lacking_sentence(kind, policies, case.request, case.keys)
    matched = (*case.identity.allows, *case.resource.allows)
    return Decision("implicitDeny", None, kind, sentence, _message(case, context), matched, _verdicts(case))


def _message(case: _Case, context: str) -> str:
    request = case.request
    return refusal_message(request.principal.arn, request.action, request.resource, context)


def _verdicts(case: _Case) -> dict[PolicyKind, Verdict]:
    return {layer.kind: layer.verdict for layer in case.layers if layer.policies or layer.kind == PolicyKind.IDENTITY}

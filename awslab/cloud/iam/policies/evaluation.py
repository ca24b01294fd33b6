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
_SHOWN = frozenset((PolicyKind.IDENTITY, PolicyKind.RESOURCE, PolicyKind.TRUST, PolicyKind.KEY))


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
        """In the order in which a deny is looked for; which kind AWS names when several deny is not documented."""
        found = (self.resource, self.identity, self.boundary, self.session)
        return [each for each in found if each is not None]

    @property
    def crosses_accounts(self) -> bool:
        owner = self.request.resource_account
        return bool(owner and self.request.principal.account) and owner != self.request.principal.account


def evaluate(request: AccessRequest, policies: Policies) -> Decision:
    """Whether the request is allowed under these policies, and by what. Raises nothing."""
    case = _case(request, policies)
    denied = next((each.denies[0] for each in case.layers if each.denies), None)
    if denied is not None:
        return _denied(case, denied)
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
    found = [
        MatchedStatement(kind, policy, statement)
        for policy in policies
        for statement in applying(policy.document, request, keys)
    ]
    return _Layer(kind, policies, *_by_effect(found))


def _resource_layer(request: AccessRequest, policies: Policies, keys: Keys) -> _Layer:
    kind, policy = policies.resource_kind, policies.resource
    if policy is None:
        return _Layer(kind, (), (), ())
    granted = [
        (grant_of(statement, request.principal, policies.boundary is not None), statement)
        for statement in applying(policy.document, request, keys)
    ]
    found = [MatchedStatement(kind, policy, statement) for grant, statement in granted if grant]
    grants = [grant for grant, statement in granted if statement.effect == "Allow"]
    return _Layer(kind, (policy,), *_by_effect(found), max(grants, default=Grant.NONE))


def _by_effect(
    found: Sequence[MatchedStatement],
) -> tuple[tuple[MatchedStatement, ...], tuple[MatchedStatement, ...]]:
    allows = tuple(each for each in found if each.statement.effect == "Allow")
    return allows, tuple(each for each in found if each.statement.effect == "Deny")


def _lacking(case: _Case) -> PolicyKind | None:
    """The first kind of policy that would have to allow it and does not, where nothing denies it."""
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
    """The same in the principal's own account; within it a resource-based policy may stand in for the identity's."""
    if case.request.principal.kind == "root":
        return None
    stands_in = case.resource.grant == Grant.ISSUER and not case.crosses_accounts
    if not (case.identity.allows or stands_in):
        return PolicyKind.IDENTITY
    limits = (each for each in (case.boundary, case.session) if each is not None)
    return next((each.kind for each in limits if not each.allows), None)


def _allowed(case: _Case) -> Decision:
    ways = [case.identity.allows, case.resource.allows]
    if _lacking_identity(case) is not None:
        ways.reverse()  # the resource's policy alone let it through
    matched = (*ways[0], *ways[1])
    sentence = matched_sentence(matched[0], case.request) if matched else root_sentence(case.request)
    return Decision("allowed", matched[0] if matched else None, None, sentence, "", matched, _verdicts(case))


def _denied(case: _Case, denied: MatchedStatement) -> Decision:
    context = explicit_context(denied.kind, denied.policy, case.request.action)
    shown = tuple(each for layer in case.layers for each in layer.denies if each.kind in _SHOWN)
    sentence = matched_sentence(denied, case.request)
    return Decision("explicitDeny", denied, None, sentence, _message(case, context), shown, _verdicts(case))


def _lacked(case: _Case, kind: PolicyKind) -> Decision:
    context = implicit_context(kind, case.request.action)
    policies = next((each.policies for each in case.layers if each.kind == kind), ())
    sentence = lacking_sentence(kind, policies, case.request, case.keys)
    matched = (*case.identity.allows, *case.resource.allows)
    return Decision("implicitDeny", None, kind, sentence, _message(case, context), matched, _verdicts(case))


def _message(case: _Case, context: str) -> str:
    request = case.request
    return refusal_message(request.principal.arn, request.action, request.resource, context)


def _verdicts(case: _Case) -> dict[PolicyKind, Verdict]:
    return {each.kind: each.verdict for each in case.layers if each.policies or each.kind == PolicyKind.IDENTITY}

"""Whether a call is allowed, asked before it is made; and the same question without a call, for checks.

Users and assumed roles are held to their policies, as on AWS. What AWS itself runs with a role (a function, a task, an
instance) is held to them where the lab says so (`enforce_iam: true`); elsewhere the trail says what AWS would refuse.
The learner's own key and the examiner's are held to nothing, but a role must trust whoever assumes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from awslab.cloud.gateway.keys import KeyRing
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, Caller, refusal
from awslab.cloud.iam.actions.needs import needs
from awslab.cloud.iam.enforcement import callers
from awslab.cloud.iam.enforcement.circumstances import context, keys_of
from awslab.cloud.iam.enforcement.sentences import error, sentence
from awslab.cloud.iam.moto_iam import Identities
from awslab.cloud.iam.moto_resource_policies import ResourcePolicies
from awslab.cloud.iam.moto_tags import tags
from awslab.cloud.iam.policies.authorization_message import with_encoded_message
from awslab.cloud.iam.policies.decision import Decision
from awslab.cloud.iam.policies.evaluation import evaluate
from awslab.cloud.iam.policies.parsing import CURRENT_VERSION, document_of
from awslab.cloud.iam.policies.policy_set import NamedPolicy
from awslab.cloud.iam.policies.request import AccessRequest
from awslab.cloud.iam.sessions import Session
from awslab.cloud.ports.clock import CLOCK

Mode = Literal["off", "explain", "enforce"]

_INVALID = "The security token included in the request is invalid"


@dataclass(frozen=True, slots=True)
class Finding:
    """What policies say of a call."""

    refused: AwsResponse | None = None
    """The service's error; None lets the call pass."""
    would_refuse: str = ""
    """For a call that passes although AWS would refuse it: the code and the sentence."""
    because: str = ""
    """The statement that denies what is not allowed, or the one that came nearest to allowing it."""


_PASSES = Finding()


class Enforcement:
    """The policies of one sandbox."""

    def __init__(self, keys: KeyRing, *, services_too: bool) -> None:
        self._keys = keys
        self._services_too = services_too

    def check(self, request: AwsRequest) -> Finding:
        """Return what policies say of a call. It is cheap for callers whom they do not concern."""
        session = self._keys.session(request.caller.access_key_id)
        mode = self._mode(request.caller, session)
        if mode == "off" or (request.service, request.operation) == ("sts", "AssumeRole"):
            return _PASSES
        barred = _barred(request, session)
        if barred is not None:
            return Finding(refusal(request, *barred))
        denial = self._first_denial(request, session)
        if denial is None:
            return _PASSES
        code, message, status = _refusal(request, *denial)
        if mode == "explain":
            return Finding(None, f"{code}: {message}", denial[1].sentence)
        return Finding(refusal(request, code, with_encoded_message(message, *denial), status), "", denial[1].sentence)

    def may_assume(self, request: AwsRequest) -> AwsResponse | None:
        """Return the refusal of a request for a role's session, by anyone: the role must trust the caller.

        It is asked when the guards have looked at the request, as STS looks at its form first.
        """
        denial = self._first_denial(request, self._keys.session(request.caller.access_key_id))
        return refusal(request, *_refusal(request, *denial)) if denial is not None else None

    def allows(
        self,
        caller: Caller,
        action: str,
        resource: str,
        keys: Mapping[str, str],
        statements: Sequence[Mapping[str, Any]],
    ) -> bool:
        """Whether a signed request that is no call of a service's API (an API's stage, a function URL) may be made;
        `statements` are the resource's own policy."""
        session = self._keys.session(caller.access_key_id)
        if self._mode(caller, session) != "enforce":
            return True
        principal, policies = callers.of_caller(caller, session, Identities(caller.account_id))
        document = document_of({"Version": CURRENT_VERSION, "Statement": list(statements)})
        resource_policy = NamedPolicy(resource, document) if statements else None
        context = {"aws:SecureTransport": ("true",), **{key: (value,) for key, value in keys.items()}}
        access = AccessRequest(principal, action, resource, context, _owner(resource))
        return evaluate(access, replace(policies, resource=resource_policy)).allowed

    def decide(self, question: Mapping[str, Any], account_id: str, region: str) -> dict[str, Any]:
        """Return the answer to a check: `allowed`, `because` and `message` for the question's `principal`, `action`,
        `resource` and `context`.

        A user, role or service that is not there is not allowed anything.
        """
        identities = Identities(account_id)
        caller = callers.of_arn(str(question["principal"]), identities)
        if caller is None:
            return {"allowed": False, "because": f"There is no user or role {question['principal']}.", "message": ""}
        action, resource = str(question["action"]), str(question.get("resource") or "*")
        context: dict[str, Sequence[str]] = {"aws:SecureTransport": ("true",), "aws:RequestedRegion": (region,)}
        context |= {f"aws:ResourceTag/{key}": (value,) for key, value in tags(resource, account_id).items()}
        context |= {str(key): _texts(value) for key, value in (question.get("context") or {}).items()}
        principal, policies = caller
        policy, kind = ResourcePolicies(account_id).of(action, resource)
        decision = evaluate(
            AccessRequest(principal, action, resource, context, _owner(resource)),
            replace(policies, resource=policy, resource_kind=kind),
        )
        return {"allowed": decision.allowed, "because": decision.sentence, "message": decision.message}

    def role_may(self, role: str, action: str, resource: str) -> bool:
        """Whether a service may do something with a role; always, where such roles are not held to their policies."""
        if not self._services_too:
            return True
        identities = Identities(role.split(":")[4])
        caller = callers.of_arn(role, identities)
        if caller is None:
            return False
        principal, policies = caller
        policy, kind = ResourcePolicies(role.split(":")[4]).of(action, resource)
        access = AccessRequest(principal, action, resource, {"aws:SecureTransport": ("true",)}, _owner(resource))
        return evaluate(access, replace(policies, resource=policy, resource_kind=kind)).allowed

    def _mode(self, caller: Caller, session: Session | None) -> Mode:
        if session is not None and session.kind == "service":
            return "enforce" if self._services_too else "explain"
        if caller.kind == "user" or (caller.kind == "role" and session is not None):
            return "enforce"
        return "enforce" if session is not None and session.kind == "federated" else "off"

    def _first_denial(self, request: AwsRequest, session: Session | None) -> tuple[AccessRequest, Decision] | None:
        account_id = request.caller.account_id
        identities = Identities(account_id)
        resources = ResourcePolicies(account_id)

        def find_arn(kind: str, name: str) -> str | None:
            return identities.find_arn(kind, name) or resources.find_arn(kind, name, request.region)

        call_needs = needs(request, find_arn)
        if not call_needs:
            return None
        principal, policies = callers.of_caller(request.caller, session, identities)
        call_keys = context(request, session, CLOCK.now())
        for need in call_needs:
            policy, kind = resources.of(need.action, need.resource)
            keys = call_keys | keys_of(need, request, tags(need.resource, account_id))
            access = AccessRequest(principal, need.action, need.resource, keys, _owner(need.resource))
            decision = evaluate(access, replace(policies, resource=policy, resource_kind=kind))
            if not decision.allowed:
                return access, decision
        return None


def _refusal(request: AwsRequest, access: AccessRequest, decision: Decision) -> tuple[str, str, int]:
    code, status = error(request.service)
    message = sentence(request.service, decision.message, access.action, access.resource, request.caller.account_id)
    return code, message, status


def _barred(request: AwsRequest, session: Session | None) -> tuple[str, str, int] | None:
    """Return the refusal of a call that keys of GetSessionToken and GetFederationToken can never make.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html; that
    the error is this one is known from reports, not from the page.
    """
    if session is None or session.kind not in ("federated", "lent"):
        return None
    if request.service == "iam" and (session.kind == "federated" or not session.mfa):
        return "InvalidClientTokenId", _INVALID, 403
    return None


def _owner(resource: str) -> str:
    """Return the account that an ARN names; empty for those of S3 and of AWS's own policies."""
    account = resource.split(":", 5)[4] if resource.count(":") >= 5 else ""
    return account if account.isdigit() else ""


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(str(item).lower() if isinstance(item, bool) else str(item) for item in values)

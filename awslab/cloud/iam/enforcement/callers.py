"""Whose permissions count: a caller or an ARN, with the policies that are attached to it."""

from __future__ import annotations

from awslab.cloud.gateway.request import Caller
from awslab.cloud.iam.entities import tag_values
from awslab.cloud.iam.moto_iam import ADMINISTRATOR_ACCESS, Identities, document
from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies
from awslab.cloud.iam.policies.request import Principal
from awslab.cloud.iam.sessions import Session

CallerPolicies = tuple[Principal, Policies]
"""Who asks, and every policy but the resource's."""


def of_caller(caller: Caller, session: Session | None, identities: Identities) -> CallerPolicies:
    """Return who made a call, with their policies; a user or role that is gone has none."""
    if caller.kind == "anonymous":
        return Principal("anonymous", ""), Policies()
    if session is not None and caller.kind == "role":
        return _session_of_role(caller.arn, caller.account_id, session, identities)
    if session is not None and session.kind == "federated":
        principal, policies = _of_user(session.issuer, caller.account_id, identities)
        name = caller.arn.rpartition("/")[2]
        federated = Principal(
            "federated-user",
            caller.arn,
            caller.account_id,
            session.issuer,
            f"{caller.account_id}:{name}",
            {**principal.tags, **session.tags},
        )
        return federated, _narrowed(policies, session, identities)
    return _of_user(caller.arn, caller.account_id, identities)


def of_arn(arn: str, identities: Identities) -> CallerPolicies | None:
    """Return the user, role, role's session or service of that ARN or name; None for one that is not there."""
    if arn.endswith(".amazonaws.com"):
        return Principal("service", arn), Policies()
    parts = arn.split(":", 5)
    if arn in ("*", "anonymous") or len(parts) < 6:
        return (Principal("anonymous", ""), Policies()) if arn in ("*", "anonymous") else None
    kind, _, name = parts[5].partition("/")
    if kind == "root":
        return Principal("root", arn, parts[4]), Policies()
    if kind == "user" and (name == "learner" or identities.user(arn)):
        return _of_user(arn, parts[4], identities)
    role = f"arn:aws:iam::{parts[4]}:role/{name.rpartition('/')[0]}" if kind == "assumed-role" else arn
    if kind not in ("role", "assumed-role") or identities.role(role) is None:
        return None
    session = arn if kind == "assumed-role" else f"arn:aws:sts::{parts[4]}:assumed-role/{arn.rpartition('/')[2]}/awslab"
    return _session_of_role(session, parts[4], Session("assumed", role), identities)


def _of_user(arn: str, account_id: str, identities: Identities) -> CallerPolicies:
    user = identities.user(arn)
    if user is None:
        policies = (ADMINISTRATOR_ACCESS,) if arn.endswith(":user/learner") else ()
        return Principal("user", arn, account_id, user_id="AIDALEARNERAWSLAB0001"), Policies(policies)
    principal = Principal("user", arn, account_id, user_id=user.id, tags=tag_values(user.tags))
    return principal, Policies(identities.of_user(user), identities.boundary(user))


def _session_of_role(arn: str, account_id: str, session: Session, identities: Identities) -> CallerPolicies:
    role = identities.role(session.issuer)
    tags = {**tag_values(role.tags if role is not None else None), **session.tags}
    user_id = f"{role.id if role is not None else 'AROA'}:{arn.rpartition('/')[2]}"
    principal = Principal("role", arn, account_id, session.issuer, user_id, tags)
    if role is None:
        return principal, Policies()
    policies = Policies(identities.of_role(role), identities.boundary(role))
    return principal, _narrowed(policies, session, identities)


def _narrowed(policies: Policies, session: Session, identities: Identities) -> Policies:
    if not session.narrowed:
        return policies
    inline = tuple(NamedPolicy("of the session", document(text)) for text in session.policies or ())
    managed = tuple(policy for arn in session.policy_arns if (policy := identities.managed(arn)) is not None)
    return Policies(policies.identity, policies.boundary, (*inline, *managed))

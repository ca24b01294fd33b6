"""The keys that a sandbox knows: the session's, the examiner's, and those made in it through IAM and STS."""

from __future__ import annotations

import secrets
import string
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from awslab.cloud.gateway.request import ACCOUNT_ID, Caller
from awslab.cloud.iam.moto_iam import active_key
from awslab.cloud.iam.sessions import Session
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.credentials import Credentials
from awslab.cloud.sts.moto_sessions import RoleSession, begin_session, session_of_key

_KEY_LETTERS = string.ascii_uppercase + "234567"
_SECRET_LETTERS = string.ascii_letters + string.digits + "+/"


def new_credentials(prefix: str = "AKIA") -> Credentials:
    """An access key of AWS's form that nobody can guess; `ASIA` makes a temporary one, with a session token."""
    name = prefix + "".join(secrets.choice(_KEY_LETTERS) for _ in range(16))
    secret = "".join(secrets.choice(_SECRET_LETTERS) for _ in range(40))
    return Credentials(name, secret, secrets.token_urlsafe(180) if prefix == "ASIA" else "")


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key, its secret, and who calls with it."""

    caller: Caller
    secret_access_key: str
    session_token: str
    """What must come along as X-Amz-Security-Token; empty for a long-term key."""


class KeyRing:
    """Who may call."""

    def __init__(self, session: Credentials, examiner: Credentials) -> None:
        self._session_keys = {
            session.access_key_id: _own_key(session, Caller("learner", "learner", _user("learner"))),
            examiner.access_key_id: _own_key(examiner, Caller("examiner", "examiner", _user("learner"))),
        }
        self._temporary_keys: dict[str, tuple[KnownKey, datetime]] = {}
        self._sessions: dict[str, Session] = {}

    def find(self, access_key_id: str) -> KnownKey | None:
        """The key of that id, unless it is unknown, inactive or expired."""
        held_key = self._session_keys.get(access_key_id) or self._lent_key(access_key_id)
        return held_key or _user_key(access_key_id) or _role_key(access_key_id)

    def session(self, access_key_id: str) -> Session | None:
        """What temporary credentials stand for; None for a long-term key."""
        session = self._sessions.get(access_key_id)
        if session is None and access_key_id.startswith("ASIA"):
            role = session_of_key(access_key_id)  # with a web identity or SAML: moto answers those
            session = Session("assumed", role.role_arn) if role is not None else None
        return session

    def lend(
        self, caller: Caller, time: timedelta, session: Session, federated: str = ""
    ) -> tuple[Credentials, datetime]:
        """Temporary credentials for a caller, or for a federated user of theirs, and when they end (naive UTC)."""
        credentials = new_credentials("ASIA")
        until = CLOCK.naive() + time
        arn = f"arn:aws:sts::{caller.account_id}:federated-user/{federated}" if federated else caller.arn
        borrower = replace(caller, access_key_id=credentials.access_key_id, name=federated or caller.name, arn=arn)
        self._temporary_keys[credentials.access_key_id] = (
            KnownKey(borrower, credentials.secret_access_key, credentials.session_token),
            until,
        )
        self._sessions[credentials.access_key_id] = session
        return credentials, until

    def _lent_key(self, access_key_id: str) -> KnownKey | None:
        key, until = self._temporary_keys.get(access_key_id, (None, CLOCK.naive()))
        return key if until > CLOCK.naive() else None

    def issue(self, role_arn: str, session_name: str, source: str = "", region: str = "us-east-1") -> Credentials:
        """Temporary credentials of a role, as a service gets them when it assumes the role; `source` as in Session."""
        session = Session("service", role_arn, source=source)
        role_session = self.assume(role_arn, session_name, timedelta(hours=12), session, region)
        return Credentials(role_session.access_key_id, role_session.secret_access_key, role_session.session_token)

    def assume(
        self, role_arn: str, session_name: str, time: timedelta, session: Session, region: str = "us-east-1"
    ) -> RoleSession:
        """A session of a role; nobody is asked whether it may be."""
        account = role_arn.split(":")[4] or ACCOUNT_ID
        role_session = begin_session(account, region, role_arn, session_name, int(time.total_seconds()))
        self._sessions[role_session.access_key_id] = session
        return role_session


def _own_key(credentials: Credentials, caller: Caller) -> KnownKey:
    signer = Caller(caller.kind, caller.name, caller.arn, credentials.access_key_id)
    return KnownKey(signer, credentials.secret_access_key, "")


def _user(name: str) -> str:
    return f"arn:aws:iam::{ACCOUNT_ID}:user/{name}"


def _user_key(access_key_id: str) -> KnownKey | None:
    """A key that iam.CreateAccessKey made."""
    match active_key(access_key_id):
        case account, user, key:
            caller = Caller("user", user.name, user.arn, access_key_id, account)
            return KnownKey(caller, key.secret_access_key, "")
        case _:
            return None


def _role_key(access_key_id: str) -> KnownKey | None:
    """A key that sts.AssumeRole made, or that `issue` did."""
    role = session_of_key(access_key_id)
    if role is None or role.expiration <= CLOCK.naive():
        return None
    name = f"{role.role_arn.rpartition('/')[2]}/{role.session_name}"
    caller = Caller("role", name, role.arn, access_key_id, role.account_id)
    return KnownKey(caller, role.secret_access_key, role.session_token)

"""Sessions of roles as moto's STS keeps them: the room's one way to them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, cast

from moto.sts.models import sts_backends


class RoleSession(Protocol):
    """Temporary credentials of a role."""

    access_key_id: str
    secret_access_key: str
    session_token: str
    session_name: str
    role_arn: str
    account_id: str
    expiration: datetime
    """Naive UTC."""

    @property
    def arn(self) -> str:
        """The ARN of the session: `arn:aws:sts::...:assumed-role/<role>/<session>`."""

    @property
    def user_id(self) -> str:
        """The role's unique id and the session's name."""


def begin_session(account: str, region: str, role_arn: str, session_name: str, seconds: int) -> RoleSession:
    """Make a session of a role; nobody is asked whether it may be."""
    session = sts_backends[account]["aws"].assume_role(
        region_name=region,
        role_session_name=session_name,
        role_arn=role_arn,
        policy="",
        duration=seconds,
        external_id="",
    )
    return cast(RoleSession, session)


def session_of_key(access_key_id: str) -> RoleSession | None:
    """Return the session that an access key belongs to, in whichever account; None for a key that is none."""
    for partitions in list(sts_backends.values()):
        session = partitions["aws"].get_assumed_role_from_access_key(access_key_id)
        if session is not None:
            return cast(RoleSession, session)
    return None

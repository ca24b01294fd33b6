"""The role of an instance: what `iam/` tells, and the credentials that programs on the instance find there.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from awslab.cloud.ec2.edge.metadata.tree import Folder
from awslab.cloud.iam.policies.service_permissions import trusts
from awslab.cloud.ports.credentials import Credentials

LIFETIME = 6 * 3600
"""Seconds that credentials last; new ones are there a quarter of an hour earlier."""
_RENEWED = 900
SERVICE = "ec2.amazonaws.com"


@dataclass(frozen=True, slots=True)
class Profile:
    """The instance profile of an instance."""

    association: str
    """Its id: whoever takes the profile away and attaches it again gets new credentials."""
    since: datetime
    arn: str
    id: str
    exists: bool
    """It may have been deleted while it was attached."""
    role_name: str
    """Empty: it has no role."""
    role_arn: str
    trust: Mapping[str, Any]
    """The role's trust policy."""


@dataclass(frozen=True, slots=True)
class _Lent:
    credentials: Credentials
    since: float


class Roles:
    """Credentials of the instances' roles, made when they are first asked for."""

    def __init__(self, issue: Callable[[str, str], Credentials], clock: Callable[[], float]) -> None:
        self._issue = issue
        self._clock = clock
        self._lock = threading.Lock()
        self._lent: dict[tuple[str, str, str], _Lent] = {}

    def folder(self, instance_id: str, profile: Profile | None) -> Folder | None:
        """What is below `iam/`; None without an instance profile."""
        if profile is None:
            return None
        named = {profile.role_name: lambda: self._document(instance_id, profile)} if profile.role_name else {}
        return Folder({"info": _info(profile), "security-credentials": Folder(named) if profile.exists else None})

    def _document(self, instance_id: str, profile: Profile) -> str:
        if not trusts(profile.trust, SERVICE):
            return _json(
                {
                    "Code": "AssumeRoleUnauthorizedAccess",
                    "Message": f"EC2 cannot assume the role {profile.role_name}. Please see documentation at "
                    "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html",
                    "LastUpdated": _time(self._clock()),
                }
            )
        lent = self._credentials(instance_id, profile)
        return _json(
            {
                "Code": "Success",
                "LastUpdated": _time(lent.since),
                "Type": "AWS-HMAC",
                "AccessKeyId": lent.credentials.access_key_id,
                "SecretAccessKey": lent.credentials.secret_access_key,
                "Token": lent.credentials.session_token,
                "Expiration": _time(lent.since + LIFETIME),
            }
        )

    def _credentials(self, instance_id: str, profile: Profile) -> _Lent:
        key = (instance_id, profile.association, profile.role_arn)
        with self._lock:
            now, lent = self._clock(), self._lent.get(key)
            if lent is None or now > lent.since + LIFETIME - _RENEWED:
                lent = self._lent[key] = _Lent(self._issue(profile.role_arn, instance_id), now)
            return lent


def _info(profile: Profile) -> str:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc"""
    shown = {"LastUpdated": f"{profile.since:%Y-%m-%dT%H:%M:%SZ}", "InstanceProfileArn": profile.arn}
    shown["InstanceProfileId"] = profile.id
    if not profile.exists:
        return _json(
            {"Code": "InstanceProfileNotFound", "Message": f"Instance Profile {profile.arn} not found", **shown}
        )
    if not profile.role_name:
        return _json({"Code": "Success", "Message": "Instance Profile does not contain a role", **shown})
    return _json({"Code": "Success", **shown})


def _json(shown: Mapping[str, str]) -> str:
    lines = ",\n".join(f"  {json.dumps(name)} : {json.dumps(value)}" for name, value in shown.items())
    return f"{{\n{lines}\n}}"


def _time(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"

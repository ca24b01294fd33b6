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

from awslab.cloud.ec2.edge.metadata.tree import Folder
from awslab.cloud.iam.function_permissions import trusts
from awslab.cloud.ports.credentials import Credentials

LIFETIME = 6 * 3600
"""Seconds that credentials last."""
_RENEWAL = 900
"""Seconds before their end at which new ones are issued."""
SERVICE = "ec2.amazonaws.com"


@dataclass(frozen=True, slots=True)
class Profile:
    """The instance profile of an instance."""

    association: str
    """The association's id: a profile that is detached and attached again gets new credentials."""
    since: datetime
    arn: str
    id: str
    exists: bool
    """Whether IAM still has the profile; it may have been deleted while it was attached."""
    role_name: str
    """Empty when the profile has no role."""
    role_arn: str
    trust: Mapping[str, object]
    """The role's trust policy."""


@dataclass(frozen=True, slots=True)
class _Issue:
    """Credentials, and when they were issued in seconds of the epoch."""

    credentials: Credentials
    since: float


class Roles:
    """Credentials of the instances' roles, made when they are first asked for."""

    def __init__(self, issue: Callable[[str, str], Credentials], clock: Callable[[], float]) -> None:
        self._issue_credentials = issue
        self._clock = clock
        self._lock = threading.Lock()
        self._issues: dict[tuple[str, str, str], _Issue] = {}

    def folder(self, instance_id: str, profile: Profile | None) -> Folder | None:
        """Return what is below `iam/`; None without an instance profile."""
        if profile is None:
            return None
        documents = {profile.role_name: lambda: self._document(instance_id, profile)} if profile.role_name else {}
        return Folder({"info": _info(profile), "security-credentials": Folder(documents) if profile.exists else None})

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
        issue = self._credentials(instance_id, profile)
        return _json(
            {
                "Code": "Success",
                "LastUpdated": _time(issue.since),
                "Type": "AWS-HMAC",
                "AccessKeyId": issue.credentials.access_key_id,
                "SecretAccessKey": issue.credentials.secret_access_key,
                "Token": issue.credentials.session_token,
                "Expiration": _time(issue.since + LIFETIME),
            }
        )

    def _credentials(self, instance_id: str, profile: Profile) -> _Issue:
        key = (instance_id, profile.association, profile.role_arn)
        with self._lock:
            now, issue = self._clock(), self._issues.get(key)
            if issue is None or now > issue.since + LIFETIME - _RENEWAL:
                issue = self._issues[key] = _Issue(self._issue_credentials(profile.role_arn, instance_id), now)
            return issue


def _info(profile: Profile) -> str:
    """Return the document `iam/info`:
    https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc"""
    document = {"LastUpdated": f"{profile.since:%Y-%m-%dT%H:%M:%SZ}", "InstanceProfileArn": profile.arn}
    document["InstanceProfileId"] = profile.id
    if not profile.exists:
        return _json(
            {"Code": "InstanceProfileNotFound", "Message": f"Instance Profile {profile.arn} not found", **document}
        )
    if not profile.role_name:
        return _json({"Code": "Success", "Message": "Instance Profile does not contain a role", **document})
    return _json({"Code": "Success", **document})


def _json(document: Mapping[str, str]) -> str:
    lines = ",\n".join(f"  {json.dumps(name)} : {json.dumps(value)}" for name, value in document.items())
    return f"{{\n{lines}\n}}"


def _time(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"

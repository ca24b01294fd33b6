"""Whether a principal may do what a check says, and by which statement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awslab.content.model import Permission
from awslab.lab.clients import Clients
from awslab.lab.values import fill


def unmet_permission(permission: Permission, values: Mapping[str, Any], clients: Clients) -> str:
    """Return a sentence about what decided otherwise; empty when IAM decides as the check expects."""
    answer = clients.allowed(
        {
            "principal": fill(permission.principal, values),
            "action": fill(permission.action, values),
            "resource": fill(permission.resource, values),
            "context": fill(permission.context, values),
        }
    )
    if bool(answer["allowed"]) == permission.is_:
        return ""
    return f"{answer['because']} It should {'' if permission.is_ else 'not '}be allowed."

"""Whether a principal may do what a check says, and by which statement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awslab.content.model import Permission
from awslab.lab.clients import Clients
from awslab.lab.values import fill


def unmet_permission(wanted: Permission, values: Mapping[str, Any], clients: Clients) -> str:
    """What decided otherwise than wanted, a sentence; empty when it is as wanted."""
    answer = clients.allowed(
        {
            "principal": fill(wanted.principal, values),
            "action": fill(wanted.action, values),
            "resource": fill(wanted.resource, values),
            "context": fill(wanted.context, values),
        }
    )
    if bool(answer["allowed"]) == wanted.is_:
        return ""
    return f"{answer['because']} It should {'' if wanted.is_ else 'not '}be allowed."

"""Whether packets get from one end to another, and the hop that decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awslab.content.model import Reach
from awslab.lab.clients import CallRefused, Clients
from awslab.lab.values import fill


def unmet_reach(wanted: Reach, values: Mapping[str, Any], clients: Clients) -> str:
    """What decided otherwise than wanted, a sentence; empty when it is as wanted."""
    service = "icmp" if wanted.protocol == "icmp" else f"{fill(wanted.port, values)}/{wanted.protocol}"
    from_, to = str(fill(wanted.from_, values)), f"{fill(wanted.to, values)}:{service}"
    try:
        found = clients.trace(from_, to)
    except CallRefused as refused:
        return refused.message
    if bool(found["reachable"]) == wanted.reachable:
        return ""
    verb = "should get" if wanted.reachable else "should not get"
    return f"{_deciding(found)['reason']} Packets {verb} from {from_} to {to}."


def _deciding(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """The deny; for a way that is open, the last group that let the packet in or out."""
    hops: list[Mapping[str, Any]] = list(found["hops"])
    groups = [hop for hop in hops if str(hop["resource"]).startswith("sg-")]
    return groups[-1] if found["reachable"] and groups else hops[-1]

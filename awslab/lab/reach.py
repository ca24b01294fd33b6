"""Whether packets get from one end to another, and the hop that decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awslab.content.model import Reach
from awslab.lab.clients import CallRefused, Clients
from awslab.lab.values import fill


def unmet_reach(reach: Reach, values: Mapping[str, Any], clients: Clients) -> str:
    """Return a sentence about the hop that decided; empty when packets get through, or not, as the check expects."""
    service = "icmp" if reach.protocol == "icmp" else f"{fill(reach.port, values)}/{reach.protocol}"
    from_, to = str(fill(reach.from_, values)), f"{fill(reach.to, values)}:{service}"
    try:
        trace = clients.trace(from_, to)
    except CallRefused as refused:
        return refused.message
    if bool(trace["reachable"]) == reach.reachable:
        return ""
    verb = "should get" if reach.reachable else "should not get"
    return f"{_deciding_hop(trace)['reason']} Packets {verb} from {from_} to {to}."


def _deciding_hop(trace: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the hop that denied; for a path that is open, the last security group that let the packet in or out."""
    hops: list[Mapping[str, Any]] = list(trace["hops"])
    groups = [hop for hop in hops if str(hop["resource"]).startswith("sg-")]
    return groups[-1] if trace["reachable"] and groups else hops[-1]

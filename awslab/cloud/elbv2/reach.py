"""Whether packets get to a load balancer, and from it to a target, as the packet tracer finds.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cached_property

from awslab.cloud.network.ends import End, Place, Service
from awslab.cloud.network.moto_network import gather
from awslab.cloud.network.naming import AMAZON_LINUX, Names
from awslab.cloud.network.packets import UntraceableError
from awslab.cloud.network.trace import Trace, between
from awslab.cloud.network.values import Balancer, GroupRule, Network

log = logging.getLogger(__name__)


class Paths:
    """The ways to and from one load balancer, through the network as it is when one of them is first asked for."""

    def __init__(self, account_id: str, region: str, arn: str) -> None:
        self._account_id = account_id
        self._region = region
        self._arn = arn

    def leads_to(self, interface: str, port: int) -> bool:
        """Whether TCP gets from every node to a network interface, and back."""
        target = self._network.interfaces.get(interface)
        if target is None:
            return False
        trace = self._trace(self._end, End(target.name, ((Place(target.name, target),),), AMAZON_LINUX), port)
        return trace is not None and trace.reachable

    def closed_to_clients(self, port: int) -> str:
        """Return a sentence why TCP gets from no client at all to every node; empty when it does from one.

        The sandbox's client may stand for any client. Clients of an internal load balancer are somewhere in its VPC or
        connected to it, so only its security groups decide (a Network Load Balancer may have none). A group that only
        lets its own members in, as the VPC's default group does, lets no client in.
        """
        balancer = self._network.balancers[self._arn]
        rules = [rule for rule in self._inbound(balancer) if _is_for(rule, port)]
        if balancer.groups is None and not balancer.faces_internet:
            return ""
        if not balancer.faces_internet:
            is_open = any(not rule.group or rule.group not in (balancer.groups or ()) for rule in rules)
            return "" if is_open else "no security group of the load balancer lets clients in."
        clients = ("internet", *(rule.cidr for rule in rules if rule.cidr), *self._prefix_list_cidrs(rules))
        first_reason = ""
        for client in clients:
            trace = self._trace(self._names.end(client, (), is_far=False), self._end, port)
            if trace is not None and trace.reachable:
                return ""
            first_reason = first_reason or _reason(trace)
        return first_reason

    def _trace(self, source: End, target: End, port: int) -> Trace | None:
        try:
            return between(self._network, source, target, Service("tcp", port))
        except UntraceableError as unknown:
            log.info("load balancer %s: %s", self._arn, unknown)
            return None

    def _inbound(self, balancer: Balancer) -> Iterator[GroupRule]:
        for group in balancer.groups or ():
            yield from self._network.groups[group].inbound

    def _prefix_list_cidrs(self, rules: list[GroupRule]) -> Iterator[str]:
        for rule in rules:
            if rule.prefix_list in self._network.prefix_lists:
                yield from self._network.prefix_lists[rule.prefix_list].cidrs

    @cached_property
    def _network(self) -> Network:
        return gather(self._account_id, self._region)

    @cached_property
    def _names(self) -> Names:
        return Names(self._network)

    @cached_property
    def _end(self) -> End:
        return self._names.end(self._arn, (), is_far=True)


def _reason(trace: Trace | None) -> str:
    return "a route leads to what awslab does not model." if trace is None else trace.hops[-1].reason


def _is_for(rule: GroupRule, port: int) -> bool:
    return rule.protocol == "-1" or (rule.protocol == "tcp" and (rule.first == -1 or rule.first <= port <= rule.last))

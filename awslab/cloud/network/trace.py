"""From one end to the other: the hops, whether the packet gets through, and what would help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from awslab.cloud.network.addresses import ANYWHERE, Address, address
from awslab.cloud.network.ends import End, Place, Service, split
from awslab.cloud.network.fixes import Fix, Other
from awslab.cloud.network.naming import Names
from awslab.cloud.network.packets import PINGS, Hop, Packet
from awslab.cloud.network.paths import Flow, follow
from awslab.cloud.network.values import Interface, Network

_NEVER_WAS = frozenset({"deleted", "deleting", "rejected", "failed", "expired"})


@dataclass(frozen=True, slots=True)
class Trace:
    """What became of a packet."""

    hops: tuple[Hop, ...]
    """In order; the last is the deny when there is one."""

    @property
    def reachable(self) -> bool:
        """Whether the packet and its answer got through."""
        return all(hop.allowed for hop in self.hops)

    @property
    def fix(self) -> Fix | None:
        """What would let the packet pass where it was denied."""
        return None if self.reachable else self.hops[-1].fix

    def to_message(self) -> dict[str, Any]:
        """The contract of `awslab trace --json`."""
        hops = [
            {
                "resource": hop.resource,
                "rule": hop.rule,
                "verdict": "allow" if hop.allowed else "deny",
                "reason": hop.reason,
            }
            for hop in self.hops
        ]
        return {"reachable": self.reachable, "hops": hops, "fix": None if self.fix is None else self.fix.sentence}


def trace(network: Network, from_: str, to: str) -> Trace:
    """Whether a packet gets from one end to the other (`i-0abc:443`, `internet`, `s3`), and its answer back.

    Where an end stands for many (a block of addresses, the nodes of a load balancer), all must get through, and the
    trace is that of the first that does not. Raises EndError for ends that mean nothing, UntraceableError where the
    way leads through what is not modelled.
    """
    names = Names(network)
    far, service = split(to)
    source, target = _resolved(network, names, from_.strip(), far)
    for end in (source, target):
        if end.gone:
            return Trace((Hop(end.name, "", False, end.gone, Other(f"Launch another in the place of {end.name}.")),))
    return between(network, source, target, service)


def between(network: Network, source: End, target: End, service: Service) -> Trace:
    """The trace from one end to another."""
    passed: Trace | None = None
    for begin in source.cases:
        for finish in target.cases:
            case = _case(network, source, begin, finish, service)
            if not case.reachable:
                return case
            passed = passed or case
    assert passed is not None
    return passed


def _resolved(network: Network, names: Names, from_: str, to: str) -> tuple[End, End]:
    """Both ends; an address is one of the VPCs of the other end, or of their peers."""
    everywhere = tuple(network.vpcs)
    first = names.end(from_, everywhere, is_far=False)
    second = names.end(to, _near(network, first) or everywhere, is_far=True)
    return names.end(from_, _near(network, second) or everywhere, is_far=False), second


def _near(network: Network, end: End) -> tuple[str, ...]:
    own = list(dict.fromkeys(map(network.vpc_of, end.interfaces())))
    peers = [peering.other(vpc) for vpc in own for peering in network.peerings.values()]
    return tuple(each for each in dict.fromkeys((*own, *peers)) if each in network.vpcs)


def _case(network: Network, source: End, begins: Sequence[Place], finishes: Sequence[Place], service: Service) -> Trace:
    """The first way that leads there, or the first of those that do not."""
    failed: Trace | None = None
    for begin in begins:
        for finish in finishes:
            for version in (4, 6):
                flow = _flow(network, begin, finish, version, source, service)
                if flow is None:
                    continue
                found = _followed(network, flow)
                if found.reachable:
                    return found
                failed = failed or found
    return failed or _without_common_version(begins[0], finishes[0])


def _flow(network: Network, begin: Place, finish: Place, version: int, source: End, service: Service) -> Flow | None:
    own, other = begin.at(version), _aim(network, begin, finish, version)
    if own is None or other is None or other.version != version:
        return None
    protocol = service.protocol if service.protocol != "icmp" else {4: "icmp", 6: "icmpv6"}[version]
    there, back = PINGS.get(protocol, (service.port, 0))
    packet = Packet(
        protocol=protocol,
        source=own,
        destination=other,
        ports=(there, there),
        back=(back, back) if protocol in PINGS else source.back,
        source_name=begin.name,
        destination_name=finish.name,
        source_cidr=_cidr(begin, own),
        destination_cidr=_cidr(finish, other),
    )
    return Flow(packet, begin.interface, finish.interface)


def _cidr(place: Place, one: Address) -> str:
    if place.cidr in ANYWHERE.values():
        return ANYWHERE[one.version]
    return place.cidr or f"{one}/{one.max_prefixlen}"


def _aim(network: Network, begin: Place, finish: Place, version: int) -> Address | None:
    """The address that a client uses: the private one inside of a VPC and between peers, else the public one.

    The name of a load balancer that faces the internet means its public addresses everywhere:
    https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html
    """
    private = finish.at(version)
    if finish.aim is not None:
        return finish.aim
    if version == 6 or finish.interface is None or not finish.interface.public:
        return private
    is_balancer = finish.interface.kind == "balancer"
    if begin.interface is not None and not is_balancer and _are_connected(network, begin.interface, finish.interface):
        return private
    return address(finish.interface.public)


def _are_connected(network: Network, one: Interface, another: Interface) -> bool:
    own, other = network.vpc_of(one), network.vpc_of(another)
    return own == other or any(
        peering.other(own) == other and peering.status not in _NEVER_WAS for peering in network.peerings.values()
    )


def _followed(network: Network, flow: Flow) -> Trace:
    hops: list[Hop] = []
    for hop in follow(network, flow):
        hops.append(hop)
        if not hop.allowed:
            break
    return Trace(tuple(hops))


def _without_common_version(begin: Place, finish: Place) -> Trace:
    version = 6 if begin.at(4) is None else 4
    sentence = f"{finish.name} has no IPv{version} address, and {begin.name} uses IPv{version}."
    return Trace((Hop(finish.name, "", False, sentence, Other(f"Give {finish.name} an IPv{version} address.")),))

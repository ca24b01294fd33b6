"""The trace from one end to another (pure): the hops, whether the packet gets through, and what would help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from awslab.cloud.network.addresses import ANYWHERE, Address, address
from awslab.cloud.network.ends import End, Place, Service, split
from awslab.cloud.network.fixes import Fix, Other
from awslab.cloud.network.naming import Names
from awslab.cloud.network.packets import PINGS, Hop, Packet
from awslab.cloud.network.paths import Flow, follow
from awslab.cloud.network.values import Interface, Network

_ENDED_STATES = frozenset({"deleted", "deleting", "rejected", "failed", "expired"})


@dataclass(frozen=True, slots=True)
class Trace:
    """The decisions on the way of a packet."""

    hops: tuple[Hop, ...]
    """The hops in order; the last one denies, when one does."""

    @property
    def reachable(self) -> bool:
        """Return whether the packet and its answer got through."""
        return all(hop.allowed for hop in self.hops)

    @property
    def fix(self) -> Fix | None:
        """Return the change that would let the packet pass where it was denied."""
        return None if self.reachable else self.hops[-1].fix

    def to_message(self) -> dict[str, object]:
        """Return the trace in the form of `awslab trace --json`, whose names are a contract."""
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
    """Return whether a packet gets from one end to the other (`i-0abc:443`, `internet`, `s3`), and its answer back.

    Where an end stands for many (a block of addresses, the nodes of a load balancer), all must get through, and the
    trace is that of the first that does not. Raises EndError for ends that name nothing, UntraceableError where the
    way leads through something that is not modelled.
    """
    names = Names(network)
    far, service = split(to)
    source, target = _resolved(network, names, from_.strip(), far)
    for end in (source, target):
        if end.absence:
            return Trace((Hop(end.name, "", False, end.absence, Other(f"Launch another in the place of {end.name}.")),))
    return between(network, source, target, service)


def between(network: Network, source: End, target: End, service: Service) -> Trace:
    """Return the trace from one end to another."""
    success: Trace | None = None
    for begin in source.cases:
        for finish in target.cases:
            case = _case(network, source, begin, finish, service)
            if not case.reachable:
                return case
            success = success or case
    assert success is not None
    return success


def _resolved(network: Network, names: Names, from_: str, to: str) -> tuple[End, End]:
    """Return both ends; an address is looked for in the VPCs of the other end and in their peers."""
    everywhere = tuple(network.vpcs)
    first = names.end(from_, everywhere, is_far=False)
    second = names.end(to, _near(network, first) or everywhere, is_far=True)
    return names.end(from_, _near(network, second) or everywhere, is_far=False), second


def _near(network: Network, end: End) -> tuple[str, ...]:
    vpcs = list(dict.fromkeys(map(network.vpc_of, end.interfaces())))
    peers = [peering.other(vpc) for vpc in vpcs for peering in network.peerings.values()]
    return tuple(vpc for vpc in dict.fromkeys((*vpcs, *peers)) if vpc in network.vpcs)


def _case(network: Network, source: End, begins: Sequence[Place], finishes: Sequence[Place], service: Service) -> Trace:
    """Return the first trace that gets through, or else the first one."""
    failure: Trace | None = None
    for begin in begins:
        for finish in finishes:
            for version in (4, 6):
                flow = _flow(network, begin, finish, version, source, service)
                if flow is None:
                    continue
                attempt = _followed(network, flow)
                if attempt.reachable:
                    return attempt
                failure = failure or attempt
    return failure or _without_common_version(begins[0], finishes[0])


def _flow(network: Network, begin: Place, finish: Place, version: int, source: End, service: Service) -> Flow | None:
    source_address, destination = begin.at(version), _aim(network, begin, finish, version)
    if source_address is None or destination is None or destination.version != version:
        return None
    protocol = service.protocol if service.protocol != "icmp" else {4: "icmp", 6: "icmpv6"}[version]
    port, answer_port = PINGS.get(protocol, (service.port, 0))
    packet = Packet(
        protocol=protocol,
        source=source_address,
        destination=destination,
        ports=(port, port),
        back=(answer_port, answer_port) if protocol in PINGS else source.back,
        source_name=begin.name,
        destination_name=finish.name,
        source_cidr=_cidr(begin, source_address),
        destination_cidr=_cidr(finish, destination),
    )
    return Flow(packet, begin.interface, finish.interface)


def _cidr(place: Place, ip: Address) -> str:
    if place.cidr in ANYWHERE.values():
        return ANYWHERE[ip.version]
    return place.cidr or f"{ip}/{ip.max_prefixlen}"


def _aim(network: Network, begin: Place, finish: Place, version: int) -> Address | None:
    """Return the address that a client uses: the private one inside of a VPC and between peers, else the public one.

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


def _are_connected(network: Network, sender: Interface, receiver: Interface) -> bool:
    vpc, peer = network.vpc_of(sender), network.vpc_of(receiver)
    return vpc == peer or any(
        peering.other(vpc) == peer and peering.status not in _ENDED_STATES for peering in network.peerings.values()
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

"""The tracer agrees with a simulation of the network, and what it says would help does."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from awslab.cloud.network.fixes import AttachGateway, EnterAclRule, Fix, GiveAddress, OpenGroup, SetRoute, Start
from awslab.cloud.network.trace import trace
from awslab.cloud.network.values import Acl, AclRule, GroupRule, Interface, Network, Route
from tests.cloud.network.nets import Net
from tests.cloud.network.simulation import Datagram, Simulation

ADDRESSES = {"a1": "10.0.1.5", "a2": "10.0.2.5", "b1": "10.1.1.5", "b2": "10.1.1.6"}
OUTSIDE = ("198.51.100.1", "203.0.113.9")
CLIENTS = {"i": range(32768, 61001), "host": range(32768, 65536), "outside": range(32768, 65536)}
BLOCKS = ("0.0.0.0/0", "10.0.0.0/8", "10.0.1.0/24", "10.0.2.5/32", "10.1.0.0/16", "198.51.100.0/24", "54.0.0.0/8")
PORTS = ("", "22", "22-80", "443", "1024-65535", "32768-65535", "40000-50000")
SERVICES = ("22/tcp", "443/tcp", "443/udp", "40000/tcp", "icmp")


@st.composite
def group_rules(draw: st.DrawFn) -> tuple[str, ...]:
    peers = st.sampled_from((*BLOCKS, "sg-one", "sg-two", "pl-s3"))
    rule = st.builds(
        lambda way, protocol, port, peer: " ".join(filter(None, (way, protocol, port, peer))),
        st.sampled_from(("in", "out")),
        st.sampled_from(("tcp", "udp", "all")),
        st.sampled_from(PORTS),
        peers,
    )
    ping = st.builds("{} icmp {} {}".format, st.sampled_from(("in", "out")), st.sampled_from(("8", "0", "3")), peers)
    return tuple(draw(st.lists(rule | ping, max_size=3)))


@st.composite
def acl_rules(draw: st.DrawFn) -> tuple[str, ...]:
    made = []
    for number in draw(st.lists(st.integers(1, 200), max_size=3, unique=True)):
        way, verdict = draw(st.sampled_from(("in", "out"))), draw(st.sampled_from(("allow", "deny")))
        protocol = draw(st.sampled_from(("tcp", "udp", "icmp", "all")))
        ports = draw(st.sampled_from(("8", "0", "")) if protocol == "icmp" else st.sampled_from(PORTS))
        ports = "" if protocol == "all" else ports
        made.append(" ".join(filter(None, (way, str(number), verdict, protocol, ports, draw(st.sampled_from(BLOCKS))))))
    return tuple(made)


OPEN_ACL = ("in 900 allow all 0.0.0.0/0", "out 900 allow all 0.0.0.0/0")
OPEN_GROUP = ("in all 0.0.0.0/0", "out all 0.0.0.0/0")


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Two VPCs with three subnets, each with a table and an ACL of its own, most of it open."""
    net = Net().vpc("a", "10.0.0.0/16").vpc("b", "10.1.0.0/16")
    net.peering("a", "b", draw(st.sampled_from(("active", "active", "pending-acceptance", "deleted"))))
    net.gateway("a", draw(st.sampled_from(("a", "a", "")))).gateway("b", draw(st.sampled_from(("b", "b", ""))))
    state = draw(st.sampled_from(("available", "available", "deleted")))
    net.nat("a", "a1", "10.0.1.250", draw(st.sampled_from(("54.0.0.250", ""))), state)
    often_open = st.sampled_from((True, True, True, False))
    targets = st.sampled_from(("igw-a", "igw-b", "nat-a", "pcx-ab", ""))
    for vpc, name, cidr in (("a", "a1", "10.0.1.0/24"), ("a", "a2", "10.0.2.0/24"), ("b", "b1", "10.1.1.0/24")):
        usual = {"a1": "igw-a", "a2": "nat-a", "b1": "igw-b"}[name]
        routes = {net.parts["vpcs"][f"vpc-{vpc}"].cidrs[0]: "local"}
        if draw(often_open):
            routes["0.0.0.0/0"] = usual if draw(often_open) else draw(targets)
        if draw(often_open):
            routes["10.1.0.0/16" if vpc == "a" else "10.0.0.0/16"] = "pcx-ab" if draw(often_open) else draw(targets)
        for more in draw(st.lists(st.sampled_from(("198.51.100.0/24", "203.0.113.9/32", "10.0.0.0/8")), max_size=1)):
            routes[more] = draw(targets)
        net.table(f"rtb-{name}", **routes)
        net.acl(f"acl-{name}", *draw(acl_rules()), *(OPEN_ACL if draw(often_open) else ()))
        net.subnet(name, vpc, cidr, table=f"rtb-{name}", acl=f"acl-{name}")
    for group in ("sg-one", "sg-two"):
        net.group(group, *draw(group_rules()), *(OPEN_GROUP if draw(often_open) else ()))
    for number, (name, address) in enumerate(ADDRESSES.items()):
        public = f"54.0.0.{number}" if draw(often_open) else ""
        groups = draw(st.sampled_from(("sg-one", "sg-two", "sg-one sg-two")))
        state = draw(st.sampled_from((*("running",) * 9, "stopped")))
        net.instance(
            name, name[:1] + "1" if name[0] == "b" else name, address, groups=groups, public=public, state=state
        )
    return net.network()


SOURCES = (*(f"i-{name}" for name in ADDRESSES), *OUTSIDE, "10.0.2.77")
TARGETS = (*ADDRESSES.values(), "10.0.1.99", *(f"54.0.0.{number}" for number in range(4)), *OUTSIDE)


def simulated(network: Network, from_: str, to: str, service: str) -> bool:
    """What the simulation makes of it."""
    port, _, protocol = service.rpartition("/")
    sender: Interface | None = network.interfaces.get(f"eni-{from_[2:]}")
    kind = "i" if sender else "outside"
    hosts: tuple[Interface, ...] = ()
    if from_ == "10.0.2.77":
        sender, kind = Interface("host", "subnet-a2", (from_,), None), "host"
        hosts = (sender,)
    source = sender.addresses[0] if sender else from_
    ports = range(int(port), int(port) + 1) if port else range(1)
    packet = Datagram(protocol, source, to, CLIENTS[kind], ports)
    return Simulation(network, hosts).exchange(sender, packet)


@settings(max_examples=40, deadline=None)
@given(networks(), st.sampled_from(SERVICES))
def test_the_tracer_agrees_with_a_simulation(network: Network, service: str) -> None:
    """From each end to each other one."""
    for from_, to in product(SOURCES, TARGETS):
        found = trace(network, from_, f"{to}:{service}")
        assert found.reachable == simulated(network, from_, to, service), (from_, to, found.hops)


@settings(max_examples=80, deadline=None)
@given(networks(), st.sampled_from(SOURCES), st.sampled_from(TARGETS), st.sampled_from(SERVICES))
def test_doing_what_the_tracer_says_leads_there(network: Network, from_: str, to: str, service: str) -> None:
    """Each fix lets the packet pass where it was denied, until it arrives or nothing simple helps."""
    decided = set()
    for _ in range(40):
        found = trace(network, from_, f"{to}:{service}")
        changed = applied(network, found.fix) if found.fix else None
        if changed is None:
            return
        last = found.hops[-1]
        assert (last, found.fix) not in decided, "the same fix twice"
        decided.add((last, found.fix))
        network = changed
    raise AssertionError("forty changes, and still denied")


def applied(network: Network, fix: Fix) -> Network | None:
    """The network after a change; None when no setting is named."""
    match fix:
        case OpenGroup():
            group = network.groups[fix.group]
            kind = {"group": fix.peer} if fix.peer.startswith("sg-") else {"cidr": fix.peer}
            last = -1 if fix.protocol == "icmp" else fix.first
            rule = GroupRule("added", fix.protocol, fix.first, last, **kind)
            inbound, outbound = group.inbound, group.outbound
            changed = replace(
                group,
                inbound=(*inbound, rule) if fix.inbound else inbound,
                outbound=outbound if fix.inbound else (*outbound, rule),
            )
            return replace(network, groups={**network.groups, group.id: changed})
        case EnterAclRule():
            return replace(network, acls={**network.acls, fix.acl: entered(network.acls[fix.acl], fix)})
        case SetRoute():
            table = network.tables[fix.table]
            kept = tuple(each for each in table.routes if each.destination != fix.destination)
            changed_table = replace(table, routes=(*kept, Route(fix.destination, fix.target)))
            return replace(network, tables={**network.tables, table.id: changed_table})
        case AttachGateway():
            return replace(network, internet_gateways={**network.internet_gateways, f"igw-{fix.vpc[-1]}": fix.vpc})
        case GiveAddress():
            own = replace(network.interfaces[fix.interface], public=f"54.9.9.{len(network.interfaces)}")
            return replace(network, interfaces={**network.interfaces, own.id: own})
        case Start():
            started = {
                id_: replace(e, state="running") if e.owner == fix.instance else e
                for id_, e in network.interfaces.items()
            }
            return replace(network, interfaces=started)
    return None


def entered(acl: Acl, fix: EnterAclRule) -> Acl:
    """An ACL with one more rule."""
    last = -1 if fix.protocol == "icmp" else fix.last
    rule = AclRule(fix.number, True, fix.protocol, fix.cidr, fix.first, last)
    there = acl.inbound if fix.inbound else acl.outbound
    kept = [each for each in there if each.number != fix.number]
    assert fix.replaces or len(kept) == len(there), "the number is taken"
    rules = tuple(sorted((*kept, rule), key=lambda each: each.number))
    return replace(acl, inbound=rules) if fix.inbound else replace(acl, outbound=rules)

"""The guides' examples of route tables, gateways and peering.

https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
"""

from __future__ import annotations

import pytest

from awslab.cloud.network.packets import UntraceableError
from tests.cloud.network.nets import ALL_OUT, Net, decided, web

SIX = "2600:1f00::1"
OPEN = ("in all 0.0.0.0/0", "in all ::/0", *ALL_OUT)


def private(**routes: str) -> Net:
    """A VPC `a`: `i-app` in a private subnet with these routes, `i-web` and `nat-a` in a public one."""
    public = {"10.0.0.0/16": "local", "0.0.0.0/0": "igw-a", "2001:db8:1::/56": "local", "::/0": "igw-a"}
    own = {"10.0.0.0/16": "local", "2001:db8:1::/56": "local"} | routes
    return (
        Net()
        .vpc("a", "10.0.0.0/16", "2001:db8:1::/56")
        .gateway("a", "a")
        .table("rtb-public", **public)
        .table("rtb-private", **own)
        .subnet("public", "a", "10.0.1.0/24", "2001:db8:1:1::/64", table="rtb-public")
        .subnet("private", "a", "10.0.2.0/24", "2001:db8:1:2::/64", table="rtb-private")
        .nat("a", "public", "10.0.1.9", "54.0.0.9")
        .group("sg-open", *OPEN)
        .instance("app", "private", "10.0.2.7", "2001:db8:1:2::7", groups="sg-open")
        .instance("web", "public", "10.0.1.5", "2001:db8:1:1::5", groups="sg-open", public="54.0.0.5")
    )


OPTIONS = [
    ("internet gateway, 0.0.0.0/0", {}, "i-web", "198.51.100.1:443", "reached"),
    ("internet gateway, ::/0", {}, "i-web", f"[{SIX}]:443", "reached"),
    ("internet gateway, inbound", {}, "internet", "i-web:443", "reached"),
    ("NAT gateway, 0.0.0.0/0", {"0.0.0.0/0": "nat-a"}, "i-app", "198.51.100.1:443", "reached"),
    ("NAT gateway: nobody outside begins", {"0.0.0.0/0": "nat-a"}, "internet", "i-app:443", "i-app eni-app"),
    ("gateway endpoint, pl-s3", {"pl-s3": "vpce-s3"}, "i-app", "s3", "reached"),
    ("gateway endpoint, and no other way", {"pl-s3": "vpce-s3"}, "i-app", "198.51.100.1:443", "rtb-private"),
    ("NAT gateway for S3", {"0.0.0.0/0": "nat-a"}, "i-app", "s3", "reached"),
    ("internet gateway for S3", {}, "i-web", "s3", "reached"),
    ("no way to S3", {}, "i-app", "s3", "rtb-private"),
    ("egress-only gateway, ::/0", {"::/0": "eigw-a"}, "i-app", f"[{SIX}]:443", "reached"),
    ("egress-only gateway: nobody outside begins", {"::/0": "eigw-a"}, SIX, "i-app:443", "rtb-private ::/0"),
    ("local: subnets of a VPC", {}, "i-app", "i-web:80", "reached"),
    ("local, IPv6", {}, "i-app", "[2001:db8:1:1::5]:80", "reached"),
    ("prefix list to an internet gateway", {"pl-s3": "igw-a"}, "i-app", "s3", "i-app eni-app"),
]


@pytest.mark.parametrize(("routes", "from_", "to", "expected"), [r[1:] for r in OPTIONS], ids=[r[0] for r in OPTIONS])
def test_routing_options(routes: dict[str, str], from_: str, to: str, expected: str) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html"""
    net = private(**routes).endpoint("a").put("egress_only_gateways", "eigw-a", "vpc-a")
    assert decided(net.trace(from_, to)) == expected


def test_s3_goes_by_the_most_specific_of_three_routes() -> None:
    """route-table-options.html#route-tables-nat: 0.0.0.0/0 to a NAT gateway, S3 to an endpoint, a block to a peer."""
    net = private(**{"0.0.0.0/0": "nat-a", "pl-s3": "vpce-s3", "10.25.0.0/16": "pcx-ab"}).endpoint("a")
    net.vpc("b", "10.25.0.0/16").peering("a", "b").route("rtb-b", "10.0.0.0/16", "pcx-ab").subnet(
        "b", "b", "10.25.1.0/24"
    )
    net.group("sg-b", *OPEN, vpc="b").instance("b", "b", "10.25.1.7", groups="sg-b")
    ways = [net.trace("i-app", to) for to in ("s3", "i-b:443", "internet")]
    assert [way.reachable for way in ways] == [True] * 3
    kinds = ("nat-", "vpce-", "pcx-", "igw-")
    gateways = [list(dict.fromkeys(hop.resource for hop in way.hops if hop.resource.startswith(kinds))) for way in ways]
    assert gateways == [["vpce-s3"], ["pcx-ab"], ["nat-a", "igw-a"]]


@pytest.mark.parametrize("target", ["tgw-1", "vgw-1", "eni-appliance", "lgw-1", "cagw-1"])
def test_ways_that_are_not_modelled_are_named_and_not_judged(target: str) -> None:
    """route-table-options.html: transit gateways, virtual private gateways, appliances, local gateways."""
    with pytest.raises(UntraceableError, match=target):
        private(**{"0.0.0.0/0": target}).trace("i-app", "internet")


PRIORITY = [
    ("172.31.0.0/16 is more specific than 0.0.0.0/0", "172.31.1.7:80", "pcx-ab"),
    ("the VPC's own block is local", "10.0.1.5:80", "local"),
    ("all other traffic uses the internet gateway", "198.51.100.1:80", "igw-a"),
]


@pytest.mark.parametrize(("to", "target"), [row[1:] for row in PRIORITY], ids=[row[0] for row in PRIORITY])
def test_the_longest_prefix_wins(to: str, target: str) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html#route-table-longest-prefix-match"""
    net = private(**{"172.31.0.0/16": "pcx-ab", "0.0.0.0/0": "igw-a"}).vpc("b", "172.31.0.0/16").peering("a", "b")
    way = net.trace("i-app", to)
    assert any(target in hop.reason for hop in way.hops if hop.resource == "rtb-private")


def test_a_static_route_beats_a_prefix_list_of_the_same_length() -> None:
    """gateway-endpoints.html: "If there is a route that specifies the exact IP address range ..., that route takes
    precedence over the endpoint route."""
    net = private(**{"pl-s3": "vpce-s3", "52.216.0.0/15": "nat-a"}).endpoint("a")
    assert "nat-a" in [hop.resource for hop in net.trace("i-app", "s3").hops]


def test_subnets_without_a_table_of_their_own_use_the_main_one() -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html: the main route table."""
    net = web()
    assert decided(net.trace("i-app", "internet")) == "rtb-a"
    assert (
        decided(
            net.route("rtb-a", "0.0.0.0/0", "nat-a")
            .nat("a", "public", "10.0.1.9", "54.0.0.9")
            .trace("i-app", "internet")
        )
        == "reached"
    )


@pytest.mark.parametrize("target", ["nat-gone", "igw-gone", "pcx-gone", "vpce-gone", "eigw-gone", ""])
def test_a_route_to_what_is_gone_is_a_blackhole(target: str) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html: State `blackhole`."""
    found = private(**{"0.0.0.0/0": target}).trace("i-app", "internet")
    assert decided(found) == "rtb-private 0.0.0.0/0"
    assert "blackhole" in found.hops[-1].reason


def test_gateways_must_be_attached_and_available() -> None:
    """VPC_Internet_Gateway.html; nat-gateway-troubleshooting.html"""
    net = private(**{"0.0.0.0/0": "nat-a"}).gateway("a")
    assert decided(net.trace("i-web", "internet")) == "igw-a"
    assert decided(net.trace("internet", "i-web:443")) == "vpc-a"
    for state in ("pending", "failed", "deleted"):
        net = private(**{"0.0.0.0/0": "nat-a"}).nat("a", "public", "10.0.1.9", "54.0.0.9", state)
        assert decided(net.trace("i-app", "internet")) == "nat-a"


NATS = [
    ("in a private subnet of its own", {"0.0.0.0/0": "nat-b"}, "private", "54.0.0.8", "nat-b"),
    ("private: no public address", {"0.0.0.0/0": "nat-b"}, "public", "", "nat-b"),
]


@pytest.mark.parametrize(("routes", "subnet", "public", "expected"), [r[1:] for r in NATS], ids=[r[0] for r in NATS])
def test_nat_gateways_that_lead_nowhere(routes: dict[str, str], subnet: str, public: str, expected: str) -> None:
    """nat-gateway-troubleshooting.html: "The NAT gateway must be in a public subnet with a route table that routes
    internet traffic to an internet gateway."""
    net = private(**routes).nat("b", subnet, "10.0.2.9" if subnet == "private" else "10.0.1.8", public)
    assert decided(net.trace("i-app", "internet")) == expected


def test_network_acls_of_both_subnets_are_asked_around_a_nat_gateway() -> None:
    """nat-gateway-troubleshooting.html: the ACLs "associated with the private subnet and public subnets"."""
    for acl, table, subnet, cidr in (
        ("acl-x", "rtb-public", "public", "10.0.1.0/24"),
        ("acl-x", "rtb-private", "private", "10.0.2.0/24"),
    ):
        net = private(**{"0.0.0.0/0": "nat-a"}).acl("acl-x", "in 100 allow all 0.0.0.0/0")
        net.subnet(subnet, "a", cidr, table=table, acl=acl)
        assert decided(net.trace("i-app", "internet")) == "acl-x *"


# peering


def peered(*pairs: str, status: str = "active") -> Net:
    """VPCs a, b and c, each with an instance, the named pairs peered and routed both ways."""
    net = Net()
    blocks = {"a": "10.1.0.0/16", "b": "10.2.0.0/16", "c": "10.3.0.0/16"}
    for name, cidr in blocks.items():
        net.vpc(name, cidr).subnet(name, name, cidr.replace("0.0/16", "1.0/24"))
        net.group(f"sg-{name}", *OPEN, vpc=name).instance(
            name, name, cidr.replace("0.0/16", "1.7"), groups=f"sg-{name}"
        )
    for one, other in map(tuple, pairs):
        net.peering(one, other, status).route(f"rtb-{one}", blocks[other], f"pcx-{one}{other}")
        net.route(f"rtb-{other}", blocks[one], f"pcx-{one}{other}")
    return net


def test_peers_reach_each_other_with_routes_on_both_sides() -> None:
    """route-table-options.html#route-tables-vpc-peering; peering-configurations-full-access.html"""
    assert decided(peered("ab").trace("i-a", "i-b:443")) == "reached"
    assert decided(peered("ab").trace("i-b", "i-a:443")) == "reached"
    assert decided(peered("ab", "ac", "bc").trace("i-b", "i-c:443")) == "reached"


def test_each_side_needs_its_route() -> None:
    """vpc-peering-basics.html: "the owner of each VPC ... must manually add a route"."""
    one_way = peered("ab").table("rtb-b", **{"10.2.0.0/16": "local"})
    assert decided(one_way.trace("i-a", "i-b:443")) == "rtb-b"
    assert decided(one_way.trace("i-b", "i-a:443")) == "rtb-b"


@pytest.mark.parametrize("status", ["pending-acceptance", "rejected", "deleted", "failed", "expired", "provisioning"])
def test_only_an_active_connection_carries_packets(status: str) -> None:
    """https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle"""
    assert decided(peered("ab", status=status).trace("i-a", "10.2.1.7:443")) == "pcx-ab"


def test_peering_is_not_transitive() -> None:
    """vpc-peering-basics.html#vpc-peering-limitations; peering-configurations-full-access.html"""
    net = peered("ab", "bc").route("rtb-a", "10.3.0.0/16", "pcx-ab").route("rtb-c", "10.1.0.0/16", "pcx-bc")
    found = net.trace("i-a", "10.3.1.7:443")
    assert decided(found) == "pcx-ab"
    assert "transit" in found.hops[-1].reason
    assert decided(net.trace("i-a", "i-b:443")) == "reached"


def test_a_peers_gateways_are_not_used() -> None:
    """vpc-peering-basics.html, edge to edge routing: internet gateway, NAT device, gateway endpoint."""
    for destination, to in (("0.0.0.0/0", "internet"), ("pl-s3", "s3")):
        net = peered("ab").gateway("b", "b").route("rtb-b", "0.0.0.0/0", "igw-b").route("rtb-b", "pl-s3", "vpce-s3")
        net.route("rtb-a", destination, "pcx-ab").nat("b", "b", "10.2.1.9", "54.0.0.9").endpoint("b")
        assert decided(net.trace("i-a", to)) == "pcx-ab"


def test_a_route_to_a_part_of_the_peer_reaches_that_part() -> None:
    """https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html#one-to-two-vpcs-simple-hub"""
    net = peered("ab").subnet("b2", "b", "10.2.2.0/24").instance("b2", "b2", "10.2.2.7", groups="sg-b")
    net.table("rtb-a", **{"10.1.0.0/16": "local", "10.2.1.0/24": "pcx-ab"})
    assert decided(net.trace("i-a", "i-b:443")) == "reached"
    assert decided(net.trace("i-a", "i-b2:443")) == "rtb-a"


def test_a_route_to_one_instance_reaches_that_one() -> None:
    """peering-configurations-partial-access.html#one-to-two-vpcs-instances"""
    net = peered("ab").instance("b2", "b", "10.2.1.8", groups="sg-b")
    net.table("rtb-a", **{"10.1.0.0/16": "local", "10.2.1.8/32": "pcx-ab"})
    assert [decided(net.trace("i-a", f"i-{name}:443")) for name in ("b", "b2")] == ["rtb-a", "reached"]


def test_an_answer_into_another_connection_is_lost() -> None:
    """peering-configurations-partial-access.html#peering-incorrect-response-routing: no reverse path forwarding."""
    net = peered("ab", "ac").vpc("c", "10.2.0.0/16").subnet("c", "c", "10.2.1.0/24")
    net.table("rtb-a", **{"10.1.0.0/16": "local", "10.2.0.0/16": "pcx-ac"})
    found = net.trace("i-b", "i-a:443")
    assert decided(found) == "rtb-a 10.2.0.0/16"
    assert "pcx-ac" in found.hops[-1].reason
    assert decided(net.route("rtb-a", "10.2.1.0/24", "pcx-ab").trace("i-b", "i-a:443")) == "reached"


def test_groups_of_an_active_peer_can_be_named() -> None:
    """https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html"""
    net = peered("ab").group("sg-b", "in tcp 80 sg-a", vpc="b").group("sg-a", "out tcp 80 sg-b")
    assert decided(net.trace("i-a", "i-b:80")) == "reached"
    assert decided(net.trace("i-a", "i-b:443")) == "sg-a"


def test_a_nat_gateway_gets_answers_through_peering_without_a_route() -> None:
    """nat-gateway-basics.html: "Return to Sender", not for instances."""
    net = peered("ab").table("rtb-b", **{"10.2.0.0/16": "local"}).subnet("nat", "a", "10.1.2.0/24")
    net.table("rtb-behind", **{"10.1.0.0/16": "local", "10.2.0.0/16": "nat-a"}).nat("a", "nat", "10.1.2.9")
    net.subnet("behind", "a", "10.1.3.0/24", table="rtb-behind").instance("behind", "behind", "10.1.3.7", groups="sg-a")
    assert decided(net.trace("i-behind", "i-b:443")) == "reached"
    assert decided(net.trace("i-a", "i-b:443")) == "rtb-b"

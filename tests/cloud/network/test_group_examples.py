"""Every row of the guides' examples of security group rules.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules-reference.html
https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
"""

from __future__ import annotations

import pytest

from awslab.cloud.network.values import PrefixList
from tests.cloud.network.nets import ALL_OUT, Net, decided, web

OFFICE, HOME_SIX, SIX = "203.0.113.25", "2001:db8:ffff::25", "2600:1f00::1"


def server(*rules: str) -> Net:
    """A dual-stack server `i-web` in a public subnet, in the group `sg-web` of these rules; `i-peer` and `i-client`."""
    routes = {"10.0.0.0/16": "local", "0.0.0.0/0": "igw-a", "2001:db8:1::/56": "local", "::/0": "igw-a"}
    return (
        Net()
        .vpc("a", "10.0.0.0/16", "2001:db8:1::/56")
        .gateway("a", "a")
        .table("rtb-public", **routes)
        .subnet("public", "a", "10.0.1.0/24", "2001:db8:1:1::/64", table="rtb-public")
        .subnet("private", "a", "10.0.2.0/24")
        .group("sg-web", *rules)
        .group("sg-client", *ALL_OUT)
        .group("sg-other", *ALL_OUT)
        .instance("web", "public", "10.0.1.5", "2001:db8:1:1::5", groups="sg-web", public="54.0.0.5")
        .instance("peer", "public", "10.0.1.6", groups="sg-web")
        .instance("client", "private", "10.0.2.7", groups="sg-client")
        .instance("other", "private", "10.0.2.8", groups="sg-other")
    )


REFERENCE = [
    ("web server: TCP 80 from 0.0.0.0/0", "in tcp 80 0.0.0.0/0", "internet", "i-web:80", "198.51.100.1", "i-web:443"),
    ("web server: TCP 443 from 0.0.0.0/0", "in tcp 443 0.0.0.0/0", "internet", "i-web:443", SIX, "i-web:443"),
    ("web server: TCP 80 from ::/0", "in tcp 80 ::/0", SIX, "i-web:80", "198.51.100.1", "i-web:80"),
    ("web server: TCP 443 from ::/0", "in tcp 443 ::/0", SIX, "i-web:443", SIX, "i-web:80"),
    ("database: TCP 1433 from a group", "in tcp 1433 sg-client", "i-client", "i-web:1433", "i-other", "i-web:1433"),
    ("database: TCP 3306 from a group", "in tcp 3306 sg-client", "i-client", "i-web:3306", "i-client", "i-web:3307"),
    (
        "database: TCP 5439 from an address",
        "in tcp 5439 10.0.2.7/32",
        "i-client",
        "i-web:5439",
        "i-other",
        "i-web:5439",
    ),
    ("database: TCP 5432 from a range", "in tcp 5432 10.0.2.0/24", "i-other", "i-web:5432", "i-peer", "i-web:5432"),
    (
        "database: TCP 1521 from a group",
        "in tcp 1521 sg-client",
        "i-client",
        "i-web:1521",
        "i-client",
        "i-web:1521/udp",
    ),
    ("your computer: SSH", f"in tcp 22 {OFFICE}/32", OFFICE, "i-web:22", "203.0.113.26", "i-web:22"),
    ("your computer: RDP", f"in tcp 3389 {OFFICE}/32", OFFICE, "i-web:3389", "internet", "i-web:3389"),
    ("your computer: SSH over IPv6", f"in tcp 22 {HOME_SIX}/128", HOME_SIX, "i-web:22", SIX, "i-web:22"),
    (
        "your computer: RDP from a range",
        "in tcp 3389 203.0.113.0/24",
        "203.0.113.0/24",
        "i-web:3389",
        SIX,
        "i-web:3389",
    ),
    ("same group: all traffic from it", "in all sg-web", "i-peer", "i-web:5000/udp", "i-client", "i-web:5000/udp"),
    ("same group: from the subnet's range", "in all 10.0.1.0/24", "i-peer", "i-web:9", "i-client", "i-web:9"),
    ("ping: echo request", "in icmp 8 0.0.0.0/0", OFFICE, "i-web:icmp", OFFICE, "i-web:22"),
    ("ping: all ICMP", "in icmp 0.0.0.0/0", OFFICE, "i-web:icmp", SIX, "i-web:icmp"),
    ("ping6: all ICMPv6", "in icmpv6 ::/0", SIX, "i-web:icmp", OFFICE, "i-web:icmp"),
    ("DNS server: TCP 53", "in tcp 53 sg-client", "i-client", "i-web:53", "i-client", "i-web:53/udp"),
    ("DNS server: UDP 53", "in udp 53 10.0.0.0/16", "i-client", "i-web:53/udp", "i-client", "i-web:53"),
    ("EFS: TCP 2049 from the group itself", "in tcp 2049 sg-web", "i-peer", "i-web:2049", "i-client", "i-web:2049"),
    ("EFS: SSH from your network", "in tcp 22 203.0.113.0/24", OFFICE, "i-web:22", "i-peer", "i-web:22"),
]


@pytest.mark.parametrize(
    ("rule", "from_", "to", "not_from", "not_to"), [r[1:] for r in REFERENCE], ids=[r[0] for r in REFERENCE]
)
def test_rows_of_the_reference(rule: str, from_: str, to: str, not_from: str, not_to: str) -> None:
    """security-group-rules-reference.html: what the row lets in, and something that it does not."""
    net = server(rule, *ALL_OUT)
    assert decided(net.trace(from_, to)) == "reached"
    assert decided(net.trace(not_from, not_to)) == "sg-web"


OUTBOUND = [
    ("TCP 80 to 0.0.0.0/0", "out tcp 80 0.0.0.0/0", "198.51.100.1:80", "198.51.100.1:443"),
    ("TCP 443 to 0.0.0.0/0", "out tcp 443 0.0.0.0/0", "internet", f"[{SIX}]:443"),
    ("TCP 80 to ::/0", "out tcp 80 ::/0", f"[{SIX}]:80", "198.51.100.1:80"),
    ("TCP 443 to ::/0", "out tcp 443 ::/0", f"[{SIX}]:443", f"[{SIX}]:80"),
]


@pytest.mark.parametrize(("rule", "to", "not_to"), [row[1:] for row in OUTBOUND], ids=[row[0] for row in OUTBOUND])
def test_outbound_rows_of_a_database_server(rule: str, to: str, not_to: str) -> None:
    """security-group-rules-reference.html#sg-rules-db-server: after the default outbound rule was removed."""
    assert decided(server(rule).trace("i-web", to)) == "reached"
    assert decided(server(rule).trace("i-web", not_to)) == "sg-web"


def test_elastic_load_balancing_rows() -> None:
    """load-balancer-update-security-groups.html: in from everywhere on the listener's port, out to the instances'."""
    net = (
        server("in tcp 8080 sg-lb", *ALL_OUT)
        .group("sg-lb", "in tcp 80 0.0.0.0/0", "out tcp 8080 sg-web")
        .balancer("web", "public", groups="sg-lb")
    )
    assert decided(net.trace("internet", "web:80")) == "reached"
    assert decided(net.trace("web", "i-web:8080")) == "reached"
    assert decided(net.trace("web", "i-web:8081")) == "sg-lb"
    assert decided(net.trace("internet", "i-web:8080")) == "sg-web"


def test_an_internal_load_balancer_lets_the_vpc_in() -> None:
    """load-balancer-update-security-groups.html, the second table: from the VPC's block."""
    net = server(*ALL_OUT).group("sg-lb", "in tcp 80 10.0.0.0/16", "out tcp 8080 sg-web")
    net.balancer("web", "private", groups="sg-lb", facing=False)
    assert decided(net.trace("i-client", "web:80")) == "reached"
    found = net.trace("internet", "web:80")
    assert decided(found) == "web web"
    assert "internal" in found.hops[-1].reason


def test_a_new_group_lets_nothing_in() -> None:
    """security-group-rules.html: "When you first create a security group, it has no inbound rules."""
    assert decided(server(*ALL_OUT).trace("i-peer", "i-web:80")) == "sg-web"


def test_without_outbound_rules_nothing_leaves_but_answers() -> None:
    """security-group-rules.html: without outbound rules "no outbound traffic is allowed"; groups
    are stateful: security-group-connection-tracking.html."""
    net = server("in tcp 443 0.0.0.0/0")
    assert decided(net.trace("i-web", "internet")) == "sg-web"
    assert decided(net.trace("internet", "i-web:443")) == "reached"


def test_rules_of_all_groups_add_up() -> None:
    """security-group-rules.html: "the rules from each security group are aggregated"."""
    net = server("in tcp 80 0.0.0.0/0").group("sg-more", "in tcp 22 203.0.113.25/32")
    net.instance("both", "public", "10.0.1.9", groups="sg-web sg-more", public="54.0.0.9")
    assert decided(net.trace(OFFICE, "i-both:22")) == "reached"
    assert decided(net.trace(OFFICE, "i-both:80")) == "reached"
    assert decided(net.trace(OFFICE, "i-both:443")) == "sg-web, sg-more"


def test_a_reference_means_private_addresses_only() -> None:
    """security-group-rules.html#security-group-referencing: "inbound traffic from the private IP addresses"."""
    net = server("in tcp 22 sg-web", *ALL_OUT)
    assert decided(net.trace("i-peer", "i-web:22")) == "reached"
    assert decided(net.trace("i-peer", "54.0.0.5:22")) != "reached"


def test_a_referenced_group_gives_none_of_its_rules() -> None:
    """security-group-rules.html: "No rules from the referenced security group are added"."""
    net = server("in tcp 8080 sg-client", *ALL_OUT).group("sg-client", "in tcp 22 0.0.0.0/0", *ALL_OUT)
    assert decided(net.trace("internet", "i-web:22")) == "sg-web"


def test_the_three_tiers_of_the_guide() -> None:
    """security-group-rules.html#security-group-referencing, its example: load balancer, web servers, databases."""
    net = (
        server("in tcp 80 sg-lb", "in tcp 443 sg-lb", *ALL_OUT)
        .group("sg-lb", "in tcp 80 0.0.0.0/0", "in tcp 443 0.0.0.0/0", *ALL_OUT)
        .group("sg-db", "in tcp 3306 sg-web")
        .balancer("front", "public", groups="sg-lb", ports=(80, 443))
        .instance("db", "private", "10.0.2.20", groups="sg-db")
    )
    chain = [("internet", "front:443"), ("front", "i-web:443"), ("i-web", "i-db:3306")]
    assert [decided(net.trace(*each)) for each in chain] == ["reached"] * 3
    skipped = [("internet", "i-web:443"), ("front", "i-db:3306"), ("i-web", "i-db:22")]
    assert [decided(net.trace(*each)) for each in skipped] == ["sg-web", "sg-db", "sg-db"]


def test_prefix_lists_stand_for_their_blocks() -> None:
    """security-group-rules.html: "The ID of a prefix list."; managed-prefix-lists-referencing.html"""
    offices = PrefixList("pl-offices", "offices", ("203.0.113.0/24", "198.51.100.0/24"))
    net = server("in tcp 22 pl-offices", "out tcp 443 pl-s3").put("prefix_lists", "pl-offices", offices)
    assert decided(net.trace(OFFICE, "i-web:22")) == "reached"
    assert decided(net.trace("192.0.2.1", "i-web:22")) == "sg-web"
    assert decided(net.trace("i-web", "s3")) == "reached"
    assert decided(net.trace("i-web", "internet")) == "sg-web"


DEFAULT = [
    ("members reach each other on all ports", "i-one", "i-two:5432", "reached"),
    ("and with every protocol", "i-one", "i-two:53/udp", "reached"),
    ("nobody else gets in", "i-client", "i-two:5432", "sg-default"),
    ("nor does the internet", "internet", "i-one:443", "sg-default"),
    ("out to all of IPv4", "i-one", "198.51.100.1:25", "reached"),
    ("out to all of IPv6", "i-one", f"[{SIX}]:25", "reached"),
]


@pytest.mark.parametrize(("from_", "to", "expected"), [row[1:] for row in DEFAULT], ids=[row[0] for row in DEFAULT])
def test_rows_of_the_default_group(from_: str, to: str, expected: str) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html#default-security-group-default-rules"""
    net = server().group("sg-default", "in all sg-default", *ALL_OUT)
    net.instance("one", "public", "10.0.1.21", "2001:db8:1:1::21", groups="sg-default", public="54.0.0.21")
    net.instance("two", "public", "10.0.1.22", groups="sg-default")
    assert decided(net.trace(from_, to)) == expected


TRACKING = [
    ("TCP 22 from one address", "203.0.113.1", "i-web:22", "reached"),
    ("TCP 22 from another", "203.0.113.2", "i-web:22", "sg-web"),
    ("TCP 80 from IPv4", "198.51.100.1", "i-web:80", "reached"),
    ("TCP 80 from IPv6", SIX, "i-web:80", "reached"),
    ("ICMP", "198.51.100.1", "i-web:icmp", "reached"),
]


@pytest.mark.parametrize("outbound", [ALL_OUT, ()], ids=["all out", "no outbound rule"])
@pytest.mark.parametrize(("from_", "to", "expected"), [row[1:] for row in TRACKING], ids=[row[0] for row in TRACKING])
def test_rows_of_connection_tracking(from_: str, to: str, expected: str, outbound: tuple[str, ...]) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html#connection-tracking-example"""
    rules = ("in tcp 22 203.0.113.1/32", "in tcp 80 0.0.0.0/0", "in tcp 80 ::/0", "in icmp 0.0.0.0/0")
    assert decided(server(*rules, *outbound).trace(from_, to)) == expected


NEAREST = [
    ("another peer", ("in tcp 22 203.0.113.0/24",), "rule r1 is for 203.0.113.0/24."),
    ("a group", ("in tcp 22 sg-client",), "rule r1 is for members of sg-client."),
    ("another port", ("in tcp 80 0.0.0.0/0",), "rule r1 is for TCP port 80."),
    ("another protocol", ("in icmp 8 0.0.0.0/0",), "rule r1 is for ICMP type 8."),
    (
        "the one with the port comes first",
        ("in udp 53 0.0.0.0/0", "in all sg-client"),
        "rule r2 is for members of sg-client.",
    ),
    ("neither", ("in udp 53 10.0.0.0/8",), "none has this port or this peer."),
    ("none", (), "there is none."),
]


@pytest.mark.parametrize(("rules", "words"), [row[1:] for row in NEAREST], ids=[row[0] for row in NEAREST])
def test_a_deny_names_the_rule_that_comes_nearest(rules: tuple[str, ...], words: str) -> None:
    """security-group-rules.html#security-group-rule-components: protocol, ports, source."""
    assert server(*rules).trace("internet", "i-web:22").hops[-1].reason.endswith(f": {words}")


def test_all_of_a_block_must_be_let_in() -> None:
    """A CIDR block as an end means every address of it."""
    net = web().group("sg-web", "in tcp 22 203.0.113.0/25", "in tcp 22 203.0.113.192/26")
    assert decided(net.trace("203.0.113.0/25", "i-web:22")) == "reached"
    assert decided(net.trace("203.0.113.0/24", "i-web:22")) == "sg-web"
    net.group("sg-web", "in tcp 22 203.0.113.0/25", "in tcp 22 203.0.113.128/25")
    assert decided(net.trace("203.0.113.0/24", "i-web:22")) == "reached"


def test_the_internet_is_whoever_no_rule_names() -> None:
    """One blocked address does not close a server to the internet, and one allowed address does not open it."""
    net = web().group("sg-web", "in tcp 22 203.0.113.0/24", "in tcp 443 0.0.0.0/0")
    assert decided(net.trace("internet", "i-web:22")) == "sg-web"
    net.acl("acl-a", "in 50 deny all 203.0.113.0/24", "in 100 allow all 0.0.0.0/0", "out 100 allow all 0.0.0.0/0")
    assert decided(net.trace("internet", "i-web:443")) == "reached"
    net.group("sg-web", "in tcp 443 0.0.0.0/1", "in tcp 443 128.0.0.0/1")
    assert decided(net.trace("internet", "i-web:443")) == "reached"

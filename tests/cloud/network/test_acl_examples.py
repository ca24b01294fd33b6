"""Every row of the VPC guide's examples of network ACLs.

https://docs.aws.amazon.com/vpc/latest/userguide/nacl-examples.html
https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html
https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
"""

from __future__ import annotations

import pytest

from tests.cloud.network.nets import Net, decided, web

OFFICE = "172.31.1.2"
GUARDED = ("in 100 allow tcp 22 172.31.1.2/32", "out 100 allow tcp 1024-65535 172.31.1.2/32")
GROUP = ("in all sg-admin", "in tcp 22 172.31.1.2/32", "out all sg-admin")


def administered() -> Net:
    """nacl-examples.html: two instances of a subnet, and a remote computer, here in a peered VPC."""
    return (
        Net()
        .vpc("a", "10.0.0.0/16")
        .vpc("b", "172.31.0.0/16")
        .peering("a", "b")
        .route("rtb-a", "172.31.0.0/16", "pcx-ab")
        .route("rtb-b", "10.0.0.0/16", "pcx-ab")
        .acl("acl-guard", *GUARDED)
        .subnet("a", "a", "10.0.1.0/24", acl="acl-guard")
        .subnet("b", "b", "172.31.1.0/24")
        .group("sg-admin", *GROUP)
        .group("sg-far", "out all 0.0.0.0/0", vpc="b")
        .instance("one", "a", "10.0.1.5", groups="sg-admin")
        .instance("two", "a", "10.0.1.6", groups="sg-admin")
        .instance("office", "b", OFFICE, groups="sg-far")
        .instance("other", "b", "172.31.1.3", groups="sg-far")
    )


ADMINISTERED = [
    ("the remote computer connects over SSH: inbound 100", "i-office", "i-one:22", "reached"),
    ("all other traffic is denied: inbound *", "i-office", "i-one:80", "acl-guard *"),
    ("all other computers are denied: inbound *", "i-other", "i-one:22", "acl-guard *"),
    ("members of the group communicate: All, sg", "i-one", "i-two:5432", "reached"),
    ("and not through the ACL, which is not asked inside a subnet", "i-two", "i-one:icmp", "reached"),
    ("outbound to others is denied by the group", "i-one", "i-office:443", "sg-admin"),
]


@pytest.mark.parametrize(
    ("from_", "to", "expected"), [row[1:] for row in ADMINISTERED], ids=[r[0] for r in ADMINISTERED]
)
def test_the_guarded_subnet_of_the_guide(from_: str, to: str, expected: str) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/nacl-examples.html#nacl-examples-network-acl-rules"""
    assert decided(administered().trace(from_, to)) == expected


def test_without_the_outbound_row_the_answer_is_denied() -> None:
    """nacl-examples.html: "Network ACLs are stateless. Therefore, you must include a rule that allows responses." """
    found = administered().acl("acl-guard", GUARDED[0]).trace("i-office", "i-one:22")
    assert decided(found) == "acl-guard *"
    assert "the answer, TCP ports 32768-61000," in found.hops[-1].reason
    assert "does not remember" in found.hops[-1].reason


def test_a_group_that_lets_everyone_in_is_still_backed_by_the_acl() -> None:
    """nacl-examples.html: "if you accidentally update the security group to allow inbound SSH access from anywhere, the
    network ACL still restricts access"."""
    net = administered().group("sg-admin", *GROUP, "in tcp 22 0.0.0.0/0")
    assert decided(net.trace("i-other", "i-one:22")) == "acl-guard *"


CUSTOM = (
    "in 100 allow tcp 80 0.0.0.0/0",
    "in 105 allow tcp 80 ::/0",
    "in 110 allow tcp 443 0.0.0.0/0",
    "in 115 allow tcp 443 ::/0",
    "in 120 allow tcp 22 192.0.2.0/24",
    "in 140 allow tcp 32768-65535 0.0.0.0/0",
    "in 145 allow tcp 32768-65535 ::/0",
    "out 100 allow tcp 80 0.0.0.0/0",
    "out 105 allow tcp 80 ::/0",
    "out 110 allow tcp 443 0.0.0.0/0",
    "out 115 allow tcp 443 ::/0",
    "out 120 allow tcp 1024-65535 192.0.2.0/24",
    "out 140 allow tcp 32768-65535 0.0.0.0/0",
    "out 145 allow tcp 32768-65535 ::/0",
)


def custom(*rules: str) -> Net:
    """custom-network-acl.html: a public subnet behind the example's rules; groups let everything through."""
    table = {"10.0.0.0/16": "local", "0.0.0.0/0": "igw-a", "2001:db8:1::/56": "local", "::/0": "igw-a"}
    return (
        Net()
        .vpc("a", "10.0.0.0/16", "2001:db8:1::/56")
        .gateway("a", "a")
        .table("rtb-public", **table)
        .acl("acl-custom", *(rules or CUSTOM))
        .subnet("public", "a", "10.0.1.0/24", "2001:db8:1:1::/64", table="rtb-public", acl="acl-custom")
        .group("sg-all", "in all 0.0.0.0/0", "in all ::/0", "out all 0.0.0.0/0", "out all ::/0")
        .instance("web", "public", "10.0.1.5", "2001:db8:1:1::5", groups="sg-all", public="54.0.0.5")
    )


SIX = "2600:1f00::1"
IN = [
    ("100", "198.51.100.1", "i-web:80", "reached"),
    ("105", SIX, "i-web:80", "reached"),
    ("110", "198.51.100.1", "i-web:443", "reached"),
    ("115", SIX, "i-web:443", "reached"),
    ("120", "192.0.2.77", "i-web:22", "reached"),
    ("120, another network", "198.51.100.1", "i-web:22", "acl-custom *"),
    ("*, NetBIOS", "198.51.100.1", "i-web:139", "acl-custom *"),
    ("*, IPv6", SIX, "i-web:22", "acl-custom *"),
    ("*, UDP", "198.51.100.1", "i-web:443/udp", "acl-custom *"),
    ("*, ICMP", "198.51.100.1", "i-web:icmp", "acl-custom *"),
]
OUT = [
    ("100", "i-web", "198.51.100.1:80", "reached"),
    ("105", "i-web", f"[{SIX}]:80", "reached"),
    ("110", "i-web", "198.51.100.1:443", "reached"),
    ("115", "i-web", f"[{SIX}]:443", "reached"),
    ("120 is for answers, but tells no request from them", "i-web", "192.0.2.7:1024", "reached"),
    ("*", "i-web", "198.51.100.1:22", "acl-custom *"),
    ("*, IPv6", "i-web", f"[{SIX}]:22", "acl-custom *"),
]


@pytest.mark.parametrize(("from_", "to", "expected"), [row[1:] for row in IN], ids=[row[0] for row in IN])
def test_inbound_rows_of_the_custom_acl(from_: str, to: str, expected: str) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html"""
    assert decided(custom().trace(from_, to)) == expected


@pytest.mark.parametrize(("from_", "to", "expected"), [row[1:] for row in OUT], ids=[row[0] for row in OUT])
def test_outbound_rows_of_the_custom_acl(from_: str, to: str, expected: str) -> None:
    """custom-network-acl.html; the inbound rows 140 and 145 let the answers in."""
    assert decided(custom().trace(from_, to)) == expected


ANSWERS = [
    ("out 120: to SSH clients at home", "out 120", "192.0.2.77", "i-web:22", "acl-custom *", "out 140"),
    ("out 140: to clients, IPv4", "out 140", "198.51.100.1", "i-web:80", "acl-custom *", "none"),
    ("out 145: to clients, IPv6", "out 145", SIX, "i-web:443", "acl-custom *", "none"),
    ("in 140: to the instance, IPv4", "in 140", "i-web", "198.51.100.1:443", "acl-custom *", "none"),
    ("in 145: to the instance, IPv6", "in 145", "i-web", f"[{SIX}]:443", "acl-custom *", "none"),
]


@pytest.mark.parametrize(
    ("gone", "from_", "to", "expected", "also"), [r[1:] for r in ANSWERS], ids=[r[0] for r in ANSWERS]
)
def test_each_row_for_answers_is_needed(gone: str, from_: str, to: str, expected: str, also: str) -> None:
    """custom-network-acl.html: "For every rule that you add, there must be an inbound or outbound rule that allows
    response traffic." The row 120 is covered by 140 for today's systems."""
    left = [rule for rule in CUSTOM if not rule.startswith((f"{gone} ", f"{also} "))]
    assert decided(custom(*left).trace(from_, to)) == expected


def test_ipv4_rules_say_nothing_of_ipv6() -> None:
    """custom-network-acl.html: "none of the rules for IPv4 traffic apply to IPv6 traffic"."""
    four = [rule for rule in CUSTOM if "::/0" not in rule]
    assert decided(custom(*four).trace("198.51.100.1", "i-web:443")) == "reached"
    assert decided(custom(*four).trace(SIX, "i-web:443")) == "acl-custom *"


CLIENTS = [
    ("Linux and Windows clients: 32768-65535", "198.51.100.1", "out 100 allow tcp 32768-65535 0.0.0.0/0", "reached"),
    ("a range that leaves some out", "198.51.100.1", "out 100 allow tcp 49152-65535 0.0.0.0/0", "acl-custom *"),
    ("Amazon Linux: 32768-61000", "i-far", "out 100 allow tcp 32768-61000 0.0.0.0/0", "reached"),
    ("a load balancer: 1024-65535", "balancer", "out 100 allow tcp 32768-65535 0.0.0.0/0", "acl-custom *"),
    ("a load balancer: 1024-65535, all open", "balancer", "out 100 allow tcp 1024-65535 0.0.0.0/0", "reached"),
    ("a function: 1024-65535", "function", "out 100 allow tcp 32768-65535 0.0.0.0/0", "acl-custom *"),
    ("a function: 1024-65535, all open", "function", "out 100 allow tcp 1024-65535 0.0.0.0/0", "reached"),
]


@pytest.mark.parametrize(("from_", "out", "expected"), [row[1:] for row in CLIENTS], ids=[row[0] for row in CLIENTS])
def test_answers_go_to_ports_that_depend_on_the_client(from_: str, out: str, expected: str) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports"""
    net = custom("in 100 allow all 0.0.0.0/0", out).subnet("far", "a", "10.0.2.0/24")
    net.instance("far", "far", "10.0.2.9", groups="sg-all")
    net.balancer("balancer", "far", groups="sg-all").function("function", "far", groups="sg-all")
    assert decided(net.trace(from_, "i-web:443")) == expected


def test_a_nat_gateway_takes_answers_at_1024_to_65535() -> None:
    """custom-network-acl.html#nacl-ephemeral-ports, nat-gateway-basics.html"""
    net = custom(
        "in 100 allow tcp 443 10.0.0.0/16", "in 110 allow tcp 32768-65535 0.0.0.0/0", "out 100 allow all 0.0.0.0/0"
    )
    net.nat("a", "public", "10.0.1.9", "54.0.0.9").table(
        "rtb-private", **{"10.0.0.0/16": "local", "0.0.0.0/0": "nat-a"}
    )
    net.subnet("private", "a", "10.0.2.0/24", table="rtb-private").instance(
        "app", "private", "10.0.2.7", groups="sg-all"
    )
    found = net.trace("i-app", "internet")
    assert decided(found) == "acl-custom *"
    assert "1024-32767" in found.hops[-1].reason


DEFAULT = [
    ("100 in: all IPv4", "198.51.100.1", "i-web:25", "reached"),
    ("101 in: all IPv6", SIX, "i-web:25", "reached"),
    ("100 out: all IPv4", "i-web", "198.51.100.1:25", "reached"),
    ("101 out: all IPv6", "i-web", f"[{SIX}]:25", "reached"),
]


@pytest.mark.parametrize(("from_", "to", "expected"), [row[1:] for row in DEFAULT], ids=[row[0] for row in DEFAULT])
def test_rows_of_the_default_acl(from_: str, to: str, expected: str) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html"""
    net = custom().subnet("public", "a", "10.0.1.0/24", "2001:db8:1:1::/64", table="rtb-public")
    assert decided(net.trace(from_, to)) == expected


@pytest.mark.parametrize(("from_", "to"), [("198.51.100.1", "i-web:443"), (SIX, "i-web:443"), ("i-web", "internet")])
def test_the_rule_with_the_asterisk_is_all_that_an_empty_acl_has(from_: str, to: str) -> None:
    """default-network-acl.html, rows * of both tables: what matches no numbered rule is denied."""
    assert decided(custom("in 32767 deny all 0.0.0.0/0").trace(from_, to)) == "acl-custom *"


def test_the_lowest_number_that_matches_decides() -> None:
    """nacl-rules.html: "Be sure to give the deny rule a lower number than the rule that allows the wider range"."""
    net = web().acl(
        "acl-a", "out 100 allow all 0.0.0.0/0", "in 100 allow all 0.0.0.0/0", "in 90 deny tcp 443 203.0.113.0/24"
    )
    assert decided(net.trace("203.0.113.9", "i-web:443")) == "acl-a 90"
    assert decided(net.trace("internet", "i-web:443")) == "reached"
    later = web().acl(
        "acl-a", "out 100 allow all 0.0.0.0/0", "in 100 allow all 0.0.0.0/0", "in 110 deny tcp 443 203.0.113.0/24"
    )
    assert decided(later.trace("203.0.113.9", "i-web:443")) == "reached"


def test_icmp_rules_have_types_and_codes() -> None:
    """nacl-rules.html: with ICMP "you can specify any or all of the ICMP types and codes"."""
    net = custom("in 100 allow icmp 8-0 0.0.0.0/0", "out 100 allow icmp 0 0.0.0.0/0")
    assert decided(net.trace("198.51.100.1", "i-web:icmp")) == "reached"
    only_unreachable = custom("in 100 allow icmp 3-4 0.0.0.0/0", "out 100 allow icmp 0 0.0.0.0/0")
    assert decided(only_unreachable.trace("198.51.100.1", "i-web:icmp")) == "acl-custom *"
    without_reply = custom("in 100 allow icmp 8-0 0.0.0.0/0")
    assert decided(without_reply.trace("198.51.100.1", "i-web:icmp")) == "acl-custom *"

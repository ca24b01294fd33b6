"""What the ends of a trace may be, and the nine ways in which a path is broken."""

from __future__ import annotations

import re

import pytest

from awslab.cloud.network.ends import EndError
from awslab.cloud.network.fixes import AttachGateway, EnterAclRule, GiveAddress, OpenGroup, SetRoute, Start
from tests.cloud.network.nets import ALL_OUT, Net, decided, web

LOCAL = {"10.0.0.0/16": "local"}


def test_a_path_that_is_whole_says_each_decision() -> None:
    found = web().trace("internet", "i-web:443")
    assert [(hop.resource, hop.rule, hop.allowed) for hop in found.hops] == [
        ("i-web", "", True),
        ("i-web", "eni-web", True),
        ("igw-a", "", True),
        ("acl-a", "100", True),
        ("sg-web", "r1", True),
        ("acl-a", "100", True),
        ("rtb-public", "0.0.0.0/0", True),
    ]
    assert found.reachable
    assert found.fix is None
    assert all(hop.reason.endswith(".") for hop in found.hops)


BROKEN = [
    ("no internet gateway", web().gateway("a"), "vpc-a", AttachGateway("vpc-a")),
    ("no route", web().table("rtb-public", **LOCAL), "rtb-public", SetRoute("rtb-public", "0.0.0.0/0", "igw-a")),
    (
        "no public address",
        web().instance("web", "public", "10.0.1.5", groups="sg-web"),
        "i-web eni-web",
        GiveAddress("eni-web", "i-web"),
    ),
    (
        "network ACL, inbound",
        web().acl("acl-a", "in 100 allow tcp 80 0.0.0.0/0", "out 100 allow all 0.0.0.0/0"),
        "acl-a *",
        EnterAclRule("acl-a", True, 200, False, "tcp", 443, 443, "0.0.0.0/0"),
    ),
    (
        "network ACL, outbound",
        web().acl("acl-a", "in 100 allow all 0.0.0.0/0", "out 90 deny tcp 40000-50000 0.0.0.0/0"),
        "acl-a *",
        EnterAclRule("acl-a", False, 100, False, "tcp", 32768, 65535, "0.0.0.0/0"),
    ),
    (
        "security group, inbound",
        web().group("sg-web", "in tcp 443 203.0.113.0/24"),
        "sg-web",
        OpenGroup("sg-web", True, "tcp", 443, "0.0.0.0/0"),
    ),
    (
        "security group, a reference",
        web().group("sg-web", "in tcp 443 sg-app"),
        "sg-web",
        OpenGroup("sg-web", True, "tcp", 443, "0.0.0.0/0"),
    ),
    (
        "another port",
        web().group("sg-web", "in tcp 80 0.0.0.0/0"),
        "sg-web",
        OpenGroup("sg-web", True, "tcp", 443, "0.0.0.0/0"),
    ),
    (
        "a stopped instance",
        web().instance("web", "public", "10.0.1.5", groups="sg-web", state="stopped"),
        "i-web",
        Start("i-web"),
    ),
]


@pytest.mark.parametrize(("net", "expected", "fix"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_each_break_is_told_apart_and_says_what_would_help(net: Net, expected: str, fix: object) -> None:
    found = net.trace("internet", "i-web:443")
    assert (decided(found), found.fix) == (expected, fix)
    assert not found.hops[-1].allowed
    assert all(hop.allowed for hop in found.hops[:-1])


def test_a_numbered_deny_is_answered_by_a_number_below_or_in_its_place() -> None:
    rules = ("out 100 allow all 0.0.0.0/0", "in 2 deny tcp 443 0.0.0.0/0")
    assert web().acl("acl-a", *rules).trace("internet", "i-web:443").fix == EnterAclRule(
        "acl-a", True, 1, False, "tcp", 443, 443, "0.0.0.0/0"
    )
    lowest = web().acl("acl-a", "out 100 allow all 0.0.0.0/0", "in 1 deny tcp 443 0.0.0.0/0")
    fix = lowest.trace("internet", "i-web:443").fix
    assert fix == EnterAclRule("acl-a", True, 1, True, "tcp", 443, 443, "0.0.0.0/0")
    assert fix.sentence.startswith("Replace inbound rule 1 of acl-a")


def test_inside_a_vpc_the_fix_names_the_group() -> None:
    assert web().trace("i-web", "i-app:22").fix == OpenGroup("sg-app", True, "tcp", 22, "sg-web")
    assert web().trace("10.0.1.5", "i-app:22").fix == OpenGroup("sg-app", True, "tcp", 22, "sg-web")
    assert web().trace("10.0.1.77", "i-app:22").fix == OpenGroup("sg-app", True, "tcp", 22, "10.0.1.77/32")
    assert web().trace("10.0.1.0/24", "i-app:22").fix == OpenGroup("sg-app", True, "tcp", 22, "10.0.1.0/24")


ENDS = [
    ("instance to instance", "i-web", "i-app:8080", "reached"),
    ("by private address", "10.0.1.5", "10.0.2.7:8080", "reached"),
    ("by interface", "eni-web", "eni-app:8080", "reached"),
    ("to itself", "i-app", "10.0.2.7:22", "reached"),
    ("a host that is no member", "10.0.1.77", "i-app:8080", "sg-app"),
    ("every host of a subnet", "10.0.1.0/24", "i-app:8080", "sg-app"),
    ("every interface of a block", "i-web", "10.0.2.0/24:8080", "reached"),
    ("an address that nobody has", "i-web", "10.0.2.99:8080", "vpc-a"),
    ("a block that nobody has", "i-web", "10.0.3.0/24:8080", "vpc-a"),
    ("a public address from inside", "i-app", "54.0.0.5:443", "rtb-a"),
    ("a public address that nobody has", "internet", "54.0.0.77:443", "54.0.0.77"),
    ("a function opens connections", "fn", "i-app:8080", "sg-app"),
    ("a function takes none", "i-web", "fn:443", "sg-fn"),
    ("by load balancer, port without a listener", "internet", "lb:8443", "sg-lb"),
    ("by load balancer's ARN", "internet", "arn:lb:80", "reached"),
    ("by load balancer's DNS name", "internet", "LB.elb:80", "reached"),
    ("by task", "internet", "0123456789abcdef0123456789abcdef:443", "reached"),
    ("by task's ARN", "internet", "arn:aws:ecs:us-east-1:1:task/web/0123456789abcdef0123456789abcdef:443", "reached"),
    ("private addresses do not come over the internet", "192.168.1.1", "i-web:443", "internet"),
    ("nor do packets leave for them", "i-web", "192.168.1.1:443", "internet"),
    ("IPv6 to an instance without", "2600:1f00::1", "i-web:443", "i-web"),
]


@pytest.mark.parametrize(("from_", "to", "expected"), [row[1:] for row in ENDS], ids=[row[0] for row in ENDS])
def test_ends(from_: str, to: str, expected: str) -> None:
    task = "0123456789abcdef0123456789abcdef"
    net = web().group("sg-fn", *ALL_OUT).group("sg-lb", "in tcp 80 0.0.0.0/0", *ALL_OUT)
    net.function("fn", "private", groups="sg-fn").balancer("lb", "public", groups="sg-lb").put(
        "tasks", task, "eni-task"
    )
    net.instance(
        "task", "public", "10.0.1.30", groups="sg-web", public="54.0.0.30", owner=task, kind="task", state="RUNNING"
    )
    assert decided(net.trace(from_, to)) == expected


def test_a_load_balancer_without_a_listener_and_a_function_say_so() -> None:
    net = web().group("sg-all", "in all 0.0.0.0/0", *ALL_OUT)
    net.function("fn", "private", groups="sg-all").balancer("lb", "public", groups="sg-all", ports=(80, 443))
    assert "no listener on port 8443; it listens on 80, 443" in net.trace("internet", "lb:8443").hops[-1].reason
    assert "open connections and take none" in net.trace("i-web", "fn:443").hops[-1].reason


def test_every_node_of_a_load_balancer_must_be_reached() -> None:
    """load-balancer-troubleshooting.html#client-cannot-connect: a load balancer in a private subnet."""
    net = web().group("sg-lb", "in tcp 80 0.0.0.0/0", *ALL_OUT).balancer("lb", "public", "private", groups="sg-lb")
    assert decided(net.trace("internet", "lb:80")) == "rtb-a"


def test_a_public_load_balancer_is_reached_by_its_public_addresses_from_inside_too() -> None:
    """how-elastic-load-balancing-works.html: its name means public addresses."""
    net = web().group("sg-lb", "in tcp 80 0.0.0.0/0", *ALL_OUT).balancer("lb", "public", groups="sg-lb")
    assert decided(net.trace("i-app", "lb:80")) == "rtb-a"
    assert decided(net.trace("i-web", "lb:80")) == "reached"
    net.group("sg-lb", "in tcp 80 sg-web", *ALL_OUT)
    assert decided(net.trace("i-web", "lb:80")) == "sg-lb"


def test_a_second_interface_is_another_way_in() -> None:
    net = web().group("sg-ssh", "in tcp 22 sg-web")
    net.instance("second", "private", "10.0.2.8", groups="sg-ssh", owner="i-app")
    assert decided(net.trace("i-web", "i-app:22")) == "reached"


def test_a_terminated_instance_has_no_interface() -> None:
    found = web().put("instances", "i-gone", "terminated").trace("internet", "i-gone:443")
    assert (decided(found), "terminated" in found.hops[0].reason) == ("i-gone", True)


WRONG = [
    ("internet", "i-nobody:443", "There is no instance i-nobody in us-east-1."),
    ("internet", "i-web", "“i-web” needs a port, as in i-web:443, i-web:53/udp or i-web:icmp."),
    ("internet", "i-web:70000", "70000 is no port: ports are 1 to 65535."),
    ("internet", "i-web:0", "0 is no port: ports are 1 to 65535."),
    ("nobody", "i-web:443", "Nothing in us-east-1 is called “nobody”:"),
    ("internet", "", "“” needs a port"),
    ("", "i-web:443", "Nothing in us-east-1 is called “”:"),
    ("plain", "i-web:443", "The function plain is in no VPC"),
    ("shared", "i-web:443", "The task shared has no network interface of its own."),
]


@pytest.mark.parametrize(("from_", "to", "sentence"), WRONG)
def test_ends_that_mean_nothing_are_named(from_: str, to: str, sentence: str) -> None:
    net = web().function("plain").put("tasks", "shared", "")
    with pytest.raises(EndError, match=re.escape(sentence)):
        net.trace(from_, to)


def test_an_address_means_the_vpc_of_the_other_end() -> None:
    """Two VPCs may have the same addresses."""
    net = web().vpc("b", "10.0.0.0/16").subnet("b", "b", "10.0.1.0/24").group("sg-b", "in all 0.0.0.0/0", vpc="b")
    net.instance("b", "b", "10.0.1.5", groups="sg-b").instance("b2", "b", "10.0.1.6", groups="sg-b")
    assert decided(net.trace("10.0.1.5", "i-app:8080")) == "reached"
    assert decided(net.trace("10.0.1.5", "i-b2:8080")) == "sg-b"

"""Drills about rules and policies against the packet tracer and the engine that decides policies."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Any

from hypothesis import given

from awslab.cloud.iam.policies.policy_set import Policies
from awslab.cloud.network.acls import LAST, crossing
from awslab.cloud.network.groups import arriving
from awslab.cloud.network.packets import Packet
from awslab.cloud.network.values import Acl, AclRule, Group, GroupRule, Interface, Network, Subnet, Vpc
from tests.cloud.iam.policies import decide, named, user
from tests.drills.drawn import key, rows, seeds, single, texts

HOME = "10.9.9.9"


def packet(protocol: str, port: int, client: str) -> Packet:
    """A packet to the instance."""
    source, destination = ip_address(client), ip_address(HOME)
    ports = (port, port)
    return Packet(
        protocol.lower(), source, destination, ports, (1024, 65535), client, HOME, f"{client}/32", f"{HOME}/32"
    )


def port_range(text: str) -> tuple[int, int]:
    """`443` or `8000-8010`; empty is all ports."""
    first, _, last = text.partition("-")
    return (int(first), int(last or first)) if text else (-1, -1)


@given(seeds)
def test_the_tracer_lets_in_the_key_and_no_other_connection(seed: int) -> None:
    body = single("group-rules", seed)
    inbound: dict[str, list[GroupRule]] = {"web": [], "ops": []}
    for number, (group, protocol, ports, source) in enumerate(rows(body.stem)):
        inbound[group].append(GroupRule(f"r{number}", protocol.lower(), *port_range(ports), source))
    groups = {name: Group(name, name, "vpc-a", tuple(rules)) for name, rules in inbound.items()}
    instance = Interface("eni-a", "subnet-a", (HOME,), tuple(groups))

    for text in texts(body):
        protocol, port, client = re.fullmatch(r"(TCP|UDP) to port (\d+) from ([\d.]+)", text).groups()  # type: ignore[union-attr]
        hop = arriving(Network(groups=groups), instance, packet(protocol, int(port), client), None)
        assert hop is not None
        assert hop.allowed is (text == key(body)), text


@given(seeds)
def test_the_tracer_names_the_rule_of_the_key(seed: int) -> None:
    body = single("nacl-order", seed)
    rules = []
    for number, traffic, source, action in rows(body.stem):
        protocol, _, ports = traffic.partition(" ")
        order = LAST + 1 if number == "*" else int(number)
        protocol = "-1" if protocol == "all" else protocol.lower()
        rules.append(AclRule(order, action == "allow", protocol, source, *port_range(ports)))
    acl = Acl("acl-a", tuple(sorted(rules, key=lambda rule: rule.number)))
    subnet = Subnet("subnet-a", "vpc-a", ("10.9.0.0/16",), "rtb-a", "acl-a")
    network = Network(vpcs={"vpc-a": Vpc("vpc-a", subnet.cidrs)}, subnets={"subnet-a": subnet}, acls={"acl-a": acl})
    client, port = re.findall(r"TCP packet from ([\d.]+) to port (\d+)", body.stem)[0]

    hop = crossing(network, "subnet-a", packet("tcp", int(port), client), inbound=True)

    assert f"Rule {hop.rule}" == key(body)
    verdict = "gets in" if hop.allowed else "is dropped"
    assert body.explanation.endswith(f"the packet {verdict}.")


@given(seeds)
def test_the_engine_allows_the_key_and_no_other_request(seed: int) -> None:
    body = single("policy-decision", seed)
    statements: dict[str, list[dict[str, Any]]] = {"identity": [], "boundary": []}
    for policy, effect, actions, resource in rows(body.stem):
        statements[policy].append({"Effect": effect, "Action": actions.split(), "Resource": resource})
    policies = Policies((named(*statements["identity"]),), named(*statements["boundary"]))

    verdicts = {}
    for text in texts(body):
        action, resource = re.findall(r"`([^`]+)`", text)
        verdicts[text] = decide(user("ana"), action, resource, policies).verdict

    assert [text for text, verdict in verdicts.items() if verdict == "allowed"] == [key(body)]
    assert sorted(verdicts.values()).count("explicitDeny") == 1

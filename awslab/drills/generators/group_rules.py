"""Which connection the security groups of an instance let in: rules only allow, and those of all groups add up.

https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
"""

from __future__ import annotations

import random
from ipaddress import IPv4Address, IPv4Network
from typing import NamedTuple

from awslab.drills.body import SingleBody, single, table

_PORTS = (22, 80, 443, 3306, 5432, 6379, 8080, 8443, 9090)


class _Rule(NamedTuple):
    group: str
    protocol: str
    first: int
    last: int
    source: IPv4Network

    @property
    def ports(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


class _Connection(NamedTuple):
    protocol: str
    port: int
    client: IPv4Address

    @property
    def text(self) -> str:
        return f"{self.protocol} to port {self.port} from {self.client}"


def generate(rng: random.Random) -> SingleBody:
    """Ask which of four connections is let in; the others miss a rule by port, source or protocol."""
    rules = _rules(rng)
    key_rule = rng.choice(rules)
    connection = _Connection(key_rule.protocol, rng.randint(key_rule.first, key_rule.last), _host(rng, key_rule.source))
    rule_table = table(
        ["group", "protocol", "ports", "source"],
        ([rule.group, rule.protocol, rule.ports, rule.source] for rule in rules),
    )
    return single(
        rng,
        "An instance has the security groups `web` and `ops`. These are all of their inbound rules:\n\n"
        f"{rule_table}\n\nWhich connection to the instance do the groups let in?",
        (connection.text, f"The rule of `{key_rule.group}` for {_traffic(key_rule)} from {key_rule.source} allows it."),
        rng.sample(_distractors(rng, rules), 3),
        "A connection needs one rule, of any of the groups, whose protocol, port and source all fit. Parts of two "
        f"rules do not make one. Here {connection.client} is in {key_rule.source}, and the rule for it has "
        f"port {connection.port}.",
    )


def _rules(rng: random.Random) -> list[_Rule]:
    """Return four rules with ports and sources of their own."""
    ports = sorted(rng.sample(_PORTS, 4))
    blocks = [IPv4Network(f"10.0.{number}.0/24") for number in rng.sample(range(2, 200, 3), 4)]
    protocols = ["TCP", "TCP", "TCP", rng.choice(["TCP", "UDP"])]
    rules = [
        _Rule(group, protocol, port, port + rng.choice([0, 0, 1, 5]), block)
        for group, protocol, port, block in zip(("web", "web", "ops", "ops"), protocols, ports, blocks, strict=True)
    ]
    rng.shuffle(rules)
    return sorted(rules, key=lambda rule: rule.group, reverse=True)


def _distractors(rng: random.Random, rules: list[_Rule]) -> list[tuple[str, str]]:
    """Return connections that no rule allows, each with the reason."""
    wrong_source, wrong_port, mixed, wrong_protocol = rng.sample(rules, 4)
    neighbour = IPv4Network((int(wrong_source.source.network_address) + 256, 24))
    port_of = rng.choice([rule for rule in rules if rule != mixed])
    flipped = "UDP" if wrong_protocol.protocol == "TCP" else "TCP"
    return [
        (
            _Connection(wrong_source.protocol, wrong_source.first, (client := _host(rng, neighbour))).text,
            f"The rule for {_traffic(wrong_source)} is for {wrong_source.source}; {client} is outside of it.",
        ),
        (
            _Connection(wrong_port.protocol, wrong_port.last + 1, _host(rng, wrong_port.source)).text,
            f"The rule for {wrong_port.source} ends with port {wrong_port.last}.",
        ),
        (
            _Connection(port_of.protocol, port_of.first, _host(rng, mixed.source)).text,
            f"{_traffic(port_of)} is for {port_of.source}; the rule for {mixed.source} is for {_traffic(mixed)}.",
        ),
        (
            _Connection(flipped, wrong_protocol.first, _host(rng, wrong_protocol.source)).text,
            f"Source and port fit, but that rule is for {wrong_protocol.protocol}, not for {flipped}.",
        ),
    ]


def _host(rng: random.Random, block: IPv4Network) -> IPv4Address:
    return block[rng.randint(4, 250)]


def _traffic(rule: _Rule) -> str:
    return f"{rule.protocol} {rule.ports}"

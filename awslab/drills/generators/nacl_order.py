"""Which rule of a network ACL decides: the first by number that matches, and else the rule `*`.

https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
"""

from __future__ import annotations

import random
from typing import NamedTuple

from awslab.drills.body import SingleBody, single, table

_LAST = "*"


class _Rule(NamedTuple):
    number: str
    protocol: str
    ports: str
    source: str
    action: str
    mismatch: str
    """Why it is not for the packet; empty when it is."""

    @property
    def traffic(self) -> str:
        return f"{self.protocol} {self.ports}".strip()


def generate(rng: random.Random) -> SingleBody:
    """Ask which rule decides about a packet; rules above it contradict it, rules below it are for other packets."""
    port = rng.choice([22, 80, 443, 3306, 8080])
    client = f"203.0.113.{rng.randint(2, 126)}"
    numbers = [str(number) for number in sorted(rng.sample(range(100, 200, 10), 4))]
    place = rng.randrange(5)
    fitting, unfitting = _fitting(rng, port), _unfitting(rng, port)
    rules = [
        (fitting if _matches(rng, index, place) else unfitting).pop()._replace(number=rule_number)
        for index, rule_number in enumerate(numbers)
    ]
    default = _Rule(_LAST, "all", "", "0.0.0.0/0", "deny", "")
    first_match = [*rules, default][place]
    other_rules = rng.sample([rule for rule in [*rules, default] if rule != first_match], 3)
    rows = [[rule.number, rule.traffic, rule.source, rule.action] for rule in [*rng.sample(rules, 4), default]]
    return single(
        rng,
        "A network ACL has these inbound rules, shown in the order in which they were added:\n\n"
        f"{table(['number', 'traffic', 'source', 'action'], rows)}\n\n"
        f"Which rule decides about a TCP packet from {client} to port {port}?",
        (f"Rule {first_match.number}", _why_key(first_match)),
        [(f"Rule {rule.number}", _why_not(rule, first_match)) for rule in other_rules],
        "Rules are tried from the lowest number; the first that matches is applied, whatever later rules say, and "
        f"`*` comes last. Here rule {first_match.number} decides, and the packet "
        f"{'gets in' if first_match.action == 'allow' else 'is dropped'}.",
    )


def _matches(rng: random.Random, index: int, place: int) -> bool:
    """Whether the rule at an index is for the packet: none before the place, that at it, and most after it."""
    return index == place or (index > place and rng.random() < 0.8)


def _fitting(rng: random.Random, port: int) -> list[_Rule]:
    """Return rules for the packet, without numbers, in random order."""
    traffic = [
        ("all", "", "0.0.0.0/0"),
        ("TCP", str(port), "0.0.0.0/0"),
        ("TCP", str(port), "203.0.113.0/24"),
        ("TCP", f"{port - 2}-{port + 8}", "203.0.113.0/25"),
    ]
    return [_Rule("", *entry, rng.choice(["allow", "deny"]), "") for entry in rng.sample(traffic, len(traffic))]


def _unfitting(rng: random.Random, port: int) -> list[_Rule]:
    """Return rules that are not for the packet, without numbers, in random order."""
    other_port = rng.choice([25, 1433, 5432, 9200])
    traffic = [
        ("TCP", str(other_port), "0.0.0.0/0", f"port {other_port}, not {port}"),
        ("UDP", str(port), "0.0.0.0/0", "UDP, not TCP"),
        ("TCP", str(port), "203.0.113.128/25", "sources from 203.0.113.128 on"),
        ("TCP", f"{port + 1}-{port + 9}", "203.0.113.0/24", f"ports from {port + 1} on"),
    ]
    return [
        _Rule("", protocol, ports, source, rng.choice(["allow", "deny"]), mismatch)
        for protocol, ports, source, mismatch in rng.sample(traffic, len(traffic))
    ]


def _why_key(rule: _Rule) -> str:
    if rule.number == _LAST:
        return "No numbered rule matches the packet, so the last one denies it."
    return "It has the lowest number of the rules that match the packet."


def _why_not(rule: _Rule, first_match: _Rule) -> str:
    if rule.mismatch:
        return f"It is for {rule.mismatch}."
    if rule.number == _LAST:
        return f"It is tried only when no numbered rule matches; rule {first_match.number} does."
    return f"It matches too, but rule {first_match.number} has a lower number and is applied first."

"""Which rule of a listener is applied: the first by priority all of whose conditions hold, and else the default rule.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
"""

from __future__ import annotations

import random
from typing import NamedTuple

from awslab.drills.body import SingleBody, single, table

_GROUPS = ("tg-amber", "tg-birch", "tg-cedar", "tg-delta", "tg-ember")


class _Rule(NamedTuple):
    priority: str
    conditions: tuple[str, ...]
    group: str
    mismatch: str
    """The condition that does not hold; empty when all do."""


def generate(rng: random.Random) -> SingleBody:
    """Ask for the target group of a request; four rules and the default rule lead to five groups."""
    resource, method = rng.choice(["orders", "images", "users", "carts"]), rng.choice(["GET", "POST", "PUT"])
    place = rng.randrange(5)
    priorities = [str(number) for number in sorted(rng.sample(range(10, 100, 5), 4))]
    groups = rng.sample(_GROUPS, 5)
    failing = rng.sample(_failing(resource, method), 4)
    rules = [
        _rule(rng, priority, groups[index], _holding(resource, method), _fault(rng, index, place, failing))
        for index, priority in enumerate(priorities)
    ]
    default = _Rule("default", ("none",), groups[4], "")
    applied_rule = [*rules, default][place]
    other_rules = rng.sample([rule for rule in [*rules, default] if rule != applied_rule], 3)
    rows = [[rule.priority, ", ".join(rule.conditions), rule.group] for rule in [*rng.sample(rules, 4), default]]
    return single(
        rng,
        "A listener of an Application Load Balancer has these rules. If a rule has two conditions, both must hold.\n\n"
        f"{table(['priority', 'conditions', 'forwards to'], rows)}\n\n"
        f"Which target group gets the request `{method} https://shop.example.com/api/v2/{resource}`?",
        (applied_rule.group, _why_key(applied_rule)),
        [(rule.group, _why_not(rule, applied_rule)) for rule in other_rules],
        "Rules are tried from the lowest priority value to the highest, the default rule last; the first whose "
        f"conditions all hold is applied, here {_named(applied_rule)}. Paths are compared with case, hosts without.",
    )


def _fault(rng: random.Random, index: int, place: int, failing: list[str]) -> str:
    """Return a condition that does not hold for the rule at an index; empty at the place and mostly after it."""
    holds = index == place or (index > place and rng.random() < 0.7)
    return "" if holds else failing[index]


def _rule(rng: random.Random, priority: str, group: str, holding: list[str], fault: str) -> _Rule:
    """Return a rule of one or two conditions; `fault` is the one that does not hold, if any."""
    if not fault:
        return _Rule(priority, tuple(rng.sample(holding, rng.randint(1, 2))), group, "")
    partners = [condition for condition in holding if condition.split()[0] != fault.split()[0]]
    conditions = [fault, *rng.sample(partners, rng.randint(0, 1))]
    return _Rule(priority, tuple(rng.sample(conditions, len(conditions))), group, fault)


def _holding(resource: str, method: str) -> list[str]:
    """Return one condition of each kind that holds for the request, in one of its forms."""
    return [
        f"host `{'SHOP.example.com' if len(resource) % 2 else '*.example.com'}`",
        f"path `{'/api/*' if method == 'GET' else f'/api/v?/{resource}'}`",
        f"method `{method}`",
    ]


def _failing(resource: str, method: str) -> list[str]:
    other_method = "DELETE" if method == "GET" else "GET"
    return [
        "host `example.com`",
        "host `api.example.com`",
        "path `/API/*`",
        f"path `/{resource}*`",
        "path `/api`",
        f"path `/api/v??/{resource}`",
        f"method `{other_method}`",
    ]


def _named(rule: _Rule) -> str:
    return "the default rule" if rule.priority == "default" else f"the one with priority {rule.priority}"


def _why_key(rule: _Rule) -> str:
    if rule.priority == "default":
        return "No other rule has conditions that all hold, so the default rule is applied."
    return f"Priority {rule.priority} is the lowest value of the rules whose conditions all hold."


def _why_not(rule: _Rule, applied_rule: _Rule) -> str:
    if rule.mismatch:
        return f"The condition {rule.mismatch} does not hold for the request."
    if rule.priority == "default":
        return f"The default rule comes last; {_named(applied_rule)} fits before it."
    return f"Its conditions hold too, but {_named(applied_rule)} is tried before priority {rule.priority}."

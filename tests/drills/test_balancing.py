"""Drills about load balancers and scaling against the sandbox's edge and its scaling policies."""

from __future__ import annotations

import re
from contextlib import ExitStack
from fractions import Fraction
from urllib.parse import urlsplit

from hypothesis import given

from awslab.cloud.autoscaling.life.policies import adjusted, step, within
from awslab.cloud.elbv2.edge.choosing import ALGORITHM, Choice
from awslab.cloud.elbv2.edge.conditions import Visit, hold
from awslab.cloud.elbv2.shapes import Condition
from awslab.cloud.elbv2.values import Target, TargetGroup
from tests.drills.drawn import figures, key, number, rows, seeds, single, whole

FIELDS = {"host": "host-header", "path": "path-pattern", "method": "http-request-method"}


def conditions(cell: str) -> list[Condition]:
    """The conditions of a rule in a table: ``host *.example.com, method GET``."""
    pairs = [part.split(" ") for part in cell.split(", ")] if cell != "none" else []
    return [{"Field": FIELDS[field], "Values": [value]} for field, value in pairs]


@given(seeds)
def test_the_first_rule_that_holds_forwards_to_the_key(seed: int) -> None:
    body = single("listener-rule", seed)
    method, url = figures(r"the request `(\w+) (\S+)`", body.stem)
    parts = urlsplit(url)
    visit = Visit(method, parts.netloc, parts.path, parts.query, (), "203.0.113.7")
    rules = sorted(rows(body.stem), key=lambda row: float("inf") if row[0] == "default" else int(row[0]))

    applied = next(row for row in rules if hold(conditions(row[1]), visit))

    assert applied[2] == key(body)


@given(seeds)
def test_the_balancer_chooses_the_target_of_the_key(seed: int) -> None:
    body = single("target-choice", seed)
    targets = {name: Target(name, 80) for name, *_ in rows(body.stem)}
    attributes = {ALGORITHM: "least_outstanding_requests"}
    group = TargetGroup(
        "arn", "us-east-1", "ip", "HTTP", 80, "vpc-a", (), True, "traffic-port", "HTTP", "/", 30, "200", attributes
    )
    choice = Choice(lambda: 0.0)
    with ExitStack() as requests:
        for name, _, in_progress, _ in rows(body.stem):
            for _ in range(int(in_progress)):
                requests.enter_context(choice.asking(group, targets[name]))
        healthy = [targets[name] for name, health, *_ in rows(body.stem) if health == "healthy"]
        assert choice.next(group, healthy).id == key(body)


@given(seeds)
def test_a_group_gets_its_share_of_the_weights(seed: int) -> None:
    body = number("weighted-groups", seed)
    lottery = [name for name, weight, _ in rows(body.stem) for _ in range(int(weight))]
    (requests,) = whole(r"matches (\d+) requests", body.stem)
    (name,) = re.findall(r"go to the group (\w+)", body.stem)

    assert body.answer == Fraction(requests * lottery.count(name), len(lottery))


@given(seeds)
def test_the_policy_sets_the_capacity_of_the_key(seed: int) -> None:
    body = number("step-scaling", seed)
    capacity, maximum = whole(r"desired capacity of (\d+) instances.*maximum size of (\d+)", body.stem)
    threshold, metric = whole(r"(?s)at least (\d+) percent.*CPU is (\d+) percent", body.stem)
    (kind,) = figures(r"type `(\w+)`", body.stem)
    adjustments = [
        {
            "MetricIntervalLowerBound": float(lower),
            **({} if upper == "none" else {"MetricIntervalUpperBound": float(upper)}),
            "ScalingAdjustment": float(adjustment),
        }
        for lower, upper, adjustment in rows(body.stem)
    ]
    change = step(adjustments, metric - threshold)
    assert change is not None

    assert body.answer == within(adjusted(capacity, kind, change), 0, maximum)

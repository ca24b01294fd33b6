"""Calls that AWS refuses and moto accepts: one small function per rule, in the `guards` of the service's room.

    @guard("lambda", "CreateFunction", "UpdateFunctionConfiguration", phase=Phase.SHAPE,
           source="https://docs.aws.amazon.com/...")
    def memory_in_range(request: AwsRequest, state: State) -> Refusal | None: ...

The gateway asks `refuse(request, state)` before anyone answers. The code and the words are AWS's own; where they were
recorded from the real service, the rule says so. Guards of a call are asked by phase, and within a phase by module name
and line: where the order of two guards matters, their phases say it.
"""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from awslab.cloud.gateway.model_rules import refuse_unstated
from awslab.cloud.gateway.moto_state import State
from awslab.cloud.gateway.refusal import Refusal
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, refusal
from awslab.cloud.gateway.rooms import load_guards

__all__ = ["Guard", "Phase", "Refusal", "Rule", "State", "guard", "guards_of", "refuse", "rules"]

Guard = Callable[[AwsRequest, State], Refusal | None]


class Phase(IntEnum):
    """When a guard is asked; what the service's model states has been checked before all of them."""

    SHAPE = 10
    """The form of one parameter by itself: its range, length, characters, syntax."""
    COMBINATION = 20
    """Parameters that do not go together, or that are missing beside others."""
    IDENTIFIER = 30
    """What a call names: whether it is there, and of the right kind."""
    STATE = 40
    """What is there does not admit the call: its state, its dependents, a name that is taken."""
    CONDITION = 50
    """Conditions that the caller made part of the call: ETags, revisions, write offsets."""
    QUOTA = 60
    """How many there may be."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A guard with the calls it watches and the AWS page that states it."""

    check: Guard
    service: str
    operations: tuple[str, ...]
    phase: Phase
    source: str

    @property
    def place(self) -> tuple[str, int]:
        """File and line of the guard."""
        code = inspect.unwrap(self.check).__code__
        return code.co_filename, code.co_firstlineno


_RULES: defaultdict[tuple[str, str], list[Rule]] = defaultdict(list)


def guard(service: str, *operations: str, phase: Phase, source: str) -> Callable[[Guard], Guard]:
    """Register a guard for operations of a service (boto3's name), with the AWS page that states the rule."""

    def register(check: Guard) -> Guard:
        rule = Rule(check, service, operations, phase, source)
        for operation in operations:
            _RULES[service, operation].append(rule)
        return check

    return register


def refuse(request: AwsRequest, state: State) -> AwsResponse | None:
    """The first refusal that the call meets, as the service would send it; None lets it pass.

    What the service's model states comes before the rules, which may rely on it.
    """
    unstated = refuse_unstated(request)
    if unstated is not None:
        return refusal(request, unstated.code, unstated.message, unstated.status)
    for rule in guards_of(request.service, request.operation):
        verdict = rule.check(request, state)
        if verdict is not None:
            return refusal(request, verdict.code, verdict.message, verdict.status)
    return None


def guards_of(service: str, operation: str) -> tuple[Rule, ...]:
    """The guards of an operation in the order in which they are asked."""
    return _registered().get((service, operation), ())


def rules() -> list[Rule]:
    """Every rule once."""
    return list({id(rule): rule for guards in _registered().values() for rule in guards}.values())


@cache
def _registered() -> dict[tuple[str, str], tuple[Rule, ...]]:
    load_guards()
    return {call: tuple(sorted(guards, key=_precedence)) for call, guards in _RULES.items()}


def _precedence(rule: Rule) -> tuple[Phase, tuple[str, int]]:
    return rule.phase, rule.place

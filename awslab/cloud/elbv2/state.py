"""What guards may look at in Elastic Load Balancing: one region's load balancers, listeners, rules, target groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any


class ElbState:
    """Read access to Elastic Load Balancing in one region. Every lookup answers None for what is not there."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def load_balancer(self, arn: str) -> Any | None:
        """A load balancer."""
        return self._backend.load_balancers.get(arn)

    def load_balancers(self) -> list[Any]:
        """All load balancers."""
        return list(self._backend.load_balancers.values())

    def load_balancer_named(self, name: str) -> Any | None:
        """A load balancer, by its name."""
        return next((each for each in self.load_balancers() if each.name == name), None)

    def listener(self, arn: str) -> Any | None:
        """A listener."""
        return next((each.listeners[arn] for each in self.load_balancers() if arn in each.listeners), None)

    def rule(self, arn: str) -> Any | None:
        """A rule of a listener."""
        return next((each for _, each in self._rules() if each.arn == arn), None)

    def target_group(self, arn: str) -> Any | None:
        """A target group."""
        return self._backend.target_groups.get(arn)

    def target_group_named(self, name: str) -> Any | None:
        """A target group, by its name."""
        groups = list(self._backend.target_groups.values())
        return next((each for each in groups if each.name == name), None)

    def users_of(self, target_group: str) -> set[str]:
        """The ARNs of the load balancers whose rules name a target group."""
        return {
            balancer.arn
            for balancer, rule in self._rules()
            if target_group in target_groups_of(action.data for action in rule.actions)
        }

    def _rules(self) -> Iterator[tuple[Any, Any]]:
        for balancer in self.load_balancers():
            for listener in list(balancer.listeners.values()):
                for rule in list(listener.rules.values()):
                    yield balancer, rule


def target_groups_of(actions: Iterable[Mapping[str, Any]]) -> list[str]:
    """The ARNs that forward actions name, each once, by the members of the API."""
    found: list[str] = []
    for action in actions:
        if action.get("Type") == "forward":
            config = action.get("ForwardConfig") or {}
            found += [each.get("TargetGroupArn", "") for each in config.get("TargetGroups") or ()]
            found += [action["TargetGroupArn"]] if action.get("TargetGroupArn") else []
    return list(dict.fromkeys(found))

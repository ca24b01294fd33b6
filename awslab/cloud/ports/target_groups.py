"""Target groups of load balancers, for services that fill them without a call to their API."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class TargetWatch(Protocol):
    """Whoever watches target groups: the load balancers."""

    def came(self, group_arn: str, target_ids: Iterable[str]) -> None:
        """Targets were registered."""

    def went(self, group_arn: str, target_ids: Iterable[str]) -> None:
        """Targets were deregistered; they are still in their group."""

    def state(self, group_arn: str, target_id: str) -> str:
        """The health of a target, as DescribeTargetHealth names it."""


class TargetGroups:
    """Target groups, for those who fill them without a call to their API: Auto Scaling and ECS."""

    def __init__(self) -> None:
        self._watch: TargetWatch | None = None

    def serve(self, watch: TargetWatch) -> None:
        """The load balancers are there."""
        self._watch = watch

    def came(self, group_arn: str, target_ids: Iterable[str]) -> None:
        """Targets were registered."""
        if self._watch is not None:
            self._watch.came(group_arn, target_ids)

    def went(self, group_arn: str, target_ids: Iterable[str]) -> None:
        """Targets are about to be deregistered."""
        if self._watch is not None:
            self._watch.went(group_arn, target_ids)

    def state(self, group_arn: str, target_id: str) -> str:
        """The health of a target, as DescribeTargetHealth names it; empty when nobody watches."""
        return "" if self._watch is None else self._watch.state(group_arn, target_id)

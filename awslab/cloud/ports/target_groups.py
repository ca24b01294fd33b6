"""Target groups of load balancers, for services that fill them without a call to their API."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol


class TargetWatch(Protocol):
    """Whoever watches target groups: the load balancers."""

    def came(self, group_arn: str, target_ids: Iterable[str]) -> None:
        """Note that targets were registered."""

    def went(self, group_arn: str, target_ids: Iterable[str]) -> None:
        """Note that targets are about to be deregistered; they are still in their group."""

    def exists(self, group_arn: str) -> bool:
        """Whether there is such a target group."""

    def exchange(self, group_arn: str, joining_ids: Collection[str], leaving_ids: Collection[str]) -> None:
        """Register instances on the group's port, and deregister others of the group."""

    def state(self, group_arn: str, target_id: str) -> str:
        """Return the health of a target, as DescribeTargetHealth names it."""


class TargetGroups:
    """Target groups, for those who fill them without a call to their API: Auto Scaling and ECS.

    Before the first call to Elastic Load Balancing nobody watches, and there are none.
    """

    def __init__(self) -> None:
        self._watch: TargetWatch | None = None

    def serve(self, watch: TargetWatch) -> None:
        """Let the load balancers watch from now on."""
        self._watch = watch

    def came(self, group_arn: str, target_ids: Iterable[str]) -> None:
        """Note that targets were registered."""
        if self._watch is not None:
            self._watch.came(group_arn, target_ids)

    def went(self, group_arn: str, target_ids: Iterable[str]) -> None:
        """Note that targets are about to be deregistered."""
        if self._watch is not None:
            self._watch.went(group_arn, target_ids)

    def exists(self, group_arn: str) -> bool:
        """Whether there is such a target group."""
        return self._watch is not None and self._watch.exists(group_arn)

    def exchange(self, group_arn: str, joining_ids: Collection[str], leaving_ids: Collection[str]) -> None:
        """Register instances on the group's port, and deregister others of the group."""
        if self._watch is not None:
            self._watch.exchange(group_arn, joining_ids, leaving_ids)

    def state(self, group_arn: str, target_id: str) -> str:
        """Return the health of a target, as DescribeTargetHealth names it; empty when nobody watches."""
        return "" if self._watch is None else self._watch.state(group_arn, target_id)

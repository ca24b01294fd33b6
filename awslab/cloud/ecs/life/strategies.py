"""The capacity provider that the next task runs on (pure).

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awslab.cloud.ecs.entities import Parameters, Strategy


def ordered(strategy: Strategy, running: Iterable[str | None]) -> list[Parameters]:
    """Return the strategy with the next task's provider first: its base is filled first, then tasks go by the weights.

    `running` are the providers of the tasks that run already.
    """
    counts = Counter(running)
    below = [item for item in strategy if counts[item["capacityProvider"]] < int(item.get("base") or 0)]
    weighted = [item for item in strategy if int(item.get("weight") or 0) > 0]
    if below:
        first = below[0]
    elif weighted:
        first = min(weighted, key=lambda item: _load(item, counts))
    else:
        first = strategy[0]
    return [first, *(item for item in strategy if item is not first)]


def _load(item: Parameters, counts: Counter[str | None]) -> float:
    """Return how full a provider would be with one task more, by its weight."""
    beyond = counts[item["capacityProvider"]] - int(item.get("base") or 0)
    return (beyond + 1) / int(item["weight"])

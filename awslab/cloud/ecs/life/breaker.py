"""The deployment circuit breaker of ECS services (pure).

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

FAILURE = "ECS deployment circuit breaker: tasks failed to start."
"""The reason that the deployment gives; aws/containers-roadmap issue 1488."""
_BOUNDS = (3, 200)
_DEFAULT = {"type": "BOUNDED_PERCENT", "value": 50}
PATIENCE = 3
"""Failures in a row after which a service without a circuit breaker begins to wait between its attempts."""
_LONGEST_PAUSE = 15.0


def threshold(circuit_breaker: Mapping[str, Any], desired: int) -> int:
    """Return how many failures are too many for a service with this `deploymentCircuitBreaker`."""
    rule = {**_DEFAULT, **(circuit_breaker.get("thresholdConfiguration") or {})}
    value = int(rule["value"])
    if rule["type"] == "COUNT":
        return value
    share = math.ceil(desired * value / 100)
    lower, upper = _BOUNDS
    return share if rule["type"] == "UNBOUNDED_PERCENT" else max(lower, min(upper, share))


def rollback_reason(deployment_id: str) -> str:
    """Return the reason that a deployment gives when the service goes back to it.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
    """
    return f"ECS deployment circuit breaker: rolling back to deploymentId {deployment_id}."


def pause(failures: int) -> float:
    """Return the seconds until the next attempt: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html

    On AWS up to 27 minutes; here from a second to a quarter of a minute.
    """
    return 0.0 if failures < PATIENCE else min(_LONGEST_PAUSE, 2.0 ** (failures - PATIENCE))

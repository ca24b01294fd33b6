"""API keys and usage plans: who may, how fast, how often.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from awslab.cloud.api_gateway.rest.edge.apis import Apis
from awslab.cloud.api_gateway.rest.edge.throttling import Buckets
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.gateway.request import AwsResponse


class UsagePlans:
    """What every key has used, for many threads."""

    def __init__(self, apis: Apis, clock: Callable[[], float], buckets: Buckets) -> None:
        self._apis = apis
        self._clock = clock
        self._buckets = buckets
        self._used: Counter[tuple[str, str, str]] = Counter()
        self._lock = threading.Lock()

    def refuse(self, visit: Visit) -> AwsResponse | None:
        """None for a method that wants no key, or a key that may."""
        if not visit.method.key_required:
            return None
        from_authorizer = visit.stage.deployed.key_source == "AUTHORIZER"
        value = visit.identity.get("apiKey") if from_authorizer else visit.arrival.header("x-api-key")
        key, plan = self._plan(visit, value or "")
        if key is None or plan is None:
            return visit.refused("INVALID_API_KEY")
        visit.identity.update(apiKey=value, apiKeyId=str(key.id))
        with self._lock:
            return self._throttled(visit, key, plan) or self._exhausted(visit, key, plan)

    def _plan(self, visit: Visit, value: str) -> tuple[Any | None, Any | None]:
        """The key, and the plan through which it reaches the stage."""
        backend = self._apis.backend(visit.stage.region)
        key = next((each for each in list(backend.keys.values()) if each.value == value and each.enabled), None)
        plans = list(backend.usage_plans.values()) if key else []
        return key, next((plan for plan in plans if _covers(plan, visit) and _has(backend, plan, key)), None)

    def _throttled(self, visit: Visit, key: Any, plan: Any) -> AwsResponse | None:
        """A token bucket for the key; one of its own for a method that the plan names.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
        """
        method = f"{visit.resource.path}/{visit.method.verb}"
        own: Mapping[str, Any] = (_stage(plan, visit) or {}).get("throttle") or {}
        limits: Mapping[str, Any] = own.get(method) or plan.throttle
        if not limits:
            return None
        rate, burst = float(limits.get("rateLimit") or 0), float(limits.get("burstLimit") or 0)
        named = (str(plan.id), str(key.id), method if method in own else "")
        return None if self._buckets.take(named, rate=rate, burst=burst) else visit.refused("THROTTLED")

    def _exhausted(self, visit: Visit, key: Any, plan: Any) -> AwsResponse | None:
        if not plan.quota:
            return None
        named = (str(plan.id), str(key.id), _period(str(plan.quota.get("period")), self._clock()))
        if self._used[named] >= int(plan.quota.get("limit") or 0):
            return visit.refused("QUOTA_EXCEEDED")
        self._used[named] += 1
        return None


def _covers(plan: Any, visit: Visit) -> bool:
    return _stage(plan, visit) is not None


def _stage(plan: Any, visit: Visit) -> Mapping[str, Any] | None:
    asked = (visit.stage.api, visit.stage.name)
    return next((each for each in plan.api_stages if (each.get("apiId"), each.get("stage")) == asked), None)


def _has(backend: Any, plan: Any, key: Any) -> bool:
    return key.id in backend.usage_plan_keys.get(plan.id, {})


def _period(kind: str, now: float) -> str:
    """The day, week (from Sunday) or month, in UTC, that a quota is counted in."""
    return time.strftime({"DAY": "%Y-%m-%d", "WEEK": "%Y week %U"}.get(kind, "%Y-%m"), time.gmtime(now))

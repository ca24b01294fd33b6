"""API keys and usage plans: which keys reach a stage, how fast, how often.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from awslab.cloud.api_gateway.rest.edge.throttling import Buckets
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.api_gateway.rest.moto_apis import Apis
from awslab.cloud.api_gateway.rest.state import Parameters, StoredKey, StoredUsagePlan
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.gateway.secrecy import same_secret


class UsagePlans:
    """Counts the requests of every key, for many threads."""

    def __init__(self, apis: Apis, clock: Callable[[], float], buckets: Buckets) -> None:
        self._apis = apis
        self._clock = clock
        self._buckets = buckets
        self._requests: Counter[tuple[str, str, str]] = Counter()
        """Usage plan, key and period → requests."""
        self._lock = threading.Lock()

    def refuse(self, visit: Visit) -> AwsResponse | None:
        """Return a refusal; None for a method that requires no key, or a key within its limits."""
        if not visit.method.key_required:
            return None
        from_authorizer = visit.stage.snapshot.key_source == "AUTHORIZER"
        value = visit.identity.get("apiKey") if from_authorizer else visit.arrival.header("x-api-key")
        key = self._key(visit.stage.region, value or "")
        plan = self._plan(visit, key) if key is not None else None
        if key is None or plan is None:
            return visit.refusal("INVALID_API_KEY")
        visit.identity.update(apiKey=value, apiKeyId=str(key.id))
        with self._lock:
            return self._throttled(visit, key, plan) or self._exhausted(visit, key, plan)

    def _key(self, region: str, value: str) -> StoredKey | None:
        keys = list(self._apis.gateway(region).keys.values())
        return next((key for key in keys if same_secret(value, str(key.value)) and key.enabled), None)

    def _plan(self, visit: Visit, key: StoredKey) -> StoredUsagePlan | None:
        """Return the plan through which a key reaches the stage; None when there is none."""
        gateway = self._apis.gateway(visit.stage.region)
        plans = (plan for plan in list(gateway.usage_plans.values()) if _stage_of(plan, visit) is not None)
        return next((plan for plan in plans if key.id in gateway.usage_plan_keys.get(plan.id, {})), None)

    def _throttled(self, visit: Visit, key: StoredKey, plan: StoredUsagePlan) -> AwsResponse | None:
        """Return a refusal of a request that finds no token: each key has a bucket, and one more for each method that
        the plan names.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
        """
        method = f"{visit.resource.path}/{visit.method.verb}"
        method_limits: Parameters = (_stage_of(plan, visit) or {}).get("throttle") or {}
        limits: Parameters = method_limits.get(method) or plan.throttle
        if not limits:
            return None
        rate, burst = float(limits.get("rateLimit") or 0), float(limits.get("burstLimit") or 0)
        bucket = (str(plan.id), str(key.id), method if method in method_limits else "")
        return None if self._buckets.take(bucket, rate=rate, burst=burst) else visit.refusal("THROTTLED")

    def _exhausted(self, visit: Visit, key: StoredKey, plan: StoredUsagePlan) -> AwsResponse | None:
        if not plan.quota:
            return None
        counter = (str(plan.id), str(key.id), _period(str(plan.quota.get("period")), self._clock()))
        if self._requests[counter] >= int(plan.quota.get("limit") or 0):
            return visit.refusal("QUOTA_EXCEEDED")
        self._requests[counter] += 1
        return None


def _stage_of(plan: StoredUsagePlan, visit: Visit) -> Parameters | None:
    """Return what a plan states of the visit's stage; None when the plan does not cover it."""
    stage = (visit.stage.api, visit.stage.name)
    return next((entry for entry in plan.api_stages if (entry.get("apiId"), entry.get("stage")) == stage), None)


def _period(kind: str, now: float) -> str:
    """Return the day, week (from Sunday) or month, in UTC, that a quota is counted in."""
    form = {"DAY": "%Y-%m-%d", "WEEK": "%Y week %U"}.get(kind, "%Y-%m")
    return datetime.fromtimestamp(now, UTC).strftime(form)

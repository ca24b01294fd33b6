"""Throttling of stages and routes: token buckets.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.gateway.request import AwsResponse


class Throttles:
    """The tokens in every route's bucket, for many threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: dict[tuple[str, str, str], tuple[float, float]] = {}
        """`(API, stage, route key)` → tokens and when they were counted."""
        self._lock = threading.Lock()

    def refuse(self, visit: Visit) -> AwsResponse | None:
        """Return 429 for a request too many. A route has a bucket of its own, by its settings or by the stage's
        default.

        A limit that only one of rate and burst sets is no limit; the account's own limits are not looked at.
        """
        settings = {**visit.stage.default_settings, **visit.stage.route_settings.get(visit.route.key, {})}
        rate, burst = settings.get("throttlingRateLimit"), settings.get("throttlingBurstLimit")
        if rate is None or burst is None:
            return None
        capacity, now = float(str(burst)), self._clock()
        key = (visit.api.id, visit.stage.name, visit.route.key)
        with self._lock:
            tokens, time = self._buckets.get(key, (capacity, now))
            tokens = min(capacity, tokens + (now - time) * float(str(rate)))
            self._buckets[key] = (tokens - 1 if tokens >= 1 else tokens, now)
        return None if tokens >= 1 else visit.refusal(429, "Too Many Requests")

"""Token buckets, and the limits of a stage's methods.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.gateway.request import AwsResponse


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float
    """When the tokens were counted, in seconds since 1970."""


class Buckets:
    """Buckets by name, for many threads: as many tokens at once as fit, and so many more each second."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: dict[tuple[str, ...], _Bucket] = {}
        self._lock = threading.Lock()

    def take(self, name: tuple[str, ...], *, rate: float, burst: float) -> bool:
        """Take a token from a bucket, and say whether there was one."""
        with self._lock:
            now = self._clock()
            bucket = self._buckets.setdefault(name, _Bucket(burst, now))
            bucket.tokens = min(burst, bucket.tokens + (now - bucket.at) * rate)
            bucket.at = now
            if bucket.tokens < 1:
                return False
            bucket.tokens -= 1
            return True


class StageLimits:
    """The limits of a stage's method settings; each method has a bucket of its own."""

    def __init__(self, buckets: Buckets) -> None:
        self._buckets = buckets

    def refuse(self, visit: Visit) -> AwsResponse | None:
        """Return a refusal; None for a method without limits, or a request below them. A usage plan's limits come
        before."""
        stage = visit.stage
        settings = stage.settings.of(visit.resource.path, visit.method.verb)
        rate, burst = settings.get("throttlingRateLimit", -1), settings.get("throttlingBurstLimit", -1)
        if rate < 0 or burst < 0:
            return None
        name = (stage.region, stage.api, stage.name, visit.resource.path, visit.method.verb)
        return None if self._buckets.take(name, rate=rate, burst=burst) else visit.refusal("THROTTLED")

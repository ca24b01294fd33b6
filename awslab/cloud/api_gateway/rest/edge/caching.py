"""The cache of a stage.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html

Answers with a status below 300 are kept; which ones API Gateway keeps is in none of AWS's pages. A cache is there at
once (on AWS after four minutes), and one deployment's answers are not another's.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from awslab.cloud.api_gateway.rest.edge.sources import request_value
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.api_gateway.rest.snapshot import Integration
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext

LARGEST = 1_048_576
"""Bytes of an answer that is kept."""
_WARNING = ("Warning", '199 - "The cache was not invalidated: the caller is not authorized to"')
"""AWS adds a warning header; its words are in none of AWS's pages."""

Key = tuple[str, ...]
Ask = Callable[[], AwsResponse]
"""Returns the integration's answer."""


def caches(_: GatewayContext) -> Caches:
    """Make the part that keeps the answers of one sandbox."""
    return Caches()


class Caches:
    """Answers by stage, method and cache key parameters, for many threads."""

    def __init__(self, clock: Callable[[], float] = CLOCK.time) -> None:
        self._clock = clock
        self._answers: dict[Key, tuple[float, AwsResponse]] = {}
        """Until when, and the answer."""
        self._lock = threading.Lock()

    def through(self, visit: Visit, ask: Ask) -> AwsResponse:
        """Return an answer that is kept, or the integration's, which is then kept."""
        seconds = _seconds(visit)
        integration = visit.method.integration
        if not seconds or integration is None:
            return ask()
        key = _key(visit, integration)
        invalidates = "max-age=0" in (visit.arrival.header("cache-control") or "").replace(" ", "").lower()
        if invalidates and not _may_invalidate(visit):
            return self._unauthorized(visit, lambda: self._cached(key, seconds, ask))
        return self._fresh(key, seconds, ask) if invalidates else self._cached(key, seconds, ask)

    def flush(self, region: str, api: str, stage: str) -> None:
        """Forget the answers of a stage."""
        with self._lock:
            others = [key for key in self._answers if key[:3] != (region, api, stage)]
            self._answers = {key: self._answers[key] for key in others}

    def _cached(self, key: Key, seconds: float, ask: Ask) -> AwsResponse:
        with self._lock:
            until, answer = self._answers.get(key, (0.0, None))
        return answer if answer is not None and self._clock() < until else self._fresh(key, seconds, ask)

    def _fresh(self, key: Key, seconds: float, ask: Ask) -> AwsResponse:
        answer = ask()
        if answer.status < 300 and len(answer.body) <= LARGEST:
            with self._lock:
                self._answers[key] = (self._clock() + seconds, answer)
        return answer

    def _unauthorized(self, visit: Visit, cached: Ask) -> AwsResponse:
        settings = visit.stage.settings.of(visit.resource.path, visit.method.verb)
        match settings.get("unauthorizedCacheControlHeaderStrategy"):
            case "FAIL_WITH_403":
                return visit.refusal("ACCESS_DENIED", "Unauthorized")
            case "SUCCEED_WITHOUT_RESPONSE_HEADER":
                return cached()
            case _:
                answer = cached()
                return replace(answer, lines=[*answer.lines, _WARNING])


def _seconds(visit: Visit) -> float:
    """Return how long answers of this method are kept; 0 for not at all. When all methods are cached, only GET is."""
    settings = visit.stage.settings
    if not settings.caches or (visit.stage.is_canary and not settings.canary_cached):
        return 0
    method_settings = settings.of(visit.resource.path, visit.method.verb)
    is_for_all = method_settings is settings.methods.get("*/*")
    if not method_settings.get("cachingEnabled") or (is_for_all and visit.arrival.method != "GET"):
        return 0
    return float(method_settings.get("cacheTtlInSeconds", 300))


def _key(visit: Visit, integration: Integration) -> Key:
    """Return the cache key: methods of a namespace and a verb share answers, by the values of cache key parameters."""
    stage = visit.stage
    values = [repr(request_value(visit, integration.parameters.get(name, name))) for name in integration.cache_keys]
    place = integration.cache_namespace or visit.resource.id
    return (stage.region, stage.api, stage.name, stage.deployment, place, visit.arrival.method, *values)


def _may_invalidate(visit: Visit) -> bool:
    """Say whether the caller may invalidate the cache: anyone who signs, or anyone where no authorization is required.

    What the caller's policies say of execute-api:InvalidateCache is not looked at.
    """
    settings = visit.stage.settings.of(visit.resource.path, visit.method.verb)
    return not settings.get("requireAuthorizationForCacheControl", True) or bool(visit.identity.get("userArn"))

"""The cache of a stage.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html

Answers with a status below 300 are kept; which ones API Gateway keeps is in none of AWS's pages. A cache is there at
once (on AWS after four minutes), and one deployment's answers are not another's.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from awslab.cloud.api_gateway.rest.edge.deployed import Integration
from awslab.cloud.api_gateway.rest.edge.sources import request_value
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer

LARGEST = 1_048_576
"""Bytes of an answer that is kept."""
_WARNING = ("Warning", '199 - "The cache was not invalidated: the caller is not authorized to"')
"""AWS adds a warning header; its words are in none of AWS's pages."""

Key = tuple[str, ...]


class Caches:
    """An extension that keeps answers, and empties a stage's cache when FlushStageCache asks for it."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._kept: dict[Key, tuple[float, AwsResponse]] = {}
        self._lock = threading.Lock()

    def through(self, visit: Visit, ask: Callable[[], AwsResponse]) -> AwsResponse:
        """A kept answer, or the integration's, which is then kept."""
        seconds = _seconds(visit)
        integration = visit.method.integration
        if not seconds or integration is None:
            return ask()
        key = _key(visit, integration)
        invalidates = "max-age=0" in (visit.arrival.header("cache-control") or "").replace(" ", "").lower()
        if invalidates and not _may_invalidate(visit):
            return self._unauthorized(visit, lambda: self._cached(key, seconds, ask))
        return self._fresh(key, seconds, ask) if invalidates else self._cached(key, seconds, ask)

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """FlushStageCache: https://docs.aws.amazon.com/apigateway/latest/api/API_FlushStageCache.html"""
        if (request.service, request.operation) != ("apigateway", "FlushStageCache"):
            return None
        stage = (request.region, str(request.parameters["restApiId"]), str(request.parameters["stageName"]))
        with self._lock:
            self._kept = {key: kept for key, kept in self._kept.items() if key[:3] != stage}
        return answer(request, {}, 202)

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is open."""

    def _cached(self, key: Key, seconds: float, ask: Callable[[], AwsResponse]) -> AwsResponse:
        with self._lock:
            until, kept = self._kept.get(key, (0.0, None))
        return kept if kept is not None and self._clock() < until else self._fresh(key, seconds, ask)

    def _fresh(self, key: Key, seconds: float, ask: Callable[[], AwsResponse]) -> AwsResponse:
        response = ask()
        if response.status < 300 and len(response.body) <= LARGEST:
            with self._lock:
                self._kept[key] = (self._clock() + seconds, response)
        return response

    def _unauthorized(self, visit: Visit, cached: Callable[[], AwsResponse]) -> AwsResponse:
        settings = visit.stage.settings.of(visit.resource.path, visit.method.verb)
        match settings.get("unauthorizedCacheControlHeaderStrategy"):
            case "FAIL_WITH_403":
                return visit.refused("ACCESS_DENIED", "Unauthorized")
            case "SUCCEED_WITHOUT_RESPONSE_HEADER":
                return cached()
            case _:
                found = cached()
                return replace(found, lines=[*found.lines, _WARNING])


def _seconds(visit: Visit) -> float:
    """How long answers of this method are kept; 0 for not at all. Of all methods only GET is cached."""
    settings = visit.stage.settings
    if not settings.caches or (visit.stage.is_canary and not settings.canary_cached):
        return 0
    own = settings.of(visit.resource.path, visit.method.verb)
    everywhere = own is settings.methods.get("*/*")
    if not own.get("cachingEnabled") or (everywhere and visit.arrival.method != "GET"):
        return 0
    return float(own.get("cacheTtlInSeconds", 300))


def _key(visit: Visit, integration: Integration) -> Key:
    """Methods of a namespace and a verb share answers; parameters that are cache keys tell them apart."""
    stage = visit.stage
    values = [repr(request_value(visit, integration.parameters.get(name, name))) for name in integration.cache_keys]
    place = integration.cache_namespace or visit.resource.id
    return (stage.region, stage.api, stage.name, stage.deployment, place, visit.arrival.method, *values)


def _may_invalidate(visit: Visit) -> bool:
    """Whoever signs may, unless authorization is not asked for: then anyone. What the caller's policies say of
    execute-api:InvalidateCache is not looked at."""
    settings = visit.stage.settings.of(visit.resource.path, visit.method.verb)
    return not settings.get("requireAuthorizationForCacheControl", True) or bool(visit.identity.get("userArn"))

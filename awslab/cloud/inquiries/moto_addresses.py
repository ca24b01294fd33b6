"""What in the sandbox answers plain HTTP at this moment, with the address to ask it at."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from moto.backends import get_backend

from awslab.cloud.lambda_.edge.function_url.urls import configs_of
from awslab.cloud.lambda_.moto_functions import StoredFunctions
from awslab.sandbox.asking import Address

_MODULES = {
    "apigateway": "moto.apigateway.models",
    "apigatewayv2": "moto.apigatewayv2.models",
    "elbv2": "moto.elbv2.models",
    "s3": "moto.s3.models",
}


def addresses(endpoint: str, account_id: str) -> list[Address]:
    """Every address, by kind; services that nobody has spoken to are not loaded for it."""
    edge = f"{endpoint}/_aws"
    return [
        *_rest_apis(edge, account_id),
        *_http_apis(edge, account_id),
        *_load_balancers(edge, account_id),
        *_websites(edge, account_id),
        *_function_urls(edge, account_id),
    ]


def _rest_apis(edge: str, account_id: str) -> Iterator[Address]:
    for backend in _backends("apigateway", account_id):
        for api in list(backend.apis.values()):
            for stage in list(api.stages):
                yield Address("REST API", f"{api.name}, stage {stage}", f"{edge}/execute-api/{api.id}/{stage}/")


def _http_apis(edge: str, account_id: str) -> Iterator[Address]:
    for backend in _backends("apigatewayv2", account_id):
        for api in list(backend.apis.values()):
            if api.protocol_type == "HTTP":
                for stage in list(api.stages):
                    yield Address("HTTP API", f"{api.name}, stage {stage}", f"{edge}/execute-api/{api.api_id}/{stage}/")


def _load_balancers(edge: str, account_id: str) -> Iterator[Address]:
    for backend in _backends("elbv2", account_id):
        for balancer in list(backend.load_balancers.values()):
            for listener in list(balancer.listeners.values()):
                url = f"{edge}/elb/{balancer.name}/{listener.port}/"
                yield Address("load balancer", f"{balancer.name}, port {listener.port}", url)


def _websites(edge: str, account_id: str) -> Iterator[Address]:
    for backend in _backends("s3", account_id):
        for bucket in list(backend.buckets.values()):
            if bucket.website_configuration:
                yield Address("website", bucket.name, f"{edge}/website/{bucket.name}/")


def _function_urls(edge: str, account_id: str) -> Iterator[Address]:
    for function in StoredFunctions(account_id).everywhere():
        for qualifier, config in configs_of(function).items():
            name = f"{function.function_name}:{qualifier}".rstrip(":")
            yield Address("function URL", name, f"{edge}/lambda-url/{config.id}/")


def _backends(service: str, account_id: str) -> list[Any]:
    """moto's backends of a service, of every region that was used; of none when the service was not loaded."""
    if _MODULES[service] not in sys.modules:
        return []
    services: Any = get_backend  # which spells every service's name out
    return list(services(service)[account_id].values())

"""API keys and usage plans of REST APIs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
"""

from __future__ import annotations

from typing import Any

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.apis import Reply, RestApi
from tests.conftest import Client

KEY = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def api(sandbox: Sandbox, client: Client) -> RestApi:
    """`GET /a` wants a key."""
    made = RestApi(sandbox, client)
    made.mock("GET", "/a", "in", {"apiKeyRequired": True})
    made.deploy()
    return made


def plan(api: RestApi, enabled: bool = True, **limits: Any) -> str:
    """A usage plan of the stage with the key; the key's id."""
    key = str(api.gateway.create_api_key(name="k", value=KEY, enabled=enabled)["id"])
    stages = [{"apiId": api.id, "stage": "prod"}]
    made = api.gateway.create_usage_plan(name="p", apiStages=stages, **limits)["id"]
    api.gateway.create_usage_plan_key(usagePlanId=made, keyId=key, keyType="API_KEY")
    return key


def ask(api: RestApi, key: str = KEY) -> Reply:
    """With a key."""
    return api.ask("/a", headers=[("x-api-key", key)] if key else [])


@pytest.mark.parametrize("key", ["", "wrong"])
def test_without_a_good_key_it_is_forbidden(api: RestApi, key: str) -> None:
    """api-gateway-api-usage-plans.html; INVALID_API_KEY"""
    plan(api)
    answer = ask(api, key)
    assert (answer.status, answer.json) == (403, {"message": "Forbidden"})
    assert answer.headers["x-amzn-errortype"] == "ForbiddenException"


def test_a_key_works_through_a_plan_of_the_stage(api: RestApi) -> None:
    """api-gateway-setup-api-keys.html"""
    api.gateway.create_api_key(name="loose", value="a" * 30, enabled=True)
    plan(api)
    assert (ask(api).body, ask(api, "a" * 30).status) == (b"in", 403)


def test_a_key_that_is_off_is_forbidden(api: RestApi) -> None:
    """api-gateway-setup-api-keys.html"""
    plan(api, enabled=False)
    assert ask(api).status == 403


def test_a_quota_ends(api: RestApi) -> None:
    """api-gateway-api-usage-plans.html; QUOTA_EXCEEDED"""
    plan(api, quota={"limit": 2, "period": "DAY"})
    answers = [ask(api) for _ in range(3)]
    assert [answer.status for answer in answers] == [200, 200, 429]
    assert answers[-1].json == {"message": "Limit Exceeded"}


def test_a_burst_is_throttled(api: RestApi) -> None:
    """api-gateway-request-throttling.html; THROTTLED"""
    plan(api, throttle={"rateLimit": 0.001, "burstLimit": 1})
    answers = [ask(api) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 429]
    assert answers[-1].json == {"message": "Too Many Requests"}

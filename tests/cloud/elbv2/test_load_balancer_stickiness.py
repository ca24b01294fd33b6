"""Stickiness of Application Load Balancers.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#sticky-sessions
"""

from __future__ import annotations

import http.client

import pytest

from awslab.cloud.elbv2.edge import stickiness
from awslab.sandbox.process import Sandbox
from tests.cloud.elbv2.balancing import Balancing, forwards
from tests.cloud.functions import eventually
from tests.conftest import Client

KEY = b"k" * 32


@pytest.fixture
def web(sandbox: Sandbox, client: Client) -> Balancing:
    """A network and nothing else yet."""
    return Balancing(sandbox, client)


def ask(web: Balancing, cookies: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The page, and the cookies that came with it."""
    connection = http.client.HTTPConnection(web.sandbox.endpoint.removeprefix("http://"), timeout=10)
    connection.request("GET", "/_aws/elb/web/80/", headers={"Cookie": "; ".join(map("=".join, cookies.items()))})
    answer = connection.getresponse()
    given = [line.partition(";")[0].partition("=") for line in answer.headers.get_all("set-cookie") or ()]
    body = answer.read().decode()
    connection.close()
    return body, {name: value for name, _, value in given}


def stick(web: Balancing, group: str) -> None:
    """Turn sticky sessions of a group on."""
    on = [("stickiness.enabled", "true"), ("stickiness.type", "lb_cookie")]
    attributes = [{"Key": key, "Value": value} for key, value in on]
    web.elb.modify_target_group_attributes(TargetGroupArn=group, Attributes=attributes)


def test_a_client_stays_with_its_target_until_that_fails(web: Balancing) -> None:
    """edit-target-group-attributes.html#duration-based-stickiness"""
    servers = [web.instance(), web.instance()]
    group = web.targets(members=servers)
    web.listen(web.balancer(), forwards(group))
    eventually(lambda: web.health(group) == [("healthy", "")] * 2)
    assert ask(web, {})[1] == {}
    stick(web, group)
    page, cookies = ask(web, {})
    assert set(cookies) == {"AWSALB", "AWSALBCORS"}
    assert {ask(web, cookies)[0] for _ in range(4)} == {page}
    mine = next(server for server in servers if server in page)
    web.ec2.stop_instances(InstanceIds=[mine])
    eventually(lambda: ("unused", "Target.InvalidState") in web.health(group))
    assert mine not in ask(web, cookies)[0]


def test_a_client_stays_with_its_target_group(web: Balancing) -> None:
    """rule-action-types.html#forward-actions"""
    groups = [web.targets(f"g{number}", members=[web.instance()]) for number in range(2)]
    config = {
        "TargetGroups": [{"TargetGroupArn": group, "Weight": 1} for group in groups],
        "TargetGroupStickinessConfig": {"Enabled": True, "DurationSeconds": 60},
    }
    web.listen(web.balancer(), {"Type": "forward", "ForwardConfig": config})
    eventually(lambda: all(web.health(group) == [("healthy", "")] for group in groups))
    page, cookies = ask(web, {})
    assert set(cookies) == {"AWSALBTG", "AWSALBTGCORS"}
    assert {ask(web, cookies)[0] for _ in range(8)} == {page}


def test_a_cookie_stands_for_one_thing_until_its_time() -> None:
    given = stickiness.value(KEY, "b", 1000)
    assert stickiness.meaning_of(KEY, given, ["a", "b"], 999) == "b"
    assert stickiness.meaning_of(KEY, given, ["a"], 999) is None
    assert stickiness.meaning_of(KEY, given, ["a", "b"], 1000) is None
    assert stickiness.meaning_of(b"other", given, ["a", "b"], 999) is None
    assert stickiness.meaning_of(KEY, f"fff{given}", ["a", "b"], 999) is None


@pytest.mark.parametrize("given", ["", "-", "x-1", "ffffffff", "ffffffff-ü"])
def test_a_cookie_of_another_form_stands_for_nothing(given: str) -> None:
    assert stickiness.meaning_of(KEY, given, ["a"], 0) is None


def test_cookies_are_found_among_others() -> None:
    headers = [("Cookie", "a=1; AWSALBTG=x=y"), ("cookie", "AWSALB=z")]
    assert [stickiness.cookie(headers, name) for name in ("AWSALB", "AWSALBTG", "b")] == ["z", "x=y", ""]


def test_an_applications_cookie_is_looked_for_by_its_name() -> None:
    """edit-target-group-attributes.html#application-based-stickiness"""
    on = {"stickiness.enabled": "true", "stickiness.type": "app_cookie"}
    sticks = stickiness.stickiness_of({**on, "stickiness.app_cookie.cookie_name": "mine"})
    assert sticks == stickiness.Stickiness("AWSALBAPP-0", 86400, "mine")
    assert stickiness.sets_cookie([("Set-Cookie", "mine=1; Path=/")], "mine")
    assert not stickiness.sets_cookie([("Set-Cookie", "mine2=1"), ("X", "mine=1")], "mine")
    assert stickiness.stickiness_of({"stickiness.enabled": "false", "stickiness.type": "lb_cookie"}) is None

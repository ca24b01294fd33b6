"""Network Load Balancers, whose connections carry HTTP here.

https://docs.aws.amazon.com/elasticloadbalancing/latest/network/introduction.html
"""

from __future__ import annotations

from typing import Any

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.elbv2.balancing import Balancing, forwards, says
from tests.cloud.functions import eventually
from tests.cloud.gateway.signing import send
from tests.conftest import Client

SERVER = """#!/bin/bash
yum install -y httpd
systemctl enable --now httpd
echo "hello" > /var/www/html/index.html
"""


@pytest.fixture
def web(sandbox: Sandbox, client: Client) -> Balancing:
    """A network and nothing else yet."""
    return Balancing(sandbox, client)


def behind(web: Balancing, name: str, **settings: Any) -> str:
    """A target group that is checked every 10 seconds, its ARN."""
    return web.targets(name, HealthCheckIntervalSeconds=10, **settings)


def listening(web: Balancing, group: str, protocol: str = "TCP", **settings: Any) -> str:
    """A Network Load Balancer `net` that forwards to a group; its ARN."""
    given = {"Name": "net", "Type": "network", "Subnets": web.subnets[:2], **settings}
    made = web.elb.create_load_balancer(**given)["LoadBalancers"][0]["LoadBalancerArn"]
    web.elb.create_listener(LoadBalancerArn=made, Protocol=protocol, Port=80, DefaultActions=[forwards(group)])
    return str(made)


def checked(web: Balancing, group: str) -> list[tuple[str, str]]:
    """The health of a group's targets after their first check."""
    eventually(lambda: ("initial", "Elb.RegistrationInProgress") not in web.health(group))
    return web.health(group)


def test_connections_are_passed_on_to_a_target(web: Balancing) -> None:
    """network-load-balancers.html; the security groups of targets let the load balancer's addresses in"""
    web.open(web.back, 80, "10.0.0.0/16")
    group = behind(web, "net", Protocol="TCP", members=[web.instance(user_data=SERVER)])
    listening(web, group)
    assert checked(web, group) == [("healthy", "")]
    answer = web.get(name="net")
    assert (answer.status, answer.body.strip(), "server" in answer.headers) == (200, "hello", False)
    assert web.get("/missing", name="net").status == 404
    assert send(web.sandbox, "GET", "/", headers={"host": web.dns_name("net")}).body.strip() == "hello"


def test_a_target_that_cannot_be_reached_is_unhealthy(web: Balancing) -> None:
    """target-group-health-checks.html#target-health-reason-codes: Target.FailedHealthChecks"""
    group = behind(web, "net", Protocol="TCP", members=[web.instance()])
    listening(web, group)
    assert checked(web, group) == [("unhealthy", "Target.FailedHealthChecks")]
    answer = web.get(name="net")
    assert (answer.status, "would time out" in answer.body) == (504, True)


def test_a_check_over_tcp_asks_for_no_page(web: Balancing) -> None:
    """target-group-health-checks.html#health-check-settings: "The default is the TCP protocol" """
    web.open(web.back, 80, "10.0.0.0/16")
    server = web.instance(user_data=SERVER.replace("index.html", "other.html"))
    by_tcp = behind(web, "tcp", Protocol="TCP", members=[server])
    by_http = behind(web, "http", Protocol="TCP", HealthCheckProtocol="HTTP", HealthCheckPath="/none", members=[server])
    balancer = listening(web, by_tcp)
    web.elb.create_listener(LoadBalancerArn=balancer, Protocol="TCP", Port=81, DefaultActions=[forwards(by_http)])
    assert checked(web, by_tcp) == [("healthy", "")]
    assert checked(web, by_http) == [("unhealthy", "Target.FailedHealthChecks")]


def test_an_application_load_balancer_may_be_the_target(web: Balancing) -> None:
    """application-load-balancer-target.html"""
    front = web.balancer()
    listener = web.listen(front, says("default", 404))
    web.rule(listener, 1, "a path", {"Field": "path-pattern", "Values": ["/a"]})
    group = behind(web, "alb", Protocol="TCP", TargetType="alb", HealthCheckProtocol="HTTP", members=[front])
    listening(web, group)
    assert web.health(group) == [("healthy", "")]
    assert web.get("/a", name="net").body == "a path"
    assert (web.get(name="net").status, web.get(name="net").body) == (404, "default")


def test_an_internal_load_balancer_without_groups_is_reached(web: Balancing) -> None:
    """load-balancer-security-groups.html: security groups are optional"""
    web.open(web.back, 80, "10.0.0.0/16")
    group = behind(web, "net", Protocol="TCP", members=[web.instance()])
    listening(web, group, Scheme="internal")
    assert checked(web, group) == [("healthy", "")]
    assert web.get(name="net").status == 200


def test_listeners_for_udp_are_refused_by_name(web: Balancing) -> None:
    """Not AWS's answer: plain HTTP does not come over UDP."""
    group = behind(web, "net", Protocol="UDP", members=[web.instance()])
    listening(web, group, "UDP")
    answer = web.get(name="net")
    assert (answer.status, "UDP" in answer.body) == (501, True)

"""Listeners and rules of Application Load Balancers.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
"""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from awslab.sandbox.process import Sandbox
from tests.cloud.elbv2.balancing import Balancing, says
from tests.cloud.gateway.signing import send
from tests.conftest import Client


@pytest.fixture
def web(sandbox: Sandbox, client: Client) -> Balancing:
    """A load balancer `web` that answers `default` on port 80."""
    made = Balancing(sandbox, client)
    made.listen(made.balancer(), says("default"))
    return made


def listener(web: Balancing) -> str:
    """The ARN of its listener."""
    balancer = web.elb.describe_load_balancers(Names=["web"])["LoadBalancers"][0]["LoadBalancerArn"]
    return str(web.elb.describe_listeners(LoadBalancerArn=balancer)["Listeners"][0]["ListenerArn"])


def header(name: str, *values: str) -> dict[str, Any]:
    return {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": name, "Values": list(values)}}


def query(*pairs: dict[str, str]) -> dict[str, Any]:
    return {"Field": "query-string", "QueryStringConfig": {"Values": list(pairs)}}


def test_a_fixed_response_is_the_load_balancers_own(web: Balancing) -> None:
    """rule-action-types.html#fixed-response-actions"""
    answer = web.get("/any/where")
    assert (answer.status, answer.body) == (200, "default")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["server"] == "awselb/2.0"


def test_the_dns_name_in_the_host_header_leads_there_too(web: Balancing) -> None:
    """application-load-balancers.html: the DNS name"""
    for host in (web.dns_name(), f"{web.dns_name()}:80", f"{web.dns_name().upper()}:4566"):
        assert send(web.sandbox, "GET", "/", headers={"host": host}).body == "default"


def test_each_port_has_a_listener_of_its_own(web: Balancing) -> None:
    """load-balancer-listeners.html"""
    balancer = web.elb.describe_load_balancers(Names=["web"])["LoadBalancers"][0]["LoadBalancerArn"]
    web.listen(balancer, says("other port"), port=8080)
    assert web.get(port=8080).body == "other port"
    assert send(web.sandbox, "GET", "/", headers={"host": f"{web.dns_name()}:8080"}).body == "other port"
    missing = web.get(port=81)
    assert (missing.status, "has no listener" in missing.body) == (404, True)


def test_the_rule_with_the_lowest_priority_wins_whenever_it_was_made(web: Balancing) -> None:
    """listener-rules.html"""
    rules = listener(web)
    web.rule(rules, 20, "late", {"Field": "path-pattern", "Values": ["/a*"]})
    web.rule(rules, 10, "early", {"Field": "path-pattern", "Values": ["/a/*"]})
    assert [web.get(path).body for path in ("/a/b", "/ab", "/b")] == ["early", "late", "default"]


@pytest.mark.parametrize(
    ("pattern", "path", "holds"),
    [
        ("/img/*", "/img/a/b.jpg", True),
        ("/img/*", "/img", False),
        ("/img/*", "/IMG/a", False),
        ("/v?/x", "/v1/x", True),
        ("/v?/x", "/v12/x", False),
        ("/a.c", "/abc", False),
        ("/a", "/a?b=/c", True),
        ("/a/b", "/a/x/../b", True),
        ("/a b*", "/a%20b", False),
        ("/abc", "/%61bc", True),
    ],
)
def test_path_patterns(web: Balancing, pattern: str, path: str, holds: bool) -> None:
    """rule-condition-types.html#path-conditions"""
    web.rule(listener(web), 1, "ruled", {"Field": "path-pattern", "PathPatternConfig": {"Values": [pattern]}})
    assert web.get(path).body == ("ruled" if holds else "default")


def test_host_conditions_ignore_case_and_know_a_learners_own_names(web: Balancing) -> None:
    """rule-condition-types.html#host-conditions"""
    web.rule(listener(web), 1, "api", {"Field": "host-header", "HostHeaderConfig": {"Values": ["*.example.com"]}})
    assert web.get(host="API.example.com").body == "api"
    assert web.get(host="api.example.com:8080").body == "api"
    assert web.get(host="example.com").body == "default"


def test_without_a_name_of_its_own_the_host_is_the_dns_name(web: Balancing) -> None:
    """rule-condition-types.html#host-conditions"""
    web.rule(listener(web), 1, "own", {"Field": "host-header", "Values": [web.dns_name()]})
    assert web.get().body == "own"


def test_header_conditions_ignore_case_and_take_wildcards(web: Balancing) -> None:
    """rule-condition-types.html#http-header-conditions"""
    web.rule(listener(web), 1, "browser", header("User-Agent", "*chrome*", "*Safari*"))
    assert web.get(User_Agent="Mozilla Chrome/1").body == "browser"
    assert web.get(User_Agent="curl/8").body == "default"
    assert web.get().body == "default"


def test_method_conditions_are_exact(web: Balancing) -> None:
    """rule-condition-types.html#http-request-method-conditions"""
    condition = {"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["POST", "PUT"]}}
    web.rule(listener(web), 1, "writes", condition)
    assert send(web.sandbox, "PUT", "/_aws/elb/web/80/").body == "writes"
    assert web.get().body == "default"


def test_query_conditions_take_a_pair_or_any_value(web: Balancing) -> None:
    """rule-condition-types.html#query-string-conditions"""
    web.rule(listener(web), 1, "ruled", query({"Key": "version", "Value": "v1"}, {"Value": "*example*"}))
    asked = {
        "?version=V1": "ruled",
        "?x=an-example": "ruled",
        "?version=v2": "default",
        "?v1": "default",
        "": "default",
    }
    assert {path: web.get(f"/{path}").body for path in asked} == asked


def test_source_conditions_see_this_machine(web: Balancing) -> None:
    """rule-condition-types.html#source-ip-conditions; an X-Forwarded-For header does not count."""
    rules = listener(web)
    web.rule(rules, 1, "far", {"Field": "source-ip", "SourceIpConfig": {"Values": ["192.0.2.0/24"]}})
    assert web.get(X_Forwarded_For="192.0.2.1").body == "default"
    web.rule(rules, 2, "near", {"Field": "source-ip", "SourceIpConfig": {"Values": ["127.0.0.0/8"]}})
    assert web.get().body == "near"


def test_all_conditions_of_a_rule_must_hold(web: Balancing) -> None:
    """rule-condition-types.html: "If a request matches the conditions for a rule" """
    path = {"Field": "path-pattern", "Values": ["/a"]}
    web.rule(listener(web), 1, "both", path, header("X-Kind", "b"))
    assert [web.get("/a", X_Kind="b").body, web.get("/a").body, web.get("/", X_Kind="b").body] == [
        "both",
        "default",
        "default",
    ]


@pytest.mark.parametrize(
    ("config", "status", "location"),
    [
        ({"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}, 301, "https://{dns}:443/old/a?b=%20c"),
        ({"Path": "/new/#{path}", "StatusCode": "HTTP_302"}, 302, "http://{dns}:80/new/old/a?b=%20c"),
        (
            {"Host": "www.example.com", "Path": "/", "Query": "from=#{host}&#{query}", "StatusCode": "HTTP_301"},
            301,
            "http://www.example.com:80/?from={dns}&b=%20c",
        ),
        ({"Host": "x.example.com", "Query": "", "StatusCode": "HTTP_301"}, 301, "http://x.example.com:80/old/a"),
    ],
)
def test_a_redirect_fills_in_what_was_asked(web: Balancing, config: dict[str, str], status: int, location: str) -> None:
    """rule-action-types.html#redirect-actions"""
    action = {"Type": "redirect", "RedirectConfig": config}
    conditions = [{"Field": "path-pattern", "Values": ["/old/*"]}]
    web.elb.create_rule(ListenerArn=listener(web), Priority=1, Conditions=conditions, Actions=[action])
    answer = web.get("/old/a?b=%20c")
    assert answer.status == status
    assert answer.headers["location"] == location.format(dns=web.dns_name())


@pytest.mark.parametrize("source", [None, "itself"])
def test_a_load_balancer_whose_group_lets_no_client_in_is_out_of_reach(web: Balancing, source: str | None) -> None:
    """load-balancer-troubleshooting.html#client-cannot-connect; a group named in a rule means private addresses of its
    members (security-group-rules.html), and this load balancer is reached by public ones."""
    closed = web.group("closed")
    if source:
        web.open(closed, 80, closed)
    balancer = web.elb.describe_load_balancers(Names=["web"])["LoadBalancers"][0]["LoadBalancerArn"]
    web.elb.set_security_groups(LoadBalancerArn=balancer, SecurityGroups=[closed])
    answer = web.get()
    assert (answer.status, "would time out" in answer.body) == (504, True)
    web.open(closed, 80, web.back)
    assert web.get().status == 504
    web.open(closed, 80, "203.0.113.0/24")
    assert web.get().status == 200


def test_a_load_balancer_in_private_subnets_is_out_of_reach(web: Balancing) -> None:
    """load-balancer-troubleshooting.html#client-cannot-connect: "attached to a private subnet"."""
    assert web.get().status == 200
    web.ec2.delete_route(RouteTableId=web.table, DestinationCidrBlock="0.0.0.0/0")
    answer = web.get()
    assert (answer.status, "has no route for the answer" in answer.body) == (504, True)


def test_an_internal_load_balancer_is_reached_by_members_of_a_group(web: Balancing) -> None:
    """how-elastic-load-balancing-works.html#load-balancer-scheme: private addresses, for clients in the VPC."""
    inside = web.group("inside")
    balancer = web.balancer("inner", Scheme="internal", SecurityGroups=[inside])
    web.listen(balancer, says("hello"))
    assert web.get(name="inner").status == 504
    web.open(inside, 80, web.back)
    assert web.get(name="inner").body == "hello"


def expressions(field: str, config: str, *texts: str, **more: str) -> dict[str, Any]:
    """A condition with regular expressions."""
    return {"Field": field, config: {"RegexValues": list(texts), **more}}


def test_conditions_may_be_regular_expressions(web: Balancing) -> None:
    """rule-condition-types.html: "either value matching or regular expression (regex) matching" """
    on = listener(web)
    web.rule(on, 1, "host", expressions("host-header", "HostHeaderConfig", r"^(.*)\.example\.com$"))
    agent = expressions("http-header", "HttpHeaderConfig", "^curl/[78]", HttpHeaderName="User-Agent")
    web.rule(on, 2, "header", agent)
    web.rule(on, 3, "path", expressions("path-pattern", "PathPatternConfig", r"^\/api\/(.*)$", "^/[0-9]+$"))
    asked = [
        web.get(host="a.example.com"),
        web.get(host="A.EXAMPLE.COM"),
        web.get(host="example.com"),
        web.get(User_Agent="Curl/8.1"),
        web.get(User_Agent="curl/9"),
        web.get("/api/x?y=1"),
        web.get("/123"),
        web.get("/API/x"),
    ]
    found = ["host", "host", "default", "header", "default", "path", "path", "default"]
    assert [answer.body for answer in asked] == found


@pytest.mark.parametrize("text", ["(", "a(?=b)", r"(a)\1", "a++", r"\p{L}"])
def test_expressions_that_a_load_balancer_cannot_read_are_refused(web: Balancing, text: str) -> None:
    """rule-condition-types.html: "do not support the following features: lookaheads, ..." """
    with pytest.raises(ClientError) as refused:
        web.rule(listener(web), 1, "x", expressions("path-pattern", "PathPatternConfig", text))
    assert refused.value.response["Error"]["Code"] == "ValidationError"


def test_transforms_are_shown_changed_and_taken_away(web: Balancing) -> None:
    """API_CreateRule.html, API_ModifyRule.html: Transforms, ResetTransforms"""
    rewrite = {"Type": "url-rewrite", "UrlRewriteConfig": {"Rewrites": [{"Regex": "^/a$", "Replace": "/b"}]}}
    path = [{"Field": "path-pattern", "Values": ["/a"]}]
    given = {"ListenerArn": listener(web), "Priority": 1, "Conditions": path, "Actions": [says("x")]}
    made = web.elb.create_rule(**given, Transforms=[rewrite])["Rules"][0]
    arn = made["RuleArn"]
    assert made["Transforms"] == web.elb.describe_rules(RuleArns=[arn])["Rules"][0]["Transforms"] == [rewrite]
    other = {"Type": "host-header-rewrite", "HostHeaderRewriteConfig": {"Rewrites": [{"Regex": "a", "Replace": "b"}]}}
    changed = web.elb.modify_rule(RuleArn=arn, Transforms=[other])["Rules"][0]
    assert (changed["Transforms"], changed["Conditions"][0]["Values"]) == ([other], ["/a"])
    assert web.elb.modify_rule(RuleArn=arn, ResetTransforms=True)["Rules"][0].get("Transforms", []) == []


def test_a_gateway_load_balancer_has_no_address_here(web: Balancing) -> None:
    """Not AWS's answer: no HTTP comes to one."""
    web.elb.create_load_balancer(Name="gate", Type="gateway", Subnets=web.subnets[:1])
    answer = web.get(name="gate")
    assert (answer.status, "gateway" in answer.body) == (501, True)


def test_an_unknown_load_balancer_is_not_found(web: Balancing) -> None:
    assert web.get(name="nope").status == 404
    assert web.get(host="evil.example", name="nope").status == 404
    assert send(web.sandbox, "GET", "/_aws/other/web", headers={"host": "evil.example"}).status == 403

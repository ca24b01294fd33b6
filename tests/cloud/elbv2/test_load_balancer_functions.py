"""Lambda functions behind an Application Load Balancer.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
"""

from __future__ import annotations

import http.client
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from awslab.sandbox.process import Sandbox
from tests.cloud.elbv2.balancing import Balancing, forwards
from tests.cloud.functions import Lambda
from tests.cloud.gateway.signing import send
from tests.conftest import Client

ECHO = """import json
def handler(event, context):
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": json.dumps(event)}
"""


@pytest.fixture
def web(sandbox: Sandbox, client: Client) -> Balancing:
    """A network and nothing else yet."""
    return Balancing(sandbox, client)


@pytest.fixture
def functions(client: Client) -> Lambda:
    """Lambda in the same sandbox."""
    return Lambda(client)


def group_of(web: Balancing, name: str = "fn") -> str:
    """A target group for a function."""
    return str(web.elb.create_target_group(Name=name, TargetType="lambda")["TargetGroups"][0]["TargetGroupArn"])


def admit(functions: Lambda, group: str) -> None:
    """Let the load balancer invoke the function, for this group only."""
    functions.api.add_permission(
        FunctionName="f",
        StatementId="elb",
        Action="lambda:InvokeFunction",
        Principal="elasticloadbalancing.amazonaws.com",
        SourceArn=group,
    )


def serving(web: Balancing, functions: Lambda, code: str = ECHO) -> str:
    """A load balancer `web` with the function behind it; the group's ARN."""
    arn = functions.deploy(code)["FunctionArn"]
    group = group_of(web)
    admit(functions, group)
    web.elb.register_targets(TargetGroupArn=group, Targets=[{"Id": arn}])
    web.listen(web.balancer(), forwards(group))
    return group


def test_a_function_gets_the_request_as_an_event(web: Balancing, functions: Lambda) -> None:
    """lambda-functions.html#receive-event-from-load-balancer"""
    group = serving(web, functions)
    headers = {"Content-Type": "text/plain; charset=utf-8", "X-Own": "Value"}
    answer = send(web.sandbox, "POST", "/_aws/elb/web/80/a%20b?k=1&k=%202&flag", headers=headers, body="grüß".encode())
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    event = json.loads(answer.body)
    assert event["requestContext"] == {"elb": {"targetGroupArn": group}}
    assert (event["httpMethod"], event["path"]) == ("POST", "/a%20b")
    assert event["queryStringParameters"] == {"k": "%202", "flag": ""}
    assert (event["body"], event["isBase64Encoded"]) == ("grüß", False)
    assert event["headers"]["x-own"] == "Value"
    assert event["headers"]["host"] == web.dns_name()


def test_forwarded_headers_are_added(web: Balancing, functions: Lambda) -> None:
    """x-forwarded-headers.html"""
    serving(web, functions)
    headers = json.loads(web.get(X_Forwarded_For="203.0.113.7", X_Forwarded_Proto="https").body)["headers"]
    assert headers["x-forwarded-for"] == "203.0.113.7, 127.0.0.1"
    assert (headers["x-forwarded-proto"], headers["x-forwarded-port"]) == ("http", "80")
    assert headers["x-amzn-trace-id"].startswith("Root=1-")
    kept = json.loads(web.get(X_Amzn_Trace_Id="Root=1-67891233-abcdef012345678912345678").body)["headers"]
    assert kept["x-amzn-trace-id"].startswith("Self=1-")
    assert kept["x-amzn-trace-id"].endswith(";Root=1-67891233-abcdef012345678912345678")


def test_the_forwarded_address_can_be_left_out(web: Balancing, functions: Lambda) -> None:
    """x-forwarded-headers.html#x-forwarded-for-remove"""
    serving(web, functions)
    balancer = web.elb.describe_load_balancers(Names=["web"])["LoadBalancers"][0]["LoadBalancerArn"]
    mode = {"Key": "routing.http.xff_header_processing.mode", "Value": "remove"}
    web.elb.modify_load_balancer_attributes(LoadBalancerArn=balancer, Attributes=[mode])
    assert "x-forwarded-for" not in json.loads(web.get(X_Forwarded_For="203.0.113.7").body)["headers"]


@pytest.mark.parametrize("headers", [{"Content-Type": "image/png"}, {}, {"Content-Encoding": "gzip"}])
def test_a_body_that_is_no_text_travels_in_base64(web: Balancing, functions: Lambda, headers: dict[str, str]) -> None:
    """lambda-functions.html#receive-event-from-load-balancer: isBase64Encoded"""
    code = "def handler(e, c): return dict(statusCode=200, body=e['body'], isBase64Encoded=e['isBase64Encoded'])"
    serving(web, functions, code)
    kind = {"Content-Type": "text/plain"} if "Content-Encoding" in headers else {}
    connection = http.client.HTTPConnection(web.sandbox.endpoint.removeprefix("http://"), timeout=10)
    connection.request("PUT", "/_aws/elb/web/80/", body=b"\x89\x00\xff", headers=headers | kind)
    assert connection.getresponse().read() == b"\x89\x00\xff"
    connection.close()


def test_many_values_travel_as_lists_when_the_group_says_so(web: Balancing, functions: Lambda) -> None:
    """lambda-functions.html#multi-value-headers"""
    code = """import json
def handler(event, context):
    cookies = event["multiValueHeaders"]["cookie"]
    pairs = event["multiValueQueryStringParameters"]
    names = [name for name in ("headers", "queryStringParameters") if name in event]
    return {"statusCode": 200, "multiValueHeaders": {"Set-Cookie": cookies}, "body": json.dumps([pairs, names])}
"""
    group = serving(web, functions, code)
    attribute = {"Key": "lambda.multi_value_headers.enabled", "Value": "true"}
    web.elb.modify_target_group_attributes(TargetGroupArn=group, Attributes=[attribute])
    connection = http.client.HTTPConnection(web.sandbox.endpoint.removeprefix("http://"), timeout=10)
    connection.putrequest("GET", "/_aws/elb/web/80/?a=1&a=2")
    connection.putheader("Cookie", "one=1")
    connection.putheader("Cookie", "two=2")
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.headers.get_all("set-cookie") == ["one=1", "two=2"]
    assert json.loads(answer.read()) == [{"a": ["1", "2"]}, []]
    connection.close()


def test_what_the_function_returns_becomes_the_answer(web: Balancing, functions: Lambda) -> None:
    """lambda-functions.html#respond-to-load-balancer"""
    headers = {"Content-Type": "image/gif", "X-A": "b", "Connection": "close", "Access-Control-Allow-Origin": "*"}
    result = {"isBase64Encoded": True, "statusCode": 418, "headers": headers, "body": "R0lG"}
    serving(web, functions, f"def handler(e, c): return {result!r}")
    answer = web.get()
    assert (answer.status, answer.body, answer.headers["x-a"]) == (418, "GIF", "b")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "connection" not in answer.headers


@pytest.mark.parametrize(
    "code",
    [
        "def handler(e, c): return 'text'",
        "def handler(e, c): return {'body': 'no status'}",
        "def handler(e, c): return {'statusCode': 'x'}",
        "def handler(e, c): return {'statusCode': 101}",
        "def handler(e, c): return {'statusCode': 200, 'headers': {'a b': 'c'}}",
        "def handler(e, c): return {'statusCode': 200, 'isBase64Encoded': True, 'body': '???'}",
        "def handler(e, c): return {'statusCode': 200, 'body': {'a': 1}}",
        "def handler(e, c): return {'statusCode': 200, 'body': 'x' * 1_100_000}",
        "def handler(e, c): raise ValueError('no')",
    ],
)
def test_a_function_that_fails_or_answers_amiss_is_a_bad_gateway(web: Balancing, functions: Lambda, code: str) -> None:
    """load-balancer-troubleshooting.html#http-502-issues"""
    serving(web, functions, code)
    answer = web.get()
    assert (answer.status, "502 Bad Gateway" in answer.body) == (502, True)


def test_a_body_over_one_megabyte_is_too_large(web: Balancing, functions: Lambda) -> None:
    """load-balancer-troubleshooting.html#http-413-issues"""
    serving(web, functions)
    assert send(web.sandbox, "POST", "/_aws/elb/web/80/", body=b"x" * (1024 * 1024 + 1)).status == 413


def test_a_throttled_function_is_a_bad_gateway(web: Balancing, functions: Lambda) -> None:
    """load-balancer-troubleshooting.html#http-502-issues: the target is a Lambda function"""
    serving(web, functions)
    functions.api.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=0)
    assert web.get().status == 502


@pytest.mark.parametrize("other", [None, "other"])
def test_a_function_must_let_the_load_balancer_in(web: Balancing, functions: Lambda, other: str | None) -> None:
    """lambda-functions.html#prepare-lambda-function"""
    arn = functions.deploy(ECHO)["FunctionArn"]
    group = group_of(web)
    if other:
        admit(functions, group_of(web, other))
    with pytest.raises(ClientError) as refused:
        web.elb.register_targets(TargetGroupArn=group, Targets=[{"Id": arn}])
    error: dict[str, Any] = refused.value.response["Error"]
    assert error["Code"] == "AccessDenied"
    assert error["Message"] == (
        f"elasticloadbalancing principal does not have permission to invoke {arn} from target group {group}"
    )


def test_a_permission_that_is_taken_away_is_a_bad_gateway(web: Balancing, functions: Lambda) -> None:
    """lambda-functions.html#prepare-lambda-function: permissions"""
    serving(web, functions)
    assert web.get().status == 200
    functions.api.remove_permission(FunctionName="f", StatementId="elb")
    assert web.get().status == 502


def test_health_checks_of_functions_are_off_unless_asked_for(web: Balancing, functions: Lambda) -> None:
    """lambda-functions.html#enable-health-checks-lambda"""
    group = serving(web, functions)
    assert web.health(group) == [("unavailable", "Target.HealthCheckDisabled")]
    web.elb.modify_target_group(TargetGroupArn=group, HealthCheckEnabled=True)
    assert web.health(group) == [("healthy", "")]


def test_a_rule_rewrites_host_and_url_before_it_forwards(web: Balancing, functions: Lambda) -> None:
    """rule-transforms.html: both examples; without a match "the original request is sent to the target" """
    group = serving(web, functions)
    balancer = web.elb.describe_load_balancers(Names=["web"])["LoadBalancers"][0]["LoadBalancerArn"]
    listener = web.elb.describe_listeners(LoadBalancerArn=balancer)["Listeners"][0]["ListenerArn"]
    url = {"Rewrites": [{"Regex": "^/dp/([A-Za-z0-9]+)/?$", "Replace": "/product.php?id=$1"}]}
    host = {"Rewrites": [{"Regex": "^mywebsite-(.+).com$", "Replace": "internal.dev.$1.myweb.com"}]}
    web.elb.create_rule(
        ListenerArn=listener,
        Priority=1,
        Conditions=[{"Field": "path-pattern", "Values": ["/dp/*"]}],
        Actions=[forwards(group)],
        Transforms=[
            {"Type": "url-rewrite", "UrlRewriteConfig": url},
            {"Type": "host-header-rewrite", "HostHeaderRewriteConfig": host},
        ],
    )
    event = json.loads(web.get("/dp/B09G3HRMW", host="mywebsite-example.com").body)
    assert (event["path"], event["queryStringParameters"]) == ("/product.php", {"id": "B09G3HRMW"})
    assert event["headers"]["host"] == "internal.dev.example.myweb.com"
    plain = json.loads(web.get("/dp/a/b?c=d", host="other.example.com").body)
    assert (plain["path"], plain["queryStringParameters"]) == ("/dp/a/b", {"c": "d"})
    assert plain["headers"]["host"] == "other.example.com"


def test_an_applications_cookie_brings_one_of_the_load_balancer(web: Balancing, functions: Lambda) -> None:
    """edit-target-group-attributes.html#application-based-stickiness"""
    code = "def handler(event, context):\n    cookie = event['path'][1:] + '=1'\n"
    code += "    return {'statusCode': 200, 'headers': {'Set-Cookie': cookie}, 'body': 'x'}\n"
    group = serving(web, functions, code)
    on = {
        "stickiness.enabled": "true",
        "stickiness.type": "app_cookie",
        "stickiness.app_cookie.cookie_name": "mine",
        "stickiness.app_cookie.duration_seconds": "60",
    }
    attributes = [{"Key": key, "Value": value} for key, value in on.items()]
    web.elb.modify_target_group_attributes(TargetGroupArn=group, Attributes=attributes)
    connection = http.client.HTTPConnection(web.sandbox.endpoint.removeprefix("http://"), timeout=10)
    given = []
    for name in ("mine", "other"):
        connection.request("GET", f"/_aws/elb/web/80/{name}")
        answer = connection.getresponse()
        answer.read()
        given.append([line.partition("=")[0] for line in answer.headers.get_all("set-cookie") or ()])
    connection.close()
    assert given == [["mine", "AWSALBAPP-0"], ["other"]]

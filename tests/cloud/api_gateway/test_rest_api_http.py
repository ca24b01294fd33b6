"""HTTP and HTTP_PROXY integrations of REST APIs, with a server on this machine.

https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.apis import RestApi
from tests.conftest import Client


class _Echo(BaseHTTPRequestHandler):
    """Tells what it was asked; `/slow` never answers in time, `/status/N` answers with that status."""

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path.startswith("/slow"):
            self.server.released.wait(20)  # type: ignore[attr-defined]
        told = {
            "method": self.command,
            "path": self.path,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "body": body.decode("latin-1"),
        }
        text = json.dumps(told).encode()
        self.send_response(int(self.path.rpartition("/")[2]) if self.path.startswith("/status/") else 200)
        for name, value in (("X-Backend", "yes"), ("X-Many", "1"), ("X-Many", "2"), ("Content-Type", "text/plain")):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815  # the standard library's names

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@pytest.fixture
def backend() -> Iterator[str]:
    """The URL of a server on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    server.released = threading.Event()  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.released.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()


@pytest.fixture
def api(sandbox: Sandbox, client: Client) -> RestApi:
    """An API without a method."""
    return RestApi(sandbox, client)


def integrated(
    api: RestApi,
    uri: str,
    path: str = "/pets/{id}",
    kind: str = "HTTP",
    declared: tuple[str, ...] = (),
    responses: Mapping[str, Mapping[str, Any]] | None = None,
    **more: Any,
) -> Mapping[str, Any]:
    """`ANY path`, integrated with a server; what names the method."""
    named = api.method("ANY", path, requestParameters=dict.fromkeys((*declared, "method.request.path.id"), False))
    verb = more.pop("integrationHttpMethod", "ANY")
    api.gateway.put_integration(**named, type=kind, integrationHttpMethod=verb, uri=uri, **more)
    for status, response in (responses or {"200": {}}).items():
        headers = dict.fromkeys(response.get("responseParameters", {}), False)
        api.gateway.put_method_response(**named, statusCode=status, responseParameters=headers)
        api.gateway.put_integration_response(**named, statusCode=status, **response)
    return named


def test_a_proxied_server_gets_the_request_and_the_client_its_answer(api: RestApi, backend: str) -> None:
    """setup-http-integrations.html#api-gateway-set-up-http-proxy-integration-on-proxy-resource; headers as in
    api-gateway-known-issues.html"""
    mapped = {"integration.request.path.proxy": "method.request.path.id"}
    integrated(api, backend + "/store/{proxy}", kind="HTTP_PROXY", requestParameters=mapped)
    api.deploy()
    headers = [("X-Own", "v"), ("Content-Type", "application/json"), ("Expect", "nothing"), ("User-Agent", "me")]
    answer = api.ask("/pets/7?a=1&a=2&b=%26", method="POST", headers=headers, body=b'{"a": 1}')
    told = answer.json
    assert (told["method"], told["path"], told["body"]) == ("POST", "/store/7?a=1&a=2&b=%26", '{"a": 1}')
    assert (told["headers"]["x-own"], told["headers"]["user-agent"]) == ("v", "me")
    assert told["headers"]["x-amzn-apigateway-api-id"] == api.id
    assert told["headers"]["host"] == backend.removeprefix("http://")
    assert "expect" not in told["headers"]
    assert (answer.status, answer.headers["x-backend"], answer.headers["content-type"]) == (200, "yes", "text/plain")
    assert [value for name, value in answer.lines if name == "X-Many"] == ["1", "2"]
    assert "x-amzn-remapped-server" in answer.headers
    assert "x-amzn-remapped-content-length" in answer.headers


def test_a_proxied_servers_status_passes(api: RestApi, backend: str) -> None:
    """api-gateway-api-integration-types.html"""
    integrated(api, backend + "/status/418", kind="HTTP_PROXY")
    api.deploy()
    assert api.ask("/pets/1").status == 418


def test_parameters_are_mapped(api: RestApi, backend: str) -> None:
    """request-response-data-mappings.html, rest-api-parameter-mapping-sources.html"""
    sources = {
        "header.DogsAge0": "method.request.header.puppies",
        "header.body-header": "method.request.body",
        "header.pet-price": "method.request.body[0].price",
        "header.fixed": "'https://www.example.com'",
        "header.from-context": "context.resourcePath",
        "header.from-stage": "stageVariables.color",
        "header.nowhere": "method.request.header.nowhere",
        "querystring.all": "method.request.multivaluequerystring.q",
        "querystring.last": "method.request.querystring.q",
        "path.where": "method.request.path.id",
    }
    declared = tuple(
        source for source in sources.values() if re.match(r"method\.request\.(header|querystring)", source)
    )
    integrated(
        api,
        backend + "/${stageVariables.color}/{where}",
        declared=declared,
        requestParameters={f"integration.request.{target}": source for target, source in sources.items()},
    )
    api.deploy(variables={"color": "blue"})
    told = api.ask(
        "/pets/a%20b?q=1&q=2&p=0", method="POST", headers=[("puppies", "true")], body=b'[{"price": 249.99}]'
    ).json
    assert told["path"] == "/blue/a%20b?all=1&all=2&last=2"
    found = {name: told["headers"].get(name.lower()) for name in ("DogsAge0", "body-header", "pet-price", "fixed")}
    assert found == {
        "DogsAge0": "true",
        "body-header": '[{"price": 249.99}]',
        "pet-price": "249.99",
        "fixed": "https://www.example.com",
    }
    assert (told["headers"]["from-context"], told["headers"]["from-stage"]) == ("/pets/{id}", "blue")
    assert "nowhere" not in told["headers"]
    assert (told["headers"]["accept"], told["headers"]["user-agent"]) == (
        "application/json",
        f"AmazonAPIGateway_{api.id}",
    )


def test_the_integration_says_in_which_method_the_server_is_asked(api: RestApi, backend: str) -> None:
    """API_PutIntegration.html: integrationHttpMethod"""
    integrated(api, backend, integrationHttpMethod="POST")
    api.deploy()
    assert api.ask("/pets/1").json["method"] == "POST"


def test_templates_override_parameters_and_the_status(api: RestApi, backend: str) -> None:
    """apigateway-override-request-response-parameters.html"""
    asked = """#set($header1Override = "pets")
#set($header3Value = "$input.params('header1')$input.params('header2')")
$input.json("$")
#set($context.requestOverride.header.header3 = $header3Value)
#set($context.requestOverride.header.header1 = $header1Override)
#set($context.requestOverride.header.multivalueheader=[$header1Override, $header3Value])
#set($context.requestOverride.querystring.q = "o")
"""
    answered = """#set($inputRoot = $input.path('$'))
$input.json("$.headers")
#if($inputRoot.toString().contains("header1"))
#set($context.responseOverride.status = 400)
#set($context.responseOverride.header.X-Over = "ridden")
#end
"""
    headers = ("method.request.header.header1", "method.request.header.header2")
    integrated(
        api,
        backend,
        declared=headers,
        requestParameters={"integration.request.header.header1": headers[0]},
        requestTemplates={"application/json": asked},
        responses={"200": {"responseTemplates": {"application/json": answered}}},
    )
    api.deploy()
    answer = api.ask("/pets/1", method="POST", headers=[("header1", "a"), ("header2", "b")], body=b"{}")
    told = answer.json
    assert (answer.status, answer.headers["x-over"]) == (400, "ridden")
    assert (told["header1"], told["header3"], told["multivalueheader"]) == ("pets", "ab", "pets,ab")


def test_a_parameter_is_overridden_once(api: RestApi, backend: str) -> None:
    """apigateway-override-request-response-parameters.html: more than once is a 5XX"""
    twice = "#set($context.requestOverride.header.a = '1')#set($context.requestOverride.header.a = '2')"
    integrated(api, backend, requestTemplates={"application/json": twice})
    api.deploy()
    answer = api.ask("/pets/1")
    assert (answer.status, answer.json) == (500, {"message": "Internal server error"})


def test_answers_are_chosen_by_their_status_and_mapped(api: RestApi, backend: str) -> None:
    """api-gateway-integration-settings-integration-response.html"""
    responses: Mapping[str, Mapping[str, Any]] = {
        "200": {"responseParameters": {"method.response.header.CatsAge0": "integration.response.header.X-Backend"}},
        "404": {
            "selectionPattern": r"4\d{2}",
            "responseTemplates": {"application/json": '{"was": $input.json("$.path")}'},
            "responseParameters": {
                "method.response.header.X-Path": "integration.response.body.path",
                "method.response.header.X-All": "integration.response.multivalueheader.X-Many",
                "method.response.header.Date": "'mapped'",
            },
        },
    }
    mapped = {"integration.request.path.status": "method.request.path.id"}
    integrated(api, backend + "/status/{status}", requestParameters=mapped, responses=responses)
    api.deploy()
    good, bad, other = (api.ask(f"/pets/{status}") for status in (200, 418, 500))
    assert (good.status, good.headers["catsage0"], good.headers["content-type"]) == (200, "yes", "application/json")
    assert (bad.status, bad.json) == (404, {"was": "/status/418"})
    assert (bad.headers["x-path"], bad.headers["x-all"]) == ("/status/418", "1,2")
    assert bad.headers["x-amzn-remapped-date"] == "mapped"
    assert other.status == 200


def test_an_answer_that_nothing_matches_is_a_configuration_error(api: RestApi, backend: str) -> None:
    """supported-gateway-response-types.html: API_CONFIGURATION_ERROR"""
    named = integrated(api, backend, responses={"200": {"selectionPattern": "201"}})
    api.deploy()
    answer = api.ask("/pets/1")
    assert (answer.status, answer.json) == (500, {"message": "Internal server error"})
    assert "No match for output mapping" in api.gateway.test_invoke_method(**named)["log"]


def test_a_slow_server_is_not_waited_for(api: RestApi, backend: str) -> None:
    """supported-gateway-response-types.html: INTEGRATION_TIMEOUT"""
    integrated(api, backend + "/slow", timeoutInMillis=100)
    api.deploy()
    answer = api.ask("/pets/1")
    assert (answer.status, answer.json) == (504, {"message": "Endpoint request timed out"})


@pytest.mark.parametrize("uri", ["http://example.com/pets", "http://127.0.0.1:9/", "https://127.0.0.1/"])
def test_a_server_that_cannot_be_reached_is_told_as_on_aws_and_why_in_the_log(api: RestApi, uri: str) -> None:
    """supported-gateway-response-types.html: INTEGRATION_FAILURE; only this machine can be reached"""
    named = integrated(api, uri)
    api.deploy()
    answer = api.ask("/pets/1")
    assert (answer.status, answer.json) == (504, {"message": "Network error communicating with endpoint"})
    log = api.gateway.test_invoke_method(**named)["log"]
    assert "Execution failed due to a network error communicating with endpoint" in log
    assert "(awslab: " in log


def test_another_api_of_the_sandbox_is_reached_by_its_aws_name(api: RestApi, sandbox: Sandbox, client: Client) -> None:
    """Nothing else on AWS's network is."""
    other = RestApi(sandbox, client)
    other.mock("GET", "/hello", "hi")
    other.deploy()
    integrated(api, f"https://{other.id}.execute-api.us-east-1.amazonaws.com/prod/hello", kind="HTTP_PROXY")
    api.deploy()
    assert api.ask("/pets/1").body == b"hi"


def test_the_execution_log_of_a_trial_tells_what_the_server_was_asked(api: RestApi, backend: str) -> None:
    """request-response-data-mappings.html: the log of a test"""
    mapped = {"integration.request.header.DogsAge0": "method.request.header.puppies"}
    named = integrated(api, backend, declared=("method.request.header.puppies",), requestParameters=mapped)
    tried = api.gateway.test_invoke_method(**named, headers={"puppies": "true"}, pathWithQueryString="/pets/1")
    lines = [line.partition(" : ")[2] for line in tried["log"].splitlines()]
    assert "Method request headers: {puppies=true}" in lines
    assert f"Endpoint request URI: {backend}" in lines
    assert any(line.startswith("Endpoint request headers: {") and "DogsAge0=true" in line for line in lines)
    assert any(line.startswith("Received response. Status: 200, Integration latency: ") for line in lines)
    assert lines[-2:] == ["Successfully completed execution", "Method completed with status: 200"]

"""HTTP APIs as a learner makes them, in few words, and servers that they call."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.apis import Reply, ask, let_in
from tests.cloud.functions import Lambda
from tests.conftest import Client

BARE_ECHO = "def handler(event, context):\n    return event\n"


class HttpApi:
    """One HTTP API."""

    def __init__(self, sandbox: Sandbox, client: Client) -> None:
        self.sandbox = sandbox
        self.client = client
        self.gateway = client("apigatewayv2")
        self.id = ""

    @cached_property
    def functions(self) -> Lambda:
        """Lambda in the same sandbox."""
        return Lambda(self.client)

    def create(self, **settings: Any) -> None:
        """The API itself."""
        self.id = self.gateway.create_api(Name="shop", ProtocolType="HTTP", **settings)["ApiId"]

    def create_for(self, code: str, **settings: Any) -> None:
        """Quickly, for a function of this code that lets it in."""
        self.create(Target=self.functions.deploy(code)["FunctionArn"], **settings)
        let_in(self.functions, self.id, pattern="*/$default")

    def integration(self, arn: str, payload_format: str = "2.0", **more: Any) -> str:
        """Calls a function; what routes name."""
        given = {"IntegrationType": "AWS_PROXY", "IntegrationUri": arn, "PayloadFormatVersion": payload_format}
        return "integrations/" + str(self.gateway.create_integration(ApiId=self.id, **given, **more)["IntegrationId"])

    def route(self, key: str, target: str, **more: Any) -> str:
        """A route; its id."""
        return str(self.gateway.create_route(ApiId=self.id, RouteKey=key, Target=target, **more)["RouteId"])

    def stage(self, name: str = "$default", **settings: Any) -> None:
        """A stage that deploys by itself."""
        self.gateway.create_stage(ApiId=self.id, StageName=name, **({"AutoDeploy": True} | settings))

    def ask(self, path: str, **more: Any) -> Reply:
        """Ask the API by its AWS name."""
        headers = [("Host", f"{self.id}.execute-api.us-east-1.amazonaws.com"), *more.pop("headers", ())]
        return ask(self.sandbox, path, headers=headers, **more)

    def http(self, uri: str, method: str = "ANY", **more: Any) -> str:
        """Calls a server; what routes name."""
        given = {"IntegrationType": "HTTP_PROXY", "IntegrationUri": uri, "PayloadFormatVersion": "1.0"}
        made = self.gateway.create_integration(ApiId=self.id, IntegrationMethod=method, **given, **more)
        return f"integrations/{made['IntegrationId']}"


@dataclass(frozen=True)
class Heard:
    """A request as a server got it."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: str


Answering = Callable[[Heard], tuple[int, Mapping[str, str], str]]


def _echo(heard: Heard) -> tuple[int, Mapping[str, str], str]:
    told = {"method": heard.method, "target": heard.target, "headers": dict(heard.headers), "body": heard.body}
    return 200, {"Content-Type": "application/json", "X-Server": "1"}, json.dumps(told)


@contextmanager
def server(answering: Answering = _echo) -> Iterator[str]:
    """A server on this machine, which tells what it was asked; its address."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, lines, text = answering(Heard(self.command, self.path, headers, body))
            self.send_response(status)
            for name, value in {**lines, "Content-Length": str(len(text.encode()))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_POST = do_PUT = answer  # noqa: N815  # looked up by name

        def log_message(self, *_: Any) -> None:
            """Tests are quiet."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.server_port}"
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()

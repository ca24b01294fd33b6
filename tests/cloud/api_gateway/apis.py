"""REST APIs as a learner makes them, in few words."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from awslab.sandbox.process import Sandbox
from tests.cloud.functions import Lambda
from tests.conftest import Client

ECHO = """import json
def handler(event, context):
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": json.dumps(event)}
"""


@dataclass
class Reply:
    """What came back over HTTP."""

    status: int
    lines: Sequence[tuple[str, str]]
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


def ask(
    sandbox: Sandbox,
    path: str,
    *,
    method: str = "GET",
    headers: Sequence[tuple[str, str]] = (),
    body: bytes = b"",
) -> Reply:
    """One request; headers may repeat."""
    split = urlsplit(sandbox.endpoint)
    connection = http.client.HTTPConnection(split.hostname or "", split.port, timeout=20)
    try:
        named = {name.lower() for name, _ in headers}
        connection.putrequest(method, path, skip_host="host" in named, skip_accept_encoding=True)
        for name, value in headers:
            connection.putheader(name, value)
        if body:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        answer = connection.getresponse()
        lines = answer.getheaders()
        return Reply(answer.status, lines, answer.read(), {name.lower(): value for name, value in lines})
    finally:
        connection.close()


class RestApi:
    """One REST API."""

    def __init__(self, sandbox: Sandbox, client: Client) -> None:
        self.sandbox = sandbox
        self.gateway = client("apigateway")
        made = self.gateway.create_rest_api(name="shop")
        self.id, self.root = made["id"], made["rootResourceId"]
        self._resources = {"": self.root}

    def resource(self, path: str) -> str:
        """The resource of a path, made with those above it; its id."""
        if path not in self._resources:
            parent, _, part = path.rpartition("/")
            made = self.gateway.create_resource(restApiId=self.id, parentId=self.resource(parent), pathPart=part)
            self._resources[path] = made["id"]
        return str(self._resources[path])

    def method(self, verb: str, path: str, **settings: Any) -> Mapping[str, Any]:
        """A method without an integration; what names it."""
        named = {"restApiId": self.id, "resourceId": self.resource(path), "httpMethod": verb}
        self.gateway.put_method(**named, **({"authorizationType": "NONE"} | settings))
        return named

    def proxy(
        self, verb: str, path: str, function_arn: str, method: Mapping[str, Any] | None = None, **more: Any
    ) -> None:
        """A method that a function answers."""
        uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{function_arn}/invocations"
        named = self.method(verb, path, **(method or {}))
        verb_to_lambda = more.pop("integrationHttpMethod", "POST")
        self.gateway.put_integration(**named, type="AWS_PROXY", integrationHttpMethod=verb_to_lambda, uri=uri, **more)

    def mock(self, verb: str, path: str, body: str, method: Mapping[str, Any] | None = None, status: int = 200) -> None:
        """A method that answers with this template."""
        named = self.method(verb, path, **(method or {}))
        template = {"application/json": json.dumps({"statusCode": status})}
        self.gateway.put_integration(**named, type="MOCK", requestTemplates=template)
        self.gateway.put_method_response(**named, statusCode=str(status))
        self.gateway.put_integration_response(
            **named, statusCode=str(status), responseTemplates={"application/json": body}
        )

    def deploy(self, stage: str = "prod", **settings: Any) -> str:
        """Deploy to a stage; the deployment's id."""
        return str(self.gateway.create_deployment(restApiId=self.id, stageName=stage, **settings)["id"])

    def url(self, path: str, stage: str = "prod") -> str:
        """Of a stage, in the path form."""
        return f"/_aws/execute-api/{self.id}/{stage}{path}"

    def ask(self, path: str, *, stage: str = "prod", **more: Any) -> Reply:
        """Ask a stage."""
        return ask(self.sandbox, self.url(path, stage), **more)


def let_in(functions: Lambda, api_id: str, name: str = "f", pattern: str = "*/*/*") -> None:
    """Let API Gateway invoke a function for this API."""
    functions.api.add_permission(
        FunctionName=name,
        StatementId="gateway",
        Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
        SourceArn=f"arn:aws:execute-api:us-east-1:123456789012:{api_id}/{pattern}",
    )

"""REST APIs for rows: what a call needs that is to be refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.parity.recorded import Told
from tests.parity.rows import Aws

NO_RESOURCE: Told = ("NotFoundException", "Invalid Resource identifier specified", 404)
NO_METHOD: Told = ("NotFoundException", "Invalid Method identifier specified", 404)
NO_INTEGRATION: Told = ("NotFoundException", "Invalid Integration identifier specified", 404)
NO_STATUS: Told = ("NotFoundException", "Invalid Response status code specified", 404)
NO_VALIDATOR: Told = ("NotFoundException", "Invalid Request Validator identifier specified", 404)
NO_PART: Told = ("NotFoundException", "Invalid Documentation part identifier specified", 404)
NO_PARAMETER: Told = ("NotFoundException", "Invalid parameter name specified", 404)
NO_TYPE: Told = ("NotFoundException", "Content-Type specified was not found", 404)
NO_LINK: Told = ("NotFoundException", "Invalid Vpc Link identifier specified", 404)
NO_DEPLOYMENT: Told = ("BadRequestException", "Deployment id does not exist", 400)
REPLACE_ONLY: Told = ("BadRequestException", "Invalid patch operation specified. Must be one of: [replace]", 400)
SCHEMA = json.dumps({"title": "MySchema", "type": "object"})


def no_api(identity: str) -> Told:
    """There is no API of that id."""
    return ("NotFoundException", f"Invalid API identifier specified 123456789012:{identity}", 404)


def bad(message: str) -> Told:
    """A request that is refused for itself."""
    return ("BadRequestException", message, 400)


def conflict(message: str) -> Told:
    """A request that something else stands in the way of."""
    return ("ConflictException", message, 409)


def stated(message: str) -> Told:
    """What the service's model excludes; which values it allows, the sandbox tells in another order."""
    return ("ValidationException", message + "…", 400)


def unsupported(path: str, kind: str, paths: str = "") -> Told:
    """A patch that a resource does not have; with the paths that it has."""
    ending = f"Must be one of: [{paths}]" if paths else "Please choose supported operations"
    return bad(f"Invalid patch path  '{path}' specified for op '{kind}'. {ending}")


@dataclass(frozen=True, slots=True)
class RestApi:
    """A fresh API."""

    gateway: Any
    id: str
    root: str

    @property
    def named(self) -> dict[str, str]:
        """For calls about the API."""
        return {"restApiId": self.id}

    @property
    def get(self) -> dict[str, str]:
        """For calls about the method GET of the root."""
        return {"restApiId": self.id, "resourceId": self.root, "httpMethod": "GET"}

    def resource(self, part: str, parent: str = "") -> str:
        """A new resource's id."""
        made = self.gateway.create_resource(restApiId=self.id, parentId=parent or self.root, pathPart=part)
        return str(made["id"])

    def with_method(self, **settings: Any) -> RestApi:
        """Give it `GET /`."""
        self.gateway.put_method(**self.get, **({"authorizationType": "NONE"} | settings))
        return self

    def with_mock(self) -> RestApi:
        """Give it `GET /`, answered by a mock."""
        template = {"application/json": '{"statusCode": 200}'}
        self.with_method().gateway.put_integration(**self.get, type="MOCK", requestTemplates=template)
        return self

    def with_response(self, **settings: Any) -> RestApi:
        """Give it `GET /` with a mock, and a method response."""
        self.with_mock().gateway.put_method_response(**self.get, statusCode="200", **settings)
        return self

    def deployed(self, **settings: Any) -> str:
        """Deploy `GET /`; the deployment's id."""
        return str(self.with_mock().gateway.create_deployment(restApiId=self.id, **settings)["id"])


def rest_api(aws: Aws, **settings: Any) -> RestApi:
    """A new API."""
    made = aws.apigateway.create_rest_api(name="shop", **settings)
    return RestApi(aws.apigateway, made["id"], made["rootResourceId"])


def patch(kind: str, path: str, value: str | None = None, **more: str) -> list[Mapping[str, Any]]:
    """One patch operation."""
    given = {"op": kind, "path": path, "value": value, **more}
    return [{name: each for name, each in given.items() if each is not None}]

"""Lambda proxy integrations of HTTP APIs, in both payload formats.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from awslab.sandbox.child.edge import event_1, event_2
from awslab.sandbox.child.edge.arrival import Arrival
from awslab.sandbox.child.edge.functions import (
    Functions,
    FunctionTimeoutError,
    NotPermittedError,
    UnsupportedRuntimeError,
    function_arn,
)
from awslab.sandbox.child.edge.http_api.apis import HttpApi, Integration, Route, Stage
from awslab.sandbox.child.edge.result_1 import MalformedResultError, described
from awslab.sandbox.child.edge.result_2 import answered, described_or_inferred
from awslab.sandbox.child.edge.unsupported import unsupported
from awslab.sandbox.child.request import AwsResponse
from awslab.sandbox.child.runtime.function import NotRunnableError

log = logging.getLogger(__name__)

DEFAULT_TYPE = "text/plain;charset=utf-8"
_VARIABLE = re.compile(r"\$\{stageVariables\.(\w+)\}")


@dataclass(frozen=True, slots=True)
class Visit:
    """A request, with the route that it found."""

    arrival: Arrival
    api: HttpApi
    stage: Stage
    route: Route
    path_parameters: Mapping[str, str]
    account: str

    @property
    def path(self) -> str:
        """With the stage, unless that is `$default`."""
        return self.arrival.path if self.stage.name == "$default" else f"/{self.stage.name}{self.arrival.path}"

    @property
    def source_arn(self) -> str:
        """For a function's policy: `{stage}/{verb}{route's path}`, or `{stage}/$default`."""
        _, _, path = self.route.key.partition(" ")
        where = f"{self.arrival.method}{path}" if path else self.route.key
        return f"arn:aws:execute-api:{self.api.region}:{self.account}:{self.api.id}/{self.stage.name}/{where}"


def ask(visit: Visit, integration: Integration, functions: Functions) -> AwsResponse:
    """Invoke the function and give its answer, or API Gateway's own: 500, and 503 when it takes too long."""
    variables = visit.stage.variables
    arn = function_arn(_VARIABLE.sub(lambda found: variables.get(found[1], ""), integration.uri))
    if arn is None:
        return unsupported(f"AWS_PROXY integrations with anything but a Lambda function ({integration.uri})")
    is_second = integration.payload_format == "2.0"
    try:
        outcome = functions.invoke(
            arn,
            json.dumps(told_2(visit) if is_second else told_1(visit)),
            source_arn=visit.source_arn,
            role=integration.credentials,
            seconds=integration.timeout,
        )
        if outcome.error_type:
            log.info("%s: the function failed with %s", visit.source_arn, outcome.error_type)
            return _failed(500, "Internal Server Error")
        payload = outcome.payload
        return answered(described_or_inferred(payload) if is_second else described(payload, strict=False), DEFAULT_TYPE)
    except FunctionTimeoutError:
        return _failed(503, "Service Unavailable")
    except UnsupportedRuntimeError as error:
        return unsupported(f"a way to run {arn}: {error}")
    except (MalformedResultError, NotPermittedError, NotRunnableError) as error:
        log.info("%s: no answer of %s: %s", visit.source_arn, arn, error)
        return _failed(500, "Internal Server Error")


def told_2(visit: Visit) -> dict[str, Any]:
    """The event of payload format 2.0."""
    return event_2.event(
        visit.arrival,
        api=visit.api.id,
        account=visit.account,
        stage=visit.stage.name,
        route=visit.route.key,
        path=visit.path,
        path_parameters=visit.path_parameters,
        stage_variables=visit.stage.variables,
    )


def told_1(visit: Visit) -> dict[str, Any]:
    """The event of payload format 1.0; HTTP APIs write headers in lower case."""
    resource = visit.route.key.partition(" ")[2] or visit.route.key
    context = event_1.request_context(
        visit.arrival,
        api=visit.api.id,
        account=visit.account,
        stage=visit.stage.name,
        path=visit.path,
        resource_path=resource,
        resource_id=visit.route.key,
        identity={},
    )
    made = event_1.event(
        visit.arrival,
        resource=resource,
        path=visit.path,
        context=context,
        path_parameters=visit.path_parameters,
        stage_variables=visit.stage.variables,
        body=event_2.body_of(visit.arrival),
        headers=[(name.lower(), value) for name, value in visit.arrival.headers],
    )
    return {"version": "1.0", **made}


def _failed(status: int, message: str) -> AwsResponse:
    return AwsResponse(status, {"Content-Type": "application/json"}, json.dumps({"message": message}).encode())

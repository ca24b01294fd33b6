"""Lambda proxy integrations of REST APIs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
"""

from __future__ import annotations

import base64
import binascii
import json
import logging
import re

from awslab.cloud.api_gateway.rest.edge.conversion import is_listed
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.api_gateway.rest.snapshot import Integration
from awslab.cloud.edge.functions import (
    Functions,
    FunctionTimeoutError,
    NotPermittedError,
    UnsupportedRuntimeError,
    function_arn,
)
from awslab.cloud.edge.payload_v1 import event
from awslab.cloud.edge.result_v1 import Described, MalformedResultError, described
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.ports.functions import NotRunnableError

log = logging.getLogger(__name__)

_NOT_RETURNED = frozenset({"connection", "content-length", "expect", "te", "trailer", "transfer-encoding", "upgrade"})
_RENAMED_HEADERS = frozenset({"authorization", "content-md5", "date", "server", "www-authenticate", "user-agent"})
"""https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html"""
_VARIABLE = re.compile(r"\$\{stageVariables\.(\w+)\}")


def ask(visit: Visit, integration: Integration, functions: Functions) -> AwsResponse:
    """Invoke the function and return its answer; API Gateway's own when the function gives no usable one."""
    arn = function_arn(with_variables(integration.uri, visit))
    if arn is None:
        return unsupported(f"AWS_PROXY integrations with anything but a Lambda function ({integration.uri})")
    if integration.verb != "POST":
        return refuse_verb(visit, integration)
    try:
        outcome = functions.invoke(
            arn,
            json.dumps(_event(visit)),
            source_arn=visit.method_arn,
            role=integration.credentials,
            seconds=integration.timeout,
        )
        if outcome.error_type:
            log.info("%s: the function failed with %s", visit.method_arn, outcome.error_type)
            visit.log_lines.append(
                f"Lambda execution failed with status 200 due to customer function error: {outcome.payload}"
            )
            return visit.refusal("DEFAULT_5XX")
        visit.log_lines.append(f"Endpoint response body before transformations: {outcome.payload}")
        return _answer(visit, described(outcome.payload, strict=True))
    except NotPermittedError:
        visit.log_lines.append("Execution failed due to configuration error: Invalid permissions on Lambda function")
        log.info("%s: invalid permissions on Lambda function %s", visit.method_arn, arn)
        return visit.refusal("API_CONFIGURATION_ERROR")
    except FunctionTimeoutError:
        visit.log_lines.append("Execution failed due to a timeout error")
        return visit.refusal("INTEGRATION_TIMEOUT")
    except UnsupportedRuntimeError as error:
        return unsupported(f"a way to run {arn}: {error}")
    except (MalformedResultError, NotRunnableError) as error:
        visit.log_lines.append("Execution failed due to configuration error: Malformed Lambda proxy response")
        log.info("%s: malformed Lambda proxy response: %s", visit.method_arn, error)
        return visit.refusal("DEFAULT_5XX")


def refuse_verb(visit: Visit, integration: Integration) -> AwsResponse:
    """Return the 500 for an integration whose method is not POST, which Lambda's Invoke requires.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-custom-integrations.html
    """
    visit.log_lines.append(
        f"Execution failed due to configuration error: Lambda is asked by {integration.verb}, not POST"
    )
    log.info("%s: the integration asks Lambda by %s, not POST", visit.method_arn, integration.verb)
    return visit.refusal("API_CONFIGURATION_ERROR")


def _event(visit: Visit) -> dict[str, object]:
    """Return the event that the function gets."""
    arrival = visit.arrival
    return event(
        arrival,
        resource=visit.resource.path,
        path=arrival.path,
        context=visit.request_context,
        path_parameters=visit.path_parameters,
        stage_variables=visit.stage.variables,
        body=_body(visit),
        headers=[(name, value) for name, value in arrival.headers if name.lower() != "content-length"],
    )


def _answer(visit: Visit, result: Described) -> AwsResponse:
    """Return what the client gets. Raises MalformedResultError for a body that is no Base64 where it must be."""
    first_accepted = (visit.arrival.header("accept") or "").split(",")[0]
    body = result.body.encode()
    if result.is_base64 and first_accepted and is_listed(first_accepted, visit.stage.snapshot.binary_types):
        try:
            body = base64.b64decode(result.body, validate=True)
        except binascii.Error as error:
            raise MalformedResultError("its body is no Base64") from error
    lines = [
        (f"x-amzn-Remapped-{name}" if name.lower() in _RENAMED_HEADERS else name, value)
        for name, value in result.headers
        if name.lower() not in _NOT_RETURNED
    ]
    if not any(name.lower() == "content-type" for name, _ in lines):
        lines.append(("Content-Type", "application/json"))
    return AwsResponse(result.status, {}, body, lines=lines)


def with_variables(uri: str, visit: Visit) -> str:
    """Return an integration's URI with the stage's variables.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/aws-api-gateway-stage-variables-reference.html
    """
    return _VARIABLE.sub(lambda match: visit.stage.variables.get(match[1], ""), uri)


def _body(visit: Visit) -> tuple[str | None, bool]:
    body = visit.arrival.body
    if not body:
        return None, False
    if is_listed(visit.arrival.header("content-type"), visit.stage.snapshot.binary_types):
        return base64.b64encode(body).decode(), True
    return body.decode("utf-8", "replace"), False

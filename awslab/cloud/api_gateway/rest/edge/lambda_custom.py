"""Lambda integrations that are not proxied (AWS): templates make the event, and the answer from the result.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-custom-integrations.html
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping

from awslab.cloud.api_gateway.backends import BackendAnswer
from awslab.cloud.api_gateway.rest.edge.integration_request import mapped_request
from awslab.cloud.api_gateway.rest.edge.lambda_proxy import refuse_verb
from awslab.cloud.api_gateway.rest.edge.payload_mapping import response
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.api_gateway.rest.snapshot import Integration
from awslab.cloud.edge.functions import Functions, FunctionTimeoutError, NotPermittedError, UnsupportedRuntimeError
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.ports.functions import NotRunnableError, Outcome

log = logging.getLogger(__name__)

NOT_JSON = "Could not parse request body into json"


def ask(visit: Visit, integration: Integration, functions: Functions, arn: str) -> AwsResponse:
    """Invoke the function and shape its answer; API Gateway's own when that cannot be.

    Raises what `payload_mapping.request_body` raises, and ConversionError.
    """
    if integration.verb != "POST":
        return refuse_verb(visit, integration)
    request = mapped_request(visit, integration, integration.uri)
    payload = request.body.decode("utf-8", "replace") or "{}"
    visit.log_lines.append(f"Endpoint request body after transformations: {payload}")
    try:
        json.loads(payload)
    except ValueError:
        return visit.refusal("BAD_REQUEST_BODY", NOT_JSON)
    if _is_asynchronous(request.headers):
        return unsupported("asynchronous invocations (X-Amz-Invocation-Type) by AWS integrations with a function")
    try:
        outcome = functions.invoke(
            arn, payload, source_arn=visit.method_arn, role=integration.credentials, seconds=integration.timeout
        )
    except UnsupportedRuntimeError as error:
        return unsupported(str(error))
    except FunctionTimeoutError:
        visit.log_lines.append("Execution failed due to a timeout error")
        return visit.refusal("INTEGRATION_TIMEOUT")
    except (NotPermittedError, NotRunnableError) as error:
        log.info("%s: could not invoke %s: %s", visit.method_arn, arn, error)
        return visit.configuration_error("Invalid permissions on Lambda function")
    visit.log_lines.append(f"Endpoint response body before transformations: {outcome.payload}")
    answer = BackendAnswer(200, [("Content-Type", "application/json")], outcome.payload.encode())
    return response(visit, integration, answer, _selection_text(outcome))


def _selection_text(outcome: Outcome) -> str:
    """Return what the patterns are compared with: an error's message; empty for a result.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
    """
    if not outcome.error_type:
        return ""
    try:
        error = json.loads(outcome.payload)
    except ValueError:
        return ""
    return str(error.get("errorMessage") or "") if isinstance(error, dict) else ""


def _is_asynchronous(headers: Mapping[str, str]) -> bool:
    return any(name.lower() == "x-amz-invocation-type" and value == "Event" for name, value in headers.items())

"""Lambda proxy integrations of HTTP APIs, in both payload formats.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

from __future__ import annotations

import json
import logging

from awslab.cloud.api_gateway.backends import BackendAnswer
from awslab.cloud.api_gateway.http.configuration import Integration
from awslab.cloud.api_gateway.http.edge.events import integration_event_v1, integration_event_v2
from awslab.cloud.api_gateway.http.edge.expressions import with_variables
from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.edge.functions import (
    Functions,
    FunctionTimeoutError,
    NotPermittedError,
    UnsupportedRuntimeError,
    function_arn,
)
from awslab.cloud.edge.result_v1 import MalformedResultError, described
from awslab.cloud.edge.result_v2 import answered, described_or_inferred
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.ports.functions import NotRunnableError

log = logging.getLogger(__name__)

DEFAULT_TYPE = "text/plain;charset=utf-8"


def ask(visit: Visit, integration: Integration, functions: Functions) -> BackendAnswer | AwsResponse:
    """Invoke the function and return its answer, or API Gateway's own: 500, and 503 when it takes too long.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html
    """
    arn = function_arn(with_variables(integration.uri, visit.stage.variables))
    if arn is None:
        return unsupported(f"AWS_PROXY integrations with anything but a Lambda function ({integration.uri})")
    is_second = integration.payload_format == "2.0"
    try:
        outcome = functions.invoke(
            arn,
            json.dumps(integration_event_v2(visit) if is_second else integration_event_v1(visit)),
            source_arn=visit.source_arn,
            role=integration.credentials,
            seconds=integration.timeout,
        )
        visit.log_values["integrationStatus"] = visit.log_values["integration.integrationStatus"] = 200
        if outcome.error_type:
            return _failure(visit, f"the function failed with {outcome.error_type}")
        result = described_or_inferred(outcome.payload) if is_second else described(outcome.payload, strict=False)
        answer = answered(result, DEFAULT_TYPE)
        return BackendAnswer(answer.status, answer.lines, answer.body)
    except FunctionTimeoutError:
        return visit.refusal(503, "Service Unavailable")
    except UnsupportedRuntimeError as error:
        return unsupported(f"a way to run {arn}: {error}")
    except (MalformedResultError, NotPermittedError, NotRunnableError) as error:
        return _failure(visit, f"no answer of {arn}: {error}")


def _failure(visit: Visit, reason: str) -> AwsResponse:
    log.info("%s: %s", visit.source_arn, reason)
    visit.log_values["integrationErrorMessage"] = visit.log_values["integration.error"] = reason
    return visit.refusal(500, "Internal Server Error")

"""Lambda integrations that are not proxied (AWS): templates make the event, and the answer from the result.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-custom-integrations.html
"""

from __future__ import annotations

import json
import logging

from awslab.sandbox.child.edge.functions import (
    Functions,
    FunctionTimeoutError,
    NotPermittedError,
    UnsupportedRuntimeError,
    function_arn,
)
from awslab.sandbox.child.edge.rest_api.deployed import Integration
from awslab.sandbox.child.edge.rest_api.lambda_proxy import not_by_post, with_variables
from awslab.sandbox.child.edge.rest_api.mock import NOT_JSON
from awslab.sandbox.child.edge.rest_api.shaping import UnsupportedMediaTypeError, chosen, request_body, response
from awslab.sandbox.child.edge.rest_api.templates import UnsupportedTemplateError
from awslab.sandbox.child.edge.rest_api.visit import Visit
from awslab.sandbox.child.edge.unsupported import unsupported
from awslab.sandbox.child.request import AwsResponse
from awslab.sandbox.child.runtime.function import NotRunnableError, Outcome

log = logging.getLogger(__name__)


def ask(visit: Visit, integration: Integration, functions: Functions) -> AwsResponse:
    """Invoke the function and shape its answer; API Gateway's own when that cannot be."""
    arn = function_arn(with_variables(integration.uri, visit))
    if arn is None:
        return unsupported(f"AWS integrations with anything but a Lambda function ({integration.uri})")
    if integration.parameters or integration.content_handling:
        return unsupported("request parameters and content handling of AWS integrations")
    if integration.verb != "POST":
        return not_by_post(visit, integration)
    try:
        payload = request_body(visit, integration) or "{}"
        json.loads(payload)
        visit.said.append(f"Endpoint request body after transformations: {payload}")
        outcome = functions.invoke(
            arn, payload, source_arn=visit.method_arn, role=integration.credentials, seconds=integration.timeout
        )
        visit.said.append(f"Endpoint response body before transformations: {outcome.payload}")
        return _shaped(visit, integration, outcome)
    except UnsupportedMediaTypeError:
        return visit.refused("UNSUPPORTED_MEDIA_TYPE")
    except (UnsupportedTemplateError, UnsupportedRuntimeError) as error:
        return unsupported(str(error))
    except ValueError:
        return visit.refused("BAD_REQUEST_BODY", NOT_JSON)
    except FunctionTimeoutError:
        visit.said.append("Execution failed due to a timeout error")
        return visit.refused("INTEGRATION_TIMEOUT")
    except (NotPermittedError, NotRunnableError) as error:
        visit.said.append("Execution failed due to configuration error: Invalid permissions on Lambda function")
        log.info("%s: could not invoke %s: %s", visit.method_arn, arn, error)
        return visit.refused("API_CONFIGURATION_ERROR")


def _shaped(visit: Visit, integration: Integration, outcome: Outcome) -> AwsResponse:
    """An error's message is compared with the patterns; a result has none.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
    """
    message = str(json.loads(outcome.payload).get("errorMessage") or "") if outcome.error_type else ""
    configured = chosen(integration, message)
    if configured is None:
        visit.said.append("Execution failed due to configuration error: No match for output mapping")
        return visit.refused("API_CONFIGURATION_ERROR")
    return response(visit, configured, outcome.payload)

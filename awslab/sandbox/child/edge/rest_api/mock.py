"""Mock integrations: the request's template says which status, the integration response of that status says the rest.

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
"""

from __future__ import annotations

import re

from awslab.sandbox.child.edge.rest_api.deployed import Integration
from awslab.sandbox.child.edge.rest_api.shaping import UnsupportedMediaTypeError, chosen, request_body, response
from awslab.sandbox.child.edge.rest_api.templates import UnsupportedTemplateError
from awslab.sandbox.child.edge.rest_api.visit import Visit
from awslab.sandbox.child.edge.unsupported import unsupported
from awslab.sandbox.child.request import AwsResponse

_STATUS = re.compile(r"""["']?statusCode["']?\s*:\s*["']?(\d{3})""")
NOT_JSON = "Could not parse request body into json"


def ask(visit: Visit, integration: Integration) -> AwsResponse:
    """The configured answer."""
    try:
        status = _STATUS.search(request_body(visit, integration))
        configured = chosen(integration, status[1]) if status else None
        if configured is None:
            return visit.refused("API_CONFIGURATION_ERROR")
        return response(visit, configured, "")
    except UnsupportedMediaTypeError:
        return visit.refused("UNSUPPORTED_MEDIA_TYPE")
    except UnsupportedTemplateError as error:
        return unsupported(str(error))
    except ValueError:
        return visit.refused("BAD_REQUEST_BODY", NOT_JSON)

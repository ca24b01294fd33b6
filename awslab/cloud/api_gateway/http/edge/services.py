"""First-class integrations: a call of an AWS service, made with a role of the owner's.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from moto.core.utils import get_service_model

from awslab.cloud.api_gateway.http.edge.actions import ACTIONS, Action
from awslab.cloud.api_gateway.http.edge.deployed import Integration
from awslab.cloud.api_gateway.http.edge.expressions import value_of
from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.api_gateway.rest.edge.asked import Asked
from awslab.cloud.api_gateway.rest.edge.backends import Backends, BackendTimeoutError, RoleError, UnreachableError
from awslab.cloud.api_gateway.rest.edge.sources import BackendAnswer
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.request import AwsResponse

log = logging.getLogger(__name__)


_HERE = ("events", "sqs")
"""Services that labs may use; the calls of the others are refused by name."""


def ask(visit: Visit, integration: Integration, backends: Backends) -> BackendAnswer | AwsResponse:
    """Call the service as the integration's role, and give its answer: here in the service's JSON protocol.

    In which protocol AWS answers is not documented.
    """
    action = ACTIONS.get(integration.subtype)
    if action is None or action.service not in _HERE:
        return unsupported(f"integrations of HTTP APIs of the type {integration.subtype}")
    given = {name: value_of(text, visit) for name, text in integration.request_parameters.items()}
    values = {name: value for name, value in given.items() if value is not None}
    region = values.pop("Region", visit.api.region)
    try:
        asked = _call(action, values)
        answer = backends.ask_aws(
            asked,
            service=action.service,
            region=region,
            role=integration.credentials or "",
            seconds=integration.timeout,
        )
    except ValueError as error:
        log.info("%s: %s: %s", visit.source_arn, integration.subtype, error)
        return visit.refused(400, "Bad Request")
    except (RoleError, UnreachableError, BackendTimeoutError) as error:
        log.info("%s: %s: %s", visit.source_arn, integration.subtype, type(error).__name__)
        visit.measured["integrationErrorMessage"] = visit.measured["integration.error"] = type(error).__name__
        return visit.refused(500, "Internal Server Error")
    kept = [(name, value) for name, value in answer.headers if name.lower() in ("content-type", "x-amzn-requestid")]
    return BackendAnswer(answer.status, kept, answer.body)


def _call(action: Action, values: Mapping[str, str]) -> Asked:
    """The call in the service's JSON protocol. Raises ValueError for a value that is not of its member's type."""
    model = get_service_model(action.service)
    shape: Any = model.operation_model(action.operation).input_shape
    if action.operation == "PutEvents":
        entry = shape.members["Entries"].member
        parameters: dict[str, Any] = {"Entries": [_typed(entry, values)]}
    else:
        parameters = _typed(shape, values)
    headers = {
        "Content-Type": f"application/x-amz-json-{model.metadata['jsonVersion']}",
        "X-Amz-Target": f"{model.metadata['targetPrefix']}.{action.operation}",
    }
    return Asked("POST", "/", headers, json.dumps(parameters).encode())


def _typed(shape: Any, values: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: _of_type(shape.members[name].type_name, text) for name, text in values.items() if name in shape.members
    }


def _of_type(type_name: str, text: str) -> Any:
    """Parameters are text; numbers, lists and maps are written in it as JSON, a list of one as it is."""
    if type_name == "list":
        return json.loads(text) if text.startswith("[") else [text]
    if type_name == "timestamp":
        return datetime.fromisoformat(text).timestamp()
    return text if type_name in ("string", "blob") else json.loads(text)

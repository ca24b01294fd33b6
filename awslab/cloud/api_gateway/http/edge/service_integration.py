"""First-class integrations: a call of an AWS service, made with a role of the owner's.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import datetime

from awslab.cloud.api_gateway.backends import (
    BackendAnswer,
    BackendRequest,
    Backends,
    BackendTimeoutError,
    RoleError,
    UnreachableError,
)
from awslab.cloud.api_gateway.http.configuration import Integration
from awslab.cloud.api_gateway.http.edge.actions import ACTIONS, Action
from awslab.cloud.api_gateway.http.edge.expressions import value_of
from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.api_gateway.moto_models import call_form, input_types
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.request import AwsResponse

log = logging.getLogger(__name__)


_SUPPORTED_SERVICES = ("events", "sqs")
"""Services that labs may use; the calls of the others are refused by name."""


def ask(visit: Visit, integration: Integration, backends: Backends) -> BackendAnswer | AwsResponse:
    """Call the service as the integration's role, and return its answer: here in the service's JSON protocol.

    In which protocol AWS answers is not documented.
    """
    action = ACTIONS.get(integration.subtype)
    if action is None or action.service not in _SUPPORTED_SERVICES:
        return unsupported(f"integrations of HTTP APIs of the type {integration.subtype}")
    mappings = {name: value_of(text, visit) for name, text in integration.request_parameters.items()}
    values = {name: value for name, value in mappings.items() if value is not None}
    region = values.pop("Region", visit.api.region)
    try:
        answer = backends.ask_aws(
            _call(action, values),
            service=action.service,
            region=region,
            role=integration.credentials or "",
            seconds=integration.timeout,
        )
    except ValueError as error:
        log.info("%s: %s: %s", visit.source_arn, integration.subtype, error)
        return visit.refusal(400, "Bad Request")
    except (RoleError, UnreachableError, BackendTimeoutError) as error:
        log.info("%s: %s: %s", visit.source_arn, integration.subtype, type(error).__name__)
        visit.log_values["integrationErrorMessage"] = visit.log_values["integration.error"] = type(error).__name__
        return visit.refusal(500, "Internal Server Error")
    headers = [(name, value) for name, value in answer.headers if name.lower() in ("content-type", "x-amzn-requestid")]
    return BackendAnswer(answer.status, headers, answer.body)


def _call(action: Action, values: Mapping[str, str]) -> BackendRequest:
    """Return the call in the service's JSON protocol. Raises ValueError for a value that is not of its member's
    type."""
    list_member = "Entries" if action.operation == "PutEvents" else ""
    members = _members(input_types(action.service, action.operation, list_member), values)
    form = call_form(action.service)
    headers = {
        "Content-Type": f"application/x-amz-json-{form.json_version}",
        "X-Amz-Target": f"{form.target_prefix}.{action.operation}",
    }
    body = json.dumps({list_member: [members]} if list_member else members).encode()
    return BackendRequest("POST", "/", headers, body)


def _members(types: Mapping[str, str], values: Mapping[str, str]) -> dict[str, object]:
    return {name: _of_type(types[name], text) for name, text in values.items() if name in types}


def _of_type(type_name: str, text: str) -> object:
    """Return a parameter's value from its text; numbers, lists and maps are JSON, a list of one may be its item."""
    if type_name == "timestamp":
        return datetime.fromisoformat(text).timestamp()
    if type_name in ("string", "blob") or (type_name == "list" and not text.startswith("[")):
        return [text] if type_name == "list" else text
    value: object = json.loads(text)
    return value

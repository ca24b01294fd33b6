"""How calls of AWS services are written, by the service models that moto keeps loaded.

API Gateway's integrations with AWS services write such calls:
https://docs.aws.amazon.com/apigateway/latest/developerguide/integrating-api-with-aws-services-overview.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from moto.core.utils import get_service_model


@dataclass(frozen=True, slots=True)
class CallForm:
    """The form of a service's calls."""

    protocols: frozenset[str]
    """`query`, `json`, `rest-json`, ..."""
    version: str
    """`2012-11-05`."""
    target_prefix: str
    """The part of X-Amz-Target before the operation's name; empty for services without that header."""
    json_version: str
    """`1.0` or `1.1`."""


def call_form(service: str) -> CallForm:
    """Return the form of a service's calls (boto3's name)."""
    model = get_service_model(service)
    return CallForm(
        protocols=frozenset({str(model.protocol), *map(str, model.metadata.get("protocols", ()))}),
        version=str(model.api_version),
        target_prefix=str(model.metadata.get("targetPrefix", "")),
        json_version=str(model.metadata.get("jsonVersion", "1.0")),
    )


def input_types(service: str, operation: str, list_member: str = "") -> Mapping[str, str]:
    """Return the type names (`string`, `list`, ...) of an operation's input members, or of the members of the items of
    one of its lists."""
    shape = get_service_model(service).operation_model(operation).input_shape
    if list_member:
        shape = shape.members[list_member].member
    return {name: str(member.type_name) for name, member in shape.members.items()}

"""What calls to API Gateway need: an HTTP verb on an address (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html and
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from awslab.cloud.iam.actions_arns import Where

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest


def steps(request: AwsRequest, where: Where) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The verb, on the address without the version of HTTP APIs."""
    path = unquote(request.path).removeprefix("/v2").rstrip("/") or "/"
    yield request.method.upper(), {"ResourceArn": f"arn:aws:apigateway:{where.region}::{path}"}

"""What calls to API Gateway need: an HTTP verb on an address (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html and
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from awslab.cloud.iam.actions.steps import CallScope, Steps

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest


def steps(request: AwsRequest, scope: CallScope) -> Steps:
    """Yield the verb, on the address without the version of HTTP APIs."""
    path = unquote(request.path).removeprefix("/v2").rstrip("/") or "/"
    yield request.method.upper(), {"ResourceArn": f"arn:aws:apigateway:{scope.region}::{path}"}

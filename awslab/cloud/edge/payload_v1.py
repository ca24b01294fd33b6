"""The event of payload format 1.0, as REST APIs send it, and HTTP APIs when asked to (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from awslab.cloud.edge.arrival import CLIENT, Arrival, gathered

IDENTITY: Mapping[str, str | None] = {
    "accessKey": None,
    "accountId": None,
    "caller": None,
    "cognitoAuthenticationProvider": None,
    "cognitoAuthenticationType": None,
    "cognitoIdentityId": None,
    "cognitoIdentityPoolId": None,
    "principalOrgId": None,
    "sourceIp": CLIENT,
    "user": None,
    "userAgent": None,
    "userArn": None,
}
"""The identity of a caller without credentials."""


def event(
    arrival: Arrival,
    *,
    resource: str,
    path: str,
    context: Mapping[str, object],
    path_parameters: Mapping[str, str],
    stage_variables: Mapping[str, str],
    body: tuple[str | None, bool],
    headers: Sequence[tuple[str, str]],
) -> dict[str, object]:
    """Return the event; `body` is the text with whether it is Base64. What is empty is null."""
    values, lines = arrival.query_values, gathered((name, value) for name, value in headers)
    return {
        "resource": resource,
        "path": path,
        "httpMethod": arrival.method,
        "headers": {name: named_values[-1] for name, named_values in lines.items()},
        "multiValueHeaders": lines,
        "queryStringParameters": {name: named_values[-1] for name, named_values in values.items()} or None,
        "multiValueQueryStringParameters": values or None,
        "pathParameters": dict(path_parameters) or None,
        "stageVariables": dict(stage_variables) or None,
        "requestContext": dict(context),
        "body": body[0],
        "isBase64Encoded": body[1],
    }


def request_context(
    arrival: Arrival,
    *,
    api: str,
    account: str,
    stage: str,
    path: str,
    resource_path: str,
    resource_id: str | None,
    identity: Mapping[str, str | None],
    authorizer: Mapping[str, object] | None = None,
    deployment: str | None = None,
) -> dict[str, object]:
    """Return `requestContext`; without an authorizer, or a deployment, there is no such member.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#context-variable-reference
    """
    optional = {"authorizer": authorizer, "deploymentId": deployment}
    return {
        "accountId": account,
        "apiId": api,
        "domainName": arrival.domain,
        "domainPrefix": arrival.domain.partition(".")[0],
        "extendedRequestId": extended_id(arrival),
        "httpMethod": arrival.method,
        "identity": {**IDENTITY, "userAgent": arrival.user_agent, **identity},
        "path": path,
        "protocol": "HTTP/1.1",
        "requestId": arrival.id,
        "requestTime": arrival.time,
        "requestTimeEpoch": arrival.milliseconds,
        "resourceId": resource_id,
        "resourcePath": resource_path,
        "stage": stage,
        **{name: value for name, value in optional.items() if value is not None},
    }


def extended_id(arrival: Arrival) -> str:
    """Return the extended request id: shorter than the request id, with `=` at its end."""
    return f"{arrival.id.replace('-', '')[:15]}="

"""The events that functions behind HTTP APIs get: integrations and authorizers, in both payload formats (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.proxy-format
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.payload-format
"""

from __future__ import annotations

from collections.abc import Sequence

from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.edge import payload_v1, payload_v2

_BODY = ("body", "isBase64Encoded")
_IDENTITY = {
    "accessKey": "accessKey",
    "accountId": "accountId",
    "caller": "callerId",
    "user": "userId",
    "userArn": "userArn",
}
"""Members of format 1.0's identity → members of the signed caller in format 2.0."""


def integration_event_v2(visit: Visit) -> dict[str, object]:
    """Return the event of payload format 2.0 for an integration."""
    return payload_v2.event(
        visit.arrival,
        api=visit.api.id,
        account=visit.account,
        stage=visit.stage.name,
        route=visit.route.key,
        path=visit.path,
        authorizer=visit.authorizer,
        path_parameters=visit.path_parameters,
        stage_variables=visit.stage.variables,
    )


def integration_event_v1(visit: Visit) -> dict[str, object]:
    """Return the event of payload format 1.0 for an integration; HTTP APIs write headers in lower case."""
    resource = visit.route.key.partition(" ")[2] or visit.route.key
    caller = visit.authorizer.get("iam") or {}
    context = payload_v1.request_context(
        visit.arrival,
        api=visit.api.id,
        account=visit.account,
        stage=visit.stage.name,
        path=visit.path,
        resource_path=resource,
        resource_id=None,
        identity={name: _text(caller.get(member)) for name, member in _IDENTITY.items()},
        authorizer=_authorizer_v1(visit),
    )
    event = payload_v1.event(
        visit.arrival,
        resource=resource,
        path=visit.path,
        context=context,
        path_parameters=visit.path_parameters,
        stage_variables=visit.stage.variables,
        body=payload_v2.body_of(visit.arrival),
        headers=[(name.lower(), value) for name, value in visit.arrival.headers],
    )
    return {"version": "1.0", **event}


def authorizer_event_v2(visit: Visit, sources: Sequence[str]) -> dict[str, object]:
    """Return the event of payload format 2.0 for an authorizer: without a body, with the values of the identity
    sources."""
    members = {name: value for name, value in integration_event_v2(visit).items() if name not in _BODY}
    return {
        "version": "2.0",
        "type": "REQUEST",
        "routeArn": visit.arn,
        "identitySource": list(sources) or None,
        **members,
    }


def authorizer_event_v1(visit: Visit, sources: Sequence[str]) -> dict[str, object]:
    """Return the event of payload format 1.0 for an authorizer."""
    members = {name: value for name, value in integration_event_v1(visit).items() if name not in _BODY}
    token = ",".join(sources) or None
    return {
        **members,
        "version": "1.0",
        "type": "REQUEST",
        "methodArn": visit.arn,
        "identitySource": token,
        "authorizationToken": token,
    }


def _authorizer_v1(visit: Visit) -> dict[str, object]:
    """Return what format 1.0 has of an authorizer: claims and scopes, or a function's context.

    Where a function's context goes in it, no page states: as in REST APIs.
    """
    context = visit.authorizer.get("lambda")
    if context:
        return dict(context)
    token = visit.authorizer.get("jwt") or {}
    return {"claims": token.get("claims"), "scopes": token.get("scopes")}


def _text(value: object) -> str | None:
    return None if value is None else str(value)

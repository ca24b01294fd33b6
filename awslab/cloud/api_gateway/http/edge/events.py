"""The events that functions behind HTTP APIs get: integrations and authorizers, in both payload formats (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.proxy-format
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.payload-format
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.edge import payload_v1 as event_1
from awslab.cloud.edge import payload_v2 as event_2

_BODY = ("body", "isBase64Encoded")


def integration_event_2(visit: Visit) -> dict[str, Any]:
    """Of payload format 2.0, for an integration."""
    return event_2.event(
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


def integration_event_1(visit: Visit) -> dict[str, Any]:
    """Of payload format 1.0, for an integration; HTTP APIs write headers in lower case."""
    resource = visit.route.key.partition(" ")[2] or visit.route.key
    caller: Mapping[str, Any] = visit.authorizer.get("iam", {})
    context = event_1.request_context(
        visit.arrival,
        api=visit.api.id,
        account=visit.account,
        stage=visit.stage.name,
        path=visit.path,
        resource_path=resource,
        resource_id=None,
        identity={
            "accessKey": caller.get("accessKey"),
            "accountId": caller.get("accountId"),
            "caller": caller.get("callerId"),
            "user": caller.get("userId"),
            "userArn": caller.get("userArn"),
        },
        authorizer=_told_1(visit),
    )
    made = event_1.event(
        visit.arrival,
        resource=resource,
        path=visit.path,
        context=context,
        path_parameters=visit.path_parameters,
        stage_variables=visit.stage.variables,
        body=event_2.body_of(visit.arrival),
        headers=[(name.lower(), value) for name, value in visit.arrival.headers],
    )
    return {"version": "1.0", **made}


def authorizer_event_2(visit: Visit, sources: Sequence[str]) -> dict[str, Any]:
    """Of payload format 2.0, for an authorizer: no body, and the identity sources as they were found."""
    told = {name: value for name, value in integration_event_2(visit).items() if name not in _BODY}
    about = {"type": "REQUEST", "routeArn": visit.arn, "identitySource": list(sources) or None}
    return {"version": "2.0", **about, **told}


def authorizer_event_1(visit: Visit, sources: Sequence[str]) -> dict[str, Any]:
    """Of payload format 1.0, for an authorizer."""
    told = {name: value for name, value in integration_event_1(visit).items() if name not in _BODY}
    joined = ",".join(sources) or None
    about = {"type": "REQUEST", "methodArn": visit.arn, "identitySource": joined, "authorizationToken": joined}
    return {**told, "version": "1.0", **about}


def _told_1(visit: Visit) -> dict[str, Any]:
    """What format 1.0 tells of an authorizer. Where a function's context goes in it, no page says: as in REST APIs."""
    tokens: Mapping[str, Any] = visit.authorizer.get("jwt", {})
    told: Mapping[str, Any] = visit.authorizer.get("lambda") or {}
    return {**told} if told else {"claims": tokens.get("claims"), "scopes": tokens.get("scopes")}

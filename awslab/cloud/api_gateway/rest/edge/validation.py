"""Request validators: required parameters are there, the body fits its model.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.gateway.request import AwsResponse


def refuse(visit: Visit) -> AwsResponse | None:
    """None for a request that is valid, or that nothing validates. Parameters are looked at first."""
    looks_at = visit.stage.deployed.validators.get(visit.method.validator_id or "")
    if looks_at is None:
        return None
    body, parameters = looks_at
    missing = _missing(visit) if parameters else []
    if missing:
        message = f"Missing required request parameters: [{', '.join(missing)}]"
        return visit.refused("BAD_REQUEST_PARAMETERS", message)
    return visit.refused("BAD_REQUEST_BODY") if body and not _fits(visit) else None


def _missing(visit: Visit) -> list[str]:
    """Names of required parameters that are not there, or blank: of headers, the path, the query string, as recorded
    from the real service (test_api_gateway_request_validator)."""
    wanted = sorted(source for source, required in visit.method.parameters.items() if required)
    return [source.rpartition(".")[2] for source in wanted if not _value(visit, source)]


def _value(visit: Visit, source: str) -> str | None:
    place, _, name = source.removeprefix("method.request.").partition(".")
    match place:
        case "header":
            return visit.arrival.header(name)
        case "querystring":
            return next(iter(visit.arrival.query_values.get(name, [])), None)
        case _:
            return visit.path_parameters.get(name)


def _fits(visit: Visit) -> bool:
    """A content type without a model is not looked at.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
    """
    content_type = (visit.arrival.header("content-type") or "application/json").partition(";")[0].strip()
    name = visit.method.models.get(content_type) or visit.method.models.get("$default")
    models = visit.stage.deployed.models
    if name is None or name not in models:
        return True
    try:
        body = json.loads(visit.arrival.body or b"")
    except ValueError:
        return False
    return _is_valid(body, json.loads(models[name]), models)


def _is_valid(body: Any, schema: Any, models: Mapping[str, str]) -> bool:
    """By JSON Schema draft 4; a model may refer to others of the API by their URLs, which end in their names."""
    from jsonschema import Draft4Validator  # type: ignore[import-untyped]  # it has no types
    from referencing import Registry, Resource
    from referencing.exceptions import Unresolvable
    from referencing.jsonschema import DRAFT4

    def retrieve(uri: str) -> Resource[Any]:
        return DRAFT4.create_resource(json.loads(models[uri.rpartition("/")[2]]))

    registry: Registry[Any] = Registry(retrieve=retrieve)  # type: ignore[call-arg]
    try:
        return bool(Draft4Validator(schema, registry=registry).is_valid(body))
    except Unresolvable:
        return False

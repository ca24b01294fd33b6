"""Request validators: required parameters must be there, the body must fit its model.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.gateway.request import AwsResponse


def refuse(visit: Visit) -> AwsResponse | None:
    """Return a refusal; None for a valid request, or one without a validator. Parameters are looked at first."""
    validator = visit.stage.snapshot.validators.get(visit.method.validator_id or "")
    if validator is None:
        return None
    body, parameters = validator
    missing = _missing(visit) if parameters else []
    if missing:
        message = f"Missing required request parameters: [{', '.join(missing)}]"
        return visit.refusal("BAD_REQUEST_PARAMETERS", message)
    return visit.refusal("BAD_REQUEST_BODY") if body and not _fits(visit) else None


def _missing(visit: Visit) -> list[str]:
    """Return the names of required parameters that are missing or blank: of headers, the path, the query string, as
    recorded from the real service (test_api_gateway_request_validator)."""
    required_sources = sorted(source for source, required in visit.method.parameters.items() if required)
    return [source.rpartition(".")[2] for source in required_sources if not _value(visit, source)]


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
    """Say whether the body fits its model; one whose content type has no model does.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
    """
    content_type = (visit.arrival.header("content-type") or "application/json").partition(";")[0].strip()
    name = visit.method.models.get(content_type) or visit.method.models.get("$default")
    models = visit.stage.snapshot.models
    if name is None or name not in models:
        return True
    try:
        body = json.loads(visit.arrival.body or b"")
    except ValueError:
        return False
    return _is_valid(body, json.loads(models[name]), models)


def _is_valid(body: object, schema: object, models: Mapping[str, str]) -> bool:
    """Say whether a body is valid by JSON Schema draft 4; a model may refer to others of the API by their URLs, which
    end in their names."""
    from jsonschema import Draft4Validator  # type: ignore[import-untyped]  # it has no types
    from referencing import Registry, Resource
    from referencing.exceptions import Unresolvable
    from referencing.jsonschema import DRAFT4

    def retrieve(uri: str) -> Resource[object]:
        return DRAFT4.create_resource(json.loads(models[uri.rpartition("/")[2]]))

    registry: Registry[object] = Registry(retrieve=retrieve)  # type: ignore[call-arg]
    try:
        return bool(Draft4Validator(schema, registry=registry).is_valid(body))
    except Unresolvable:
        return False

"""Where mapped parameters come from.

https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, urlencode

from awslab.cloud.api_gateway.backends import BackendAnswer
from awslab.cloud.api_gateway.jsonpath import document, lookup
from awslab.cloud.api_gateway.rest.edge.velocity.values import text_of
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.edge.arrival import gathered

Values = list[str]


def request_value(visit: Visit, source: str) -> Values | None:
    """Return the values that a request parameter is mapped from; None when the source has none.

    Method parameters are looked up as they are written, header names in any case.
    """
    if source.startswith("method.request.body"):
        return _of_body(visit.arrival.body.decode("utf-8", "replace"), source.removeprefix("method.request.body"))
    if not source.startswith("method.request."):
        return _elsewhere(visit, source)
    place, _, name = source.removeprefix("method.request.").partition(".")
    queries: Mapping[str, Values] = visit.arrival.query_values
    headers = gathered((header.lower(), value) for header, value in visit.arrival.headers).get(name.lower())
    match place:
        case "path":
            return [visit.path_parameters[name]] if name in visit.path_parameters else None
        case "querystring":
            return queries[name][-1:] if name in queries else None
        case "multivaluequerystring":
            return queries.get(name)
        case "header":
            return headers[-1:] if headers else None
        case "multivalueheader":
            return headers
        case _:
            return None


def response_value(visit: Visit, answer: BackendAnswer, source: str) -> Values | None:
    """Return the values that a response header is mapped from; None when the source has none."""
    if source.startswith("integration.response.body"):
        return _of_body(answer.body.decode("utf-8", "replace"), source.removeprefix("integration.response.body"))
    place, _, name = source.removeprefix("integration.response.").partition(".")
    values = [value for header, value in answer.headers if header.lower() == name.lower()]
    match place:
        case "header":
            return values[-1:] or None
        case "multivalueheader":
            return values or None
        case _:
            return _elsewhere(visit, source)


def with_query(url: str, parameters: Mapping[str, Values], client_query: Sequence[tuple[str, str]] = ()) -> str:
    """Return a URL with more parameters behind its own: those of the client, then the mapped ones, which replace those
    of the client."""
    base, _, query = url.partition("?")
    client_pairs = [(name, value) for name, value in client_query if name not in parameters]
    mapped_pairs = [(name, value) for name, values in parameters.items() for value in values]
    pairs = [*parse_qsl(query, keep_blank_values=True), *client_pairs, *mapped_pairs]
    return f"{base}?{urlencode(pairs)}" if pairs else base


def _of_body(body: str, path: str) -> Values | None:
    """Return the whole body, or what a JSONPath in it (`.pets[0].name`) leads to. Raises JsonPathError."""
    if not path:
        return [body]
    value = lookup(document(body), f"${path}")
    return None if value is None else [text_of(value)]


def _elsewhere(visit: Visit, source: str) -> Values | None:
    if source.startswith("'"):
        return [source[1:-1]]
    place, _, name = source.partition(".")
    if place == "stageVariables":
        return [visit.stage.variables[name]] if name in visit.stage.variables else None
    value = visit.context.get(source) if place == "context" else None
    return None if value is None else [value]

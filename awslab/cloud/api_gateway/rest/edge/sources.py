"""Where mapped parameters come from.

https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from awslab.cloud.api_gateway.rest.edge.jsonpath import document, found
from awslab.cloud.api_gateway.rest.edge.velocity.values import shown
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.edge.arrival import gathered

Values = list[str]


@dataclass(frozen=True, slots=True)
class BackendAnswer:
    """What a backend answered."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        """The last value of a header, by its name in any case."""
        return next((value for written, value in reversed(self.headers) if written.lower() == name.lower()), None)


def request_value(visit: Visit, source: str) -> Values | None:
    """What a request parameter is mapped from; None for what is not there.

    Method parameters are looked up as they are written, header names in any case.
    """
    if source.startswith("method.request.body"):
        return _of_body(visit.arrival.body.decode("utf-8", "replace"), source.removeprefix("method.request.body"))
    if not source.startswith("method.request."):
        return _elsewhere(visit, source)
    place, _, name = source.removeprefix("method.request.").partition(".")
    queries: Mapping[str, Values] = visit.arrival.query_values
    headers = gathered((each.lower(), value) for each, value in visit.arrival.headers).get(name.lower())
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
    """What a response header is mapped from; None for what is not there."""
    if source.startswith("integration.response.body"):
        return _of_body(answer.body.decode("utf-8", "replace"), source.removeprefix("integration.response.body"))
    place, _, name = source.removeprefix("integration.response.").partition(".")
    values = [value for written, value in answer.headers if written.lower() == name.lower()]
    match place:
        case "header":
            return values[-1:] or None
        case "multivalueheader":
            return values or None
        case _:
            return _elsewhere(visit, source)


def with_query(url: str, added: Mapping[str, Values], passed: Sequence[tuple[str, str]] = ()) -> str:
    """A URL with more parameters behind its own: those passed on, then those added, which replace passed ones."""
    base, _, query = url.partition("?")
    kept = [(name, value) for name, value in passed if name not in added]
    more = [(name, value) for name, values in added.items() for value in values]
    pairs = [*parse_qsl(query, keep_blank_values=True), *kept, *more]
    return f"{base}?{urlencode(pairs)}" if pairs else base


def _of_body(body: str, path: str) -> Values | None:
    """The whole body, or what a JSONPath in it (`.pets[0].name`) leads to."""
    if not path:
        return [body]
    value = found(document(body), f"${path}")
    return None if value is None else [shown(value)]


def _elsewhere(visit: Visit, source: str) -> Values | None:
    if source.startswith("'"):
        return [source[1:-1]]
    place, _, name = source.partition(".")
    if place == "stageVariables":
        return [visit.stage.variables[name]] if name in visit.stage.variables else None
    value = visit.context.get(source) if place == "context" else None
    return None if value is None else [value]

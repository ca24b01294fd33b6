"""Parameter mapping: what integrations change in requests and in answers on their way.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, quote, urlencode

from awslab.cloud.api_gateway.backends import BackendAnswer
from awslab.cloud.api_gateway.http.configuration import Integration
from awslab.cloud.api_gateway.http.edge.expressions import value_of
from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.edge.arrival import Arrival

Pairs = Sequence[tuple[str, str]]


def mapped_request(visit: Visit, integration: Integration) -> Visit:
    """Return the visit with the request for the integration; values are taken from the request as it came."""
    arrival = visit.arrival
    for key, text in integration.request_parameters.items():
        action, _, place = key.partition(":")
        value = value_of(text, visit)
        kind, _, name = place.partition(".")
        if action != "remove" and value is None:
            continue
        if kind == "header":
            arrival = replace(arrival, headers=_change(arrival.headers, action, name, value, ignore_case=True))
        elif kind == "querystring":
            pairs = parse_qsl(arrival.query, keep_blank_values=True)
            arrival = replace(arrival, query=urlencode(_change(pairs, action, name, value, ignore_case=False)))
        elif kind == "path" and value is not None:
            arrival = _at_path(arrival, value)
    return replace(visit, arrival=arrival)


def mapped_answer(visit: Visit, integration: Integration, answer: BackendAnswer) -> BackendAnswer:
    """Return the integration's answer with the changes that are configured for its status."""
    status, headers = answer.status, answer.headers
    for key, text in integration.response_parameters.get(str(answer.status), {}).items():
        action, _, place = key.partition(":")
        value = value_of(text, visit, answer)
        if place == "statuscode":
            status = int(value) if value and value.isdigit() else status
        elif action == "remove" or value is not None:
            name = place.partition(".")[2]
            headers = _change(headers, action, name, value, ignore_case=True)
    return BackendAnswer(status, headers, answer.body)


def _change(pairs: Pairs, action: str, name: str, value: str | None, *, ignore_case: bool) -> Pairs:
    """Return the pairs with a value appended (`append`), with that value only (`overwrite`), or with none
    (`remove`)."""

    def is_named(key: str) -> bool:
        return key.lower() == name.lower() if ignore_case else key == name

    other_pairs = [pair for pair in pairs if action == "append" or not is_named(pair[0])]
    return other_pairs if action == "remove" or value is None else [*other_pairs, (name, value)]


def _at_path(arrival: Arrival, path: str) -> Arrival:
    return replace(arrival, path=quote(path if path.startswith("/") else f"/{path}", safe="/%:@!$&'()*+,;=~-._"))

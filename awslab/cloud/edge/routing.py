"""Which resource or route answers a path, and with which path parameters (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

ANY_VERB = "ANY"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A verb and a path pattern that may answer, such as `GET`, `/pets/{id}`."""

    verb: str
    pattern: str


def best_match(candidates: Iterable[Candidate], verb: str, path: str) -> tuple[Candidate, dict[str, str]] | None:
    """Return the most specific candidate that matches: literal before variable before greedy, segment by segment; then
    the verb itself before ANY. With it the path parameters, decoded. A slash at the end makes no difference.
    """
    segments = _segments(path)
    matches = [
        (_rank(candidate), candidate, parameters)
        for candidate in candidates
        if candidate.verb in (verb, ANY_VERB)
        and (parameters := _match(_segments(candidate.pattern), segments)) is not None
    ]
    if not matches:
        return None
    _, best, parameters = min(matches, key=lambda match: match[0])
    return best, parameters


def _segments(path: str) -> list[str]:
    return [segment for segment in path.strip("/").split("/") if segment] if path.strip("/") else []


def _match(pattern: list[str], segments: list[str]) -> dict[str, str] | None:
    parameters: dict[str, str] = {}
    for index, part in enumerate(pattern):
        if index >= len(segments):
            return None
        if part.endswith("+}"):
            parameters[part[1:-2]] = unquote("/".join(segments[index:]))
            return parameters
        if part.startswith("{"):
            parameters[part[1:-1]] = unquote(segments[index])
        elif part != unquote(segments[index]):
            return None
    return parameters if len(pattern) == len(segments) else None


def _rank(candidate: Candidate) -> tuple[tuple[int, ...], int]:
    kinds = tuple(
        2 if part.endswith("+}") else 1 if part.startswith("{") else 0 for part in _segments(candidate.pattern)
    )
    return kinds, int(candidate.verb == ANY_VERB)

"""Patterns of actions, resources and ARNs (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

STAR, MARK = "\ue000", "\ue001"
"""A `*` and a `?` that stand for themselves: they came from a policy variable."""

_SEGMENTS = 6
_LITERAL = str.maketrans({STAR: "*", MARK: "?"})
_PROTECTED = str.maketrans({"*": STAR, "?": MARK})


def protect(value: str) -> str:
    """Return a value in the form that matches only itself when it is put into a pattern."""
    return value.translate(_PROTECTED)


def literal(pattern: str) -> str:
    """Return the string that a pattern stands for where wildcards mean nothing."""
    return pattern.translate(_LITERAL)


@lru_cache(maxsize=16384)
def any_action_fits(patterns: tuple[str, ...], action: str) -> bool:
    """Whether an action (`s3:PutObject`) fits one of the patterns; case does not matter.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
    """
    action = action.lower()
    sorted_patterns = _sorted_by_service(patterns)
    if action in sorted_patterns.exact:
        return True
    service = action.partition(":")[0]
    return any(
        pattern.fullmatch(action)
        for pattern in (*sorted_patterns.by_service.get(service, ()), *sorted_patterns.other_patterns)
    )


def string_fits(pattern: str, value: str) -> bool:
    """Whether a string fits a pattern of StringLike: `*` is any characters, `?` is one; case matters."""
    return _compiled(pattern).fullmatch(value) is not None


def resource_fits(pattern: str, resource: str) -> bool:
    """Whether an ARN fits a pattern of a Resource element.

    A wildcard stays within its segment, but a `*` that ends one may go beyond it. What is missing of the six segments
    is completed with `*` (reference_policies_grammar.html). That the resource part, which may have colons of its own,
    is one segment is our reading of it.
    """
    return pattern == "*" or _compiled_resource(pattern).fullmatch(resource) is not None


def arn_fits(pattern: str, arn: str) -> bool:
    """Whether an ARN fits a pattern of ArnLike and ArnEquals: six components, each checked separately.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
    """
    patterns, parts = pattern.split(":", _SEGMENTS - 1), arn.split(":", _SEGMENTS - 1)
    if len(patterns) != len(parts):
        return pattern == "*"
    return all(string_fits(segment, part) for segment, part in zip(patterns, parts, strict=True))


@dataclass(frozen=True, slots=True)
class _Actions:
    """A statement's patterns, sorted so that a list of two thousand (ReadOnlyAccess) costs little to look through."""

    exact: frozenset[str]
    by_service: Mapping[str, list[re.Pattern[str]]]
    other_patterns: list[re.Pattern[str]]
    """Those with a wildcard in the service's name, and `*`."""


@lru_cache(maxsize=1024)
def _sorted_by_service(patterns: tuple[str, ...]) -> _Actions:
    exact, other_patterns = set(), []
    by_service: defaultdict[str, list[re.Pattern[str]]] = defaultdict(list)
    for pattern in map(str.lower, patterns):
        service = pattern.partition(":")[0]
        if "*" not in pattern and "?" not in pattern:
            exact.add(pattern)
        elif "*" in service or "?" in service:
            other_patterns.append(_compiled(pattern))
        else:
            by_service[service].append(_compiled(pattern))
    return _Actions(frozenset(exact), by_service, other_patterns)


@lru_cache(maxsize=8192)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_regular(pattern, ".*", "."), re.DOTALL)


@lru_cache(maxsize=8192)
def _compiled_resource(pattern: str) -> re.Pattern[str]:
    segments = pattern.split(":", _SEGMENTS - 1)
    *first, last = [*segments, *["*"] * (_SEGMENTS - len(segments))]
    regular = ":".join([*map(_segment, first), _regular(last, ".*", ".")])
    return re.compile(regular, re.DOTALL)


def _segment(text: str) -> str:
    if text.endswith("*"):
        return _regular(text[:-1], "[^:]*", "[^:]") + ".*"
    return _regular(text, "[^:]*", "[^:]")


def _regular(pattern: str, star: str, mark: str) -> str:
    meanings = {"*": star, "?": mark, STAR: r"\*", MARK: r"\?"}
    return "".join(meanings.get(letter) or re.escape(letter) for letter in pattern)

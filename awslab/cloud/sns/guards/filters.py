"""What is wrong with a subscription's filter policy (pure).

https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html and string-value-matching.html,
numeric-value-matching.html beside it; the sentences were recorded from the real service
(sns/test_sns_filter_policy.snapshot.json). AWS adds where in the document it stumbled; that is left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

Policy = Mapping[str, Any]
"""A filter policy or an object in it."""
_KEYS, _COMBINATIONS = 5, 150
_COMPARISONS = ("<", "<=", "=", ">", ">=")
_TEXTUAL = ("prefix", "suffix", "equals-ignore-case", "wildcard")


def fault(text: str, scope: str) -> str:
    """Return what is wrong with a policy as a sentence; empty for one that SNS takes.

    `scope` is `MessageAttributes` or `MessageBody`.
    """
    try:
        policy = json.loads(text)
    except ValueError:
        return "failed to parse JSON."
    if not isinstance(policy, dict):
        return "Filter policy must be an object"
    problem = _object_fault(policy, scope)
    if problem:
        return problem
    if len(policy) > _KEYS:
        return f"Filter policy can not have more than {_KEYS} keys"
    return "Filter policy is too complex" if _combinations(policy, 1) > _COMBINATIONS else ""


def is_nested(text: str) -> bool:
    """Whether a policy of sound form has objects below its keys, which attributes cannot."""
    policy = json.loads(text)
    return any(isinstance(value, dict) for key, value in policy.items() if key != "$or")


def _object_fault(policy: Policy, scope: str) -> str:
    for key, value in policy.items():
        if isinstance(value, dict):
            problem = _object_fault(value, scope)
        elif not isinstance(value, list):
            return f'"{key}" must be an object or an array'
        elif key == "$or":
            problem = next(
                filter(None, (_object_fault(branch, scope) for branch in value if isinstance(branch, dict))), ""
            )
        else:
            problem = "Empty arrays are not allowed" if not value else next(filter(None, map(_rule_fault, value)), "")
        if problem:
            return problem
    return ""


def _rule_fault(rule: object) -> str:
    if rule is None or isinstance(rule, str | bool | int | float):
        return ""
    if not isinstance(rule, dict):
        return "Match value must be String, number, true, false, or null"
    if len(rule) != 1:
        return "Only one key allowed in match expression"
    operator, value = next(iter(rule.items()))
    if operator in _TEXTUAL:
        return "" if isinstance(value, str) else f"{operator} match pattern must be a string"
    match operator:
        case "exists":
            return "" if isinstance(value, bool) else "exists match pattern must be either true or false."
        case "cidr":
            return _cidr_fault(value)
        case "numeric":
            return _numeric_fault(value)
        case "anything-but":
            return _anything_but_fault(value)
    return f"Unrecognized match type {operator}"


def _anything_but_fault(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    operator, pattern = next(iter(value.items()), ("", None))
    if operator not in ("prefix", "wildcard"):
        return f"Unsupported anything-but pattern: {operator}"
    return "" if isinstance(pattern, str) else f"{operator} match pattern must be a string"


def _cidr_fault(value: object) -> str:
    if not isinstance(value, str):
        return "prefix match pattern must be a string"
    address, slash, bits = value.partition("/")
    if not slash:
        return "Malformed CIDR, one '/' required"
    if not bits.isdigit():
        return "Malformed CIDR, mask bits must be an integer"
    letters = "0123456789abcdefABCDEF:" if ":" in address else "0123456789."
    return "" if address.strip(letters) == "" else f"Nonstandard IP address: {address}"


def _numeric_fault(terms: Sequence[object]) -> str:
    """Return what is wrong with `[">=", 1]`, or with a range such as `[">", 0, "<=", 100]`."""
    if not terms:
        return "Invalid member in numeric match: ]"
    first = terms[0]
    if not isinstance(first, str):
        return f"Invalid member in numeric match: {first}"
    if first not in _COMPARISONS:
        return f"Unrecognized numeric range operator: {first}"
    if not _is_number(terms, 1):
        return f"Value of {'equals' if first == '=' else first} must be numeric"
    return _range_fault(terms) if len(terms) > 2 else ""


def _range_fault(terms: Sequence[Any]) -> str:
    if terms[0] not in (">", ">="):
        return "Too many elements in numeric expression"
    second = terms[2]
    if not isinstance(second, str):
        return f"Bad value in numeric range: {second}"
    if second not in ("<", "<="):
        return f"Bad numeric range operator: {second}"
    if not _is_number(terms, 3):
        return f"Value of {second} must be numeric"
    if len(terms) > 4:
        return "Too many terms in numeric range expression"
    return "" if terms[1] < terms[3] else "Bottom must be less than top"


def _is_number(terms: Sequence[object], index: int) -> bool:
    return len(terms) > index and isinstance(terms[index], int | float) and not isinstance(terms[index], bool)


def _combinations(policy: Policy, depth: int) -> int:
    """Return the number of values of each key times its depth, multiplied; the parts of an `$or` are added."""
    product = 1
    for key, value in policy.items():
        if key == "$or":
            product *= sum(_combinations(branch, depth) for branch in value) or 1
        elif isinstance(value, dict):
            product *= _combinations(value, depth + 1)
        else:
            product *= len(value) * depth
    return product

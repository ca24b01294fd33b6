"""Condition operators: how one value of the request is compared with one value of a policy (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
import operator
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from awslab.cloud.iam.policies.wildcards import arn_fits, literal, string_fits

Comparison = Callable[[str, str], bool]
"""`(value in the policy, value in the request)`."""
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_PARTIAL_DATE = re.compile(r"(\d{4})(-\d{2})?")
_EPOCH = re.compile(r"-?\d{5,}(\.\d+)?")


def _numbers(compare: Callable[[Decimal, Decimal], bool]) -> Comparison:
    def holds(expected: str, found: str) -> bool:
        try:
            return compare(Decimal(found.strip()), Decimal(expected.strip()))
        except InvalidOperation:
            return False

    return holds


def _dates(compare: Callable[[datetime, datetime], bool]) -> Comparison:
    def holds(expected: str, found: str) -> bool:
        one, other = _moment(found), _moment(expected)
        return one is not None and other is not None and compare(one, other)

    return holds


@lru_cache(maxsize=1024)
def _moment(text: str) -> datetime | None:
    """Of the W3C's forms of ISO 8601 (`2020`, `2020-07`, ..., `2020-07-01T12:00:00Z`) or seconds since 1970."""
    partial = _PARTIAL_DATE.fullmatch(text)
    if partial:
        text = f"{partial[1]}{partial[2] or '-01'}-01"
    try:
        if _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(float(text), UTC)
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _same_bytes(expected: str, found: str) -> bool:
    try:
        return base64.b64decode(expected, validate=True) == base64.b64decode(found, validate=True)
    except (binascii.Error, ValueError):
        return False


def _in_network(expected: str, found: str) -> bool:
    network, address = _network(expected), _network(found)
    if network is None or address is None:
        return False
    if isinstance(network, ipaddress.IPv4Network):
        return isinstance(address, ipaddress.IPv4Network) and address.subnet_of(network)
    return isinstance(address, ipaddress.IPv6Network) and address.subnet_of(network)


@lru_cache(maxsize=1024)
def _network(text: str) -> _Network | None:
    """An address alone is a network of one."""
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


COMPARISONS: dict[str, Comparison] = {
    "stringequals": lambda expected, found: literal(expected) == found,
    "stringequalsignorecase": lambda expected, found: literal(expected).lower() == found.lower(),
    "stringlike": string_fits,
    "bool": lambda expected, found: literal(expected).lower() == found.lower(),
    "binaryequals": _same_bytes,
    "ipaddress": _in_network,
    "arnequals": arn_fits,
    "arnlike": arn_fits,
    "numericequals": _numbers(operator.eq),
    "numericlessthan": _numbers(operator.lt),
    "numericlessthanequals": _numbers(operator.le),
    "numericgreaterthan": _numbers(operator.gt),
    "numericgreaterthanequals": _numbers(operator.ge),
    "dateequals": _dates(operator.eq),
    "datelessthan": _dates(operator.lt),
    "datelessthanequals": _dates(operator.le),
    "dategreaterthan": _dates(operator.gt),
    "dategreaterthanequals": _dates(operator.ge),
}
"""By operator, in lower case; a value that cannot be read is never equal to, less or greater than anything."""

NEGATIONS: dict[str, str] = {
    "stringnotequals": "stringequals",
    "stringnotequalsignorecase": "stringequalsignorecase",
    "stringnotlike": "stringlike",
    "numericnotequals": "numericequals",
    "datenotequals": "dateequals",
    "notipaddress": "ipaddress",
    "arnnotequals": "arnequals",
    "arnnotlike": "arnlike",
}
"""Which operator a negated one denies."""

WITH_VARIABLES = frozenset(name for name in (*COMPARISONS, *NEGATIONS) if name.startswith(("string", "arn", "bool")))
"""Operators whose values may have policy variables. (The pages differ about Bool: its own section says that it may.)"""
